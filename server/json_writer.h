// JsonWriter: JSON from front to back, without a tree. Safe to embed in HTML: <, >, & and the line separators
// leave as \u escapes; ill-formed UTF-8 is replaced by U+FFFD, a number that JSON has not by 0. Belongs to
// one answer.
#pragma once

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressmark {

class JsonWriter {
 public:
  // Commas are put where they belong; that what opens is closed, and that only objects have keys, is the
  // caller's business.
  JsonWriter& open_object() { return open('{'); }
  JsonWriter& close_object() { return close('}'); }
  JsonWriter& open_array() { return open('['); }
  JsonWriter& close_array() { return close(']'); }

  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool truth) { return token(truth ? "true" : "false"); }
  JsonWriter& value(double number);
  JsonWriter& value(std::integral auto number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    return token({digits, static_cast<size_t>(end - digits)});
  }
  JsonWriter& value(const std::vector<std::string>& texts);
  /// A number or a name as JSON has it.
  JsonWriter& token(std::string_view text);
  JsonWriter& null() { return token("null"); }

  JsonWriter& member(std::string_view name, const auto& content) { return key(name).value(content); }

  std::string take() { return std::move(json_); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();
  void append_string(std::string_view text);

  std::string json_;
};

}  // namespace pressmark
