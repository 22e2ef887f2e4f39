#include "server/json_writer.h"

#include <array>
#include <cmath>

#include "server/url.h"

namespace pressmark {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kReplacement = "\uFFFD";

/// What stands for each byte of ASCII that may not stand for itself; 'u' for its number.
constexpr std::array<char, 128> make_escapes() {
  std::array<char, 128> escapes{};
  for (size_t control = 0; control < 0x20; ++control) escapes[control] = 'u';
  for (const char byte : {'<', '>', '&'}) escapes[static_cast<size_t>(byte)] = 'u';
  for (const char byte : {'"', '\\'}) escapes[static_cast<size_t>(byte)] = byte;
  escapes['\b'] = 'b';
  escapes['\f'] = 'f';
  escapes['\n'] = 'n';
  escapes['\r'] = 'r';
  escapes['\t'] = 't';
  return escapes;
}
constexpr std::array<char, 128> kEscapes = make_escapes();

bool stands_for_itself(char byte) {
  return static_cast<unsigned char>(byte) < 0x80 && kEscapes[static_cast<unsigned char>(byte)] == 0;
}

void append_escape(char byte, std::string& json) {
  const auto code = static_cast<unsigned char>(byte);
  json += '\\';
  json += kEscapes[code];
  if (kEscapes[code] != 'u') return;
  json += "00";
  json += kHex[code >> 4];
  json += kHex[code & 0xf];
}

}  // namespace

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_string(name);
  json_ += ':';
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  append_string(text);
  return *this;
}

void JsonWriter::append_string(std::string_view text) {
  json_ += '"';
  while (!text.empty()) {
    size_t plain = 0;
    while (plain < text.size() && stands_for_itself(text[plain])) ++plain;
    json_ += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    size_t bytes = 1;
    if (static_cast<unsigned char>(text.front()) < 0x80) {
      append_escape(text.front(), json_);
    } else if (text.starts_with("\u2028") || text.starts_with("\u2029")) {
      bytes = 3;
      json_ += text.starts_with("\u2028") ? "\\u2028" : "\\u2029";
    } else if (bytes = utf8_sequence_bytes(text); bytes > 0) {
      json_ += text.substr(0, bytes);
    } else {
      bytes = 1;
      json_ += kReplacement;
    }
    text.remove_prefix(bytes);
  }
  json_ += '"';
}

JsonWriter& JsonWriter::value(double number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, std::isfinite(number) ? number : 0.0).ptr;
  return token({digits, static_cast<size_t>(end - digits)});
}

JsonWriter& JsonWriter::value(const std::vector<std::string>& texts) {
  open_array();
  for (const std::string& text : texts) value(text);
  return close_array();
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  json_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  json_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::token(std::string_view text) {
  separate();
  json_ += text;
  return *this;
}

void JsonWriter::separate() {
  if (json_.empty()) return;
  const char last = json_.back();
  if (last != '{' && last != '[' && last != ':') json_ += ',';
}

}  // namespace pressmark
