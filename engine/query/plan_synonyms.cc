#include "engine/query/plan_synonyms.h"

#include <algorithm>
#include <cmath>

#include "engine/limits.h"
#include "engine/schema/impact.h"

namespace pressmark {
namespace {

using Op = Xapian::Query::op;

Xapian::Query any_term(const std::vector<std::string>& terms) {
  return Xapian::Query(Op::OP_SYNONYM, terms.begin(), terms.end());
}

/// Its words; compounds only where a letter is a part ("R&D"), which is then the one word.
std::vector<AnalysedWord> words_of(const std::string& text, WordResolver& words) {
  std::vector<AnalysedWord> all = words.analyse(text);
  const bool one_piece = text.find(' ') == std::string::npos;
  const bool letters = std::any_of(all.begin(), all.end(), [](const AnalysedWord& word) {
    return !word.compound && word.form.size() == 1;
  });
  if (one_piece && letters && !all.empty() && all.front().compound) return {all.front()};
  std::erase_if(all, [](const AnalysedWord& word) { return word.compound; });
  return all;
}

}  // namespace

Xapian::Query synonym_query(const std::string& text, double typed_weight, const PlanContext& context,
                            WordResolver& words, std::vector<PlanSynonym>& synonyms) {
  const auto noted = [&](const PlanSynonym& synonym) { return synonym.text == text; };
  if (synonyms.size() == limits::kSynonymsOfQueryMax ||
      std::any_of(synonyms.begin(), synonyms.end(), noted)) {
    return {};
  }
  PlanSynonym synonym;
  synonym.text = text;
  const double documents = context.postings.get_doccount();
  double total = 0;
  double rarest = 0;
  for (const AnalysedWord& analysed : words_of(text, words)) {
    PlanWord word = words.resolve(analysed);
    if (word.terms.empty() || synonym.words.size() == limits::kSynonymWordsMax) return {};
    for (const std::string& term : word.terms) {
      word.document_frequency =
          std::max<double>(word.document_frequency, context.postings.get_termfreq(term));
    }
    const double burstiness = context.parts.burstiness ? words.burstiness(word) : 1;
    // What a match of the word weighs by itself: the matcher multiplies by it.
    word.weight = inverse_document_frequency(documents, word.document_frequency);
    total += word.weight;
    rarest = std::max(rarest, std::pow(burstiness, kBurstinessPower) * word.weight);
    synonym.words.push_back(std::move(word));
  }
  if (synonym.words.empty() || total <= 0) return {};
  synonym.weight = typed_weight > 0 ? kSynonymShare * std::min(rarest, typed_weight) : rarest;
  const double factor = synonym.weight / total;
  std::vector<Xapian::Query> all;
  std::vector<PhraseMatcher::Word> sequence;
  for (PlanWord& word : synonym.words) {
    all.push_back(Xapian::Query(Op::OP_SCALE_WEIGHT, any_term(word.terms), factor));
    sequence.push_back(words.phrase_word(word.forms));
    word.weight *= factor;
  }
  Xapian::Query query = all.front();
  if (all.size() > 1) {
    synonym.phrase.emplace(std::move(sequence), 0);
    query = words.phrase_in_group(Xapian::Query(Op::OP_AND, all.begin(), all.end()), *synonym.phrase);
  }
  synonyms.push_back(std::move(synonym));
  return query;
}

}  // namespace pressmark
