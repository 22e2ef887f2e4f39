#include "indexer/fetch/transfer.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <string_view>

#include "engine/limits.h"
#include "indexer/fetch/body_file.h"
#include "indexer/fetch/private_network.h"

namespace pressmark {
namespace {

// libcurl's clock may run out this much before ours.
constexpr uint64_t kTimerSlackMs = 50;

// Set up once for the process, as libcurl wants it, and taken down with it.
struct Library {
  Library() { ENGINE_CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK); }
  ~Library() { curl_global_cleanup(); }
};

std::string presentation(const sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = "?";
  if (address.sa_family == AF_INET) {
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(&address)->sin_addr, text, sizeof text);
  } else if (address.sa_family == AF_INET6) {
    ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(&address)->sin6_addr, text, sizeof text);
  }
  return text;
}

bool fit_for_a_header(const std::string& value) {
  return !value.empty() && value.size() <= limits::kFetchFieldBytesMax &&
         std::none_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

bool keeps_body(long status) {
  return status == 200 || status == 203;
}

std::string seconds(uint64_t ms) {
  std::string text = std::to_string(ms / 1000);
  if (ms % 1000 != 0) text += "." + std::to_string(1000 + ms % 1000).substr(1);
  while (text.find('.') != std::string::npos && text.back() == '0') text.pop_back();
  return text + " s";
}

}  // namespace

class Transfer::Impl {
 public:
  explicit Impl(Options options) : options_(std::move(options)) {
    static const Library library;
    handle_.reset(curl_easy_init());
    ENGINE_CHECK(handle_ != nullptr);
  }

  Reply run(const Request& request) {
    request_ = &request;
    body_ = BodyFile();
    stop_ = Stop::kNone;
    head_bytes_ = refusal_bytes_ = 0;
    head_complete_ = false;
    refused_address_.clear();
    Headers headers = conditions();
    set_up(headers.get());
    const CURLcode code = curl_easy_perform(handle_.get());
    if (body_.error() != 0) static_cast<void>(body_.take());
    Reply reply;
    reply.conditional = headers != nullptr;
    reply.connected =
        info<long>(CURLINFO_HEADER_SIZE) > 0 || info<curl_off_t>(CURLINFO_PRETRANSFER_TIME_T) > 0;
    reply.status = info<long>(CURLINFO_RESPONSE_CODE);
    const bool cut = stop_ == Stop::kCut || stop_ == Stop::kEnough;
    if ((code != CURLE_OK && !cut) || !head_complete_) {
      reply.failure = failure(code != CURLE_OK ? code : CURLE_PARTIAL_FILE);
      return reply;
    }
    reply.location = header("Location", limits::kUrlBytesMax);
    reply.content_type = header("Content-Type", limits::kFetchFieldBytesMax);
    reply.validators.etag = header("ETag", limits::kFetchFieldBytesMax);
    reply.validators.last_modified = header("Last-Modified", limits::kFetchFieldBytesMax);
    if (!header("Retry-After", limits::kFetchFieldBytesMax).empty()) {
      reply.retry_after = std::chrono::seconds(std::clamp<curl_off_t>(
          info<curl_off_t>(CURLINFO_RETRY_AFTER), 0, std::numeric_limits<uint32_t>::max()));
    }
    if (keeps_body(reply.status)) reply.body = body_.take();
    return reply;
  }

 private:
  // Why a callback ended the transfer.
  enum class Stop { kNone, kHead, kBody, kCut, kEnough };

  struct HandleFree {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct HeadersFree {
    void operator()(curl_slist* headers) const { curl_slist_free_all(headers); }
  };
  using Headers = std::unique_ptr<curl_slist, HeadersFree>;

  template <class T>
  void set(CURLoption option, T value) {
    ENGINE_CHECK(curl_easy_setopt(handle_.get(), option, value) == CURLE_OK);
  }

  template <class T>
  T info(CURLINFO name) {
    T value{};
    return curl_easy_getinfo(handle_.get(), name, &value) == CURLE_OK ? value : T{};
  }

