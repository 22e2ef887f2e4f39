#include "engine/match/facet_counter.h"

#include <algorithm>
#include <limits>

#include "engine/schema/schema.h"

namespace pressmark {
namespace {

template <class T>
bool lets_through(const std::vector<T>& list, const T& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

void add_to(std::vector<uint64_t>& by_year, int year, uint64_t count) {
  const auto at = static_cast<size_t>(year);
  if (by_year.size() <= at) by_year.resize(at + 1);
  by_year[at] += count;
}

}  // namespace

FacetCounter::FacetCounter(const Index& index, const Plan& plan, Folding& folding)
    : index_(index),
      folding_(folding),
      first_day_(std::numeric_limits<int32_t>::min()),
      last_day_(std::numeric_limits<int32_t>::max()),
      by_profile_(index.columns().profiles().size()) {
  const auto& names = index_.columns().language_names();
  folded_.languages.assign(names.size(), 0);
  languages_allowed_.assign(names.size(), true);
  kinds_allowed_.fill(true);
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

FacetCounter::Passing FacetCounter::passing(const Columns::Profile& profile) const {
  const auto kind = static_cast<size_t>(profile.kind);
  return {kind, kinds_allowed_.at(kind), languages_allowed_.at(profile.language)};
}

void FacetCounter::add_folded(uint32_t docid) {
  const Columns::Profile& profile = index_.columns().profiles()[index_.columns().profile(docid)];
  const auto [kind, kind_ok, language_ok] = passing(profile);
  const bool day_ok = days_open_ || in_days(docid);
  const uint32_t group = folding_.group(docid);
  if (kind_ok && language_ok && day_ok && is_new(totals_counted_, group, 0)) ++folded_.total;
  if (language_ok && day_ok && is_new(kinds_counted_, group, kind)) ++folded_.kinds.at(kind);
  if (kind_ok && day_ok && is_new(languages_counted_, group, profile.language))
    ++folded_.languages.at(profile.language);
  if (kind_ok && language_ok && profile.year >= 0 &&
      is_new(years_counted_, group, static_cast<size_t>(profile.year)))
    add_to(folded_.by_year, profile.year, 1);
}

void FacetCounter::count(const Columns::Profile& profile, const Shown& shown, Counts& counts) const {
  const auto [kind, kind_ok, language_ok] = passing(profile);
  if (kind_ok && language_ok) counts.total += shown.in_days;
  if (language_ok) counts.kinds.at(kind) += shown.in_days;
  if (kind_ok) counts.languages.at(profile.language) += shown.in_days;
  if (kind_ok && language_ok && profile.year >= 0) add_to(counts.by_year, profile.year, shown.all);
}

bool FacetCounter::is_new(std::unordered_set<uint64_t>& counted, uint32_t group, size_t value) {
  return group == 0 || counted.insert(uint64_t{group} << 32 | value).second;
}

FacetCounter::Counted FacetCounter::counts() const {
  Counts counts = folded_;
  const auto& profiles = index_.columns().profiles();
  for (size_t i = 0; i < by_profile_.size(); ++i) {
    if (by_profile_[i].all > 0) count(profiles[i], by_profile_[i], counts);
  }
  Counted counted;
  counted.total = counts.total;
  for (size_t i = 0; i < counts.kinds.size(); ++i) {
    if (counts.kinds[i] > 0) counted.facets.kinds[static_cast<Kind>(i)] = counts.kinds[i];
  }
  for (size_t i = 1; i < counts.languages.size(); ++i) {
    if (counts.languages[i] > 0)
      counted.facets.languages[index_.columns().language_names()[i]] = counts.languages[i];
  }
  for (size_t year = 0; year < counts.by_year.size(); ++year) {
    if (counts.by_year[year] > 0) counted.facets.years[static_cast<int>(year)] = counts.by_year[year];
  }
  return counted;
}

}  // namespace pressmark
