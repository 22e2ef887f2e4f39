// What the editions of a series share (metadata.h).
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kWordsMin = 2;  // "Review 2021" may be anybody's
// What joins a year to a title, left over at its end once the year is gone.
constexpr auto kJoiners =
    std::to_array<std::string_view>({"for", "of", "in", "to", "and", "from", "until", "für", "von", "bis",
                                     "im", "pour", "de", "en", "à", "del", "al"});
constexpr std::string_view kMarks = "()[]{},;:.-–—/|\"'";

std::string_view bare(std::string_view word) {
  while (!word.empty() && kMarks.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
  while (!word.empty() && kMarks.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  return word;
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_ascii_digit);
}

/// "2021", "2021/22", "2021-2022", "2021–22".
bool is_year(std::string_view word) {
  word = bare(word);
  if (word.size() < 4 || !is_digits(word.substr(0, 4)) ||
      (!word.starts_with("19") && !word.starts_with("20")))
    return false;
  word.remove_prefix(4);
  if (word.empty()) return true;
  for (const std::string_view mark : {"/", "-", "–"}) {
    if (!word.starts_with(mark)) continue;
    word.remove_prefix(mark.size());
    return (word.size() == 2 || word.size() == 4) && is_digits(word);
  }
  return false;
}

bool is_left_over(std::string_view word) {
  const std::string small = ascii_lower(bare(word));
  return small.empty() || std::find(kJoiners.begin(), kJoiners.end(), small) != kJoiners.end();
}

}  // namespace

std::string series_of_title(std::string_view title) {
  std::vector<std::string_view> words;
  bool has_year = false;
  for (size_t at = 0; at < title.size();) {
    const size_t end = std::min(title.find(' ', at), title.size());
    const std::string_view word = title.substr(at, end - at);
    if (is_year(word)) {
      has_year = true;
      while (!words.empty() && is_left_over(words.back())) words.pop_back();
    } else if (!word.empty() && !(words.empty() && is_left_over(word))) {
      words.push_back(word);
    }
    at = end + 1;
  }
  while (!words.empty() && is_left_over(words.back())) words.pop_back();
  if (!has_year || words.size() < kWordsMin) return {};
  std::string series;
  for (const std::string_view word : words) series.append(series.empty() ? "" : " ").append(word);
  while (!series.empty() && std::string_view(",;:-(").find(series.back()) != std::string_view::npos)
    series.pop_back();
  return series;
}

}  // namespace pressmark
