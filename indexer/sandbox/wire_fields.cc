#include "indexer/sandbox/wire_fields.h"

#include "indexer/reader/utf8.h"

namespace pressmark {

void Writer::put(uint64_t value, size_t bytes_count) {
  char bytes[8];
  for (size_t i = 0; i < bytes_count; ++i) bytes[i] = static_cast<char>(value >> (8 * i));
  out_.append(bytes, bytes_count);
}

void Writer::text(std::string_view value) {
  number(value.size());
  out_.append(value);
}

void Writer::texts(const std::vector<std::string>& values) {
  number(values.size());
  for (const std::string& value : values) text(value);
}

void Writer::date(const std::optional<Date>& value) {
  byte(value ? 1 : 0);
  if (!value) return;
  number(static_cast<uint64_t>(value->year));
  byte(value->month);
  byte(value->day);
}

void Reader::fail(ErrorCode code, std::string message) {
  if (!fault_) fault_ = Error{code, std::move(message), {}};
}

bool Reader::have(size_t size) {
  if (ok() && size <= bytes_.size() - at_) return true;
  fail(ErrorCode::kCorrupt, "the reader's answer ends in the middle of a field");
  return false;
}

uint64_t Reader::get(size_t bytes_count) {
  if (!have(bytes_count)) return 0;
  uint64_t value = 0;
  for (size_t i = 0; i < bytes_count; ++i) {
    value |= uint64_t{static_cast<uint8_t>(bytes_[at_ + i])} << (8 * i);
  }
  at_ += bytes_count;
  return value;
}

uint8_t Reader::byte_up_to(uint8_t last) {
  const uint8_t value = byte();
  if (value <= last) return value;
  fail(ErrorCode::kCorrupt, "the reader's answer holds a value that has no meaning");
  return 0;
}

std::string Reader::text(size_t bytes_max) {
  const size_t size = number();
  if (!have(size)) return {};
  if (size > bytes_max) {
    fail(ErrorCode::kTooLarge, "a field has " + std::to_string(size) + " bytes, more than the " +
                                   std::to_string(bytes_max) + " that are kept; shorten it");
    return {};
  }
  std::string value = replace_ill_formed(bytes_.substr(at_, size));
  at_ += size;
  return value;
}

size_t Reader::count(size_t bytes_min) {
  const size_t value = number();
  if (!ok()) return 0;
  if (value <= (bytes_.size() - at_) / bytes_min) return value;
  fail(ErrorCode::kCorrupt, "the reader's answer counts more than it holds");
  return 0;
}

size_t Reader::count_up_to(size_t bytes_min, size_t items_max, const char* what) {
  const size_t value = count(bytes_min);
  if (value <= items_max) return value;
  fail(ErrorCode::kTooLarge, "there are " + std::to_string(value) + " " + what + ", more than the limit of " +
                                 std::to_string(items_max) + "; split the document");
  return 0;
}

std::vector<std::string> Reader::texts(const char* what) {
  std::vector<std::string> values;
  const size_t values_count = count_up_to(4, limits::kListItemsMax, what);
  for (size_t i = 0; i < values_count && ok(); ++i) values.push_back(text());
  return values;
}

std::optional<Date> Reader::date() {
  if (byte_up_to(1) == 0) return std::nullopt;
  const uint32_t year = number();
  const uint8_t month = byte();
  const uint8_t day = byte();
  const std::optional<Date> value = Date::make(year > 9999 ? 0 : static_cast<int>(year), month, day);
  if (!value) fail(ErrorCode::kCorrupt, "the reader's answer holds a day that does not exist");
  return value;
}

}  // namespace pressmark
