// Passages are chosen in two steps: stretches of the positional record that look good, and then, in the few
// blocks that these lie in, the stretch of text that is best. Only the second step reads text.
#include "engine/snippet/snippet.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "engine/analysis/contents_page.h"
#include "engine/snippet/block_text.h"
#include "engine/snippet/fragment.h"
#include "engine/snippet/places.h"

namespace pressmark {

using namespace snippets;

namespace {

constexpr size_t kCandidatesMax = 12;    // stretches whose text may be read
constexpr size_t kOpeningFramesMax = 4;  // frames read in search of an opening
constexpr size_t kOpeningBytesMin = 60;  // a shorter first paragraph is often a byline
constexpr uint32_t kBytesPerWord = 6;    // about, with the space
constexpr uint32_t kStretchMin = 8;
constexpr double kContentsFactor = 0.3;
constexpr double kSamePartFactor = 0.75;
constexpr double kNothingNewFactor = 0.85;
constexpr uint32_t kOtherPart = UINT32_MAX;

Lines lines_of(Role role) {
  return role == Role::kTable ? Lines::kRows : Lines::kFlow;
}

/// Whether a block of a frame belongs to a table of contents, by what the frame holds of its page.
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

/// Reads frames of one document, each once.
class FrameReader {
 public:
  FrameReader(const TextFile& text, uint32_t docid) : text_(text), docid_(docid) {}

  /// The frame that holds `position`; empty when there is none or it is damaged. Lives as long as the reader.
  const std::vector<StoredBlock>& at(TermPosition position) {
    for (const auto& frame : frames_) {
      if (!frame->empty() && frame->front().position <= position &&
          position < frame->back().position + frame->back().positions_count) {
        return *frame;
      }
    }
    auto read = text_.frame_at(docid_, position);
    frames_.push_back(std::make_unique<std::vector<StoredBlock>>());
    if (read.ok()) *frames_.back() = std::move(read).value();
    return *frames_.back();
  }

 private:
  const TextFile& text_;
  uint32_t docid_;
  std::vector<std::unique_ptr<std::vector<StoredBlock>>> frames_;
};

/// Appends the wanted words among `tokens`, each with its span; of a compound and its words only the
/// compound, if it is wanted.
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

/// A passage that may be shown.
struct Found {
  Passage passage;
  size_t part = 0;                  // of the record, from 1; 0 in none
  std::vector<TermPosition> shown;  // places in its fragment
};

/// What of a passage decides whether it is shown.
struct Merit {
  double score = 0;
  WordSet words = 0;
  uint32_t part = 0;
};

/// Indices of the passages to show, best first: one that shows another part or other words goes before one
/// that repeats.
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

/// Whether a passage as good as it seems would be among those shown.
bool would_be_shown(std::span<const Merit> found, const Merit& another, const WantedTable& table,
                    size_t count_max) {
  std::vector<Merit> all(found.begin(), found.end());
  all.push_back(another);
  const std::vector<size_t> chosen = choose(all, table, count_max);
  return std::find(chosen.begin(), chosen.end(), found.size()) != chosen.end();
}

/// Makes passages out of the blocks of one document.
class PassageFinder {
 public:
  struct Document {
    const std::string& language;
    const FoundPlaces& found;
    std::span<const WeightedRange> ranges;
    std::vector<PartRun> parts;
    uint32_t length = 0;
    uint32_t stretch = 0;  // positions that a fragment has room for, about
  };
  PassageFinder(const WordReader& reader, const WantedTable& table, const Document& document,
                size_t bytes_max)
      : reader_(reader), table_(table), document_(document), bytes_max_(bytes_max) {}

  /// What was found so far.
  std::vector<Found>& found() { return found_; }
  std::span<const Merit> merits() const { return merits_; }

  /// What a candidate is worth at most, about.
  Merit merit_of(const Candidate& candidate) const {
    const size_t part = part_of(candidate.begin);
    const auto same = std::find_if(found_.begin(), found_.end(),
                                   [&](const Found& each) { return part > 0 && each.part == part; });
    return {candidate.score, candidate.words, same == found_.end() ? kOtherPart : same->passage.part};
  }

