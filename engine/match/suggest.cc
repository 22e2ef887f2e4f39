#include "engine/match/suggest.h"

#include <algorithm>

#include "engine/limits.h"

namespace pressmark {
namespace {

constexpr size_t kWordsCorrectedMax = 8;
constexpr size_t kReadings = 3;  // of a word, tried until one finds something
// A slip that costs more may be another word, which the collection does not have.
constexpr double kCertainCostMax = 3;
constexpr uint64_t kCountMax = 100'000;

size_t code_points(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

class Corrector {
 public:
  /// Takes the word of each misspelt one that is the `reading`-th best, or the last there is.
  Corrector(Searcher& searcher, const DeniedWords& denied, size_t reading)
      : analyzer_(searcher.analyzer()),
        house_(searcher.house()),
        languages_(searcher.index().languages()),
        speller_(searcher.index().lexicon(), analyzer_, languages_, denied),
        reading_(reading) {}

  /// Whether every word that was replaced is nowhere in the collection, and a likely slip for the other.
  bool certain() const { return certain_; }
  /// Whether a further reading would be another one.
  bool has_more() const { return has_more_; }

  /// Replaces words of `clauses` in place; true when any was.
  bool run(std::vector<Clause>& clauses) {
    bool changed = false;
    for (Clause& clause : clauses) {
      if (clause.type == Clause::Type::kGroup) changed = run(clause.clauses) || changed;
      if (is_plain_word(clause)) changed = correct_word(clause.text) || changed;
    }
    return changed;
  }

 private:
  bool correct_word(std::string& text) {
    const std::string language = languages_.empty() ? "" : languages_.front();
    analyzer_.analyze(text, language, tokens_);
    if (tokens_.size() != 1 || corrected_ == kWordsCorrectedMax) return false;
    const std::string& form = tokens_.front().form;
    if (is_stop_word(form, language)) return false;
    if (house_ != nullptr && house_->synonyms().knows(form, analyzer_)) return false;
    ++corrected_;
    const std::vector<Spelling> spellings = speller_.better(form, kReadings);
    if (spellings.empty()) return false;
    has_more_ = has_more_ || reading_ + 1 < spellings.size();
    const Spelling& spelling = spellings[std::min(reading_, spellings.size() - 1)];
    certain_ = certain_ && speller_.frequency(form) == 0 && spelling.cost <= kCertainCostMax;
    text = spelling.form;
    return true;
  }

  Analyzer& analyzer_;
  const HouseRules* house_;
  const std::vector<std::string>& languages_;
  Speller speller_;
  size_t reading_;
  std::vector<Token> tokens_;
  size_t corrected_ = 0;
  bool certain_ = true;
  bool has_more_ = false;
};

}  // namespace

std::optional<Correction> correct(Searcher& searcher, const Query& query, const Plan& plan,
                                  const Filters& request, const DeniedWords& denied) {
  std::optional<uint64_t> as_typed;
  for (size_t reading = 0; reading < kReadings; ++reading) {
    Correction better{query, {}, 0, false};
    Corrector corrector(searcher, denied, reading);
    if (!corrector.run(better.query.clauses)) return std::nullopt;
    if (!as_typed) as_typed = searcher.count(plan, kCountMax);
    better.total = searcher.count(searcher.plan(better.query, request), kCountMax);
    if (better.total > 0 && better.total >= *as_typed) {
      better.text = to_text(better.query);
      better.certain = corrector.certain();
      return better;
    }
    if (!corrector.has_more()) return std::nullopt;
  }
  return std::nullopt;
}

std::vector<Completion> complete(Searcher& searcher, const std::string& text, size_t limit,
                                 const DeniedWords& denied) {
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
    if (denied.contains(searcher.analyzer().fold(lexicon.form(id)))) continue;
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
