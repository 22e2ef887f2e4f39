// Dates as people write them, and dates in paths (metadata.h).
#include <optional>
#include <string_view>
#include <vector>

#include "indexer/reader/date_tokens.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kTextBytesLooked = 4096;

class DateFinder {
 public:
  explicit DateFinder(std::vector<DateToken> tokens) : tokens_(std::move(tokens)) {}

  std::optional<Date> find() const {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      if (auto date = numeric(i)) return date;
      if (auto date = day_first(i)) return date;
      if (auto date = month_first(i)) return date;
    }
    for (size_t i = 0; i < tokens_.size(); ++i) {
      if (auto date = month_only(i)) return date;
    }
    return std::nullopt;
  }

 private:
  bool is_mark(size_t i, char mark) const {
    return i < tokens_.size() && tokens_[i].kind == DateToken::kMark && tokens_[i].mark == mark && mark != 0;
  }
  bool is_number(size_t i, size_t digits_max) const {
    return i < tokens_.size() && tokens_[i].kind == DateToken::kNumber &&
           tokens_[i].digits_count <= digits_max;
  }
  bool is_year(size_t i) const {
    return is_number(i, 4) && tokens_[i].digits_count == 4 && tokens_[i].value >= 1000 &&
           tokens_[i].value < 3000;
  }
  int value(size_t i) const { return tokens_[i].value; }

  int month_at(size_t i) const { return i < tokens_.size() ? month_of(tokens_[i]) : 0; }

  size_t skip_links(size_t i) const {
    while (i < tokens_.size() && is_date_link(tokens_[i])) ++i;
    return i;
  }

  size_t skip_ordinal(size_t i) const { return i < tokens_.size() && is_ordinal(tokens_[i]) ? i + 1 : i; }

  std::optional<Date> numeric(size_t i) const {
    if (i > 0 && tokens_[i].joined && tokens_[i - 1].kind == DateToken::kNumber) return std::nullopt;
    if (is_year(i) && is_mark(i + 1, 'y') && is_number(i + 2, 2) && is_mark(i + 3, 'm')) {
      if (is_number(i + 4, 2) && is_mark(i + 5, 'd')) return Date::make(value(i), value(i + 2), value(i + 4));
      return Date::make(value(i), value(i + 2), 1);
    }
    for (const char mark : {'-', '/', '.'}) {
      if (!is_mark(i + 1, mark) || !is_mark(i + 3, mark) || !is_number(i + 2, 2)) continue;
      if (is_year(i) && is_number(i + 4, 2)) return Date::make(value(i), value(i + 2), value(i + 4));
      if (is_number(i, 2) && is_year(i + 4)) return day_or_month_first(i, mark);
    }
    return std::nullopt;
  }

  std::optional<Date> day_or_month_first(size_t i, char mark) const {
    const int first = value(i);
    const int second = value(i + 2);
    if (mark == '.' || first > 12 || first == second) return Date::make(value(i + 4), second, first);
    if (second > 12) return Date::make(value(i + 4), first, second);
    return std::nullopt;  // 03/04/2022 is two dates
  }

  std::optional<Date> day_first(size_t i) const {
    if (!is_number(i, 2)) return std::nullopt;
    const size_t month = skip_links(skip_ordinal(i + 1));
    const size_t year = skip_links(month + 1);
    if (month_at(month) == 0 || !is_year(year)) return std::nullopt;
    return Date::make(value(year), month_at(month), value(i));
  }

  std::optional<Date> month_first(size_t i) const {
    if (month_at(i) == 0) return std::nullopt;
    const size_t day = skip_links(i + 1);
    if (!is_number(day, 2)) return std::nullopt;
    const size_t year = skip_links(skip_ordinal(day + 1));
    if (!is_year(year)) return std::nullopt;
    return Date::make(value(year), month_at(i), value(day));
  }

  std::optional<Date> month_only(size_t i) const {
    if (i > 0 && is_number(i - 1, 2)) return std::nullopt;  // a day that the month does not have
    const size_t year = skip_links(i + 1);
    if (month_at(i) == 0 || !is_year(year)) return std::nullopt;
    return Date::make(value(year), month_at(i), 1);
  }

  std::vector<DateToken> tokens_;
};

struct PathNumber {
  int value = 0;
  size_t digits_count = 0;
  char before = '/';  // '/' at the start
  char after = '/';   // '/' at the end
  size_t begin = 0;
  size_t end = 0;
};

std::vector<PathNumber> numbers_in_path(std::string_view path) {
  std::vector<PathNumber> numbers;
  for (size_t at = 0; at < path.size();) {
    if (!is_ascii_digit(path[at])) {
      ++at;
      continue;
    }
    PathNumber number;
    number.begin = at;
    if (at > 0) number.before = path[at - 1];
    while (at < path.size() && is_ascii_digit(path[at])) {
      if (++number.digits_count <= 8) number.value = number.value * 10 + (path[at] - '0');
      ++at;
    }
    number.end = at;
    if (at < path.size()) number.after = path[at];
    numbers.push_back(number);
  }
  return numbers;
}

bool is_path_year(const PathNumber& number) {
  return number.digits_count == 4 && number.value >= 1900 && number.value <= 2100;
}

/// The date that begins with the year numbers[i], if one does.
std::optional<Date> path_date_at(const std::vector<PathNumber>& numbers, size_t i) {
  const PathNumber& year = numbers[i];
  if (is_ascii_alnum(year.before)) return std::nullopt;
  if (year.digits_count == 8 && year.value >= 19000101 && year.value < 21010101) {
    return Date::make(year.value / 10000, year.value / 100 % 100, year.value % 100);
  }
  if (!is_path_year(year) || i + 1 >= numbers.size()) return std::nullopt;
  const char mark = year.after;
  if (mark != '/' && mark != '-' && mark != '_' && mark != '.') return std::nullopt;
  const auto follows = [&](const PathNumber& number, const PathNumber& previous) {
    return number.begin == previous.end + 1 && number.before == mark &&
           (number.digits_count == 2 || (mark == '/' && number.digits_count == 1));
  };
  const PathNumber& month = numbers[i + 1];
  if (!follows(month, year)) return std::nullopt;
  if (month.after == mark && i + 2 < numbers.size() && follows(numbers[i + 2], month) &&
      !is_ascii_alnum(numbers[i + 2].after)) {
    if (auto date = Date::make(year.value, month.value, numbers[i + 2].value)) return date;
  }
  // "2011-12" names a business year as often as a month.
  if (mark != '/' && month.value == (year.value + 1) % 100) return std::nullopt;
  if (is_ascii_alnum(month.after) || month.after == '.') return std::nullopt;
  return Date::make(year.value, month.value, 1);
}

}  // namespace

std::optional<Date> parse_written_date(std::string_view text) {
  text = trim(text.substr(0, kTextBytesLooked));
  if (text.size() >= 8 && text.find_first_not_of("0123456789") == std::string_view::npos) {
    return text.size() == 8 ? Date::parse(text) : std::nullopt;
  }
  return DateFinder(date_tokens(text)).find();
}

std::optional<Date> date_in_path(std::string_view path) {
  const std::vector<PathNumber> numbers = numbers_in_path(path);
  // The deepest date is the item's own; folders above it may be archives.
  for (size_t i = numbers.size(); i-- > 0;) {
    if (auto date = path_date_at(numbers, i)) return date;
  }
  return std::nullopt;
}

}  // namespace pressmark
