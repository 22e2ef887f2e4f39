#include "engine/match/quotation.h"

#include <algorithm>

namespace pressmark {
namespace {

// Places of the words that are looked at; in a longer publication those in its beginning.
constexpr size_t kPlacesMax = 1'000'000;

using Words = std::span<const std::vector<FormId>>;
using Places = std::span<const Occurrence>;

bool is_word(const Occurrence& place, const std::vector<FormId>& word) {
  return std::binary_search(word.begin(), word.end(), place.form);
}

bool begin_whole(Places places, Words words) {
  if (places.size() < words.size()) return false;
  for (size_t i = 0; i < words.size(); ++i) {
    if (places[i].position != places[0].position + i || !is_word(places[i], words[i])) return false;
  }
  return true;
}

/// How many of the words stand there in their order: the longest common subsequence.
size_t in_order(Places places, Words words) {
  std::vector<size_t> longest(words.size() + 1);  // of the places so far and the first i words
  for (const Occurrence& place : places) {
    size_t diagonal = 0;
    for (size_t i = 0; i < words.size(); ++i) {
      const size_t above = longest[i + 1];
      longest[i + 1] = is_word(place, words[i]) ? diagonal + 1 : std::max(above, longest[i]);
      diagonal = above;
    }
  }
  return longest.back();
}

struct Found {
  QuotedPlace place;
  size_t words = 0;
};

Found best_of(Places places, Words words) {
  const size_t enough = (3 * words.size() + 4) / 5;
  const auto width = static_cast<TermPosition>(words.size() + words.size() / 2);
  Found best;
  size_t end = 0;
  for (size_t i = 0; i < places.size(); ++i) {
    if (begin_whole(places.subspan(i), words)) {
      const TermPosition begin = places[i].position;
      return {{begin, begin + static_cast<TermPosition>(words.size()), {}, true}, words.size()};
    }
    while (end < places.size() && places[end].position < places[i].position + width) ++end;
    if (end - i < std::max(enough, best.words + 1)) continue;
    const size_t count = in_order(places.subspan(i, end - i), words);
    if (count < enough || count <= best.words) continue;
    best = {{places[i].position, places[end - 1].position + 1, {}, false}, count};
  }
  return best;
}

}  // namespace

std::vector<QuotedPlace> quoted_places(const RecordView& record, Words words) {
  std::vector<FormId> forms;
  for (const std::vector<FormId>& word : words) forms.insert(forms.end(), word.begin(), word.end());
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  std::vector<QuotedPlace> found;
  if (forms.empty()) return found;

  const std::vector<Occurrence> places = record.occurrences(forms, kPlacesMax);
  const auto before = [](const Occurrence& place, TermPosition position) {
    return place.position < position;
  };
  size_t most = 0;
  bool whole = false;
  for (const PartRun& part : record.parts()) {
    if (part.kind == PartKind::kDetails) continue;
    const auto first = std::lower_bound(places.begin(), places.end(), part.begin, before);
    const auto last = std::lower_bound(first, places.end(), part.end, before);
    Found best = best_of(Places(first, last), words);
    if (best.words == 0 || best.words < most || (whole && !best.place.whole)) continue;
    if (best.words > most || best.place.whole != whole) found.clear();
    most = best.words;
    whole = best.place.whole;
    best.place.part = part;
    found.push_back(best.place);
  }
  return found;
}

}  // namespace pressmark
