#include "engine/analysis/edition.h"

#include <algorithm>

#include "engine/analysis/month_names.h"

namespace pressmark {
namespace {

constexpr std::ptrdiff_t kCommonWordsMin = 2;

bool all_digits(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_quarter(std::string_view word) {
  return word.size() == 2 && word[0] == 'q' && word[1] >= '1' && word[1] <= '4';
}

/// What belongs to a year when it stands beside it.
bool dates_beside_year(std::string_view word) {
  return (word.size() <= 2 && all_digits(word)) || is_quarter(word) || month_of_name(word) > 0;
}

void append_word(std::string& words, const std::string& word) {
  if (!words.empty()) words += ' ';
  words += word;
}

}  // namespace

bool is_year(std::string_view word) {
  return word.size() == 4 && all_digits(word) && (word.starts_with("19") || word.starts_with("20"));
}

EditionTitle split_edition(const std::vector<std::string>& folded_words) {
  const size_t count = folded_words.size();
  std::vector<bool> dated(count);
  for (size_t i = 0; i < count; ++i) dated[i] = is_year(folded_words[i]);
  for (size_t i = 1; i < count; ++i)
    dated[i] = dated[i] || (dated[i - 1] && dates_beside_year(folded_words[i]));
  for (size_t i = count; i-- > 1;)
    dated[i - 1] = dated[i - 1] || (dated[i] && dates_beside_year(folded_words[i - 1]));

  EditionTitle title;
  const bool edition = std::count(dated.begin(), dated.end(), false) >= kCommonWordsMin;
  for (size_t i = 0; i < count; ++i)
    append_word(dated[i] && edition ? title.edition : title.common, folded_words[i]);
  return title;
}

}  // namespace pressmark
