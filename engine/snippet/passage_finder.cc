#include "engine/snippet/passage_finder.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/analysis/contents_page.h"
#include "engine/snippet/fragment.h"

namespace pressmark::snippets {

namespace {

constexpr double kContentsFactor = 0.3;
constexpr double kSamePartFactor = 0.75;
constexpr double kNothingNewFactor = 0.85;
constexpr uint32_t kOtherPart = UINT32_MAX;

}  // namespace

std::vector<size_t> choose(std::span<const Merit> found, const WantedTable& table, size_t count_max) {
  std::vector<size_t> indices;
  WordSet shown = 0;
  while (indices.size() < std::min(count_max, found.size())) {
    std::optional<size_t> best;
    double best_score = 0;
    for (size_t i = 0; i < found.size(); ++i) {
      if (std::find(indices.begin(), indices.end(), i) != indices.end()) continue;
      const double fresh = table.weight_of(found[i].words & ~shown) / std::max(table.total_weight(), 1e-9);
      const bool same_part = std::any_of(indices.begin(), indices.end(),
                                         [&](size_t chosen) { return found[chosen].part == found[i].part; });
      const double score = found[i].score * (same_part ? kSamePartFactor : 1) *
                           (kNothingNewFactor + (1 - kNothingNewFactor) * fresh);
      if (best && score <= best_score) continue;
      best = i;
      best_score = score;
    }
    indices.push_back(*best);
    shown |= found[*best].words;
  }
  return indices;
}

bool would_be_shown(std::span<const Merit> found, const Merit& another, const WantedTable& table,
                    size_t count_max) {
  std::vector<Merit> all(found.begin(), found.end());
  all.push_back(another);
  const std::vector<size_t> chosen = choose(all, table, count_max);
  return std::find(chosen.begin(), chosen.end(), found.size()) != chosen.end();
}

Lines lines_of(Role role) {
  return role == Role::kTable ? Lines::kRows : Lines::kFlow;
}

bool lies_in_contents(std::span<const StoredBlock> frame, size_t index) {
  std::vector<std::string_view> page;
  size_t in_page = 0;
  for (size_t i = 0; i < frame.size(); ++i) {
    if (frame[i].part != frame[index].part) continue;
    if (i == index) in_page = page.size();
    page.push_back(frame[i].text);
  }
  return is_contents(page, in_page);
}

void match_tokens(std::span<const Token> tokens, const WantedTable& table, std::vector<Place>& places) {
  const size_t before = places.size();
  for (const Token& token : tokens) {
    const WordMatch match = table.find(std::string_view(token.form));
    if (match.words == 0) continue;
    if (places.size() > before && token.span.begin < places.back().span.end) {
      places.back().match.words |= match.words;
      places.back().match.exact |= match.exact;
    } else {
      places.push_back({.position = token.position, .match = match, .span = token.span});
    }
  }
}

void PassageFinder::look_at(std::span<const StoredBlock> frame, const Candidate& candidate) {
  for (size_t i = 0; i < frame.size(); ++i) {
    const StoredBlock& block = frame[i];
    if (block.position >= candidate.end || block.position + block.positions_count <= candidate.begin)
      continue;
    if (std::find(seen_.begin(), seen_.end(), block.position) != seen_.end()) continue;
    seen_.push_back(block.position);
    if (block.role != Role::kTitle && range_weight(document_.ranges, block.position) > 0)
      look_at_block(frame, i);
  }
}

void PassageFinder::look_at_block(std::span<const StoredBlock> frame, size_t index) {
  const StoredBlock& block = frame[index];
  known_ = known_places(block);
  if (known_.empty()) return;
  BlockText text(block, reader_, document_.language);
  read_.assign(text.pieces_count(), false);
  places_.clear();
  read_best_stretch(block, text);
  if (places_.empty()) return;
  auto [first, last, score] = best_places();
  score *= role_factor(block.role) * early_factor(block.position, document_.length) *
           range_weight(document_.ranges, block.position);
  if (lies_in_contents(frame, index)) score *= kContentsFactor;

  const ByteSpan keep = {places_[first].span.begin, places_[last - 1].span.end};
  const std::vector<Gap> gaps = text.gaps(keep, bytes_max_);
  const ByteSpan shown = choose_bytes({block.text, gaps, keep, bytes_max_, lines_of(block.role)});
  read_shown(block, text, shown);
  Found found;
  Merit merit{score, 0, block.part};
  found.part = part_of(block.position);
  std::vector<ByteSpan> marks;
  for (const Place& place : places_) {
    if (place.span.begin < shown.begin || place.span.end > shown.end) continue;
    found.shown.push_back(block.position + place.position);
    merit.words |= place.match.words;
    if (place.match.words != 0) marks.push_back(place.span);
  }
  found.passage = {make_fragment(block.text, shown, marks),
                   block.part,
                   block.part_label,
                   block.anchor,
                   clean(block.heading),
                   block.role};
  found_.push_back(std::move(found));
  merits_.push_back(merit);
}

size_t PassageFinder::part_of(TermPosition position) const {
  const auto after =
      std::upper_bound(document_.parts.begin(), document_.parts.end(), position,
                       [](TermPosition wanted, const PartRun& part) { return wanted < part.begin; });
  return static_cast<size_t>(after - document_.parts.begin());
}

std::vector<Place> PassageFinder::known_places(const StoredBlock& block) const {
  const std::vector<Place>& all = document_.found.places;
  const TermPosition end = block.position + block.positions_count;
  const auto before = [](const Place& place, TermPosition position) { return place.position < position; };
  const auto first = std::lower_bound(all.begin(), all.end(), block.position, before);
  std::vector<Place> places(first, std::lower_bound(first, all.end(), end, before));
  for (Place& place : places) {
    place.phrase = place.phrase && std::any_of(document_.found.phrases.begin(), document_.found.phrases.end(),
                                               [&](const PhrasePlace& phrase) {
                                                 return phrase.begin == place.position && phrase.end <= end;
                                               });
  }
  return places;
}

void PassageFinder::read_best_stretch(const StoredBlock& block, BlockText& text) {
  TermPosition begin = known_.front().position;
  double best_score = -1;
  size_t last = 0;
  for (size_t first = 0; first < known_.size(); ++first) {
    while (last < known_.size() && known_[last].position - known_[first].position < document_.stretch) ++last;
    const double score = evidence(std::span(known_).subspan(first, last - first), table_);
    if (score <= best_score) continue;
    begin = known_[first].position;
    best_score = score;
  }
  const size_t first = text.piece_of_word(begin - block.position);
  for (const Place& place : known_) {
    if (place.position < begin) continue;
    const size_t piece = text.piece_of_word(place.position - block.position);
    if (text.bytes_of(piece).begin > text.bytes_of(first).begin + bytes_max_) break;
    read(block, text, piece);
  }
}

void PassageFinder::read_shown(const StoredBlock& block, BlockText& text, ByteSpan shown) {
  const size_t first = text.piece_of_byte(shown.begin);
  const size_t last = text.piece_of_byte(shown.end - (shown.end > shown.begin)) + 1;
  if (document_.found.all) {
    for (const Place& place : known_) {
      const size_t piece = text.piece_of_word(place.position - block.position);
      if (piece >= first && piece < last) read(block, text, piece);
    }
  } else {
    for (size_t piece = first; piece < last; ++piece) read(block, text, piece);
  }
  std::sort(places_.begin(), places_.end(),
            [](const Place& a, const Place& b) { return a.span.begin < b.span.begin; });
}

void PassageFinder::read(const StoredBlock& block, BlockText& text, size_t piece) {
  if (read_[piece]) return;
  read_[piece] = true;
  const std::span<const Token> tokens = text.tokens(piece, piece + 1);
  std::vector<Place> places;
  match_tokens(tokens, table_, places);
  add_phrases(block, tokens, places);
  places_.insert(places_.end(), places.begin(), places.end());
}

void PassageFinder::add_phrases(const StoredBlock& block, std::span<const Token> tokens,
                                std::vector<Place>& places) const {
  if (tokens.empty()) return;
  const auto& phrases = document_.found.phrases;
  const TermPosition begin = block.position + tokens.front().position;
  const TermPosition end = block.position + tokens.back().position + 1;
  auto phrase = std::find_if(phrases.begin(), phrases.end(),
                             [&](const PhrasePlace& each) { return each.begin >= begin; });
  for (; phrase != phrases.end() && phrase->begin < end; ++phrase) {
    const TermPosition position = phrase->begin - block.position;
    // One that goes on in the next block cannot be shown whole.
    const bool whole = phrase->end - block.position <= block.positions_count;
    const auto token = std::find_if(tokens.begin(), tokens.end(), [&](const Token& each) {
      return each.position == position && each.kind == TokenKind::kWord;
    });
    if (token == tokens.end()) continue;
    const auto at = std::find_if(places.begin(), places.end(),
                                 [&](const Place& place) { return place.span.end > token->span.begin; });
    if (at != places.end() && at->span.begin <= token->span.begin) {
      at->phrase = at->phrase || whole;
    } else {
      places.insert(at, {.position = position, .phrase = whole, .span = token->span});
    }
  }
}

PassageFinder::Best PassageFinder::best_places() const {
  Best best;
  size_t last = 0;
  for (size_t first = 0; first < places_.size(); ++first) {
    last = std::max(last, first + 1);
    while (last < places_.size() && places_[last].span.end - places_[first].span.begin <= bytes_max_) ++last;
    const double score = evidence(std::span(places_).subspan(first, last - first), table_);
    if (score > best.score) best = {first, last, score};
  }
  return best;
}

Merit PassageFinder::merit_of(const Candidate& candidate) const {
  const size_t part = part_of(candidate.begin);
  const auto same = std::find_if(found_.begin(), found_.end(),
                                 [&](const Found& each) { return part > 0 && each.part == part; });
  return {candidate.score, candidate.words, same == found_.end() ? kOtherPart : same->passage.part};
}

}  // namespace pressmark::snippets
