// The access log: one line of JSON a request. It holds neither the client's address nor what was searched
// for.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace pressmark {

inline constexpr size_t kLoggedBytesMax = 512;  // of one field

struct AccessRecord {
  std::string time;          // ISO 8601, UTC
  std::string method, path;  // of a refused request: any bytes
  uint16_t status = 0;
  uint64_t bytes = 0;  // of the body as sent
  double ms = 0;       // from the whole head to the last byte written
  std::string request_id;
  std::string fault;  // what went wrong inside; empty when nothing did
};

/// One line without its end: control characters are escaped, ill-formed UTF-8 replaced, long fields cut.
std::string log_line(const AccessRecord& record);

/// Writes whole lines to a file descriptor, from any thread.
class AccessLog {
 public:
  explicit AccessLog(int descriptor) : descriptor_(descriptor) {}
  void write(const AccessRecord& record);

 private:
  int descriptor_;
  std::mutex mutex_;
};

}  // namespace pressmark
