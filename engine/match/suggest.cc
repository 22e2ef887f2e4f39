#include "engine/match/suggest.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/utf8.h"
#include "engine/limits.h"
#include "engine/match/edit_cost.h"

namespace pressmark {
namespace {

constexpr size_t kWordsCorrectedMax = 8;
constexpr size_t kReadings = 3;        // of a word
constexpr uint64_t kCountMax = 2'000;  // more are only estimated: counting them is most of a search
// Context: so many publications with all words are counted, and one with the reading alone counts so much.
constexpr uint64_t kTogetherMax = 200;
constexpr double kAloneShare = 0.05;
// A blank forgotten, and the shortest word that is read as two.
constexpr double kBlankCost = 2.5;
constexpr size_t kSplitMin = 5;
constexpr uint32_t kJoinedMin = 3;  // publications with the joined word

/// A slip that costs more may be another word, which the collection does not have; so may any in a short
/// word. The more frequent what is meant, the likelier it was misspelt.
double certain_cost_max(size_t length, uint32_t documents) {
  if (length < 5) return 0;
  return std::min(3.0, 0.3 * static_cast<double>(length) + 0.1 * std::log(documents));
}

/// One way to read a word, or two: what stands in its place.
struct Reading {
  std::vector<std::string> words;
  double frequency = 0;  // publications, for a run of words those with the run
  double cost = 0;
  double score = 0;
  bool certain = false;
};

class Corrector {
 public:
  Corrector(Searcher& searcher, const Filters& request, const DeniedWords& denied)
      : searcher_(searcher),
        request_(request),
        language_(searcher.index().languages().empty() ? "" : searcher.index().languages().front()),
        denied_(denied),
        speller_(searcher.index().lexicon(), searcher.analyzer(), searcher.index().languages(),
                 searcher.index().manifest().publications, denied) {}

  /// Replaces words of `query` in place; true when any was.
  bool run(Query& query) { return run(query, query.clauses); }

  bool certain() const { return certain_; }
  /// Whether no word that was replaced finds anything.
  bool all_absent() const { return all_absent_; }

 private:
  bool run(Query& query, std::vector<Clause>& clauses) {
    bool changed = false;
    for (size_t at = 0; at < clauses.size(); ++at) {
      if (clauses[at].type == Clause::Type::kGroup) changed = run(query, clauses[at].clauses) || changed;
      if (!is_plain_word(clauses[at])) continue;
      const size_t words = join(clauses, at) ? 1 : correct_word(query, clauses, at);
      if (words == 0) continue;
      changed = true;
      at += words - 1;
    }
    return changed;
  }

  /// The only word of a clause; empty if there are several, none, or one of no meaning.
  std::string form_of(const Clause& clause, bool stop_words) {
    searcher_.analyzer().analyze(clause.text, language_, tokens_);
    if (tokens_.size() != 1) return {};
    std::string form = std::move(tokens_.front().form);
    return !stop_words && is_stop_word(form, language_) ? std::string() : form;
  }

  bool is_denied(const std::string& form) { return denied_.contains(searcher_.analyzer().fold(form)); }

  /// In how many publications words stand one after the other, at most `limit`.
  uint64_t count_phrase(const std::string& words, uint64_t limit) {
    Query query;
    query.clauses.push_back({Clause::Type::kPhrase, Occur::kMust, QueryField::kAny, words, 0, {}});
    return searcher_.count(searcher_.plan(query, {}), limit);
  }