  std::string header(const char* name, size_t bytes_max) {
    curl_header* found = nullptr;
    if (curl_easy_header(handle_.get(), name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
    const std::string value = found->value;
    return value.size() <= bytes_max ? value : std::string();
  }

  Headers conditions() const {
    Headers headers;
    const auto add = [&](const char* name, const std::string& value) {
      if (!fit_for_a_header(value)) return;
      curl_slist* longer = curl_slist_append(headers.get(), (name + value).c_str());
      ENGINE_CHECK(longer != nullptr);
      static_cast<void>(headers.release());
      headers.reset(longer);
    };
    add("If-None-Match: ", request_->known.etag);
    add("If-Modified-Since: ", request_->known.last_modified);
    return headers;
  }

  // CURLOPT_NOSIGNAL stays off: so libcurl itself keeps SIGPIPE away, and with its resolver in a thread it
  // uses no alarm.
  void set_up(curl_slist* headers) {
    curl_easy_reset(handle_.get());
    set(CURLOPT_ERRORBUFFER, error_text_);
    error_text_[0] = '\0';
    set(CURLOPT_URL, request_->address.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_USERAGENT, "pressmark/" PRESSMARK_VERSION);
    set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    set(CURLOPT_HTTPHEADER, headers);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::max(1U, request_->timeout_ms)));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits::kConnectTimeoutMs));
    set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits::kFetchSlowestBytes));
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(slow_seconds()));
    set(CURLOPT_OPENSOCKETFUNCTION, &Impl::on_socket);
    set(CURLOPT_OPENSOCKETDATA, this);
    set(CURLOPT_HEADERFUNCTION, &Impl::on_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &Impl::on_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Impl::on_progress);
    set(CURLOPT_XFERINFODATA, this);
  }

  uint32_t slow_seconds() const { return std::max(1U, request_->timeout_ms / 3 / 1000); }

  // Asked with the address that is about to be connected to, so that a name cannot mean one address when it
  // is checked and another one when it is used.
  static curl_socket_t on_socket(void* self, curlsocktype, curl_sockaddr* address) {
    auto* impl = static_cast<Impl*>(self);
    if (!impl->options_.allow_private && is_private(address->addr)) {
      impl->refused_address_ = presentation(address->addr);
      return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }

  // A line of a head, or of a trailer. libcurl takes a head that breaks off for a whole one.
  static size_t on_header(char* data, size_t, size_t bytes, void* self) {
    auto* impl = static_cast<Impl*>(self);
    const std::string_view line(data, bytes);
    if (line.substr(0, 5) == "HTTP/") impl->head_complete_ = false;
    if (line == "\r\n" || line == "\n") impl->head_complete_ = true;
    impl->head_bytes_ += bytes;
    if (impl->head_bytes_ <= limits::kFetchHeadBytesMax) return bytes;
    impl->stop_ = Stop::kHead;
    return 0;
  }

  static size_t on_body(char* data, size_t, size_t bytes, void* self) {
    return static_cast<Impl*>(self)->take({data, bytes}) ? bytes : 0;
  }

  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto* impl = static_cast<Impl*>(self);
    return impl->options_.interrupted && impl->options_.interrupted() ? 1 : 0;
  }

  bool take(std::string_view bytes) {
    if (!keeps_body(info<long>(CURLINFO_RESPONSE_CODE))) {
      refusal_bytes_ += bytes.size();
      if (refusal_bytes_ <= limits::kRefusalBytesMax) return true;
      stop_ = Stop::kEnough;
      return false;
    }
    const uint64_t left = request_->bytes_max - body_.bytes();
    if (request_->excess == Excess::kIsCut) {
      if (!body_.write(bytes.substr(0, left))) return false;
      if (bytes.size() <= left) return true;
      stop_ = Stop::kCut;
      return false;
    }
    const auto announced = info<curl_off_t>(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T);
    if (bytes.size() > left || (announced > 0 && static_cast<uint64_t>(announced) > request_->bytes_max)) {
      stop_ = Stop::kBody;
      return false;
    }
    return body_.write(bytes);
  }

  Error failure(CURLcode code) {
    const std::string host = request_->address.host;
    const auto error = [&](ErrorCode kind, std::string message) {
      return Error{kind, std::move(message), request_->address.url};
    };
    if (stop_ == Stop::kHead) {
      return error(ErrorCode::kTooLarge, "the head of the answer is larger than " +
                                             std::to_string(limits::kFetchHeadBytesMax) + " bytes");
    }
    if (stop_ == Stop::kBody) {
      return error(ErrorCode::kTooLarge,
                   "the document is larger than " + std::to_string(request_->bytes_max) + " bytes");
    }
    if (!refused_address_.empty() && code == CURLE_COULDNT_CONNECT) {
      const bool numeric = host == refused_address_ || host == "[" + refused_address_ + "]";
      const std::string both = numeric ? host : host + " (" + refused_address_ + ")";
      return error(ErrorCode::kUnreadable, both + " is on a private network; --allow-private permits it");
    }
    switch (code) {
      case CURLE_ABORTED_BY_CALLBACK:
        return error(ErrorCode::kUnreadable, "interrupted");
      case CURLE_OPERATION_TIMEDOUT:
        return error(ErrorCode::kTimeout, timeout_message(host));
      case CURLE_COULDNT_RESOLVE_HOST:
        return error(ErrorCode::kUnreadable,
                     "no host " + host + " is known; check the address and the network");
      case CURLE_COULDNT_CONNECT:
        return error(ErrorCode::kUnreadable, host + " cannot be connected to (" + reason(code) +
                                                 "); check the address, or come back later");
      case CURLE_PEER_FAILED_VERIFICATION:
      case CURLE_SSL_CACERT_BADFILE:
        return error(ErrorCode::kUnreadable,
                     "the certificate of " + host + " is not trusted (" + reason(code) +
                         "); if it should be, install its authority with update-ca-certificates");
      case CURLE_SSL_CONNECT_ERROR:
        return error(ErrorCode::kUnreadable, host + " makes no TLS connection (" + reason(code) + ")");
      case CURLE_PARTIAL_FILE:
      case CURLE_RECV_ERROR:
      case CURLE_GOT_NOTHING:
      case CURLE_HTTP2:
      case CURLE_HTTP2_STREAM:
        return error(ErrorCode::kUnreadable,
                     "the document did not come whole (" + reason(code) + "); it may at the next run");
      case CURLE_BAD_CONTENT_ENCODING:
        return error(ErrorCode::kUnreadable,
                     "the answer is not compressed as it says (" + reason(code) + ")");
      default:
        return error(ErrorCode::kUnreadable, "the answer is not proper HTTP (" + reason(code) + ")");
    }
  }

  std::string timeout_message(const std::string& host) {
    const auto took_ms = static_cast<uint64_t>(info<curl_off_t>(CURLINFO_TOTAL_TIME_T) / 1000);
    const bool connected = info<curl_off_t>(CURLINFO_PRETRANSFER_TIME_T) > 0;
    if (!connected) return host + " did not let itself be connected to within " + seconds(took_ms);
    if (took_ms + kTimerSlackMs < request_->timeout_ms) {
      return host + " sent less than " + std::to_string(limits::kFetchSlowestBytes) + " bytes a second for " +
             std::to_string(slow_seconds()) + " s";
    }
    return "the document was not complete after " + seconds(request_->timeout_ms);
  }

  std::string reason(CURLcode code) const {
    return presentable(error_text_[0] != '\0' ? error_text_ : curl_easy_strerror(code));
  }

  Options options_;
  std::unique_ptr<CURL, HandleFree> handle_;
  const Request* request_ = nullptr;
  BodyFile body_;
  Stop stop_ = Stop::kNone;
  size_t head_bytes_ = 0, refusal_bytes_ = 0;
  bool head_complete_ = false;
  std::string refused_address_;
  char error_text_[CURL_ERROR_SIZE] = "";
};

Transfer::Transfer(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Transfer::~Transfer() = default;

Reply Transfer::run(const Request& request) {
  return impl_->run(request);
}

}  // namespace pressmark
