// What the days of a query log come to, and the forms in which it is given out: text, JSON, topics for a run
// of `search --topics`. Pure; any thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "server/query_days.h"

namespace pressmark {

struct QueryReport {
  struct Day {
    Date day;
    uint64_t searches = 0, without_results = 0;
  };
  struct Query {
    std::string text;
    uint64_t asked = 0, without_results = 0;
  };
  struct Change {
    std::string from, to;
    uint64_t times = 0;
  };
  std::vector<Day> days;  // every one, the oldest first
  uint32_t least = 0;     // times in a day before a query is in clear; the largest of the days
  uint64_t searches = 0, without_results = 0, withheld = 0, changed = 0;
  uint64_t in_clear = 0;        // of the searches: by queries that are named
  std::vector<Query> queries;   // most asked first
  std::vector<Query> failing;   // of them those without results, most such searches first
  std::vector<Change> changes;  // most frequent first
};

/// The `count` days up to `last`; those of `days` that are outside of them are passed over.
QueryReport make_query_report(const std::vector<QueryDay>& days, const Date& last, uint32_t count);

/// "12.5 %" of `whole`; "0 %" of nothing.
std::string share_words(uint64_t part, uint64_t whole);

inline constexpr size_t kReportRows = 25;         // of a list in the text and on the page
inline constexpr size_t kReportRowsJson = 1'000;  // in the JSON
inline constexpr size_t kReportTopics = 200;

/// The first `max` of a list, or all where it has fewer.
template <class Item>
std::span<const Item> first_of(const std::vector<Item>& items, size_t max) {
  return std::span(items).first(std::min(items.size(), max));
}

std::string query_report_text(const QueryReport& report);
/// One object, escaped as every answer is.
std::string query_report_json(const QueryReport& report);
/// The most asked queries as lines "q001<TAB>query".
std::string query_report_topics(const QueryReport& report);

}  // namespace pressmark
