#include "indexer/fetch/fetcher.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <map>
#include <optional>

#include "engine/limits.h"
#include "indexer/fetch/address.h"
#include "indexer/fetch/pace.h"
#include "indexer/fetch/robots.h"
#include "indexer/fetch/transfer.h"

namespace pressmark {
namespace {

constexpr auto kRetryAfterMax = std::chrono::milliseconds(limits::kRetryAfterMaxMs);

bool is_redirect(long status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool is_overloaded(long status) {
  return status == 429 || status == 503;
}

std::string status_message(long status) {
  const std::string number = " (" + std::to_string(status) + ")";
  if (status == 404) return "there is no document at this address" + number + "; check the address";
  if (status == 410) return "the document has been taken away for good" + number + "; take it from the list";
  if (status == 401 || status == 402 || status == 403 || status == 407 || status == 451) {
    return "the site does not give the document to everybody" + number;
  }
  if (is_overloaded(status)) return "the site has too much to do" + number + "; come back later";
  if (status >= 500) return "the site has a fault" + number + "; come back later";
  return "the site answered with " + std::to_string(status) + " and no document";
}

std::string read_all(const Descriptor& file) {
  std::string text, piece(64 << 10, '\0');
  while (true) {
    const ssize_t got = ::read(file.get(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(piece, 0, static_cast<size_t>(got));
  }
}

}  // namespace

class Fetcher::Impl {
 public:
  explicit Impl(const FetchOptions& options)
      : options_(options),
        pace_(options.interrupted),
        transfer_(Transfer::Options{options.allow_private, options.interrupted}) {
    if (options_.timeout_ms == 0) options_.timeout_ms = limits::kFetchTimeoutMs;
    if (options_.bytes_max == 0) options_.bytes_max = limits::kFileBytesMax;
  }

  Result<Fetched> get(const std::string& url, const Validators& known) {
    Result<Address> address = parse_address(url);
    if (!address.ok()) return address.error();
    const std::string asked = address.value().url;
    Request request{std::move(address).value(), known, options_.bytes_max, Excess::kFails,
                    options_.timeout_ms};
    Result<Fetched> fetched = follow(&request);
    if (fetched.ok()) return fetched;
    Error error = fetched.error();
    if (request.address.url != asked) {
      error.message = "redirects to " + presentable(request.address.url) + ": " + error.message;
    }
    error.where = presentable(asked);
    return error;
  }

 private:
  struct SiteRules {
    Robots robots;
    std::optional<Error> failure;  // nothing may be fetched: robots.txt cannot be read for now
  };

  /// From one redirect to the next; `request->address` is then where it ended. What the requests take is
  /// taken from `request->timeout_ms`; what politeness costs is not.
  Result<Fetched> follow(Request* request) {
    bool waited = false;
    uint32_t redirects = 0;
    while (true) {
      const SiteRules& rules = rules_of(request->address);
      if (rules.failure) return *rules.failure;
      if (!rules.robots.allows(request->address.target)) {
        return Error{ErrorCode::kUnsupported,
                     request->address.origin + "/robots.txt does not allow pressmark to fetch this address",
                     ""};
      }
      Reply reply = ask(request, rules.robots.delay_ms());
      if (reply.failure) return *reply.failure;
      if (is_overloaded(reply.status) && reply.retry_after) {
        if (waited || *reply.retry_after > kRetryAfterMax)
          return left_alone(request->address.host, reply.status);
        waited = true;
      } else if (is_redirect(reply.status) && !reply.location.empty()) {
        if (++redirects > limits::kRedirectsMax) return too_many_redirects(reply.location);
        Result<Address> next = parse_redirect(request->address, reply.location);
        if (!next.ok()) {
          return Error{next.error().code,
                       "redirects to " + presentable(reply.location) + ": " + next.error().message, ""};
        }
        request->address = std::move(next).value();
      } else if (reply.status == 304 && reply.conditional) {
        return unchanged(*request, std::move(reply));
      } else if (!reply.body.open()) {
        const bool gone = reply.status == 404 || reply.status == 410;
        return Error{gone ? ErrorCode::kGone : ErrorCode::kUnreadable, status_message(reply.status), ""};
      } else {
        return Fetched{std::move(reply.body), true, request->address.url, std::move(reply.content_type),
                       std::move(reply.validators)};
      }
    }
  }

  static Error too_many_redirects(const std::string& location) {
    return {ErrorCode::kUnreadable,
            "more than " + std::to_string(limits::kRedirectsMax) + " redirects, the last one to " +
                presentable(location),
            ""};
  }

  static Fetched unchanged(const Request& request, Reply reply) {
    Fetched fetched;
    fetched.modified = false;
    fetched.url = request.address.url;
    fetched.content_type = std::move(reply.content_type);
    fetched.validators = std::move(reply.validators);
    if (fetched.validators.etag.empty()) fetched.validators.etag = request.known.etag;
    if (fetched.validators.last_modified.empty())
      fetched.validators.last_modified = request.known.last_modified;
    return fetched;
  }

  Error left_alone(const std::string& host, long status) const {
    const std::string number = status == 0 ? "" : " (" + std::to_string(status) + ")";
    return {ErrorCode::kUnreadable,
            host + " asks not to be asked" + number + "; come back in " +
                std::to_string(pace_.left_alone(host).count()) + " s",
            ""};
  }

  /// One request when its host may be asked; what it took is taken from its time.
  Reply ask(Request* request, uint32_t delay_ms) {
    const std::string& host = request->address.host;
    Reply reply;
    if (pace_.left_alone(host) > kRetryAfterMax) {
      reply.failure = left_alone(host, 0);
      return reply;
    }
    if (!pace_.wait(host, std::max(options_.delay_ms, delay_ms))) {
      reply.failure = Error{ErrorCode::kUnreadable, "interrupted", request->address.url};
      return reply;
    }
    if (request->timeout_ms == 0) {
      reply.failure =
          Error{ErrorCode::kTimeout, "the redirects alone took the whole time", request->address.url};
      return reply;
    }
    const auto start = std::chrono::steady_clock::now();
    reply = transfer_.run(*request);
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start)
            .count();
    request->timeout_ms -= static_cast<uint32_t>(std::min<int64_t>(took, request->timeout_ms));
    pace_.answered(host);
    if (is_overloaded(reply.status) && reply.retry_after) pace_.leave_alone(host, *reply.retry_after);
    return reply;
  }

  const SiteRules& rules_of(const Address& address) {
    const auto found = rules_.find(address.origin);
    if (found != rules_.end()) return found->second;
    return rules_.emplace(address.origin, fetch_rules(address)).first->second;
  }

  SiteRules fetch_rules(const Address& address) {
    const std::string place = address.origin + "/robots.txt";
    const auto closed = [&](const Error& error) {
      return SiteRules{
          {},
          Error{error.code, place + " cannot be read, and without it nothing is fetched: " + error.message,
                ""}};
    };
    Result<Address> at = parse_redirect(address, "/robots.txt");
    if (!at.ok()) return closed(at.error());
    Request request{
        std::move(at).value(), {}, limits::kRobotsBytesMax + 1, Excess::kIsCut, options_.timeout_ms};
    for (uint32_t redirects = 0; redirects <= limits::kRedirectsMax; ++redirects) {
      const Reply reply = ask(&request, 0);
      if (reply.failure && !reply.connected && redirects == 0) return SiteRules{{}, reply.failure};
      if (reply.failure) return closed(*reply.failure);
      if (reply.body.open()) return SiteRules{Robots::parse(read_all(reply.body)), std::nullopt};
      if (reply.status == 429 || reply.status >= 500) {
        return closed({ErrorCode::kUnreadable, status_message(reply.status), ""});
      }
      if (!is_redirect(reply.status) || reply.location.empty()) break;
      Result<Address> next = parse_redirect(request.address, reply.location);
      if (!next.ok()) break;
      request.address = std::move(next).value();
    }
    return SiteRules{};
  }

  FetchOptions options_;
  Pace pace_;
  Transfer transfer_;
  std::map<std::string, SiteRules> rules_;  // by origin
};

Fetcher::Fetcher(const FetchOptions& options) : impl_(std::make_unique<Impl>(options)) {}
Fetcher::~Fetcher() = default;

Result<Fetched> Fetcher::get(const std::string& url, const Validators& known) {
  return impl_->get(url, known);
}

}  // namespace pressmark
