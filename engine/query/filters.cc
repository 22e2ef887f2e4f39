#include "engine/query/filters.h"

#include <algorithm>
#include <optional>

#include "engine/query/dates.h"

namespace pressmark {
namespace {

constexpr size_t kLanguageBytesMax = 3;
constexpr size_t kFiletypeBytesMax = 10;

void narrow(DateRange& range, std::optional<Date> from, std::optional<Date> to) {
  if (from && (!range.from || *from > *range.from)) range.from = from;
  if (to && (!range.to || *to < *range.to)) range.to = to;
}

enum class Side : uint8_t { kAfter, kFrom, kTo, kBefore, kWithin };

bool add_period(std::string_view text, Side side, std::optional<Date> today, DateRange& range) {
  const auto period = read_period(text, today);
  if (!period) return false;
  std::optional<Date> from, to;
  switch (side) {
    case Side::kAfter:
      from = day_after(period->last);
      break;
    case Side::kFrom:
      from = period->first;
      break;
    case Side::kTo:
      to = period->last;
      break;
    case Side::kBefore:
      to = day_before(period->first);
      break;
    case Side::kWithin:
      from = period->first;
      to = period->last;
      break;
  }
  if (!from && !to) return false;  // before the first day there is, or after the last
  narrow(range, from, to);
  return true;
}

struct Sign {
  std::string_view sign;
  Side side;
};
constexpr Sign kSigns[] = {
    {">=", Side::kFrom}, {"<=", Side::kTo}, {">", Side::kAfter}, {"<", Side::kBefore}, {"=", Side::kWithin}};

bool add_dates(std::string_view text, std::optional<Date> today, DateRange& range) {
  for (const Sign& sign : kSigns) {
    if (text.starts_with(sign.sign))
      return add_period(text.substr(sign.sign.size()), sign.side, today, range);
  }
  const size_t dots = text.find("..");
  if (dots == text.npos) return add_period(text, Side::kWithin, today, range);
  const std::string_view first = text.substr(0, dots), last = text.substr(dots + 2);
  if (first.empty()) return add_period(last, Side::kTo, today, range);
  if (last.empty()) return add_period(first, Side::kFrom, today, range);
  const auto from = read_period(first, today), to = read_period(last, today);
  if (!from || !to) return false;
  if (from->first <= to->last) {
    narrow(range, from->first, to->last);
  } else {
    narrow(range, to->first, from->last);  // the wrong way round is a slip
  }
  return true;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return out;
}

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_letter_or_digit(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}

std::optional<std::string> language_of(std::string_view text) {
  const std::string language = lower(text.substr(0, text.find('-')));
  const bool usable = language.size() >= 2 && language.size() <= kLanguageBytesMax &&
                      std::all_of(language.begin(), language.end(), is_letter);
  return usable ? std::optional(language) : std::nullopt;
}

std::optional<std::string> filetype_of(std::string_view text) {
  if (text.starts_with('.')) text.remove_prefix(1);
  const std::string type = lower(text);
  const bool usable = !type.empty() && type.size() <= kFiletypeBytesMax &&
                      std::all_of(type.begin(), type.end(), is_letter_or_digit);
  return usable ? std::optional(type) : std::nullopt;
}

/// The host of "example.org", "https://example.org/path" and the like.
std::optional<std::string> host_of(std::string_view text) {
  if (const size_t scheme = text.find("://"); scheme != text.npos) text.remove_prefix(scheme + 3);
  const std::string host = lower(text.substr(0, text.find('/')));
  const bool usable = !host.starts_with('.') && std::any_of(host.begin(), host.end(), is_letter_or_digit) &&
                      std::all_of(host.begin(), host.end(), [](char c) {
                        return is_letter_or_digit(c) || c == '.' || c == '-' || (c & 0x80) != 0;
                      });
  return usable ? std::optional(host) : std::nullopt;
}

std::optional<Kind> kind_of(std::string_view text) {
  std::string name = lower(text);
  if (const auto kind = kind_from_name(name)) return kind;
  if (name.ends_with('s')) name.pop_back();
  return kind_from_name(name);
}

/// Adds each of the values between commas, once; nothing if one of them is unusable.
template <class T, class F>
bool add_list(std::string_view text, F read, std::vector<T>& list) {
  std::vector<T> values;
  for (;;) {
    const size_t comma = text.find(',');
    const auto value = read(text.substr(0, comma));
    if (!value) return false;
    values.push_back(*value);
    if (comma == text.npos) break;
    text.remove_prefix(comma + 1);
  }
  for (T& value : values) {
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
  }
  return true;
}

std::string first_day_text(Date date) {
  std::string iso = date.iso();
  if (date.day != 1) return iso;
  return iso.substr(0, date.month == 1 ? 4 : 7);
}

std::string last_day_text(Date date) {
  std::string iso = date.iso();
  if (date != month_end(date.year, date.month)) return iso;
  return iso.substr(0, date.month == 12 ? 4 : 7);
}

std::string dates_text(const DateRange& range) {
  const std::string from = range.from ? first_day_text(*range.from) : "";
  const std::string to = range.to ? last_day_text(*range.to) : "";
  if (from.empty() && to.empty()) return {};
  std::string out = " published:";
  if (to.empty()) return out + from + "..";
  if (from.empty()) return out + ".." + to;
  // Conditions that contradict each other stay so.
  if (*range.from > *range.to) return out + from + ".." + out + ".." + to;
  for (const std::string& one : {from, to, range.from->iso()}) {
    const auto period = read_period(one, {});
    if (period->first == *range.from && period->last == *range.to) return out + one;
  }
  return out + from + ".." + to;
}

template <class T, class F>
void append_list(std::string_view name, const std::vector<T>& list, F write, std::string& out) {
  for (size_t i = 0; i < list.size(); ++i) {
    out += i == 0 ? std::string(" ").append(name) + ":" : ",";
    out += write(list[i]);
  }
}

}  // namespace

bool add_filter(std::string_view name, std::string_view value, std::optional<Date> today, Filters& filters) {
  if (name == "kind") return add_list(value, kind_of, filters.kinds);
  if (name == "lang") return add_list(value, language_of, filters.languages);
  if (name == "filetype") return add_list(value, filetype_of, filters.filetypes);
  if (name == "site") return add_list(value, host_of, filters.sites);
  if (name == "after") return add_period(value, Side::kAfter, today, filters.published);
  if (name == "before") return add_period(value, Side::kBefore, today, filters.published);
  if (name == "published") return add_dates(value, today, filters.published);
  return false;
}

std::string filters_text(const Filters& filters) {
  const auto same = [](const std::string& value) { return value; };
  std::string out;
  append_list("kind", filters.kinds, kind_name, out);
  append_list("lang", filters.languages, same, out);
  append_list("filetype", filters.filetypes, same, out);
  append_list("site", filters.sites, same, out);
  out += dates_text(filters.published);
  return out;
}

}  // namespace pressmark
