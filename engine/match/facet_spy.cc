#include "engine/match/facet_spy.h"

#include <algorithm>
#include <limits>

#include "engine/schema/schema.h"

namespace pressmark {
namespace {

template <class T>
bool lets_through(const std::vector<T>& list, const T& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

FacetSpy::FacetSpy(const Columns& columns, const Plan& plan, Folding& folding)
    : columns_(columns), folding_(folding) {
  const auto& names = columns_.language_names();
  languages_.assign(names.size(), 0);
  languages_allowed_.assign(names.size(), true);
  kinds_allowed_.fill(true);
  first_day_ = std::numeric_limits<int32_t>::min();
  last_day_ = std::numeric_limits<int32_t>::max();
  for (const Filters* filters : {&plan.text_filters, &plan.request_filters}) {
    for (size_t i = 0; i < kinds_allowed_.size(); ++i) {
      kinds_allowed_[i] = kinds_allowed_[i] && lets_through(filters->kinds, static_cast<Kind>(i));
    }
    for (size_t i = 0; i < names.size(); ++i) {
      languages_allowed_[i] = languages_allowed_[i] && lets_through(filters->languages, names[i]);
    }
    const DateRange& range = filters->published;
    if (range.from) first_day_ = std::max(first_day_, schema::day_number(*range.from));
    if (range.to) last_day_ = std::min(last_day_, schema::day_number(*range.to));
    days_open_ = days_open_ && !range.from && !range.to;
  }
}

void FacetSpy::operator()(const Xapian::Document& document, double /*weight*/) {
  const Xapian::docid docid = document.get_docid();
  const auto kind = static_cast<size_t>(columns_.kind(docid));
  const uint8_t language = columns_.language(docid);
  const int32_t day = columns_.day(docid);
  const bool kind_ok = kinds_allowed_.at(kind);
  const bool language_ok = languages_allowed_.at(language);
  const bool day_ok = days_open_ || (day >= 0 && first_day_ <= day && day <= last_day_);
  const uint32_t group = folding_.group(docid);
  if (kind_ok && language_ok && day_ok && is_new(totals_counted_, group, 0)) ++total_;
  if (language_ok && day_ok && is_new(kinds_counted_, group, kind)) ++kinds_.at(kind);
  if (kind_ok && day_ok && is_new(languages_counted_, group, language)) ++languages_.at(language);
  if (kind_ok && language_ok && day >= 0) {
    const auto year = static_cast<size_t>(schema::year_of_day(day));
    if (by_year_.size() <= year) by_year_.resize(year + 1);
    if (is_new(years_counted_, group, year)) ++by_year_[year];
  }
}

bool FacetSpy::is_new(std::unordered_set<uint64_t>& counted, uint32_t group, size_t value) {
  return group == 0 || counted.insert(uint64_t{group} << 32 | value).second;
}

FacetCounts FacetSpy::counts() const {
  FacetCounts counts;
  for (size_t i = 0; i < kinds_.size(); ++i) {
    if (kinds_[i] > 0) counts.kinds[static_cast<Kind>(i)] = kinds_[i];
  }
  for (size_t i = 1; i < languages_.size(); ++i) {
    if (languages_[i] > 0) counts.languages[columns_.language_names()[i]] = languages_[i];
  }
  for (size_t year = 0; year < by_year_.size(); ++year) {
    if (by_year_[year] > 0) counts.years[static_cast<int>(year)] = by_year_[year];
  }
  return counts;
}

}  // namespace pressmark
