#include "engine/publication.h"

#include <array>
#include <cstdio>

namespace pressmark {
namespace {

constexpr std::array<std::string_view, 4> kKinds = {"report", "post", "page", "data"};
constexpr std::array<std::string_view, kRoleCount> kRoles = {"title", "heading", "summary", "body",
                                                             "quote", "caption", "table",   "boilerplate"};
constexpr std::array<std::string_view, 14> kProvenances = {
    "none",   "front_matter", "json_ld",       "open_graph", "dublin_core", "meta",      "time_element",
    "byline", "heading",      "document_info", "first_page", "path",        "file_time", "detected"};

template <class E, size_t N>
std::optional<E> from_name(const std::array<std::string_view, N>& names, std::string_view name) {
  for (size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

bool leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/// The number in text[at, at + count), or -1 if one of them is no digit.
int digits(std::string_view text, size_t at, size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

bool digit_at(std::string_view text, size_t at) {
  return digits(text, at, 1) >= 0;
}

}  // namespace

std::string_view kind_name(Kind kind) {
  return kKinds.at(static_cast<size_t>(kind));
}
std::optional<Kind> kind_from_name(std::string_view name) {
  return from_name<Kind>(kKinds, name);
}
std::string_view role_name(Role role) {
  return kRoles.at(static_cast<size_t>(role));
}
std::optional<Role> role_from_name(std::string_view name) {
  return from_name<Role>(kRoles, name);
}
std::string_view provenance_name(Provenance provenance) {
  return kProvenances.at(static_cast<size_t>(provenance));
}

std::optional<Date> Date::make(int year, int month, int day) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const int days = kDays.at(static_cast<size_t>(month - 1)) + (month == 2 && leap(year) ? 1 : 0);
  if (day > days) return std::nullopt;
  return Date{static_cast<int16_t>(year), static_cast<uint8_t>(month), static_cast<uint8_t>(day)};
}

std::optional<Date> Date::parse(std::string_view text) {
  const int year = digits(text, 0, 4);
  if (year < 0) return std::nullopt;
  if (text.size() == 4) return make(year, 1, 1);
  if (text[4] != '-') {
    if (digit_at(text, 8)) return std::nullopt;
    return make(year, digits(text, 4, 2), digits(text, 6, 2));
  }
  const int month = digits(text, 5, 2);
  if (text.size() == 7) return make(year, month, 1);
  if (text.size() < 10 || text[7] != '-' || digit_at(text, 10)) return std::nullopt;
  return make(year, month, digits(text, 8, 2));
}

std::string Date::iso() const {
  char text[24];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return text;
}

}  // namespace pressmark
