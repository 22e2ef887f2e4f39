// Passages are chosen in two steps: stretches of the positional record that look good, and then, in the few
// blocks that these lie in, the stretch of text that is best. Only the second step reads text.
#include "engine/snippet/snippet.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "engine/snippet/fragment.h"
#include "engine/snippet/passage_finder.h"

namespace pressmark {

using namespace snippets;

namespace {

constexpr size_t kCandidatesMax = 12;    // stretches whose text may be read
constexpr size_t kOpeningFramesMax = 4;  // frames read in search of an opening
constexpr size_t kOpeningBytesMin = 60;  // a shorter first paragraph is often a byline
constexpr uint32_t kBytesPerWord = 6;    // about, with the space
constexpr uint32_t kStretchMin = 8;

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
