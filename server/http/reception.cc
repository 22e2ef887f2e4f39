#include "server/http/reception.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <string_view>
#include <system_error>

#include "server/http/gate.h"

namespace pressmark {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLeave{500};      // for a client to read the end of its answer
constexpr milliseconds kExhausted{100};  // between two tries when the system has no descriptor left
constexpr milliseconds kWaitMax{1'000};
constexpr size_t kEventsMax = 64;

constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n";
constexpr std::string_view kTooMany =
    "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n";

Socket made(int descriptor, const char* what) {
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), what);
  return Socket(descriptor);
}

/// What is not waited for: the socket of a client that is told to come back takes so few bytes.
void tell(int socket, std::string_view answer) {
  send(socket, answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  shutdown(socket, SHUT_WR);
}

}  // namespace

Reception::Reception(int listener, uint32_t connections_max, Shared shared)
    : listener_(listener),
      connections_max_(connections_max),
      shared_(std::move(shared)),
      epoll_(made(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      bell_(made(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")) {
  epoll_event event = {};
  event.events = EPOLLIN;
  event.data.fd = bell_.descriptor();
  epoll_ctl(epoll_.descriptor(), EPOLL_CTL_ADD, bell_.descriptor(), &event);
}

Reception::~Reception() {
  end();
}

void Reception::start() {
  thread_ = std::thread([this] { run(); });
}

void Reception::wake() const {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = write(bell_.descriptor(), &one, sizeof one);
}

void Reception::take_back(std::unique_ptr<Caller> caller) {
  {
    const std::lock_guard lock(mutex_);
    returned_.push_back(std::move(caller));
  }
  wake();
}

void Reception::close_door() {
  closing_ = true;
  wake();
}

void Reception::end() {
  ending_ = true;
  wake();
  if (thread_.joinable()) thread_.join();
}

void Reception::run() {
  std::array<epoll_event, kEventsMax> events;
  while (!ending_) {
    const bool accepting = !closing_ && Clock::now() >= accepts_again_;
    if (accepting != accepting_) {
      epoll_event event = {};
      event.events = EPOLLIN;
      event.data.fd = listener_;
      epoll_ctl(epoll_.descriptor(), accepting ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, listener_, &event);
      accepting_ = accepting;
    }
    const int count = epoll_wait(epoll_.descriptor(), events.data(), kEventsMax, wait_ms());
    for (int i = 0; i < count; ++i) {
      const int descriptor = events.at(static_cast<size_t>(i)).data.fd;
      if (descriptor == listener_) {
        accept_all();
      } else if (descriptor != bell_.descriptor()) {
        look_after(descriptor);
      }
    }
    take_returned();
    expire();
  }
}

int Reception::wait_ms() const {
  auto wait = accepting_ ? kWaitMax : kExhausted;
  if (!deadlines_.empty()) {
    wait = std::min(wait, std::chrono::ceil<milliseconds>(deadlines_.begin()->first - Clock::now()));
  }
  return static_cast<int>(std::max<int64_t>(wait.count(), 0));
}

void Reception::accept_all() {
  while (true) {
    const int descriptor = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
      welcome(Socket(descriptor));
      continue;
    }
    if (errno == ECONNABORTED || errno == EINTR) continue;
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      accepts_again_ = Clock::now() + kExhausted;
    }
    return;
  }
}

void Reception::welcome(Socket socket) {
  const auto refuse = [&](RefusedConnection reason, std::string_view answer) {
    if (shared_.metrics) shared_.metrics->refused(reason);
    tell(socket.descriptor(), answer);
    // Else what the client has sent already would be answered with a reset, which may overtake the answer.
    // One head of it: whoever sends on does not keep the others waiting.
    std::array<char, kHeadBytesMax> discarded;
    recv(socket.descriptor(), discarded.data(), discarded.size(), MSG_DONTWAIT);
  };
  if (open_ >= connections_max_) return refuse(RefusedConnection::kQueueFull, kFull);
  const std::optional<IpAddress> peer = peer_address(socket.descriptor());
  if (!peer) return;
  std::shared_ptr<void> place = shared_.limits.connect(*peer);
  if (!place) return refuse(RefusedConnection::kAddress, kTooMany);
  const int on = 1;
  setsockopt(socket.descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  auto caller = std::make_unique<Caller>(std::move(socket), *peer, std::move(place));
  caller->deadline = Clock::now() + shared_.times.get()->head;
  ++open_;
  keep(std::move(caller));
}

void Reception::take_returned() {
  uint64_t rung = 0;
  [[maybe_unused]] const ssize_t got = ::read(bell_.descriptor(), &rung, sizeof rung);
  std::vector<std::unique_ptr<Caller>> returned;
  {
    const std::lock_guard lock(mutex_);
    returned.swap(returned_);
  }
  for (std::unique_ptr<Caller>& caller : returned) {
    if (caller->waiting == Waiting::kRequest) {
      caller->received.erase(0, caller->head_bytes);
      caller->searched = 0;
      if (!caller->received.empty()) caller->waiting = Waiting::kHead;
      const ServerTimes& times = *shared_.times.get();
      caller->deadline = Clock::now() + (caller->received.empty() ? times.idle : times.head);
      if (!closing_ && hand_over_if_whole(caller)) continue;
    } else if (caller->waiting == Waiting::kLeaving) {
      caller->deadline = Clock::now() + kLeave;
    }
    keep(std::move(caller));
  }
  if (!closing_) return;
  std::vector<int> unasked;
  for (const auto& [descriptor, caller] : callers_) {
    if (caller->waiting == Waiting::kHead || caller->waiting == Waiting::kRequest)
      unasked.push_back(descriptor);
  }
  for (const int descriptor : unasked) drop(release(descriptor));
}

void Reception::keep(std::unique_ptr<Caller> caller) {
  if (caller->waiting == Waiting::kGone) return drop(std::move(caller));
  if (caller->waiting == Waiting::kReading) caller->deadline = caller->outgoing.deadline;
  const int descriptor = caller->socket.descriptor();
  epoll_event event = {};
  event.events = caller->waiting == Waiting::kReading ? EPOLLOUT : EPOLLIN;
  event.data.fd = descriptor;
  if (epoll_ctl(epoll_.descriptor(), EPOLL_CTL_ADD, descriptor, &event) != 0) return drop(std::move(caller));
  deadlines_.emplace(caller->deadline, descriptor);
  callers_.emplace(descriptor, std::move(caller));
}

std::unique_ptr<Caller> Reception::release(int descriptor) {
  const auto found = callers_.find(descriptor);
  if (found == callers_.end()) return nullptr;
  std::unique_ptr<Caller> caller = std::move(found->second);
  callers_.erase(found);
  deadlines_.erase({caller->deadline, descriptor});
  epoll_ctl(epoll_.descriptor(), EPOLL_CTL_DEL, descriptor, nullptr);
  return caller;
}

void Reception::drop(std::unique_ptr<Caller> caller) {
  if (!caller) return;
  caller.reset();
  --open_;
}

void Reception::look_after(int descriptor) {
  const auto found = callers_.find(descriptor);
  if (found == callers_.end()) return;
  Caller& caller = *found->second;
  switch (caller.waiting) {
    case Waiting::kHead:
    case Waiting::kRequest:
      return read(caller);
    case Waiting::kReading:
      return go_on_sending(caller);
    case Waiting::kLeaving:
      return discard(caller);
    case Waiting::kGone:
      break;
  }
}

void Reception::read(Caller& caller) {
  const int descriptor = caller.socket.descriptor();
  std::array<char, 4'096> chunk;
  const ssize_t got = recv(descriptor, chunk.data(),
                           std::min(chunk.size(), kHeadBytesMax - caller.received.size()), MSG_DONTWAIT);
  if (got < 0 && would_block(errno)) return;
  if (got <= 0) return drop(release(descriptor));
  caller.received.append(chunk.data(), static_cast<size_t>(got));
  std::unique_ptr<Caller> owned = release(descriptor);
  if (owned->waiting == Waiting::kRequest) {
    owned->waiting = Waiting::kHead;
    owned->deadline = Clock::now() + shared_.times.get()->head;
  }
  if (!hand_over_if_whole(owned)) keep(std::move(owned));
}

bool Reception::hand_over_if_whole(std::unique_ptr<Caller>& caller) {
  const std::string& received = caller->received;
  const size_t end = received.find("\r\n\r\n", caller->searched > 3 ? caller->searched - 3 : 0);
  caller->searched = received.size();
  if (end != std::string::npos) {
    caller->head_bytes = end + 4;
    hand_over(std::move(caller), Head::kWhole);
    return true;
  }
  if (received.size() < kHeadBytesMax) return false;
  hand_over(std::move(caller), Head::kTooLarge);
  return true;
}

void Reception::hand_over(std::unique_ptr<Caller> caller, Head head) {
  caller->head = head;
  caller->asked = Clock::now();
  if (shared_.queue.push(caller)) return;
  if (shared_.metrics) shared_.metrics->refused(RefusedConnection::kQueueFull);
  tell(caller->socket.descriptor(), kFull);
  caller->waiting = Waiting::kLeaving;
  caller->deadline = Clock::now() + kLeave;
  keep(std::move(caller));
}

void Reception::go_on_sending(Caller& caller) {
  const Sent sent = send_some(caller.socket.descriptor(), caller.outgoing);
  std::unique_ptr<Caller> owned = release(caller.socket.descriptor());
  if (sent == Sent::kMore) return keep(std::move(owned));
  shared_.end(*owned, sent == Sent::kAll);
  take_back(std::move(owned));
}

void Reception::discard(Caller& caller) {
  std::array<char, 4'096> discarded;
  const ssize_t got = recv(caller.socket.descriptor(), discarded.data(), discarded.size(), MSG_DONTWAIT);
  if (got > 0 || (got < 0 && would_block(errno))) return;
  drop(release(caller.socket.descriptor()));
}

void Reception::expire() {
  const Clock::time_point now = Clock::now();
  while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
    std::unique_ptr<Caller> caller = release(deadlines_.begin()->second);
    if (caller->waiting == Waiting::kHead && !caller->received.empty()) {
      hand_over(std::move(caller), Head::kLate);
      continue;
    }
    if (caller->waiting == Waiting::kReading) shared_.end(*caller, false);
    drop(std::move(caller));
  }
}

}  // namespace pressmark
