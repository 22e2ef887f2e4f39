#include "engine/query/dates.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "engine/analysis/month_names.h"
#include "engine/analysis/utf8.h"
#include "engine/limits.h"

namespace pressmark {
namespace {

namespace ch = std::chrono;

constexpr size_t kPiecesMax = 10;
constexpr size_t kDigitsMax = 6;  // of a number; more than the days from year 1 to 9999 are never meant

/// A number or a word of a date, and what stood between it and the piece before, every blank a space.
struct Piece {
  std::string gap;
  std::string text;   // ASCII in small letters
  size_t digits = 0;  // of a number; 0 for a word
  int number = 0;

  bool is_number() const { return digits > 0; }
};

bool is_blank(char32_t c) {
  return c <= ' ' || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x3000;
}

/// The value of a decimal digit of the scripts that the analyser's languages write, else -1.
int digit_value(char32_t c) {
  for (const char32_t zero : {U'0', U'\u0660', U'\u06f0', U'\u0966', U'\u0be6'}) {
    if (c >= zero && c < zero + 10) return static_cast<int>(c - zero);
  }
  return -1;
}

/// What may stand between the pieces: ' ' for a blank, else the character, 0 if it may not.
char gap_character(char32_t c) {
  if (is_blank(c)) return ' ';
  if (c == 0x2019) return '\'';
  return c < 0x80 && std::string_view(",.-/_'").find(static_cast<char>(c)) != std::string_view::npos
             ? static_cast<char>(c)
             : '\0';
}

bool is_direction_mark(char32_t c) {
  return c == 0x200e || c == 0x200f || c == 0x61c;
}

bool is_ascii_sign(char32_t c) {
  return c < 0x80 && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/// Cuts into numbers and words; empty when something else is in it.
std::vector<Piece> cut(std::string_view text) {
  std::vector<Piece> pieces;
  std::string gap;
  bool open = false;  // what comes next may continue the last piece
  size_t size = 0;
  for (size_t at = 0; at < text.size(); at += size) {
    const utf8::CodePoint point = utf8::decode(text, at);
    size = point.size;
    if (point.value == utf8::kIllFormed) return {};
    const int digit = digit_value(point.value);
    if (is_direction_mark(point.value)) continue;
    if (const char between = gap_character(point.value)) {
      gap += between;
      open = false;
    } else if (digit < 0 && is_ascii_sign(point.value)) {
      return {};
    } else {
      if (!open || pieces.back().is_number() != (digit >= 0)) {
        if (pieces.size() == kPiecesMax) return {};
        pieces.push_back({std::exchange(gap, {}), {}, 0, 0});
        open = true;
      }
      Piece& piece = pieces.back();
      if (digit >= 0) {
        if (++piece.digits > kDigitsMax) return {};
        piece.number = piece.number * 10 + digit;
      } else {
        const std::string_view letter = text.substr(at, point.size);
        piece.text +=
            point.value < 0x80 ? std::string(1, static_cast<char>(letter[0] | 0x20)) : std::string(letter);
      }
    }
  }
  // A full stop may end an abbreviation or, in Hungarian, a number.
  if (gap.find_first_not_of(" .") != gap.npos) return {};
  return pieces;
}

std::optional<Period> year_of(int year) {
  const auto first = Date::make(year, 1, 1);
  return first ? std::optional(Period{*first, *Date::make(year, 12, 31)}) : std::nullopt;
}

std::optional<Period> month_of(int year, int month) {
  const auto first = Date::make(year, month, 1);
  return first ? std::optional(Period{*first, month_end(year, month)}) : std::nullopt;
}

std::optional<Period> day_of(int year, int month, int day) {
  const auto date = Date::make(year, month, day);
  return date ? std::optional(Period{*date, *date}) : std::nullopt;
}

bool is_year(const Piece& piece) {
  return piece.digits == 4;
}
bool is_day_or_month(const Piece& piece) {
  return piece.digits == 1 || piece.digits == 2;
}

std::optional<Period> read_numbers(const std::vector<Piece>& pieces) {
  constexpr std::array<std::string_view, 4> kBetween = {"-", "/", ".", ". "};
  for (size_t i = 1; i < pieces.size(); ++i) {
    const bool between = std::find(kBetween.begin(), kBetween.end(), pieces[i].gap) != kBetween.end();
    if (!between || pieces[i].gap != pieces[1].gap) return {};
  }
  if (pieces.size() == 1) return is_year(pieces[0]) ? year_of(pieces[0].number) : std::nullopt;
  if (pieces.size() > 3) return {};
  const bool year_first = is_year(pieces.front());
  const Piece& year = year_first ? pieces.front() : pieces.back();
  const Piece& other_end = year_first ? pieces.back() : pieces.front();
  if (!is_year(year) || !is_day_or_month(other_end)) return {};
  if (pieces.size() == 2) return month_of(year.number, other_end.number);
  if (!is_day_or_month(pieces[1])) return {};
  return day_of(year.number, pieces[1].number, other_end.number);
}

/// Words of dates that say nothing: "3 de marzo de 2022", "2022 m. kovo 3 d.", "3 марта 2022 г.".
bool is_link(const Piece& piece) {
  constexpr std::array<std::string_view, 15> kLinks = {"of", "the", "de", "del",  "d",    "den", "le", "el",
                                                       "il", "m",   "г",  "года", "году", "թ",   "an"};
  return std::find(kLinks.begin(), kLinks.end(), piece.text) != kLinks.end();
}

/// Endings of a number as a day: "1st", "1er", "1º".
bool is_ordinal_ending(const Piece& piece) {
  constexpr std::array<std::string_view, 10> kEndings = {"st", "nd", "rd", "th", "er",
                                                         "e",  "o",  "a",  "º",  "ª"};
  return piece.gap.empty() && std::find(kEndings.begin(), kEndings.end(), piece.text) != kEndings.end();
}

std::optional<Period> read_named(const std::vector<Piece>& pieces) {
  std::vector<const Piece*> numbers;
  std::string name;
  size_t name_at = 0;  // numbers before it
  for (size_t i = 0; i < pieces.size(); ++i) {
    const Piece& piece = pieces[i];
    if (piece.is_number()) {
      numbers.push_back(&piece);
      continue;
    }
    if (is_link(piece)) continue;
    if (i > 0 && is_day_or_month(pieces[i - 1]) && is_ordinal_ending(piece)) continue;
    if (!name.empty() && name_at != numbers.size()) return {};
    name_at = numbers.size();
    name.append(name.empty() ? "" : " ").append(piece.text);
  }
  if (numbers.empty() || numbers.size() > 2 || (numbers.size() == 2 && name_at == 2)) return {};
  const bool year_first = is_year(*numbers.front());
  const Piece& year = year_first ? *numbers.front() : *numbers.back();
  if (!is_year(year)) return {};
  const int month = month_of_name(name);
  if (month == 0) return {};
  if (numbers.size() == 1) return month_of(year.number, month);
  // Behind the name the day comes before the year, unless the year stood first of all.
  if (year_first && name_at == 0) return {};
  const Piece& day = year_first ? *numbers.back() : *numbers.front();
  return is_day_or_month(day) ? day_of(year.number, month, day.number) : std::nullopt;
}

ch::sys_days days_of(Date date) {
  return ch::year{date.year} / date.month / date.day;
}

std::optional<Date> date_of(ch::sys_days days) {
  // Outside this the calendar's years overflow.
  constexpr ch::sys_days kFirst = ch::year{1} / 1 / 1, kLast = ch::year{9999} / 12 / 31;
  if (days < kFirst || days > kLast) return {};
  const ch::year_month_day date{days};
  return Date::make(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                    static_cast<int>(static_cast<unsigned>(date.day())));
}

/// The same day `months` earlier, or the last of its month.
std::optional<Date> months_before(Date date, int months) {
  const int index = date.year * 12 + date.month - 1 - months;
  if (index < 12) return {};
  const int year = index / 12, month = index % 12 + 1;
  return Date::make(year, month, std::min<int>(date.day, month_end(year, month).day));
}

enum class Unit : uint8_t { kDay, kWeek, kMonth, kYear };

std::optional<Unit> unit_of(std::string_view word) {
  constexpr std::array<std::string_view, 4> kUnits = {"day", "week", "month", "year"};
  if (word.ends_with('s')) word.remove_suffix(1);
  const auto* found = std::find(kUnits.begin(), kUnits.end(), word);
  if (found == kUnits.end()) return {};
  return static_cast<Unit>(found - kUnits.begin());
}

/// The calendar's week, month or year with `today` in it, or the one before.
std::optional<Period> calendar_period(Unit unit, bool before, Date today) {
  switch (unit) {
    case Unit::kWeek: {
      const ch::sys_days day = days_of(today);
      const ch::sys_days monday = day - (ch::weekday{day} - ch::Monday) - ch::weeks{before ? 1 : 0};
      const auto first = date_of(monday), last = date_of(monday + ch::days{6});
      return first && last ? std::optional(Period{*first, *last}) : std::nullopt;
    }
    case Unit::kMonth: {
      const auto day = months_before(today, before ? 1 : 0);
      return day ? month_of(day->year, day->month) : std::nullopt;
    }
    case Unit::kYear:
      return year_of(today.year - (before ? 1 : 0));
    case Unit::kDay:
      break;  // "last day" may be yesterday or the day until now
  }
  return {};
}

/// `count` units that end with `today`.
std::optional<Period> units_until(Date today, int count, Unit unit) {
  if (count < 1) return {};
  std::optional<Date> before;  // the day before the first
  if (unit == Unit::kMonth || unit == Unit::kYear) {
    before = months_before(today, unit == Unit::kMonth ? count : count * 12);
  } else {
    before = date_of(days_of(today) - ch::days{unit == Unit::kDay ? count : count * 7});
  }
  const auto first = before ? day_after(*before) : std::nullopt;
  return first ? std::optional(Period{*first, today}) : std::nullopt;
}

std::optional<Period> read_relative(const std::vector<Piece>& pieces, Date today) {
  const std::string& word = pieces[0].text;
  if (pieces.size() == 1) {
    if (word == "today") return Period{today, today};
    const auto day = word == "yesterday" ? day_before(today) : std::nullopt;
    return day ? std::optional(Period{*day, *day}) : std::nullopt;
  }
  if (word != "last" && word != "this") return {};
  const auto unit = unit_of(pieces.back().text);
  if (!unit) return {};
  if (pieces.size() == 2) {
    return pieces[1].text.ends_with('s') ? std::nullopt : calendar_period(*unit, word == "last", today);
  }
  if (pieces.size() != 3 || word != "last" || !pieces[1].is_number()) return {};
  return units_until(today, pieces[1].number, *unit);
}

}  // namespace

Date month_end(int year, int month) {
  for (int day = 31; day > 28; --day) {
    if (const auto date = Date::make(year, month, day)) return *date;
  }
  return *Date::make(year, month, 28);
}

std::optional<Date> day_after(Date date) {
  return date_of(days_of(date) + ch::days{1});
}

std::optional<Date> day_before(Date date) {
  return date_of(days_of(date) - ch::days{1});
}

std::optional<Period> read_period(std::string_view text, std::optional<Date> today) {
  if (text.size() > limits::kDateBytesMax) return {};
  std::vector<Piece> pieces = cut(text);
  if (pieces.empty() || pieces.front().gap.find_first_not_of(' ') != std::string::npos) return {};
  pieces.front().gap.clear();
  const auto is_number = [](const Piece& piece) { return piece.is_number(); };
  if (std::all_of(pieces.begin(), pieces.end(), is_number)) return read_numbers(pieces);
  if (today) {
    if (const auto period = read_relative(pieces, *today)) return period;
  }
  return read_named(pieces);
}

}  // namespace pressmark
