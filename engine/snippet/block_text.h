// The text of one block as snippets read it: in the pieces between its seams, no more of them than needed.
// Internal to engine/snippet. Views a stored block; one thread at a time.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/schema/text_store.h"
#include "engine/snippet/sentences.h"

namespace pressmark::snippets {

/// An analyser and room for what it finds.
struct WordReader {
  Analyzer& analyzer;
  std::vector<Token>& tokens;
};

class BlockText {
 public:
  /// All must outlive it.
  BlockText(const StoredBlock& block, const WordReader& reader, const std::string& language)
      : block_(block), reader_(reader), language_(language) {}

  size_t pieces_count() const { return block_.seams.size() + 1; }
  /// The piece that holds a word, or a byte, of the block.
  size_t piece_of_word(uint32_t word) const;
  size_t piece_of_byte(uint32_t byte) const;
  ByteSpan bytes_of(size_t piece) const;

  /// The tokens of some pieces (half-open); spans and positions are those of the block. Live until the next
  /// call.
  std::span<const Token> tokens(size_t first, size_t last);
  /// The gaps between the words of as much of the text as may be shown with `around` in `bytes_max` bytes,
  /// and some more: a cut is where it would be if all gaps were there.
  std::vector<Gap> gaps(ByteSpan around, size_t bytes_max);

 private:
  const StoredBlock& block_;
  WordReader reader_;
  const std::string& language_;
};

}  // namespace pressmark::snippets
