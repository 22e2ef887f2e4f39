// A noisy channel (Kernighan, Church & Gale 1990): of the forms near to what was typed the one is best whose
// frequency and whose likeness to it together are the greatest. The word as typed takes part: in the
// collection it has its own frequency, needs no slip, and is left unless another is much better.
#include "engine/match/spelling.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/match/edit_cost.h"

namespace pressmark {
namespace {

constexpr size_t kNearMax = 150;   // compared in full: the nearest, then the most frequent
constexpr uint32_t kRareMax = 50;  // publications; a word of more is right
// What a better reading must be better by, in logarithms, than a word that is there.
constexpr double kMargin = 1.0;

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

}  // namespace

uint32_t Speller::frequency(std::string_view form) const {
  uint32_t documents = 0;
  for (const FormId id : lexicon_.forms(form)) documents += lexicon_.document_frequency(id);
  return documents;
}

uint32_t Speller::frequency_of_inflections(const std::string& form) {
  uint32_t documents = 0;
  for (const std::string& language : languages_) {
    for (const std::string& term : analyzer_.terms(form, language)) {
      for (const FormId id : lexicon_.forms_of_term(term)) {
        documents = std::max(documents, lexicon_.document_frequency(id));
      }
    }
  }
  return documents;
}

/// Whether the words are the same but for grammar or accents, so that a search for one finds the other.
bool Speller::only_inflected(const std::string& form, const std::string& other) {
  if (analyzer_.fold(form) == analyzer_.fold(other)) return true;
  const bool spelling = end_alike(code_points_of(form), code_points_of(other));
  return std::any_of(languages_.begin(), languages_.end(), [&](const std::string& language) {
    const auto terms = analyzer_.terms(form, language);
    const auto others = analyzer_.terms(other, language);
    if (terms.front() == others.front()) return !spelling;
    return std::any_of(others.begin() + 1, others.end(), [&](const std::string& term) {
      return std::find(terms.begin(), terms.end(), term) != terms.end();
    });
  });
}

std::vector<Spelling> Speller::better(const std::string& form, size_t limit) {
  const std::u32string typed = code_points_of(form);
  const uint32_t distance = allowed_distance(typed.size());
  if (distance == 0 || has_digit(form)) return {};
  const uint32_t own = frequency(form);
  if (own > kRareMax) return {};

  std::map<std::string, uint32_t, std::less<>> documents;
  for (const Lexicon::Near& near : lexicon_.near(form, distance, own + 1, kNearMax)) {
    const std::string_view text = lexicon_.form(near.form);
    if (near.distance > 0 && !has_digit(text)) documents[std::string(text)] += near.documents;
  }
  const uint32_t inflections = own > 0 ? 0 : frequency_of_inflections(form);
  const double known = own == 0 ? -HUGE_VAL : kEditCosts.frequency * std::log(own) + kMargin;
  const double inflected = inflections == 0 ? -HUGE_VAL : kEditCosts.frequency * std::log(inflections);
  std::vector<Spelling> found;
  for (const auto& [text, count] : documents) {
    const double cost = edit_cost(typed, code_points_of(text));
    const double score = kEditCosts.frequency * std::log(count) - cost;
    if (score > known) found.push_back({text, count, cost, score});
  }
  std::sort(found.begin(), found.end(), [](const Spelling& a, const Spelling& b) {
    return a.score != b.score ? a.score > b.score : a.form < b.form;
  });
  // Stems cost more than all else here: they are made for those alone that may be offered.
  std::vector<Spelling> offered;
  for (Spelling& spelling : found) {
    if (offered.size() == limit) break;
    if (denied_.contains(analyzer_.fold(spelling.form)) || only_inflected(form, spelling.form)) continue;
    const bool same_stem =
        inflections > 0 &&
        std::any_of(languages_.begin(), languages_.end(), [&](const std::string& language) {
          return analyzer_.terms(form, language).front() == analyzer_.terms(spelling.form, language).front();
        });
    if (!same_stem && spelling.score <= inflected) continue;
    offered.push_back(std::move(spelling));
  }
  return offered;
}

}  // namespace pressmark
