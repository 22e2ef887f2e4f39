#include "engine/match/house.h"

#include <xapian.h>

#include <algorithm>
#include <stdexcept>

#include "engine/limits.h"
#include "engine/match/second_stage.h"

namespace pressmark {
namespace {

constexpr double kPhraseWordWeight = 0.01;  // of one word of a phrase, which is worth little by itself

bool stands_in(const PlanWord& word, const RecordView& record) {
  return !word.forms.empty() && !record.occurrences(word.forms, 1).empty();
}

bool stands_in(const PlanSynonym& synonym, const RecordView& record) {
  return synonym.phrase ? synonym.phrase->matches(record) : stands_in(synonym.words.front(), record);
}

}  // namespace

std::shared_ptr<const HouseRules> make_house_rules(const Index& index, const Editorial& editorial) {
  try {
    const Xapian::Database postings(Index::postings(index.directory()).string());
    Analyzer analyzer;
    return std::make_shared<const HouseRules>(editorial, postings, index.languages(), analyzer);
  } catch (const Xapian::Error& error) {
    throw std::runtime_error("cannot read the postings of " + index.directory().string() + ": " +
                             error.get_description());
  }
}

void apply_boosts(const HouseRules& house, const Index& index, size_t count, std::vector<RankedHit>& hits) {
  if (!house.has_boosts() || count == 0) return;
  for (size_t i = 0; i < count; ++i) hits[i].score *= house.boost(hits[i].docid);
  put_in_order(index, count, hits);
  for (size_t i = count; i < hits.size(); ++i) hits[i].score = std::min(hits[i].score, hits[count - 1].score);
}

std::vector<std::string> synonyms_in(const Plan& plan, const Index& index, uint32_t docid) {
  std::vector<std::string> texts;
  const Result<RecordView> record = index.records().record(docid);
  for (const PlanSynonym& synonym : plan.synonyms) {
    if (record.ok() && stands_in(synonym, record.value())) texts.push_back(synonym.text);
  }
  return texts;
}

SynonymEvidence synonym_evidence(const Plan& plan, const Index& index, uint32_t docid, const Wanted& wanted) {
  SynonymEvidence evidence{wanted, {}};
  const Result<RecordView> record = index.records().record(docid);
  if (!record.ok()) return evidence;
  const bool typed = std::any_of(plan.words.begin(), plan.words.end(), [&](const PlanWord& word) {
    return word.weight > 0 && stands_in(word, record.value());
  });
  for (const PlanSynonym& synonym : plan.synonyms) {
    if (!stands_in(synonym, record.value())) continue;
    for (const PlanWord& word : synonym.words) {
      if (evidence.wanted.words.size() == limits::kQueryTermsMax) break;
      const double weight = synonym.phrase ? kPhraseWordWeight : synonym.weight;
      evidence.wanted.words.push_back({word.forms, {}, weight});
    }
    if (typed) continue;
    if (synonym.phrase) evidence.wanted.phrases.push_back(*synonym.phrase);
    if (evidence.only_as.empty()) evidence.only_as = synonym.text;
  }
  return evidence;
}

}  // namespace pressmark
