#include "engine/match/suggest.h"

#include <algorithm>

#include "engine/limits.h"

namespace pressmark {
namespace {

// A word in so few publications may be a slip that was indexed; one so much more frequent beside it is what
// was meant.
constexpr uint32_t kRareMax = 2;
constexpr uint32_t kMoreFrequent = 20;
constexpr size_t kWordsCorrectedMax = 8;
constexpr size_t kCandidates = 5;
constexpr uint64_t kCountMax = 100'000;

size_t code_points(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

uint32_t allowed_distance(std::string_view form) {
  const size_t length = code_points(form);
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

bool has_digit(std::string_view form) {
  return std::any_of(form.begin(), form.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Corrector {
 public:
  explicit Corrector(Searcher& searcher) : searcher_(searcher), lexicon_(searcher.index().lexicon()) {}

  /// Whether every word that was replaced is nowhere in the collection.
  bool all_absent() const { return all_absent_; }

  /// Replaces words of `clauses` in place; true when any was.
  bool run(std::vector<Clause>& clauses) {
    bool changed = false;
    for (Clause& clause : clauses) {
      if (clause.type == Clause::Type::kGroup) changed = run(clause.clauses) || changed;
      const bool plain = clause.type == Clause::Type::kWord && clause.field == QueryField::kAny;
      if (plain && clause.occur != Occur::kMustNot) changed = correct_word(clause.text) || changed;
    }
    return changed;
  }

 private:
  bool correct_word(std::string& text) {
    const std::vector<std::string>& languages = searcher_.index().languages();
    searcher_.analyzer().analyze(text, languages.empty() ? "" : languages.front(), tokens_);
    if (tokens_.size() != 1 || corrected_ == kWordsCorrectedMax) return false;
    const std::string& form = tokens_.front().form;
    const uint32_t distance = allowed_distance(form);
    if (distance == 0 || has_digit(form) || is_stop_word(form, languages.empty() ? "" : languages.front()))
      return false;
    ++corrected_;
    const uint32_t frequency = frequency_of(form);
    if (frequency > kRareMax || found_inflected(form)) return false;
    const uint32_t needed = frequency == 0 ? 1 : frequency * kMoreFrequent;
    for (const Lexicon::Near& near : lexicon_.near(form, distance, needed, kCandidates)) {
      if (near.distance == 0 || has_digit(lexicon_.form(near.form))) continue;
      text = std::string(lexicon_.form(near.form));
      all_absent_ = all_absent_ && frequency == 0;
      return true;
    }
    return false;
  }

  uint32_t frequency_of(const std::string& form) const {
    uint32_t most = 0;
    for (const FormId id : lexicon_.forms(form)) most = std::max(most, lexicon_.document_frequency(id));
    return most;
  }

  /// Whether another inflection of the word is in the collection, so that it is no slip.
  bool found_inflected(const std::string& form) {
    if (!lexicon_.forms(form).empty()) return false;
    for (const std::string& language : searcher_.index().languages()) {
      for (const std::string& term : searcher_.analyzer().terms(form, language)) {
        if (!lexicon_.forms_of_term(term).empty()) return true;
      }
    }
    return false;
  }

  Searcher& searcher_;
  const Lexicon& lexicon_;
  std::vector<Token> tokens_;
  size_t corrected_ = 0;
  bool all_absent_ = true;
};

}  // namespace

std::optional<Correction> correct(Searcher& searcher, const Query& query, const Plan& plan,
                                  const Filters& request) {
  Correction better{query, {}, 0, false};
  Corrector corrector(searcher);
  if (!corrector.run(better.query.clauses)) return std::nullopt;
  better.total = searcher.count(searcher.plan(better.query, request), kCountMax);
  if (better.total == 0 || better.total < searcher.count(plan, kCountMax)) return std::nullopt;
  better.text = to_text(better.query);
  better.certain = corrector.all_absent();
  return better;
}

std::vector<Completion> complete(Searcher& searcher, const std::string& text, size_t limit) {
  const size_t blank = text.find_last_of(" \t");
  const size_t start = blank == std::string::npos ? 0 : blank + 1;
  const std::string before = text.substr(0, start);
  const std::vector<std::string>& languages = searcher.index().languages();
  std::vector<Token> tokens;
  searcher.analyzer().analyze(text.substr(start), languages.empty() ? "" : languages.front(), tokens);
  if (tokens.size() != 1 || code_points(tokens.front().form) < 2) return {};

  const Lexicon& lexicon = searcher.index().lexicon();
  std::vector<Completion> completions;
  for (const FormId id : lexicon.with_prefix(tokens.front().form, limit * 3)) {
    if (completions.size() == limit) break;
    const std::string whole = before + std::string(lexicon.form(id));
    const auto same = [&](const Completion& c) { return c.text == whole; };
    if (std::any_of(completions.begin(), completions.end(), same)) continue;
    // Each word must be there: a completion that only its first words find is no completion.
    Query query = parse_query(whole);
    for (Clause& clause : query.clauses) {
      if (clause.occur == Occur::kShould) clause.occur = Occur::kMust;
    }
    const uint64_t total = searcher.count(searcher.plan(query, {}), kCountMax);
    if (total > 0) completions.push_back({whole, total});
  }
  return completions;
}

}  // namespace pressmark
