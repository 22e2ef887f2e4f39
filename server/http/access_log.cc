#include "server/http/access_log.h"

#include <unistd.h>

#include <cmath>

#include "server/response_json.h"

namespace pressmark {

std::string log_line(const AccessRecord& record) {
  const auto cut = [](const std::string& text) { return text.substr(0, kLoggedBytesMax); };
  Json line = {{"time", record.time},          {"id", record.request_id},
               {"method", cut(record.method)}, {"route", record.route},
               {"path", cut(record.path)},     {"status", record.status},
               {"bytes", record.bytes},        {"took_ms", std::round(record.took_ms * 1000) / 1000}};
  if (!record.problem.empty()) line["problem"] = record.problem;
  if (!record.fault.empty()) line["fault"] = cut(record.fault);
  return dump(line);
}

void AccessLog::write(const AccessRecord& record) {
  if (!on_) return;
  const std::string line = log_line(record) + '\n';
  const std::lock_guard lock(mutex_);
  // A log that cannot be written must not stop the answers.
  [[maybe_unused]] const ssize_t written = ::write(descriptor_, line.data(), line.size());
}

}  // namespace pressmark