  /// Looks at the blocks of a frame that a candidate lies in, unless that was done already.
  void look_at(std::span<const StoredBlock> frame, const Candidate& candidate) {
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

 private:
  void look_at_block(std::span<const StoredBlock> frame, size_t index) {
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

  /// Which part of the record holds a position, from 1; 0 for none.
  size_t part_of(TermPosition position) const {
    const auto after =
        std::upper_bound(document_.parts.begin(), document_.parts.end(), position,
                         [](TermPosition wanted, const PartRun& part) { return wanted < part.begin; });
    return static_cast<size_t>(after - document_.parts.begin());
  }

  /// The places that the record has in a block; what of a phrase goes on in the next block is no phrase here.
  std::vector<Place> known_places(const StoredBlock& block) const {
    const std::vector<Place>& all = document_.found.places;
    const TermPosition end = block.position + block.positions_count;
    const auto before = [](const Place& place, TermPosition position) { return place.position < position; };
    const auto first = std::lower_bound(all.begin(), all.end(), block.position, before);
    std::vector<Place> places(first, std::lower_bound(first, all.end(), end, before));
    for (Place& place : places) {
      place.phrase =
          place.phrase && std::any_of(document_.found.phrases.begin(), document_.found.phrases.end(),
                                      [&](const PhrasePlace& phrase) {
                                        return phrase.begin == place.position && phrase.end <= end;
                                      });
    }
    return places;
  }

  /// Reads the pieces of a block in which the known places lie that look best, and those after them that may
  /// fit in the same fragment.
  void read_best_stretch(const StoredBlock& block, BlockText& text) {
    const auto best = best_stretches(known_, table_, document_.stretch, document_.length, 1);
    const TermPosition begin = best.front().begin;
    const size_t first = text.piece_of_word(begin - block.position);
    for (const Place& place : known_) {
      if (place.position < begin) continue;
      const size_t piece = text.piece_of_word(place.position - block.position);
      if (text.bytes_of(piece).begin > text.bytes_of(first).begin + bytes_max_) break;
      read(block, text, piece);
    }
  }

  /// Reads what else of the bytes shown may have places.
  void read_shown(const StoredBlock& block, BlockText& text, ByteSpan shown) {
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

  /// Adds the places in a piece of a block, unless they are there.
  void read(const StoredBlock& block, BlockText& text, size_t piece) {
    if (read_[piece]) return;
    read_[piece] = true;
    const std::span<const Token> tokens = text.tokens(piece, piece + 1);
    std::vector<Place> places;
    match_tokens(tokens, table_, places);
    add_phrases(block, tokens, places);
    places_.insert(places_.end(), places.begin(), places.end());
  }

  /// Notes the phrases that begin among `tokens`, also where no wanted word stands by itself.
  void add_phrases(const StoredBlock& block, std::span<const Token> tokens,
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

  /// The best places that fit in one fragment: half-open indices, and their evidence.
  struct Best {
    size_t first = 0, last = 0;
    double score = -1;
  };
  Best best_places() const {
    Best best;
    size_t last = 0;
    for (size_t first = 0; first < places_.size(); ++first) {
      last = std::max(last, first + 1);
      while (last < places_.size() && places_[last].span.end - places_[first].span.begin <= bytes_max_)
        ++last;
      const double score = evidence(std::span(places_).subspan(first, last - first), table_);
      if (score > best.score) best = {first, last, score};
    }
    return best;
  }

  WordReader reader_;
  const WantedTable& table_;
  Document document_;
  size_t bytes_max_;
  std::vector<TermPosition> seen_;
  std::vector<Found> found_;
  std::vector<Merit> merits_;  // of found_
  // Of the block looked at:
  std::vector<Place> known_;   // what the record has; positions of the document
  std::vector<Place> places_;  // those found in its text so far; positions within it
  std::vector<bool> read_;     // by piece
};

/// The first block worth opening with: of the summary, else of the text.
const StoredBlock* opening_block(std::span<const StoredBlock> blocks) {
  const auto find = [&](auto&& suits) -> const StoredBlock* {
    for (size_t i = 0; i < blocks.size(); ++i) {
      if (suits(blocks[i]) && !lies_in_contents(blocks, i)) return &blocks[i];
    }
    return nullptr;
  };
  const StoredBlock* block = find([](const StoredBlock& each) { return each.role == Role::kSummary; });
  const auto is_body = [](const StoredBlock& each) { return each.role == Role::kBody; };
  if (!block) {
    block =
        find([&](const StoredBlock& each) { return is_body(each) && each.text.size() >= kOpeningBytesMin; });
  }
  return block ? block : find(is_body);
}

}  // namespace

struct SnippetMaker::State {
  const TextFile& text;
  Analyzer& analyzer;
  Wanted wanted;
  WantedTable table;
  std::vector<Token> tokens;  // room for those of a piece of text
};

SnippetMaker::SnippetMaker(const Lexicon& lexicon, const TextFile& text, Analyzer& analyzer, Wanted wanted) {
  WantedTable table(wanted, lexicon);
  state_.reset(new State{text, analyzer, std::move(wanted), std::move(table), {}});
}
SnippetMaker::~SnippetMaker() = default;
SnippetMaker::SnippetMaker(SnippetMaker&&) noexcept = default;

const Wanted& SnippetMaker::wanted() const {
  return state_->wanted;
}

Passages SnippetMaker::make(uint32_t docid, const RecordView& record, const std::string& language,
                            const SnippetOptions& options) {
  const WantedTable& table = state_->table;
  const FoundPlaces places = find_places(record, state_->wanted, table, options.ranges);
  const auto stretch =
      std::max(static_cast<uint32_t>(std::min<size_t>(options.bytes_max / kBytesPerWord, UINT32_MAX / 2)),
               kStretchMin);
  const std::vector<Candidate> candidates =
      best_stretches(places.places, table, stretch, record.length(), kCandidatesMax);

  FrameReader frames(state_->text, docid);
  PassageFinder finder({state_->analyzer, state_->tokens}, table,
                       {language, places, options.ranges, record.parts(), record.length(), stretch},
                       options.bytes_max);
  for (const Candidate& candidate : candidates) {
    if (would_be_shown(finder.merits(), finder.merit_of(candidate), table, options.passages_max))
      finder.look_at(frames.at(candidate.begin), candidate);
  }

  Passages result;
  std::vector<TermPosition> shown;
  for (const size_t index : choose(finder.merits(), table, options.passages_max)) {
    Found& found = finder.found()[index];
    shown.insert(shown.end(), found.shown.begin(), found.shown.end());
    result.passages.push_back(std::move(found.passage));
  }
  std::sort(shown.begin(), shown.end());
  result.more_matches = static_cast<uint32_t>(std::count_if(
      places.places.begin(), places.places.end(),
      [&](const Place& place) { return !std::binary_search(shown.begin(), shown.end(), place.position); }));
  return result;
}

Passages SnippetMaker::opening(uint32_t docid, const SnippetOptions& options) {
  FrameReader frames(state_->text, docid);
  Passages result;
  if (options.passages_max == 0) return result;
  TermPosition position = 0;
  for (size_t i = 0; i < kOpeningFramesMax; ++i) {
    // Between two runs of different role one position is a field break.
    const std::vector<StoredBlock>& next = frames.at(position);
    const std::vector<StoredBlock>& frame = next.empty() ? frames.at(position + 1) : next;
    if (frame.empty()) break;
    if (const StoredBlock* const block = opening_block(frame)) {
      const std::string no_language;
      const std::vector<Gap> gaps =
          BlockText(*block, {state_->analyzer, state_->tokens}, no_language).gaps({}, options.bytes_max);
      const ByteSpan shown = choose_bytes({block->text, gaps, {}, options.bytes_max, lines_of(block->role)});
      result.passages.push_back({make_fragment(block->text, shown, {}), block->part, block->part_label,
                                 block->anchor, clean(block->heading), block->role});
      break;
    }
    position = frame.back().position + frame.back().positions_count;
  }
  return result;
}

std::vector<ByteSpan> SnippetMaker::mark(const std::string& text, const std::string& language) {
  state_->analyzer.analyze(text, language, state_->tokens);
  std::vector<Place> places;
  match_tokens(state_->tokens, state_->table, places);
  std::vector<ByteSpan> spans;
  for (const Place& place : places) spans.push_back(place.span);
  return spans;
}

}  // namespace pressmark
