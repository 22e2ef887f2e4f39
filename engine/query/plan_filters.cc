#include "engine/query/plan_filters.h"

#include <algorithm>

#include "engine/analysis/folded_words.h"
#include "engine/query/plan_terms.h"
#include "engine/schema/schema.h"

namespace pressmark {
namespace {

using Op = Xapian::Query::op;

constexpr Date kFirstDay{1, 1, 1};
constexpr Date kLastDay{9999, 12, 31};

Xapian::Query any_of(const std::vector<std::string>& terms) {
  if (terms.empty()) return {};
  return Xapian::Query(Op::OP_OR, terms.begin(), terms.end());
}

std::vector<std::string> prefixed(char prefix, const std::vector<std::string>& values) {
  std::vector<std::string> terms;
  for (const std::string& value : values) terms.push_back(prefix + value);
  return terms;
}

/// Values of several words: each value is all of its words, the values are alternatives.
Xapian::Query any_of_texts(QueryField field, const std::vector<std::string>& values, Analyzer& analyzer) {
  std::vector<Xapian::Query> alternatives;
  for (const std::string& value : values) {
    std::vector<std::string> words = folded_words(analyzer, value, "");
    for (std::string& word : words) word = field_prefix(field) + word;
    if (!words.empty()) alternatives.emplace_back(Op::OP_AND, words.begin(), words.end());
  }
  if (alternatives.empty()) return {};
  return Xapian::Query(Op::OP_OR, alternatives.begin(), alternatives.end());
}

/// The days of the collection that an open end means: the postings' own first and last year.
DateRange bounded(const DateRange& range, const Xapian::Database& postings) {
  const auto year = [](const std::string& term) { return Date::parse(term.substr(1)); };
  Date first = kLastDay;
  Date last = kFirstDay;
  const std::string prefix(1, schema::kYearPrefix);
  for (auto it = postings.allterms_begin(prefix); it != postings.allterms_end(prefix); ++it) {
    if (const auto start = year(*it)) {
      first = std::min(first, *start);
      last = std::max(last, Date{start->year, 12, 31});
    }
  }
  DateRange result;
  result.from = range.from ? std::max(*range.from, first) : first;
  result.to = range.to ? std::min(*range.to, last) : last;
  return result;
}

void add(std::vector<Xapian::Query>& conditions, bool wanted, Xapian::Query condition) {
  if (!wanted) return;
  // A condition that no document can meet must stay one: an empty query would drop out of the intersection.
  if (condition.empty()) condition = Xapian::Query(std::string(1, schema::kIdPrefix));
  conditions.push_back(std::move(condition));
}

}  // namespace

void add_filters(const Filters& filters, const PlanContext& context, PlanTerms& terms) {
  std::vector<std::string> kinds;
  for (const Kind kind : filters.kinds) kinds.push_back(schema::kKindPrefix + std::string(kind_name(kind)));
  add(terms.by_column, !kinds.empty(), any_of(kinds));
  add(terms.by_column, !filters.languages.empty(),
      any_of(prefixed(schema::kLanguagePrefix, filters.languages)));
  if (filters.published.from || filters.published.to) {
    const DateRange range = bounded(filters.published, context.postings);
    const bool any = *range.from <= *range.to;
    add(terms.by_column, true,
        any ? any_of(schema::date_range_terms(*range.from, *range.to)) : Xapian::Query());
  }
  add(terms.conditions, !filters.filetypes.empty(),
      any_of(prefixed(schema::kFiletypePrefix, filters.filetypes)));
  add(terms.conditions, !filters.sites.empty(), any_of(prefixed(schema::kHostPrefix, filters.sites)));
  for (const auto& [field, values] : {std::pair{QueryField::kAuthor, &filters.authors},
                                      {QueryField::kPublisher, &filters.publishers},
                                      {QueryField::kTopic, &filters.topics}}) {
    add(terms.conditions, !values->empty(), any_of_texts(field, *values, context.analyzer));
  }
}

std::string field_prefix(QueryField field) {
  switch (field) {
    case QueryField::kAuthor:
      return std::string(1, schema::kAuthorPrefix);
    case QueryField::kPublisher:
      return std::string(1, schema::kPublisherPrefix);
    case QueryField::kTopic:
      return std::string(1, schema::kTopicPrefix);
    case QueryField::kTitle:
      return std::string(1, schema::kTitlePrefix);
    case QueryField::kAny:
      return {};
  }
  return {};
}

Xapian::Query under_conditions(const PlanTerms& terms, const Xapian::Query& query, bool with_columns) {
  using Op = Xapian::Query::op;
  std::vector<Xapian::Query> all = terms.conditions;
  if (with_columns) all.insert(all.end(), terms.by_column.begin(), terms.by_column.end());
  if (all.empty()) return query;
  return Xapian::Query(Op::OP_FILTER, query, Xapian::Query(Op::OP_AND, all.begin(), all.end()));
}

}  // namespace pressmark
