// Dates that people write without their year (metadata.h).
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/reader/date_tokens.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kTextBytesLooked = 4096;
constexpr std::ptrdiff_t kWordsMax = 4;  // of a text that is a date without a weekday

struct WeekdayName {
  std::string_view name;
  int weekday;  // 0 is Sunday
};

// Letters folded as in date_tokens.h. Short forms that are also a month or another word are left out.
constexpr auto kWeekdayNames = std::to_array<WeekdayName>({
    {"sunday", 0},     {"sun", 0},     {"sonntag", 0},  {"dimanche", 0}, {"domingo", 0},   {"domenica", 0},
    {"zondag", 0},     {"monday", 1},  {"mon", 1},      {"montag", 1},   {"lundi", 1},     {"lunes", 1},
    {"lunedi", 1},     {"maandag", 1}, {"segunda", 1},  {"tuesday", 2},  {"tue", 2},       {"tues", 2},
    {"dienstag", 2},   {"mardi", 2},   {"martes", 2},   {"martedi", 2},  {"dinsdag", 2},   {"terca", 2},
    {"wednesday", 3},  {"wed", 3},     {"mittwoch", 3}, {"mercredi", 3}, {"miercoles", 3}, {"mercoledi", 3},
    {"woensdag", 3},   {"quarta", 3},  {"thursday", 4}, {"thu", 4},      {"thur", 4},      {"thurs", 4},
    {"donnerstag", 4}, {"jeudi", 4},   {"jueves", 4},   {"giovedi", 4},  {"donderdag", 4}, {"quinta", 4},
    {"friday", 5},     {"fri", 5},     {"freitag", 5},  {"vendredi", 5}, {"viernes", 5},   {"venerdi", 5},
    {"vrijdag", 5},    {"sexta", 5},   {"saturday", 6}, {"samstag", 6},  {"sonnabend", 6}, {"samedi", 6},
    {"sabado", 6},     {"sabato", 6},  {"zaterdag", 6}, {"火", 2},       {"火曜", 2},      {"水曜", 3},
    {"木曜", 4},       {"金曜", 5},    {"土曜", 6},     {"水", 3},       {"木", 4},        {"金", 5},
    {"土", 6},
});

int weekday_of(const DateToken& token) {
  for (const WeekdayName& each : kWeekdayNames) {
    if (each.name == token.word) return each.weekday;
  }
  return -1;
}

/// Days since 1 March of the year 0, for differences and weekdays.
int day_number(const Date& date) {
  const int shifted = date.month > 2 ? 0 : 1;
  const int year = date.year - shifted;
  const int month = date.month + 12 * shifted - 3;
  return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day - 1;
}

int weekday_of(const Date& date) {
  return (day_number(date) + 3) % 7;
}

struct YearlessDate {
  int month = 0;
  int day = 0;
  int weekday = -1;  // -1 when none is named
};

class YearlessFinder {
 public:
  explicit YearlessFinder(std::vector<DateToken> tokens) : tokens_(std::move(tokens)) {}

