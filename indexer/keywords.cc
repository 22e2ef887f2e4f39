#include "indexer/keywords.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "engine/analysis/analyzer.h"
#include "engine/schema/impact.h"
#include "indexer/postings.h"
#include "indexer/record_forms.h"

namespace pressmark {
namespace {

// A term of more publications than this share says little of any of them.
constexpr double kCommonShare = 0.2;
constexpr size_t kKeywordBytesMin = 3;

bool may_be_keyword(std::string_view term) {
  return term.size() >= kKeywordBytesMin && (term.front() < '0' || term.front() > '9');
}

}  // namespace

std::vector<TermOccurrences> term_occurrences(const RecordContent& record, const LexiconBuilder& lexicon) {
  std::unordered_map<TermId, uint32_t> counts;
  for_each_form(record, [&](FormId form, Role role) {
    if (role == Role::kBoilerplate) return;
    for (const TermId term : lexicon.terms_of(form)) ++counts[term];
  });
  std::vector<TermOccurrences> all;
  all.reserve(counts.size());
  for (const auto& [term, occurrences] : counts) all.push_back({term, occurrences});
  return all;
}

Keywords keywords_of(const RecordContent& record, std::string_view language, const LexiconBuilder& lexicon,
                     const TermCounter& counter, double documents, double average_length) {
  std::unordered_map<FormId, double> forms;
  for_each_word(record, [&](FormId form, Role role) { forms[form] += role_weight(role); });
  std::unordered_map<TermId, double> frequencies;
  for (const auto& [form, frequency] : forms) {
    if (!is_stop_word(lexicon.form(form), language)) frequencies[lexicon.terms_of(form).front()] += frequency;
  }
  const double length = weighted_length(record);
  std::vector<Keyword> best;
  for (const auto& [term, frequency] : frequencies) {
    const double publications = counter.counts(term).publications;
    if (publications < 2 || publications > kCommonShare * documents || !may_be_keyword(lexicon.term(term)))
      continue;
    const double weight = saturation(frequency, length, average_length) * std::log(documents / publications);
    best.push_back({term, static_cast<uint8_t>(std::clamp(std::round(weight * kKeywordScale), 1.0, 255.0))});
  }
  const size_t count = std::min(best.size(), kKeywordsMax);
  std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(count), best.end(),
                    [](const Keyword& a, const Keyword& b) {
                      return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
                    });
  best.resize(count);
  std::sort(best.begin(), best.end(), [](const Keyword& a, const Keyword& b) { return a.term < b.term; });
  Keywords keywords;
  for (const Keyword& keyword : best) keywords.add(keyword);
  return keywords;
}

}  // namespace pressmark
