// Dates as people write them, and dates in paths (metadata.h).
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kTextBytesLooked = 4096;

struct MonthName {
  std::string_view name;
  int month;
};

// English, German, French, Spanish, Italian, Dutch, Portuguese; accents folded. No name means two months.
constexpr auto kMonthNames = std::to_array<MonthName>({
    {"january", 1},   {"jan", 1},       {"januar", 1},     {"janner", 1},    {"janvier", 1},
    {"janv", 1},      {"enero", 1},     {"ene", 1},        {"gennaio", 1},   {"gen", 1},
    {"januari", 1},   {"janeiro", 1},   {"february", 2},   {"feb", 2},       {"februar", 2},
    {"feber", 2},     {"fevrier", 2},   {"fevr", 2},       {"febrero", 2},   {"febbraio", 2},
    {"februari", 2},  {"fevereiro", 2}, {"fev", 2},        {"march", 3},     {"mar", 3},
    {"marz", 3},      {"maerz", 3},     {"mrz", 3},        {"mars", 3},      {"marzo", 3},
    {"maart", 3},     {"mrt", 3},       {"marco", 3},      {"april", 4},     {"apr", 4},
    {"avril", 4},     {"avr", 4},       {"abril", 4},      {"abr", 4},       {"aprile", 4},
    {"may", 5},       {"mai", 5},       {"mayo", 5},       {"maggio", 5},    {"mag", 5},
    {"mei", 5},       {"maio", 5},      {"june", 6},       {"jun", 6},       {"juni", 6},
    {"juin", 6},      {"junio", 6},     {"giugno", 6},     {"giu", 6},       {"junho", 6},
    {"july", 7},      {"jul", 7},       {"juli", 7},       {"juillet", 7},   {"juil", 7},
    {"julio", 7},     {"luglio", 7},    {"lug", 7},        {"julho", 7},     {"august", 8},
    {"aug", 8},       {"aout", 8},      {"agosto", 8},     {"ago", 8},       {"augustus", 8},
    {"september", 9}, {"sep", 9},       {"sept", 9},       {"septembre", 9}, {"septiembre", 9},
    {"setiembre", 9}, {"settembre", 9}, {"set", 9},        {"setembro", 9},  {"october", 10},
    {"oct", 10},      {"oktober", 10},  {"okt", 10},       {"octobre", 10},  {"octubre", 10},
    {"ottobre", 10},  {"ott", 10},      {"outubro", 10},   {"out", 10},      {"november", 11},
    {"nov", 11},      {"novembre", 11}, {"noviembre", 11}, {"novembro", 11}, {"december", 12},
    {"dec", 12},      {"dezember", 12}, {"dez", 12},       {"decembre", 12}, {"diciembre", 12},
    {"dic", 12},      {"dicembre", 12}, {"dezembro", 12},
});

constexpr auto kOrdinals =
    std::to_array<std::string_view>({"st", "nd", "rd", "th", "er", "ste", "de", "e", "o", "a", "re"});
constexpr auto kLinkWords = std::to_array<std::string_view>({"de", "del", "of", "di", "van", "d"});

template <size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Token {
  enum Kind { kNumber, kWord, kMark } kind = kMark;
  int value = 0;            // of a number
  size_t digits_count = 0;  // of a number
  std::string word;         // folded
  char mark = 0;            // ASCII punctuation; 0 for any other sign
  bool joined = false;      // nothing between it and the token before
};

/// The base letter of a Latin letter, small; the code point itself otherwise.
char32_t fold_letter(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c < 0xC0 || c > 0xFF) return c;
  static constexpr std::string_view kFolded =
      "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
  return static_cast<unsigned char>(kFolded[c - 0xC0]);
}

bool is_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || c > 0xFF;
}

int digit_value(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 0xFF10 && c <= 0xFF19) return static_cast<int>(c - 0xFF10);  // full-width
  return -1;
}

bool is_blank(char32_t c) {
  return c <= ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x3000;
}

/// 'y', 'm' or 'd' for the signs that follow a number in a Chinese, Japanese or Korean date.
char date_sign(char32_t c) {
  if (c == U'年' || c == U'년') return 'y';
  if (c == U'月' || c == U'월') return 'm';
  if (c == U'日' || c == U'일') return 'd';
  return 0;
}

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  bool joined = false;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = fold_letter(next_code_point(text, at));
    if (is_blank(c)) {
      joined = false;
      continue;
    }
    const int digit = digit_value(c);
    Token* last = tokens.empty() ? nullptr : &tokens.back();
    if (digit >= 0 && joined && last->kind == Token::kNumber) {
      ++last->digits_count;
      if (last->digits_count <= 8) last->value = last->value * 10 + digit;
    } else if (digit >= 0) {
      tokens.push_back({Token::kNumber, digit, 1, {}, 0, joined});
    } else if (const char sign = date_sign(c); sign != 0) {
      tokens.push_back({Token::kMark, 0, 0, {}, sign, joined});
    } else if (is_letter(c) && joined && last->kind == Token::kWord) {
      append_code_point(last->word, c);
    } else if (is_letter(c)) {
      tokens.push_back({Token::kWord, 0, 0, {}, 0, joined});
      append_code_point(tokens.back().word, c);
    } else {
      tokens.push_back({Token::kMark, 0, 0, {}, c < 0x80 ? static_cast<char>(c) : '\0', joined});
    }
    joined = true;
  }
  return tokens;
}

class DateFinder {
 public:
  explicit DateFinder(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

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
    return i < tokens_.size() && tokens_[i].kind == Token::kMark && tokens_[i].mark == mark && mark != 0;
  }
  bool is_number(size_t i, size_t digits_max) const {
    return i < tokens_.size() && tokens_[i].kind == Token::kNumber && tokens_[i].digits_count <= digits_max;
  }
  bool is_year(size_t i) const {
    return is_number(i, 4) && tokens_[i].digits_count == 4 && tokens_[i].value >= 1000 &&
           tokens_[i].value < 3000;
  }
  int value(size_t i) const { return tokens_[i].value; }

  /// 1 to 12, or 0 if token i names no month.
  int month_at(size_t i) const {
    if (i >= tokens_.size() || tokens_[i].kind != Token::kWord) return 0;
    for (const MonthName& month : kMonthNames) {
      if (month.name == tokens_[i].word) return month.month;
    }
    return 0;
  }

  /// Past what may stand between day, month and year: full stops, commas, "of", "de".
  size_t skip_links(size_t i) const {
    while (is_mark(i, '.') || is_mark(i, ',') ||
           (i < tokens_.size() && tokens_[i].kind == Token::kWord && one_of(kLinkWords, tokens_[i].word))) {
      ++i;
    }
    return i;
  }

  size_t skip_ordinal(size_t i) const {
    const bool ordinal = i < tokens_.size() && tokens_[i].joined &&
                         ((tokens_[i].kind == Token::kWord && one_of(kOrdinals, tokens_[i].word)) ||
                          (tokens_[i].kind == Token::kMark && tokens_[i].mark == 0));
    return ordinal ? i + 1 : i;
  }

  std::optional<Date> numeric(size_t i) const {
    if (i > 0 && tokens_[i].joined && tokens_[i - 1].kind == Token::kNumber) return std::nullopt;
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

  std::vector<Token> tokens_;
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
  return DateFinder(tokenize(text)).find();
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
