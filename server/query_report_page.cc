#include "server/query_report_page.h"

#include <algorithm>
#include <span>

#include "server/bar_chart.h"
#include "server/template.h"
#include "server/wording.h"

namespace pressmark {
namespace {

/// "23 Nov".
std::string short_day(const Date& day) {
  const std::string words = date_words(day);
  return words.substr(0, words.find(' ') + 4);
}

BarChart searches_chart(const QueryReport& report) {
  BarChart chart{"searches-title", "Searches on each day; the table below has the figures.", "", {}};
  for (const QueryReport::Day& day : report.days) {
    chart.bars.push_back({short_day(day.day), number_words(day.searches), static_cast<double>(day.searches)});
  }
  return chart;
}

BarChart failing_chart(const QueryReport& report) {
  BarChart chart{"failing-title",
                 "Share of the searches of each day without results; the table below has the figures.",
                 " %",
                 {}};
  for (const QueryReport::Day& day : report.days) {
    const double share = day.searches == 0 ? 0
                                           : 100.0 * static_cast<double>(day.without_results) /
                                                 static_cast<double>(day.searches);
    chart.bars.push_back({short_day(day.day), share_words(day.without_results, day.searches), share});
  }
  return chart;
}

void set_days(View& view, const QueryReport& report) {
  List days(List::type::list);
  for (auto day = report.days.rbegin(); day != report.days.rend(); ++day) {
    View row;
    row.set("iso", day->day.iso());
    row.set("day", date_words(day->day));
    row.set("searches", number_words(day->searches));
    row.set("without", number_words(day->without_results));
    row.set("share", share_words(day->without_results, day->searches));
    days.push_back(row);
  }
  view.set("days", days);
}

View query_view(const QueryReport::Query& query) {
  View row;
  row.set("query", query.text);
  row.set("asked", number_words(query.asked));
  row.set("without", number_words(query.without_results));
  return row;
}

View change_view(const QueryReport::Change& change) {
  View row;
  row.set("from", change.from);
  row.set("to", change.to);
  row.set("times", number_words(change.times));
  return row;
}

}  // namespace

std::string query_report_page(const QueryReport& report) {
  View view;
  view.set("from", date_words(report.days.front().day));
  view.set("to", date_words(report.days.back().day));
  view.set("least", report.least == 0 ? View(false) : View(number_words(report.least)));
  view.set("searches", number_words(report.searches));
  view.set("failing_share", share_words(report.without_results, report.searches));
  view.set("changed_share", share_words(report.changed, report.searches));
  view.set("clear_share", share_words(report.in_clear, report.searches));
  view.set("withheld_share", share_words(report.withheld, report.searches));
  view.set("searches_chart", bar_chart_svg(searches_chart(report)));
  view.set("failing_chart", bar_chart_svg(failing_chart(report)));
  set_days(view, report);
  set_list(view, "queries", first_of(report.queries, kReportRows), query_view);
  set_list(view, "failing", first_of(report.failing, kReportRows), query_view);
  set_list(view, "changes", first_of(report.changes, kReportRows), change_view);
  return render("query_report.mustache", view);
}

}  // namespace pressmark
