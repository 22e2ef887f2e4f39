#include "indexer/reader/pdf_furniture.h"

#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "indexer/reader/pdf_columns.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kEdgeRows = 3;      // from the top, and from the bottom
constexpr float kEdgeShare = 0.17f;  // of the page's height
constexpr size_t kPagesMin = 3;
constexpr float kPagesShare = 0.25f;  // of the pages from the first to the last that has it
constexpr size_t kSlotPagesMin = 5;
constexpr float kSlotShare = 0.4f;  // of all pages
constexpr size_t kSlotCharactersMax = 90;
constexpr float kPlaceStep = 3;  // points
constexpr size_t kMarkCharactersMax = 5;
constexpr size_t kNoteCharactersMin = 40;
constexpr float kMarkGapMax = 3;  // sizes of the type

struct Candidate {
  size_t page = 0;
  size_t segment = 0;
  bool at_top = false;
  int place = 0;  // distance from its edge of the page, in steps
};

/// Whether it is the number of a footnote whose text follows.
bool is_mark_of_text(const Segment& mark, const Segment& text) {
  return mark.characters <= kMarkCharactersMax && text.characters >= kNoteCharactersMin &&
         text.box.x0 - mark.box.x1 < kMarkGapMax * text.size;
}

std::vector<Candidate> candidates_of(size_t page_index, const std::vector<Segment>& segments, float height) {
  Region all;
  for (const Segment& segment : segments) all.push_back(&segment);
  const std::vector<Region> rows = find_rows(all);
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < rows.size(); ++i) {
    const float y = rows[i].front()->box.middle_y();
    const bool at_top = i < kEdgeRows && y < kEdgeShare * height;
    const bool at_bottom = i + kEdgeRows >= rows.size() && y > (1 - kEdgeShare) * height;
    if (!at_top && !at_bottom) continue;
    const auto place = static_cast<int>(std::lround((at_top ? y : height - y) / kPlaceStep));
    for (size_t k = 0; k < rows[i].size(); ++k) {
      const Segment* segment = rows[i][k];
      if (k + 1 < rows[i].size() && is_mark_of_text(*segment, *rows[i][k + 1])) continue;
      candidates.push_back({page_index, static_cast<size_t>(segment - segments.data()), at_top, place});
    }
  }
  return candidates;
}

/// Cuts a digit of a Roman number off the front: "ix", "iv", or at most one `five` and three `one`.
void cut_roman_digit(std::string_view& word, char one, char five, char ten) {
  const std::string nine = {one, ten};
  const std::string four = {one, five};
  if (word.starts_with(nine) || word.starts_with(four)) {
    word.remove_prefix(2);
    return;
  }
  if (word.starts_with(five)) word.remove_prefix(1);
  for (int i = 0; i < 3 && word.starts_with(one); ++i) word.remove_prefix(1);
}

/// Whether it is a Roman number below 400 in small letters.
bool is_roman(std::string_view word) {
  if (word.empty()) return false;
  for (int i = 0; i < 3 && word.starts_with('c'); ++i) word.remove_prefix(1);
  cut_roman_digit(word, 'x', 'l', 'c');
  cut_roman_digit(word, 'i', 'v', 'x');
  return word.empty();
}

/// The pages of `found` that have a neighbour at about the same place; furniture does not wander.
std::set<size_t> pages_at_one_place(const std::vector<Candidate>& found) {
  std::map<int, std::set<size_t>> by_place;
  for (const Candidate& candidate : found) {
    for (int place = candidate.place - 1; place <= candidate.place + 1; ++place) {
      by_place[place].insert(candidate.page);
    }
  }
  std::set<size_t> most;
  for (const auto& [place, pages] : by_place) {
    if (pages.size() > most.size()) most = pages;
  }
  return most;
}

bool returns_often(const std::set<size_t>& pages) {
  if (pages.size() < kPagesMin) return false;
  const size_t span = *pages.rbegin() - *pages.begin() + 1;
  return static_cast<float>(pages.size()) >= kPagesShare * static_cast<float>(span);
}

}  // namespace

std::string masked(std::string_view text) {
  std::string mask;
  std::string word;
  const auto close = [&] {
    if (is_roman(word)) {
      mask += '#';
    } else {
      mask += word;
    }
    word.clear();
  };
  for (const char raw : text) {
    const char c = ascii_lower(raw);
    if (is_ascii_digit(c)) {
      close();
      if (mask.empty() || mask.back() != '#') mask += '#';
    } else if (is_ascii_alpha(c) || static_cast<uint8_t>(c) >= 0x80) {
      word += c;
    } else {
      close();
      if (!is_ascii_space(c)) mask += c;
      if (is_ascii_space(c) && !mask.empty() && mask.back() != ' ') mask += ' ';
    }
  }
  close();
  return mask;
}

std::vector<std::vector<bool>> find_furniture(const std::vector<std::vector<Segment>>& pages,
                                              const std::vector<float>& page_heights) {
  std::vector<std::vector<bool>> furniture(pages.size());
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < pages.size(); ++i) {
    furniture[i].assign(pages[i].size(), false);
    for (const Candidate& candidate : candidates_of(i, pages[i], page_heights.at(i))) {
      candidates.push_back(candidate);
    }
  }
  std::map<std::pair<bool, std::string>, std::vector<Candidate>> by_text;
  for (const Candidate& candidate : candidates) {
    by_text[{candidate.at_top, masked(pages[candidate.page][candidate.segment].text)}].push_back(candidate);
  }
  // A running head that names the chapter returns too seldom by its text, but stands where the others stand.
  std::map<std::tuple<bool, int, int>, std::set<size_t>> slots;
  const auto slot_of = [&](const Candidate& candidate) {
    const float size = pages[candidate.page][candidate.segment].size;
    return std::make_tuple(candidate.at_top, candidate.place, static_cast<int>(std::lround(size)));
  };
  for (const auto& [text, found] : by_text) {
    const std::set<size_t> places = pages_at_one_place(found);
    if (!returns_often(places)) continue;
    for (const Candidate& candidate : found) {
      if (!places.contains(candidate.page)) continue;
      furniture[candidate.page][candidate.segment] = true;
      slots[slot_of(candidate)].insert(candidate.page);
    }
  }
  for (const Candidate& candidate : candidates) {
    const auto slot = slots.find(slot_of(candidate));
    if (slot == slots.end() || slot->second.size() < kSlotPagesMin) continue;
    if (static_cast<float>(slot->second.size()) < kSlotShare * static_cast<float>(pages.size())) continue;
    const Segment& segment = pages[candidate.page][candidate.segment];
    // The last line of a footnote often stands where a short page has its foot.
    const bool sentence = segment.text.ends_with('.') && segment.characters > kNoteCharactersMin;
    if (segment.characters > kSlotCharactersMax || sentence) continue;
    furniture[candidate.page][candidate.segment] = true;
  }
  return furniture;
}

}  // namespace pressmark
