#include "indexer/acronym_match.h"

#include <algorithm>
#include <map>

#include "engine/analysis/folding.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kLettersMin = 2;
constexpr size_t kLettersMax = 10;
// A name that is written like a word must show all of its letters as initials, and enough of them.
constexpr size_t kWordLikeMin = 4;
constexpr size_t kWordsMin = 2;
constexpr size_t kLettersOfWordMax = 4;
constexpr size_t kNoFit = 1000;

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> points;
  for (size_t at = 0; at < text.size();) points.push_back(next_code_point(text, at));
  return points;
}

bool is_joint(char32_t c) {
  return c == '&' || c == '-' || c == '.' || c == '/';
}
bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

/// Its letters and digits, folded.
struct Letters {
  std::vector<char32_t> folded;
  size_t capitals = 0, digits = 0;
};

std::optional<Letters> letters_of(std::string_view text) {
  Letters letters;
  const std::vector<char32_t> points = code_points(text);
  if (points.empty() || is_joint(points.front()) || is_joint(points.back())) return std::nullopt;
  for (const char32_t c : points) {
    if (is_joint(c)) continue;
    std::string one;
    append_code_point(one, c);
    std::string form;
    append_form(one, false, form);
    const std::vector<char32_t> folded = code_points(fold_accents(form));
    const bool capital = form != one;
    const bool letter = is_digit(c) || capital || (c >= 'a' && c <= 'z') || c > 0x7f;
    if (!letter || folded.size() != 1 || letters.folded.size() == kLettersMax) return std::nullopt;
    letters.folded.push_back(folded.front());
    letters.capitals += capital ? 1 : 0;
    letters.digits += is_digit(c) ? 1 : 0;
  }
  return letters;
}

bool mostly_capitals(const Letters& letters) {
  return letters.capitals > 0 && 2 * (letters.capitals + letters.digits) > letters.folded.size();
}

/// What it costs a word to take `letters`: one for each letter that is neither its initial nor next to the
/// one before; kNoFit when it has not all of them.
size_t cost_of_word(std::span<const char32_t> letters, std::span<const char32_t> word) {
  if (word.empty() || word.front() != letters.front()) return kNoFit;
  size_t cost = 0;
  size_t at = 0;
  for (size_t i = 1; i < letters.size(); ++i) {
    const auto from = word.begin() + static_cast<std::ptrdiff_t>(at + 1);
    const auto found = std::find(from, word.end(), letters[i]);
    if (found == word.end()) return kNoFit;
    const auto place = static_cast<size_t>(found - word.begin());
    cost += place == at + 1 ? 0 : 1;
    at = place;
  }
  return cost;
}

/// The best way to share the letters among the words.
class Aligner {
 public:
  Aligner(std::vector<char32_t> letters, std::span<const NameWord> words)
      : letters_(std::move(letters)), words_(words) {
    for (const NameWord& word : words) folded_.push_back(code_points(word.folded));
  }

  struct Fit {
    size_t cost = kNoFit;
    size_t start = 0;
    size_t taking = 0;  // words that take letters
  };

  /// The first `letters` letters, shared among the first `words` words; the last of these takes some unless
  /// it is small and `inner`.
  Fit best(size_t letters, size_t words, bool inner) {
    if (letters == 0) return {0, words, 0};
    if (words == 0) return {};
    const auto key = std::make_pair(2 * letters + (inner ? 1 : 0), words);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    Fit fit;
    for (size_t count = 1; count <= std::min(letters, kLettersOfWordMax); ++count) {
      const size_t cost =
          cost_of_word(std::span(letters_).subspan(letters - count, count), folded_[words - 1]);
      if (cost == kNoFit) continue;
      // What the name begins with is no small word.
      if (count == letters && words_[words - 1].small) continue;
      Fit rest = best(letters - count, words - 1, true);
      if (rest.cost == kNoFit) continue;
      rest.cost += cost;
      rest.taking += words_[words - 1].small ? 0 : 1;
      if (rest.cost < fit.cost) fit = rest;
    }
    if (inner && words_[words - 1].small) {
      const Fit passed = best(letters, words - 1, true);
      if (passed.cost < fit.cost) fit = passed;
    }
    known_[key] = fit;
    return fit;
  }

 private:
  std::vector<char32_t> letters_;
  std::span<const NameWord> words_;
  std::vector<std::vector<char32_t>> folded_;
  std::map<std::pair<size_t, size_t>, Fit> known_;
};

}  // namespace

bool is_acronym_shaped(std::string_view text) {
  const std::optional<Letters> letters = letters_of(without_plural(text));
  if (!letters || letters->folded.size() < kLettersMin || letters->capitals == 0) return false;
  return mostly_capitals(*letters) || letters->folded.size() >= kWordLikeMin;
}

std::string without_plural(std::string_view acronym) {
  if (acronym.size() < 3 || acronym.back() != 's') return std::string(acronym);
  const std::string_view stem = acronym.substr(0, acronym.size() - 1);
  const std::optional<Letters> letters = letters_of(stem);
  const bool plural = letters && letters->capitals + letters->digits == letters->folded.size();
  return std::string(plural ? stem : acronym);
}

std::optional<size_t> match_acronym(std::string_view acronym, std::span<const NameWord> words) {
  const std::optional<Letters> letters = letters_of(acronym);
  if (!letters || letters->folded.size() < kLettersMin || words.empty()) return std::nullopt;
  const size_t count = letters->folded.size();
  const Aligner::Fit fit = Aligner(letters->folded, words).best(count, words.size(), false);
  const bool capitals = mostly_capitals(*letters);
  if (fit.cost > (capitals ? count / 2 : 0) || fit.taking < kWordsMin) return std::nullopt;
  if (!capitals && (count < kWordLikeMin || fit.taking < count)) return std::nullopt;
  return fit.start;
}

}  // namespace pressmark