  /// Two words that the collection never has beside each other, and has as one: "in formation".
  bool join(std::vector<Clause>& clauses, size_t at) {
    if (at + 1 == clauses.size() || corrected_ == kWordsCorrectedMax) return false;
    const Clause& next = clauses[at + 1];
    if (!is_plain_word(next) || next.occur != clauses[at].occur) return false;
    const std::string first = form_of(clauses[at], true), second = form_of(next, true);
    if (first.empty() || second.empty()) return false;
    const std::string whole = first + second;
    if (whole.size() > limits::kFormBytesMax || is_denied(whole)) return false;
    const uint32_t documents = speller_.frequency(whole);
    if (documents < kJoinedMin) return false;
    ++corrected_;
    if (count_phrase(first + ' ' + second, 1) > 0) return false;
    clauses[at].text = whole;
    clauses.erase(clauses.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    // Both may be what was meant, though never next to each other.
    certain_ = certain_ && (is_absent(first) || is_absent(second));
    all_absent_ = false;
    return true;
  }

  bool is_absent(const std::string& form) {
    return speller_.frequency(form) == 0 && speller_.frequency_of_inflections(form) == 0;
  }

  /// Ways to read a word as two that stand beside each other somewhere: "highstreet".
  void add_split(const std::string& form, std::vector<Reading>& readings) {
    std::vector<Reading> splits;
    for (size_t at = 1; at < form.size(); ++at) {
      if ((static_cast<uint8_t>(form[at]) & 0xc0) == 0x80) continue;
      const std::string first = form.substr(0, at), second = form.substr(at);
      if (utf8::count_code_points(first) < 2 || utf8::count_code_points(second) < 2 || is_denied(first) ||
          is_denied(second))
        continue;
      const double rarer = std::min(speller_.frequency(first), speller_.frequency(second));
      if (rarer > 0) splits.push_back({{first, second}, rarer, kBlankCost, 0, true});
    }
    std::sort(splits.begin(), splits.end(),
              [](const Reading& a, const Reading& b) { return a.frequency > b.frequency; });
    if (splits.size() > kReadings) splits.resize(kReadings);
    for (Reading& split : splits) {
      split.frequency =
          static_cast<double>(count_phrase(split.words[0] + ' ' + split.words[1], kTogetherMax));
      if (split.frequency == 0) continue;
      split.score = kEditCosts.frequency * std::log(split.frequency) - split.cost;
      readings.push_back(std::move(split));
    }
  }

  std::vector<Reading> readings_of(const std::string& form, bool absent) {
    std::vector<Reading> readings;
    for (Spelling& spelling : speller_.better(form, kReadings)) {
      const bool certain =
          absent && spelling.cost <= certain_cost_max(utf8::count_code_points(form), spelling.documents);
      readings.push_back(
          {{std::move(spelling.form)}, double(spelling.documents), spelling.cost, spelling.score, certain});
    }
    if (absent && utf8::count_code_points(form) >= kSplitMin) add_split(form, readings);
    return readings;
  }

  /// How many words stand in the place of the one at `at` now; 0 if it stays.
  size_t correct_word(Query& query, std::vector<Clause>& clauses, size_t at) {
    const std::string form = form_of(clauses[at], false);
    if (form.empty() || corrected_ == kWordsCorrectedMax) return 0;
    // What the editors have synonyms for is right as it is.
    const HouseRules* house = searcher_.house();
    if (house != nullptr && house->synonyms().knows(form, searcher_.analyzer())) return 0;
    ++corrected_;
    const bool absent = is_absent(form);
    std::vector<Reading> readings = readings_of(form, absent);
    if (readings.empty()) return 0;
    const std::string typed = clauses[at].text;
    for (Reading& reading : readings) {
      if (readings.size() == 1) break;
      clauses[at].text = text_of(reading);
      weigh_by_context(query, reading);
    }
    std::stable_sort(readings.begin(), readings.end(),
                     [](const Reading& a, const Reading& b) { return a.score > b.score; });
    for (const Reading& reading : readings) {
      clauses[at].text = text_of(reading);
      if (readings.size() > 1 && searcher_.count(searcher_.plan(query, request_), 1) == 0) continue;
      all_absent_ = all_absent_ && absent;
      certain_ = certain_ && reading.certain;
      put(reading, clauses, at);
      return reading.words.size();
    }
    clauses[at].text = typed;
    return 0;
  }

  static std::string text_of(const Reading& reading) {
    return reading.words.size() == 1 ? reading.words.front() : reading.words[0] + ' ' + reading.words[1];
  }

  static void put(const Reading& reading, std::vector<Clause>& clauses, size_t at) {
    clauses[at].text = reading.words.front();
    for (size_t i = 1; i < reading.words.size(); ++i) {
      Clause more = clauses[at];
      more.text = reading.words[i];
      clauses.insert(clauses.begin() + static_cast<std::ptrdiff_t>(at + i), std::move(more));
    }
  }

  /// Weighs a reading, which stands in the query, by the publications that have it with the query's other
  /// words instead of by all that have it; those count a little, as there may be none with all words.
  void weigh_by_context(const Query& query, Reading& reading) {
    Query together;
    for (const Clause& clause : query.clauses) {
      if (!is_plain_word(clause) || form_of(clause, false).empty()) continue;
      together.clauses.push_back(clause);
      together.clauses.back().occur = Occur::kMust;
    }
    if (together.clauses.size() < 2) return;
    const auto joint = static_cast<double>(searcher_.count(searcher_.plan(together, {}), kTogetherMax));
    const double share = (joint + kAloneShare * reading.frequency) / reading.frequency;
    reading.score += kEditCosts.frequency * std::log(share);
  }

  Searcher& searcher_;
  const Filters& request_;
  std::string language_;
  const DeniedWords& denied_;
  Speller speller_;
  std::vector<Token> tokens_;
  size_t corrected_ = 0;
  bool certain_ = true;
  bool all_absent_ = true;
};

}  // namespace

std::optional<Correction> correct(Searcher& searcher, const Query& query, const Plan& plan,
                                  const Filters& request, const DeniedWords& denied) {
  Correction better;
  better.query = query;
  Corrector corrector(searcher, request, denied);
  if (!corrector.run(better.query)) return std::nullopt;
  better.total = searcher.count(searcher.plan(better.query, request), kCountMax);
  if (better.total == 0) return std::nullopt;
  // A word that finds nothing can only lose by being there.
  if (!corrector.all_absent() && searcher.count(plan, kCountMax) > better.total) return std::nullopt;
  better.text = to_text(better.query);
  better.certain = corrector.certain();
  return better;
}

}  // namespace pressmark
