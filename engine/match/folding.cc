#include "engine/match/folding.h"

#include <xapian.h>

#include <algorithm>

#include "engine/match/recency.h"
#include "engine/schema/schema.h"

namespace pressmark {
namespace {

// The fullest form of a work is shown, and the newest edition of a series, while it has so much of the score
// of the best.
constexpr double kShownShareMin = 0.5;

}  // namespace

Folding::Folding(const Index& index, const Xapian::Database& postings, const Plan& plan,
                 const MatchOptions& options)
    : index_(index),
      postings_(postings),
      plan_(plan),
      works_(options.fold != Fold::kNothing),
      series_(options.fold == Fold::kSeries && options.order == Order::kRelevance && plan.ranked &&
              !names_time(plan)) {}

uint32_t Folding::group(uint32_t docid) {
  if (!works_) return 0;
  const uint32_t work = index_.folds().group(docid, Fold::kWorks);
  if (!series_) return work;
  const uint32_t series = index_.folds().group(docid, Fold::kSeries);
  if (series == work) return work;
  const auto known = asked_for_.find(series);
  const bool asked =
      known != asked_for_.end() ? known->second : (asked_for_[series] = asks_for_series(docid));
  return asked ? series : work;
}

/// Whether all that is asked for is in the title, and so in the titles of all editions.
bool Folding::asks_for_series(uint32_t docid) const {
  const auto in_title = [&](const std::string& term) {
    auto it = postings_.postlist_begin(schema::kTitlePrefix + term);
    const auto end = postings_.postlist_end(schema::kTitlePrefix + term);
    if (it != end) it.skip_to(docid);
    return it != end && *it == docid;
  };
  return std::all_of(plan_.words.begin(), plan_.words.end(), [&](const PlanWord& word) {
    return (word.weight <= 0 && !word.terms.empty()) ||
           std::any_of(word.terms.begin(), word.terms.end(), in_title);
  });
}

void Folding::put_first(std::vector<RankedHit>& forms) const {
  const double enough = kShownShareMin * forms.front().score;
  const auto length = [&](const RankedHit& form) {
    const Result<RecordView> record = index_.records().record(form.docid);
    return record.ok() ? record.value().length() : 0;
  };
  const uint32_t work = index_.folds().group(forms.front().docid, Fold::kWorks);
  const bool editions = std::any_of(forms.begin(), forms.end(), [&](const RankedHit& form) {
    return index_.folds().group(form.docid, Fold::kWorks) != work || work == 0;
  });
  size_t first = 0;
  for (size_t i = 1; i < forms.size(); ++i) {
    if (forms[i].score < enough) continue;
    const int32_t newer =
        editions ? index_.columns().day(forms[i].docid) - index_.columns().day(forms[first].docid) : 0;
    if (newer > 0 || (newer == 0 && length(forms[i]) > length(forms[first]))) first = i;
  }
  std::rotate(forms.begin(), forms.begin() + static_cast<std::ptrdiff_t>(first),
              forms.begin() + static_cast<std::ptrdiff_t>(first) + 1);
}

size_t Folding::fold(size_t count, std::vector<RankedHit>& hits) {
  std::unordered_map<uint32_t, std::vector<RankedHit>> forms_of;  // by group
  std::vector<RankedHit> folded;
  folded.reserve(hits.size());
  size_t first_folded = 0;
  for (size_t i = 0; i < hits.size(); ++i) {
    if (const uint32_t of = group(hits[i].docid); of != 0) {
      std::vector<RankedHit>& forms = forms_of[of];
      forms.push_back(hits[i]);
      if (forms.size() > 1) continue;
    }
    folded.push_back(std::move(hits[i]));
    if (i < count) first_folded = folded.size();
  }
  for (RankedHit& hit : folded) {
    const auto found = forms_of.find(group(hit.docid));
    if (found == forms_of.end() || found->second.size() < 2) continue;
    put_first(found->second);
    hit.docid = found->second.front().docid;
    for (size_t i = 1; i < found->second.size(); ++i) hit.forms.push_back(found->second[i].docid);
  }
  hits = std::move(folded);
  return first_folded;
}

void Folding::lift(RankedHit hit, std::vector<RankedHit>& hits) {
  const uint32_t wanted = group(hit.docid);
  const auto found = std::find_if(hits.begin(), hits.end(), [&](const RankedHit& other) {
    return other.docid == hit.docid || (wanted != 0 && group(other.docid) == wanted);
  });
  if (found != hits.end()) {
    hit.score = found->score;
    hit.forms = std::move(found->forms);
    std::replace(hit.forms.begin(), hit.forms.end(), hit.docid, found->docid);
    // A pinned form that did not match by itself was not among them.
    const bool known = hit.docid == found->docid ||
                       std::find(hit.forms.begin(), hit.forms.end(), found->docid) != hit.forms.end();
    if (!known) hit.forms.insert(hit.forms.begin(), found->docid);
    hits.erase(found);
  }
  if (!hits.empty()) hit.score = std::max(hit.score, hits.front().score);
  hits.insert(hits.begin(), std::move(hit));
}

}  // namespace pressmark
