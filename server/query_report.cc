#include "server/query_report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <tuple>

#include "server/response_json.h"
#include "server/terminal.h"
#include "server/wording.h"

namespace pressmark {
namespace {

void sort_lists(QueryReport& report) {
  std::sort(report.queries.begin(), report.queries.end(), [](const auto& a, const auto& b) {
    return std::tie(b.asked, a.text) < std::tie(a.asked, b.text);
  });
  for (const QueryReport::Query& query : report.queries) {
    if (query.without_results > 0) report.failing.push_back(query);
  }
  std::sort(report.failing.begin(), report.failing.end(), [](const auto& a, const auto& b) {
    return std::tie(b.without_results, a.text) < std::tie(a.without_results, b.text);
  });
  std::sort(report.changes.begin(), report.changes.end(), [](const auto& a, const auto& b) {
    return std::tie(b.times, a.from, a.to) < std::tie(a.times, b.from, b.to);
  });
}

Json queries_json(const std::vector<QueryReport::Query>& queries) {
  Json list = Json::array();
  for (const auto& query : first_of(queries, kReportRowsJson))
    list.push_back(
        {{"query", query.text}, {"asked", query.asked}, {"without_results", query.without_results}});
  return list;
}

/// A line of a list: its number to the right of eight columns.
std::string counted_line(uint64_t count, const std::string& text) {
  std::array<char, 32> number{};
  std::snprintf(number.data(), number.size(), "%8llu  ", static_cast<unsigned long long>(count));
  return number.data() + terminal_line(text) + '\n';
}

}  // namespace

QueryReport make_query_report(const std::vector<QueryDay>& days, const Date& last, uint32_t count) {
  QueryReport report;
  for (uint32_t back = count; back-- > 0;) report.days.push_back({days_before(last, back)});
  std::map<std::string, QueryTally> queries;
  std::map<std::pair<std::string, std::string>, uint64_t> changes;
  for (const QueryDay& day : days) {
    const auto row = std::find_if(report.days.begin(), report.days.end(),
                                  [&](const QueryReport::Day& other) { return other.day == day.day; });
    if (row == report.days.end()) continue;
    row->searches += day.searches;
    row->without_results += day.without_results;
    report.least = std::max(report.least, day.least);
    report.searches += day.searches;
    report.without_results += day.without_results;
    report.withheld += day.withheld;
    report.changed += day.changed;
    for (const auto& [query, tally] : day.queries) {
      queries[query] += tally;
      report.in_clear += tally.asked;
    }
    for (const auto& [change, times] : day.changes) changes[change] += times;
  }
  for (const auto& [query, tally] : queries)
    report.queries.push_back({query, tally.asked, tally.without_results});
  for (const auto& [change, times] : changes) report.changes.push_back({change.first, change.second, times});
  sort_lists(report);
  return report;
}

std::string share_words(uint64_t part, uint64_t whole) {
  if (part == 0 || whole == 0) return "0 %";
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.1f %%",
                100.0 * static_cast<double>(part) / static_cast<double>(whole));
  return digits.data();
}

std::string query_report_text(const QueryReport& report) {
  const auto share = [&](uint64_t part) { return " (" + share_words(part, report.searches) + ")\n"; };
  std::string text = report.days.front().day.iso() + " to " + report.days.back().day.iso() + '\n';
  text += "Searches           " + number_words(report.searches) + '\n';
  text += "Without results    " + number_words(report.without_results) + share(report.without_results);
  text += "After another one  " + number_words(report.changed) + share(report.changed);
  text += "By queries below   " + number_words(report.in_clear) + share(report.in_clear);
  text += "Withheld           " + number_words(report.withheld) + share(report.withheld);
  const auto list = [&](const char* title, const auto& items, const auto& line_of) {
    text += '\n' + std::string(title) + '\n';
    if (items.empty()) text += "       -\n";
    for (const auto& item : first_of(items, kReportRows)) text += line_of(item);
  };
  list("Most asked", report.queries, [](const auto& query) { return counted_line(query.asked, query.text); });
  list("Most without results", report.failing,
       [](const auto& query) { return counted_line(query.without_results, query.text); });
  list("Asked anew in other words", report.changes,
       [](const auto& change) { return counted_line(change.times, change.from + " -> " + change.to); });
  return text;
}

std::string query_report_json(const QueryReport& report) {
  Json days = Json::array();
  for (const QueryReport::Day& day : report.days)
    days.push_back(
        {{"day", day.day.iso()}, {"searches", day.searches}, {"without_results", day.without_results}});
  Json changes = Json::array();
  for (const auto& change : first_of(report.changes, kReportRowsJson))
    changes.push_back({{"from", change.from}, {"to", change.to}, {"times", change.times}});
  return dump({{"from", report.days.front().day.iso()},
               {"to", report.days.back().day.iso()},
               {"least", report.least},
               {"searches", report.searches},
               {"without_results", report.without_results},
               {"changed", report.changed},
               {"in_clear", report.in_clear},
               {"withheld", report.withheld},
               {"days", std::move(days)},
               {"queries", queries_json(report.queries)},
               {"failing", queries_json(report.failing)},
               {"changes", std::move(changes)}});
}

std::string query_report_topics(const QueryReport& report) {
  std::string lines;
  size_t number = 0;
  for (const QueryReport::Query& query : first_of(report.queries, kReportTopics)) {
    std::array<char, 32> id{};
    std::snprintf(id.data(), id.size(), "q%03zu\t", ++number);
    lines += id.data() + query.text + '\n';
  }
  return lines;
}

}  // namespace pressmark
