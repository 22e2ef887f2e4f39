// Passages are chosen in two steps: stretches of the positional record that look good, and then, in the few
// blocks that these lie in, the stretch of text that is best. Only the second step reads text.
#include "engine/snippet/snippet.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "engine/analysis/contents_page.h"
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
  for (const Token& token : tokens) {
    const WordMatch match = table.find(std::string_view(token.form));
    if (match.words == 0) continue;
    if (!places.empty() && token.span.begin < places.back().span.end) {
      places.back().match.words |= match.words;
      places.back().match.exact |= match.exact;
    } else {
      places.push_back({.position = token.position, .match = match, .span = token.span});
    }
  }
}

/// A passage that may be shown, and why.
struct Scored {
  Passage passage;
  double score = 0;
  WordSet words = 0;
  std::vector<TermPosition> shown;  // places in its fragment
};

/// Makes passages out of the blocks of one document.
class PassageFinder {
 public:
  struct Document {
    const std::string& language;
    const std::vector<PhrasePlace>& phrases;
    std::span<const WeightedRange> ranges;
    uint32_t length = 0;
  };
  PassageFinder(Analyzer& analyzer, const WantedTable& table, const Document& document, size_t bytes_max)
      : analyzer_(analyzer), table_(table), document_(document), bytes_max_(bytes_max) {}

  const std::vector<Scored>& found() const { return found_; }
  Passage take(size_t index) { return std::move(found_[index].passage); }

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
    analyzer_.analyze(block.text, document_.language, tokens_);
    places_.clear();
    match_tokens(tokens_, table_, places_);
    add_phrases(block);
    if (places_.empty()) return;
    auto [first, last, score] = best_places();
    score *= role_factor(block.role) * early_factor(block.position, document_.length) *
             range_weight(document_.ranges, block.position);
    if (lies_in_contents(frame, index)) score *= kContentsFactor;

