#include "server/http/connection.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Timestamp.h>

#include <algorithm>
#include <array>
#include <random>
#include <sstream>
#include <variant>

namespace pressmark {
namespace {

constexpr uint32_t kRequestsMax = 100;                  // of one connection
constexpr uint64_t kFileBytesPerSecondMin = 32u << 10;  // slower readers of a file are cut off

std::string new_request_id() {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(generator()));
  return digits.data();
}

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

std::string head_of(const HttpAnswer& answer, uint64_t length, const std::string& request_id,
                    bool keep_alive) {
  Poco::Net::HTTPResponse response(Poco::Net::HTTPMessage::HTTP_1_1,
                                   static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answer.status));
  response.setDate(Poco::Timestamp());
  for (const auto& [name, value] : answer.headers) response.add(name, value);
  if (answer.status != 304) response.setContentLength64(static_cast<Poco::Int64>(length));
  response.set("X-Request-Id", request_id);
  response.set("Connection", keep_alive ? "keep-alive" : "close");
  std::ostringstream head;
  response.write(head);
  return std::move(head).str();
}

}  // namespace

Connection::Connection(const Poco::Net::StreamSocket& socket, ConnectionShared& shared)
    : TCPServerConnection(socket),
      shared_(shared),
      wire_(static_cast<int>(socket.impl()->sockfd()), [&shared] { return shared.aborting.load(); }) {}

void Connection::run() {
  for (; served_ < kRequestsMax; ++served_) {
    const Head head = read_head(served_ == 0);
    if (head == Head::kGone || !serve(head)) return;
    buffer_.erase(0, head_bytes_);
  }
}

Connection::Head Connection::read_head(bool first) {
  using std::chrono::milliseconds;
  const ServerTimes& times = shared_.times;
  const Clock::time_point began = Clock::now();
  Clock::time_point whole_by = began + times.head;
  size_t searched = 0;
  while (true) {
    const size_t end = buffer_.find("\r\n\r\n", searched > 3 ? searched - 3 : 0);
    if (end != std::string::npos) {
      head_bytes_ = end + 4;
      return Head::kWhole;
    }
    if (buffer_.size() >= kHeadBytesMax) return Head::kTooLarge;
    searched = buffer_.size();

    const bool idle = !first && buffer_.empty();
    const auto give_way = [&] {
      if (shared_.stopping) return true;
      const milliseconds granted = idle ? milliseconds{0} : times.head_crowded;
      return Clock::now() - began >= granted && shared_.others_wait();
    };
    const Clock::time_point deadline = idle ? began + times.idle : whole_by;
    const Arrival arrival = wire_.read_some(buffer_, kHeadBytesMax - buffer_.size(), deadline, give_way);
    if (arrival == Arrival::kClosed || (arrival != Arrival::kData && buffer_.empty())) return Head::kGone;
    if (arrival != Arrival::kData) return Head::kLate;
    if (idle) whole_by = Clock::now() + times.head;
  }
}

bool Connection::serve(Head head) {
  const Clock::time_point began = Clock::now();
  AccessRecord record;
  record.time = Poco::DateTimeFormatter::format(Poco::Timestamp(), Poco::DateTimeFormat::ISO8601_FRAC_FORMAT);
  record.request_id = new_request_id();

  std::variant<HttpRequest, Refusal> passed;
  if (head == Head::kWhole) {
    passed = pass_gate(std::string_view(buffer_).substr(0, head_bytes_));
  } else if (head == Head::kLate) {
    passed = Refusal{{ProblemCode::kRequestTimeout, "", {}}, "", ""};
  } else {
    const bool in_target = buffer_.find("\r\n") == std::string::npos;
    passed = Refusal{{in_target ? ProblemCode::kUriTooLong : ProblemCode::kHeadersTooLarge, "", {}}, "", ""};
  }

  HttpAnswer answer;
  HttpRequest request;
  if (const auto* refused = std::get_if<Refusal>(&passed)) {
    record.method = refused->method;
    record.path = refused->path;
    request.keep_alive = false;
    if (refused->method == "HEAD") request.method = Method::kHead;
    answer = shared_.site.refuse(refused->problem, refused->path, record.request_id);
  } else {
    request = std::move(std::get<HttpRequest>(passed));
    record.method = request.method == Method::kGet ? "GET" : "HEAD";
    record.path = request.path;
    answer = shared_.site.answer(request, record.request_id);
  }
  const bool keep_alive = request.keep_alive && !shared_.stopping && served_ + 1 < kRequestsMax;
  const bool sent = send(answer, request, record, keep_alive);
  record.ms = ms_since(began);
  shared_.log.write(record);
  if (sent && !keep_alive) wire_.close_gently();
  return sent && keep_alive;
}

bool Connection::send(HttpAnswer& answer, const HttpRequest& request, AccessRecord& record, bool keep_alive) {
  const bool with_body = request.method == Method::kGet && answer.status != 304;
  const uint64_t length = answer.file ? answer.file_length : answer.body.size();
  record.status = answer.status;
  record.bytes = with_body ? length : 0;
  record.fault = std::move(answer.fault);
  const std::string head = head_of(answer, length, record.request_id, keep_alive);
  const Clock::time_point deadline = Clock::now() + shared_.times.answer;
  if (!with_body) return wire_.write_all(head, deadline);
  if (!answer.file) return wire_.write_all(head + answer.body, deadline);
  const std::chrono::seconds more(static_cast<int64_t>(length / kFileBytesPerSecondMin));
  return wire_.write_all(head, deadline) &&
         wire_.send_file(answer.file->descriptor(), answer.file_offset, length, deadline + more);
}

}  // namespace pressmark
