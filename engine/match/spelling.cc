// A noisy channel (Kernighan, Church & Gale 1990): of the forms near to what was typed the one is best whose
// frequency and whose likeness to it together are the greatest. The word as typed takes part: in the
// collection it has its own frequency, needs no slip, and is left unless another is much better.
#include "engine/match/spelling.h"

#include <algorithm>
#include <cmath>

#include "engine/limits.h"
#include "engine/match/edit_cost.h"

namespace pressmark {
namespace {

constexpr size_t kNearestMax = 8;  // best by score, of which some are inflections or denied
constexpr double kWorseMax = 2.5;  // in logarithms, than the best: what is worse still is no choice
constexpr uint32_t kRareMax = 50;  // publications; a word of more is right
// What fewer than one in so many publications have is a slip itself as often as not: it is not suggested.
constexpr uint64_t kSuggestedShare = 50'000;
// What a better reading must be better by, in logarithms, than a word that is there.
constexpr double kMargin = 1.0;

/// What the slips in a word may cost together: what is more unlike it is another word, rather, that the
/// collection does not have. The more frequent what is meant, the likelier it was misspelt.
double cost_max(size_t length, uint32_t documents) {
  return 0.8 * static_cast<double>(length) + 0.35 * std::log(documents);
}

uint32_t allowed_distance(size_t length) {
  return length < 3 ? 0 : length < 5 ? 1 : 2;
}

bool has_digit(std::string_view form) {
  return std::any_of(form.begin(), form.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether two words differ in the middle only: then it is spelling, where an ending would be grammar.
bool end_alike(std::u32string_view a, std::u32string_view b) {
  const size_t shorter = std::min(a.size(), b.size());
  size_t same = 0;
  while (same < shorter && a[same] == b[same]) ++same;
  return same < shorter && a.back() == b.back();
}

enum class Likeness : uint8_t {
  kInflection,  // the same but for grammar: a search for one finds the other
  kSameStem,    // but another spelling
  kOther,
};

/// What two words are to each other by their terms in each language.
Likeness likeness_of(std::u32string_view form, const std::vector<std::vector<std::string>>& terms,
                     std::u32string_view other, const std::vector<std::vector<std::string>>& others) {
  const bool spelling = end_alike(form, other);
  bool same_stem = false;
  for (size_t i = 0; i < terms.size(); ++i) {
    if (terms[i].front() == others[i].front()) {
      if (!spelling) return Likeness::kInflection;
      same_stem = true;
    } else if (std::any_of(others[i].begin() + 1, others[i].end(), [&](const std::string& term) {
                 return std::find(terms[i].begin(), terms[i].end(), term) != terms[i].end();
               })) {
      return Likeness::kInflection;
    }
  }
  return same_stem ? Likeness::kSameStem : Likeness::kOther;
}

}  // namespace

uint32_t Speller::frequency(std::string_view form) const {
  uint32_t documents = 0;
  for (const FormId id : lexicon_.forms(form)) documents += lexicon_.document_frequency(id);
  return documents;
}

Speller::Terms Speller::terms_of(const std::string& form) {
  Terms terms;
  terms.reserve(languages_.size());
  for (const std::string& language : languages_) terms.push_back(analyzer_.terms(form, language));
  return terms;
}

uint32_t Speller::frequency_of_inflections(const std::string& form) {
  return frequency_of_inflections(terms_of(form));
}

uint32_t Speller::frequency_of_inflections(const Terms& terms) const {
  std::set<std::string_view> distinct;
  for (const auto& of_language : terms) distinct.insert(of_language.begin(), of_language.end());
  uint32_t documents = 0;
  for (const std::string_view term : distinct) {
    for (const FormId id : lexicon_.forms_of_term(term)) {
      documents = std::max(documents, lexicon_.document_frequency(id));
    }
  }
  return documents;
}

/// The words near to `form` by score, best first. A word of several languages is looked at as often as it is
/// in one of them, and scored by all.
std::vector<Spelling> Speller::nearest(const std::string& form, uint32_t own) {
  const std::u32string typed = code_points_of(form);
  EditCost cost(typed);
  std::vector<Spelling> best;
  double least = own == 0 ? -HUGE_VAL : kEditCosts.frequency * std::log(own) + kMargin;
  uint32_t frequency_min = std::max(own, static_cast<uint32_t>(publications_ / kSuggestedShare)) + 1;
  const auto visit = [&](const Lexicon::Near& near) {
    const std::string_view text = lexicon_.form(near.form);
    const auto same = [&](const Spelling& other) { return other.form == text; };
    if (near.distance == 0 || has_digit(text) || std::any_of(best.begin(), best.end(), same))
      return frequency_min;
    if (!denied_.empty() && denied_.contains(analyzer_.fold(text))) return frequency_min;
    const double most = std::min(kEditCosts.frequency * std::log(near.documents) - least,
                                 cost_max(typed.size(), near.documents));
    Spelling spelling{std::string(text), 0, cost.of(code_points_of(text), most), 0};
    if (spelling.cost > most) return frequency_min;
    spelling.documents = frequency(text);
    spelling.score = kEditCosts.frequency * std::log(spelling.documents) - spelling.cost;
    const auto better = [](const Spelling& a, const Spelling& b) {
      return a.score != b.score ? a.score > b.score : a.form < b.form;
    };
    best.insert(std::upper_bound(best.begin(), best.end(), spelling, better), spelling);
    if (best.size() > kNearestMax) best.pop_back();
    least = std::max(least, best.front().score - kWorseMax);
    if (best.size() == kNearestMax) least = std::max(least, best.back().score);
    // No slip costs less than a doubled letter typed once: what is rarer cannot win any more.
    const double rarest = std::exp((least + kEditCosts.halved) / kEditCosts.frequency);
    return frequency_min = std::max(frequency_min, static_cast<uint32_t>(std::min(rarest, 4e9)));
  };
  lexicon_.near(form, allowed_distance(typed.size()), frequency_min, visit);
  return best;
}

std::vector<Spelling> Speller::better(const std::string& form, size_t limit) {
  const std::u32string typed = code_points_of(form);
  if (allowed_distance(typed.size()) == 0 || form.size() > limits::kFormBytesMax || has_digit(form))
    return {};
  const uint32_t own = frequency(form);
  if (own > kRareMax) return {};

  const std::vector<Spelling> found = nearest(form, own);
  if (found.empty()) return {};
  const Terms terms = terms_of(form);
  const std::string folded = analyzer_.fold(form);
  const uint32_t inflections = own > 0 ? 0 : frequency_of_inflections(terms);
  const double inflected = inflections == 0 ? -HUGE_VAL : kEditCosts.frequency * std::log(inflections);
  std::vector<Spelling> offered;
  for (const Spelling& spelling : found) {
    if (offered.size() == limit) break;
    if (analyzer_.fold(spelling.form) == folded) continue;
    const Likeness likeness =
        likeness_of(typed, terms, code_points_of(spelling.form), terms_of(spelling.form));
    if (likeness == Likeness::kInflection) continue;
    if (inflections > 0 && likeness != Likeness::kSameStem && spelling.score <= inflected) continue;
    offered.push_back(spelling);
  }
  return offered;
}

}  // namespace pressmark
