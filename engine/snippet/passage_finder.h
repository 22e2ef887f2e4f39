// The second step of making passages: out of the blocks that candidates lie in, the stretches of text that
// are best. Internal to engine/snippet; a finder serves one document and one thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/snippet/block_text.h"
#include "engine/snippet/places.h"

namespace pressmark::snippets {

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
std::vector<size_t> choose(std::span<const Merit> found, const WantedTable& table, size_t count_max);

/// Whether a passage as good as it seems would be among those shown.
bool would_be_shown(std::span<const Merit> found, const Merit& another, const WantedTable& table,
                    size_t count_max);

/// What the lines of a block of this role are.
Lines lines_of(Role role);

/// Whether a block of a frame belongs to a table of contents, by what the frame holds of its page.
bool lies_in_contents(std::span<const StoredBlock> frame, size_t index);

/// Appends the wanted words among `tokens`, each with its span; of a compound and its words only the
/// compound, if it is wanted.
void match_tokens(std::span<const Token> tokens, const WantedTable& table, std::vector<Place>& places);

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
  Merit merit_of(const Candidate& candidate) const;

  /// Looks at the blocks of a frame that a candidate lies in, unless that was done already.
  void look_at(std::span<const StoredBlock> frame, const Candidate& candidate);

 private:
  void look_at_block(std::span<const StoredBlock> frame, size_t index);

  /// Which part of the record holds a position, from 1; 0 for none.
  size_t part_of(TermPosition position) const;

  /// The places that the record has in a block; what of a phrase goes on in the next block is no phrase here.
  std::vector<Place> known_places(const StoredBlock& block) const;

  /// Reads the pieces of a block in which the known places lie that look best, and those after them that may
  /// fit in the same fragment.
  void read_best_stretch(const StoredBlock& block, BlockText& text);

  /// Reads what else of the bytes shown may have places.
  void read_shown(const StoredBlock& block, BlockText& text, ByteSpan shown);

  /// Adds the places in a piece of a block, unless they are there.
  void read(const StoredBlock& block, BlockText& text, size_t piece);

  /// Notes the phrases that begin among `tokens`, also where no wanted word stands by itself.
  void add_phrases(const StoredBlock& block, std::span<const Token> tokens, std::vector<Place>& places) const;

  /// The best places that fit in one fragment: half-open indices, and their evidence.
  struct Best {
    size_t first = 0, last = 0;
    double score = -1;
  };
  Best best_places() const;

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

}  // namespace pressmark::snippets