  std::optional<YearlessDate> find() const {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      for (const auto& found : {day_first(i), month_first(i), by_signs(i)}) {
        // A leap day is a day of some years.
        if (found && Date::make(2000, found->month, found->day)) return found;
      }
    }
    return std::nullopt;
  }

 private:
  bool is_day(size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == DateToken::kNumber && tokens_[i].digits_count <= 2 &&
           !(tokens_[i].joined && i > 0);
  }
  bool is_mark(size_t i, char mark) const {
    return i < tokens_.size() && tokens_[i].kind == DateToken::kMark && tokens_[i].mark == mark;
  }
  int month_at(size_t i) const { return i < tokens_.size() ? month_of(tokens_[i]) : 0; }

  size_t skip_links(size_t i) const {
    while (i < tokens_.size() && is_date_link(tokens_[i])) ++i;
    return i;
  }
  size_t skip_ordinal(size_t i) const { return i < tokens_.size() && is_ordinal(tokens_[i]) ? i + 1 : i; }

  /// The weekday named right before token `begin` or right behind the date that ends before `end`.
  int weekday_near(size_t begin, size_t end) const {
    while (begin > 0 && (is_date_link(tokens_[begin - 1]) || is_article(tokens_[begin - 1]))) --begin;
    if (begin > 0 && weekday_of(tokens_[begin - 1]) >= 0) return weekday_of(tokens_[begin - 1]);
    bool in_bracket = false;
    for (; end < tokens_.size() && is_opening(tokens_[end]); ++end) in_bracket = true;
    if (end == tokens_.size()) return -1;
    // The signs for day and month are those of Sunday and Monday too.
    if (in_bracket && is_mark(end, 'd')) return 0;
    if (in_bracket && is_mark(end, 'm')) return 1;
    return weekday_of(tokens_[end]);
  }

  /// Whether a number that may be the year stands right behind the day or before it.
  bool has_year(size_t begin, size_t end) const {
    if (begin > 0 && tokens_[begin - 1].kind == DateToken::kNumber && tokens_[begin - 1].digits_count == 4) {
      return true;
    }
    end = skip_links(end);
    if (is_mark(end, '\'')) ++end;
    if (end >= tokens_.size() || tokens_[end].kind != DateToken::kNumber) return false;
    return !is_mark(end + 1, ':');
  }

  static bool is_article(const DateToken& token) {
    return token.word == "the" || token.word == "den" || token.word == "dem" || token.word == "le" ||
           token.word == "el" || token.word == "feira" || token.mark == '-';
  }
  static bool is_opening(const DateToken& token) {
    return token.kind == DateToken::kMark && (token.mark == ',' || token.mark == '(' || token.mark == 0);
  }

  std::optional<YearlessDate> made(int month, int day, size_t begin, size_t end) const {
    if (has_year(begin, end)) return std::nullopt;
    return YearlessDate{month, day, weekday_near(begin, end)};
  }

  std::optional<YearlessDate> day_first(size_t i) const {
    if (!is_day(i)) return std::nullopt;
    const size_t month = skip_links(skip_ordinal(i + 1));
    if (month_at(month) == 0) return std::nullopt;
    return made(month_at(month), tokens_[i].value, i, month + 1);
  }

  std::optional<YearlessDate> month_first(size_t i) const {
    const size_t day = skip_links(i + 1);
    const bool day_before = i > 0 && tokens_[i - 1].kind == DateToken::kNumber;
    if (month_at(i) == 0 || day_before || !is_day(day)) return std::nullopt;
    return made(month_at(i), tokens_[day].value, i, skip_ordinal(day + 1));
  }

  std::optional<YearlessDate> by_signs(size_t i) const {
    const bool numbers = i + 3 < tokens_.size() && tokens_[i].kind == DateToken::kNumber &&
                         tokens_[i + 2].kind == DateToken::kNumber;
    if (!numbers || !is_mark(i + 1, 'm') || !is_mark(i + 3, 'd')) return std::nullopt;
    return made(tokens_[i].value, tokens_[i + 2].value, i, i + 4);
  }

  std::vector<DateToken> tokens_;
};

std::optional<Date> in_year_near(const YearlessDate& written, const Date& other) {
  const bool year_only = other.month == 1 && other.day == 1;
  std::optional<Date> nearest;
  int nearest_days = 0;
  for (int year = other.year - kYearsReach; year <= other.year + kYearsReach; ++year) {
    const std::optional<Date> date = Date::make(year, written.month, written.day);
    if (!date || (written.weekday >= 0 && weekday_of(*date) != written.weekday)) continue;
    const int days = std::abs(day_number(*date) - day_number(other));
    if (written.weekday < 0 && (year_only || days > kDaysReach)) continue;
    if (!nearest || days < nearest_days) {
      nearest = date;
      nearest_days = days;
    }
  }
  return nearest;
}

}  // namespace

std::optional<Date> resolve_written_date(std::string_view text, const std::vector<Date>& others) {
  text = text.substr(0, kTextBytesLooked);
  if (const std::optional<Date> whole = parse_written_date(text)) return whole;
  std::vector<DateToken> tokens = date_tokens(text);
  const auto words_count = std::count_if(
      tokens.begin(), tokens.end(), [](const DateToken& token) { return token.kind == DateToken::kWord; });
  const std::optional<YearlessDate> written = YearlessFinder(std::move(tokens)).find();
  // "section 5 may apply" is no date.
  if (!written || (written->weekday < 0 && words_count > kWordsMax)) return std::nullopt;
  for (const Date& other : others) {
    if (const std::optional<Date> date = in_year_near(*written, other)) return date;
  }
  return std::nullopt;
}

std::optional<Date> copyright_year(std::string_view text) {
  text = text.substr(0, kTextBytesLooked);
  const std::string lower = ascii_lower(text);
  size_t at = std::string::npos;
  for (const std::string_view mark : {"©", "(c)", "copyright"}) at = std::min(at, lower.find(mark));
  if (at == std::string::npos) return std::nullopt;
  constexpr size_t kNearBytes = 40;
  std::optional<Date> last;
  for (const DateToken& token : date_tokens(std::string_view(lower).substr(at, kNearBytes))) {
    const bool year = token.kind == DateToken::kNumber && token.digits_count == 4 && token.value >= 1900 &&
                      token.value <= 2100;
    if (year) last = Date::make(token.value, 1, 1);
  }
  return last;
}

}  // namespace pressmark
