// The access log: one line of JSON a request. It holds neither the client's address, nor its program, nor
// what was searched for.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace pressmark {

inline constexpr size_t kLoggedBytesMax = 512;  // of one field

struct AccessRecord {
  std::string time;          // ISO 8601, UTC
  std::string method, path;  // of a refused request: any bytes
  std::string route;         // what answered; a name of ours
  uint16_t status = 0;
  uint64_t bytes = 0;  // of the body as sent
  double took_ms = 0;  // from the whole head to the last byte written
  std::string request_id;
  std::string problem;  // the stable name of the problem that was answered; empty when none was
  std::string fault;    // what went wrong inside; empty when nothing did
};

/// One line without its end: control characters are escaped, ill-formed UTF-8 replaced, long fields cut.
std::string log_line(const AccessRecord& record);

/// Writes whole lines to a file descriptor, from any thread.
class AccessLog {
 public:
  explicit AccessLog(int descriptor, bool on = true) : descriptor_(descriptor), on_(on) {}
  /// Whether it writes anything.
  void turn(bool on) { on_ = on; }
  void write(const AccessRecord& record);

 private:
  int descriptor_;
  std::atomic<bool> on_;
  std::mutex mutex_;
};

}  // namespace pressmark
