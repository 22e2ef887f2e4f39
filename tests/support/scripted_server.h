// ScriptedServer: a web server on loopback that says what a test wrote down, byte for byte, and remembers
// what it was asked. One thread of its own, one connection at a time, closed after each answer.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pressmark::testing {

/// The bytes of an answer; with a pause, sent in pieces of `piece_bytes` with `pause_ms` after each.
struct Script {
  std::string bytes;
  size_t piece_bytes = 0;
  uint32_t pause_ms = 0;
};

/// An answer with its head: "200 OK", headers each ending in "\r\n", and a Content-Length of the body.
Script answer(const std::string& status, const std::string& headers = "", const std::string& body = "");

struct Asked {
  std::string target;  // "/a?b"
  std::string head;    // as it came
  std::chrono::steady_clock::time_point time;
};

class ScriptedServer {
 public:
  /// Listens on a free port. /robots.txt answers 404 until told otherwise; so does all that has no script.
  ScriptedServer();
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  /// The answers for a target, one after the other; the last one again and again.
  void say(const std::string& target, std::vector<Script> scripts);
  void say(const std::string& target, Script script) { say(target, std::vector<Script>{std::move(script)}); }

  /// "http://127.0.0.1:PORT" with the target.
  std::string url(const std::string& target) const;
  /// What was asked so far, in order; with a target only that.
  std::vector<Asked> asked() const;
  std::vector<Asked> asked(const std::string& target) const;

 private:
  void serve();
  void answer_one(int connection);
  Script next_script(const std::string& head);
  bool stopping(uint32_t timeout_ms) const;

  int listening_ = -1;
  int stop_[2] = {-1, -1};  // a pipe: its end is the order to stop
  uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<Script>> scripts_;  // under mutex_
  std::vector<Asked> asked_;                            // under mutex_
  std::thread thread_;
};

}  // namespace pressmark::testing