    const ByteSpan keep = {places_[first].span.begin, places_[last - 1].span.end};
    const ByteSpan shown = choose_bytes({block.text, tokens_, keep, bytes_max_, lines_of(block.role)});
    Scored scored;
    scored.score = score;
    std::vector<ByteSpan> marks;
    for (const Place& place : places_) {
      if (place.span.begin < shown.begin || place.span.end > shown.end) continue;
      scored.shown.push_back(block.position + place.position);
      scored.words |= place.match.words;
      if (place.match.words != 0) marks.push_back(place.span);
    }
    scored.passage = {make_fragment(block.text, shown, marks),
                      block.part,
                      block.part_label,
                      block.anchor,
                      clean(block.heading),
                      block.role};
    found_.push_back(std::move(scored));
  }

  /// Notes the phrases that begin in the block, also where no wanted word stands by itself.
  void add_phrases(const StoredBlock& block) {
    const auto& phrases = document_.phrases;
    auto phrase = std::find_if(phrases.begin(), phrases.end(),
                               [&](const PhrasePlace& each) { return each.begin >= block.position; });
    for (; phrase != phrases.end() && phrase->begin - block.position < block.positions_count; ++phrase) {
      const TermPosition position = phrase->begin - block.position;
      // One that goes on in the next block cannot be shown whole.
      const bool whole = phrase->end - block.position <= block.positions_count;
      const auto token = std::find_if(tokens_.begin(), tokens_.end(), [&](const Token& each) {
        return each.position == position && each.kind == TokenKind::kWord;
      });
      if (token == tokens_.end()) continue;
      const auto at = std::find_if(places_.begin(), places_.end(),
                                   [&](const Place& place) { return place.span.end > token->span.begin; });
      if (at != places_.end() && at->span.begin <= token->span.begin) {
        at->phrase = at->phrase || whole;
      } else {
        places_.insert(at, {.position = position, .phrase = whole, .span = token->span});
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

  Analyzer& analyzer_;
  const WantedTable& table_;
  Document document_;
  size_t bytes_max_;
  std::vector<Token> tokens_;
  std::vector<Place> places_;  // of the block looked at; positions within it
  std::vector<TermPosition> seen_;
  std::vector<Scored> found_;
};

/// Indices of the passages to show, best first: one that shows another part or other words goes before one
/// that repeats. `score_min` is what the last of them is worth by that.
struct Choice {
  std::vector<size_t> indices;
  double score_min = 0;
};
Choice choose(const std::vector<Scored>& found, const WantedTable& table, size_t count_max) {
  Choice choice;
  WordSet shown = 0;
  std::vector<uint32_t> parts;
  while (choice.indices.size() < std::min(count_max, found.size())) {
    std::optional<size_t> best;
    double best_score = 0;
    for (size_t i = 0; i < found.size(); ++i) {
      if (std::find(choice.indices.begin(), choice.indices.end(), i) != choice.indices.end()) continue;
      const double fresh = table.weight_of(found[i].words & ~shown) / std::max(table.total_weight(), 1e-9);
      const bool same_part = std::find(parts.begin(), parts.end(), found[i].passage.part) != parts.end();
      const double score = found[i].score * (same_part ? kSamePartFactor : 1) *
                           (kNothingNewFactor + (1 - kNothingNewFactor) * fresh);
      if (best && score <= best_score) continue;
      best = i;
      best_score = score;
    }
    choice.indices.push_back(*best);
    choice.score_min = best_score;
    shown |= found[*best].words;
    parts.push_back(found[*best].passage.part);
  }
  return choice;
}

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

SnippetMaker::SnippetMaker(const Lexicon& lexicon, const TextFile& text, Analyzer& analyzer)
    : lexicon_(lexicon), text_(text), analyzer_(analyzer) {}

Passages SnippetMaker::make(uint32_t docid, const RecordView& record, const std::string& language,
                            const Wanted& wanted, const SnippetOptions& options) {
  const WantedTable table(wanted, lexicon_);
  const FoundPlaces places = find_places(record, wanted, table, options.ranges);
  const auto stretch =
      static_cast<uint32_t>(std::min<size_t>(options.bytes_max / kBytesPerWord, UINT32_MAX / 2));
  const std::vector<Candidate> candidates =
      best_stretches(places.places, table, std::max(stretch, kStretchMin), record.length(), kCandidatesMax);

  FrameReader frames(text_, docid);
  PassageFinder finder(analyzer_, table, {language, places.phrases, options.ranges, record.length()},
                       options.bytes_max);
  Choice choice;
  for (const Candidate& candidate : candidates) {
    // What is left cannot be better than what was found.
    if (choice.indices.size() == options.passages_max &&
        choice.score_min >= candidate.score * kNothingNewFactor)
      break;
    finder.look_at(frames.at(candidate.begin), candidate);
    choice = choose(finder.found(), table, options.passages_max);
  }

  Passages result;
  std::vector<TermPosition> shown;
  for (const size_t index : choice.indices) {
    const auto& of_passage = finder.found()[index].shown;
    shown.insert(shown.end(), of_passage.begin(), of_passage.end());
    result.passages.push_back(finder.take(index));
  }
  std::sort(shown.begin(), shown.end());
  result.more_matches = static_cast<uint32_t>(std::count_if(
      places.places.begin(), places.places.end(),
      [&](const Place& place) { return !std::binary_search(shown.begin(), shown.end(), place.position); }));
  return result;
}

Passages SnippetMaker::opening(uint32_t docid, const SnippetOptions& options) {
  FrameReader frames(text_, docid);
  Passages result;
  if (options.passages_max == 0) return result;
  TermPosition position = 0;
  for (size_t i = 0; i < kOpeningFramesMax; ++i) {
    // Between two runs of different role one position is a field break.
    const std::vector<StoredBlock>& next = frames.at(position);
    const std::vector<StoredBlock>& frame = next.empty() ? frames.at(position + 1) : next;
    if (frame.empty()) break;
    if (const StoredBlock* const block = opening_block(frame)) {
      std::vector<Token> tokens;
      analyzer_.analyze(block->text, "", tokens);
      const ByteSpan shown =
          choose_bytes({block->text, tokens, {}, options.bytes_max, lines_of(block->role)});
      result.passages.push_back({make_fragment(block->text, shown, {}), block->part, block->part_label,
                                 block->anchor, clean(block->heading), block->role});
      break;
    }
    position = frame.back().position + frame.back().positions_count;
  }
  return result;
}

std::vector<ByteSpan> SnippetMaker::mark(const std::string& text, const std::string& language,
                                         const Wanted& wanted) {
  const WantedTable table(wanted, lexicon_);
  std::vector<Token> tokens;
  analyzer_.analyze(text, language, tokens);
  std::vector<Place> places;
  match_tokens(tokens, table, places);
  std::vector<ByteSpan> spans;
  for (const Place& place : places) spans.push_back(place.span);
  return spans;
}

}  // namespace pressmark
