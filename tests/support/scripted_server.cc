#include "tests/support/scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <string_view>
#include <system_error>

namespace pressmark::testing {
namespace {

void check(bool done, const char* what) {
  if (!done) throw std::system_error(errno, std::generic_category(), what);
}

bool readable(int file, int timeout_ms) {
  pollfd waiting{file, POLLIN, 0};
  return ::poll(&waiting, 1, timeout_ms) > 0;
}

}  // namespace

Script answer(const std::string& status, const std::string& headers, const std::string& body) {
  return {"HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
          "\r\nConnection: close\r\n\r\n" + body};
}

ScriptedServer::ScriptedServer() {
  check(::pipe(stop_) == 0, "pipe");
  listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  check(listening_ >= 0, "socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t bytes = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  check(::bind(listening_, generic, bytes) == 0 && ::listen(listening_, 8) == 0, "listen on loopback");
  check(::getsockname(listening_, generic, &bytes) == 0, "getsockname");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
  ::close(stop_[1]);
  thread_.join();
  ::close(stop_[0]);
  ::close(listening_);
}

void ScriptedServer::say(const std::string& target, std::vector<Script> scripts) {
  const std::lock_guard lock(mutex_);
  scripts_[target] = std::move(scripts);
}

std::string ScriptedServer::url(const std::string& target) const {
  return "http://127.0.0.1:" + std::to_string(port_) + target;
}

std::vector<Asked> ScriptedServer::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

std::vector<Asked> ScriptedServer::asked(const std::string& target) const {
  std::vector<Asked> same;
  const std::lock_guard lock(mutex_);
  std::copy_if(asked_.begin(), asked_.end(), std::back_inserter(same),
               [&](const Asked& asked) { return asked.target == target; });
  return same;
}

bool ScriptedServer::stopping(uint32_t timeout_ms) const {
  return readable(stop_[0], static_cast<int>(timeout_ms));
}

void ScriptedServer::serve() {
  while (true) {
    pollfd waiting[] = {{listening_, POLLIN, 0}, {stop_[0], POLLIN, 0}};
    if (::poll(waiting, 2, -1) < 0 && errno != EINTR) return;
    if (waiting[1].revents != 0) return;
    if (waiting[0].revents == 0) continue;
    const int connection = ::accept(listening_, nullptr, nullptr);
    if (connection < 0) continue;
    answer_one(connection);
    ::close(connection);
  }
}

void ScriptedServer::answer_one(int connection) {
  std::string head;
  char piece[4096];
  while (head.find("\r\n\r\n") == std::string::npos) {
    while (!readable(connection, 20)) {
      if (stopping(0)) return;
    }
    const ssize_t got = ::recv(connection, piece, sizeof piece, 0);
    if (got <= 0) return;
    head.append(piece, static_cast<size_t>(got));
  }
  const Script script = next_script(head);
  const size_t step = script.piece_bytes != 0 ? script.piece_bytes : script.bytes.size();
  for (std::string_view rest = script.bytes; !rest.empty();) {
    const ssize_t sent = ::send(connection, rest.data(), std::min(step, rest.size()), MSG_NOSIGNAL);
    if (sent <= 0) return;
    rest.remove_prefix(static_cast<size_t>(sent));
    if (script.pause_ms != 0 && stopping(script.pause_ms)) return;
  }
  ::shutdown(connection, SHUT_WR);
  // Until the other side has closed: closing first could take back what it has not read yet.
  while (!stopping(0)) {
    if (readable(connection, 20) && ::recv(connection, piece, sizeof piece, 0) <= 0) return;
  }
}

Script ScriptedServer::next_script(const std::string& head) {
  const size_t start = head.find(' ') + 1;
  const std::string target = head.substr(start, head.find(' ', start) - start);
  const std::lock_guard lock(mutex_);
  asked_.push_back({target, head, std::chrono::steady_clock::now()});
  const auto found = scripts_.find(target);
  if (found == scripts_.end() || found->second.empty()) return answer("404 Not Found");
  Script script = found->second.front();
  if (found->second.size() > 1) found->second.erase(found->second.begin());
  return script;
}

}  // namespace pressmark::testing
