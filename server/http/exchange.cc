#include "server/http/exchange.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Timestamp.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <random>
#include <sstream>
#include <variant>

#include "server/http/gate.h"

namespace pressmark {
namespace {

constexpr uint32_t kRequestsMax = 100;  // of one connection

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

void Exchange::serve(Caller& caller) {
  caller.record = {};
  caller.record.time =
      Poco::DateTimeFormatter::format(Poco::Timestamp(), Poco::DateTimeFormat::ISO8601_FRAC_FORMAT);
  caller.record.request_id = new_request_id();

  HttpRequest request;
  HttpAnswer answer = this->answer(caller, request);
  caller.keep_alive = request.keep_alive && !closing_ && caller.requests + 1 < kRequestsMax;

  const bool with_body = request.method == Method::kGet && answer.status != 304;
  const uint64_t length = answer.file ? answer.file_length : answer.body.size();
  caller.record.status = answer.status;
  caller.record.bytes = with_body ? length : 0;
  caller.record.fault = std::move(answer.fault);
  caller.record.route = answer.route.empty() ? "refused" : std::move(answer.route);
  caller.record.problem = answer.problem;
  caller.outgoing = {};
  caller.outgoing.bytes = head_of(answer, length, caller.record.request_id, caller.keep_alive);
  if (with_body && answer.file) {
    caller.outgoing.file = std::move(answer.file);
    caller.outgoing.file_offset = answer.file_offset;
    caller.outgoing.file_left = length;
  } else if (with_body) {
    caller.outgoing.bytes += answer.body;
  }
  caller.outgoing.held = std::move(answer.held);
  caller.outgoing.deadline = Clock::now() + times_.get()->answer;

  const Sent sent = send_some(caller.socket.descriptor(), caller.outgoing);
  caller.waiting = Waiting::kReading;
  if (sent != Sent::kMore) end(caller, sent == Sent::kAll);
}

void Exchange::end(Caller& caller, bool sent) {
  AccessRecord& record = caller.record;
  record.took_ms = ms_since(caller.asked);
  log_.write(record);
  if (metrics_) {
    metrics_->answered(record.route, record.status, record.took_ms / 1000);
    if (!record.problem.empty()) metrics_->problem(record.problem);
    if (!sent && Clock::now() >= caller.outgoing.deadline) metrics_->slow_client(SlowPart::kAnswer);
  }
  ++caller.requests;
  caller.outgoing = {};
  if (!sent) {
    caller.waiting = Waiting::kGone;
  } else if (caller.keep_alive) {
    caller.waiting = Waiting::kRequest;
  } else {
    // What the client still sends is thrown away for a moment: else the system answers unread bytes with a
    // reset, and the client may lose an answer that it has not read yet.
    shutdown(caller.socket.descriptor(), SHUT_WR);
    caller.waiting = Waiting::kLeaving;
  }
}

HttpAnswer Exchange::answer(Caller& caller, HttpRequest& request) {
  std::variant<HttpRequest, Refusal> passed;
  if (caller.head == Head::kWhole) {
    passed = pass_gate(std::string_view(caller.received).substr(0, caller.head_bytes));
  } else if (caller.head == Head::kLate) {
    passed = Refusal{{ProblemCode::kRequestTimeout, "", {}}, "", ""};
    if (metrics_) metrics_->slow_client(SlowPart::kHead);
  } else {
    const bool in_target = caller.received.find("\r\n") == std::string::npos;
    passed = Refusal{{in_target ? ProblemCode::kUriTooLong : ProblemCode::kHeadersTooLarge, "", {}}, "", ""};
  }
  AccessRecord& record = caller.record;
  if (const auto* refused = std::get_if<Refusal>(&passed)) {
    record.method = refused->method;
    record.path = refused->path;
    request.keep_alive = false;
    if (refused->method == "HEAD") request.method = Method::kHead;
    return handler_.refuse(refused->problem, refused->path, record.request_id);
  }
  request = std::move(std::get<HttpRequest>(passed));
  record.method = request.method == Method::kGet ? "GET" : "HEAD";
  record.path = request.path;
  return answer_whole(caller, request);
}

HttpAnswer Exchange::answer_whole(Caller& caller, HttpRequest& request) {
  if (const std::optional<std::chrono::seconds> wait =
          limits_.request(caller.peer, request.forwarded_for, Clock::now())) {
    HttpAnswer answer =
        handler_.refuse({ProblemCode::kTooManyRequests, "", {}}, request.path, caller.record.request_id);
    answer.headers.emplace_back("Retry-After", std::to_string(wait->count()));
    return answer;
  }
  // Whoever has waited so long has most likely gone, or asked again.
  if (Clock::now() - caller.asked > times_.get()->queue)
    return handler_.refuse({ProblemCode::kOverloaded, "", {}}, request.path, caller.record.request_id);
  return handler_.answer(request, caller.record.request_id);
}

}  // namespace pressmark
