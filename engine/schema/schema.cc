#include "engine/schema/schema.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/schema/bytes.h"

namespace pressmark::schema {
namespace {

constexpr size_t kPlainIdBytesMax = 200;

std::string hex(uint64_t high, uint64_t low) {
  std::array<char, 33> text{};
  std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(high),
                static_cast<unsigned long long>(low));
  return text.data();
}

std::string numbered(char prefix, int value, int digits) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%c%0*d", prefix, digits, value);
  return text.data();
}

std::string year_term(int year) {
  return numbered(kYearPrefix, year, 4);
}
std::string month_term(int year, int month) {
  return numbered(kMonthPrefix, year * 100 + month, 6);
}
std::string day_term(Date d) {
  return numbered(kDayPrefix, (d.year * 100 + d.month) * 100 + d.day, 8);
}

Date last_of_month(int year, int month) {
  for (int day = 31;; --day) {
    if (const auto date = Date::make(year, month, day)) return *date;
  }
}

}  // namespace

std::string id_term(std::string_view id) {
  if (id.size() <= kPlainIdBytesMax) return kIdPrefix + std::string(id);
  const XXH128_hash_t hash = XXH3_128bits(id.data(), id.size());
  return std::string(1, kIdPrefix) + '#' + hex(hash.high64, hash.low64);
}

std::string exact_title_term(const std::vector<std::string>& folded_words) {
  if (folded_words.empty()) return {};
  std::string joined;
  for (const std::string& word : folded_words) {
    if (!joined.empty()) joined += ' ';
    joined += word;
  }
  return kExactTitlePrefix + hex(XXH3_64bits(joined.data(), joined.size()), 0).substr(0, 16);
}

std::vector<std::string> date_terms(Date date) {
  return {year_term(date.year), month_term(date.year, date.month), day_term(date)};
}

std::vector<std::string> date_range_terms(Date from, Date to) {
  std::vector<std::string> terms;
  int year = from.year;
  int month = from.month;
  while (year < to.year || (year == to.year && month <= to.month)) {
    const Date first{static_cast<int16_t>(year), static_cast<uint8_t>(month), 1};
    const Date last = last_of_month(year, month);
    const Date year_end{static_cast<int16_t>(year), 12, 31};
    if (month == 1 && from <= first && year_end <= to) {
      terms.push_back(year_term(year));
      month = 12;
    } else if (from <= first && last <= to) {
      terms.push_back(month_term(year, month));
    } else {
      for (Date day = std::max(first, from); day <= std::min(last, to); ++day.day)
        terms.push_back(day_term(day));
    }
    if (++month > 12) {
      month = 1;
      ++year;
    }
  }
  return terms;
}

int32_t day_number(Date date) {
  // Days before 1 March of the year, counting years from March so that the leap day is the last.
  const int year = date.month > 2 ? date.year : date.year - 1;
  const int month = (date.month + 9) % 12;
  return year * 365 + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + date.day - 1 - 306;
}

std::string encode_day(Date date) {
  const auto day = static_cast<uint32_t>(day_number(date));
  return {static_cast<char>(day >> 24), static_cast<char>(day >> 16), static_cast<char>(day >> 8),
          static_cast<char>(day)};
}

int32_t decode_day(std::string_view bytes) {
  if (bytes.size() != 4) return -1;
  uint32_t day = 0;
  for (const char byte : bytes) day = day << 8 | static_cast<uint8_t>(byte);
  return static_cast<int32_t>(day);
}

std::string encode_edition(std::string_view series, std::string_view edition) {
  std::string bytes;
  append_u64(bytes, XXH3_64bits(series.data(), series.size()));
  append_u32(bytes, static_cast<uint32_t>(XXH3_64bits(edition.data(), edition.size())));
  return bytes;
}

std::optional<Edition> decode_edition(std::string_view bytes) {
  ByteReader reader(as_bytes(bytes));
  Edition edition;
  edition.series = reader.u64();
  edition.edition = reader.u32();
  if (!reader.finished()) return std::nullopt;
  return edition;
}

int year_of_day(int32_t day) {
  int year = day / 366 + 1;
  while (day_number(Date{static_cast<int16_t>(year + 1), 1, 1}) <= day) ++year;
  return year;
}

}  // namespace pressmark::schema
