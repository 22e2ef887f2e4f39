#include "engine/snippet/block_text.h"

#include <algorithm>

namespace pressmark::snippets {

namespace {

// More than a word, so that what a cut looks back at lies in the pieces that are read.
constexpr uint32_t kMarginBytes = 64;

}  // namespace

size_t BlockText::piece_of_word(uint32_t word) const {
  const auto after = std::upper_bound(block_.seams.begin(), block_.seams.end(), word,
                                      [](uint32_t wanted, const Seam& seam) { return wanted < seam.word; });
  return static_cast<size_t>(after - block_.seams.begin());
}

size_t BlockText::piece_of_byte(uint32_t byte) const {
  const auto after = std::upper_bound(block_.seams.begin(), block_.seams.end(), byte,
                                      [](uint32_t wanted, const Seam& seam) { return wanted < seam.byte; });
  return static_cast<size_t>(after - block_.seams.begin());
}

ByteSpan BlockText::bytes_of(size_t piece) const {
  return {piece == 0 ? 0 : block_.seams[piece - 1].byte, piece == block_.seams.size()
                                                             ? static_cast<uint32_t>(block_.text.size())
                                                             : block_.seams[piece].byte};
}

std::span<const Token> BlockText::tokens(size_t first, size_t last) {
  const Seam begin = first == 0 ? Seam{} : block_.seams[first - 1];
  const uint32_t end = bytes_of(last - 1).end;
  reader_.analyzer.analyze(std::string_view(block_.text).substr(begin.byte, end - begin.byte), language_,
                           reader_.tokens);
  for (Token& token : reader_.tokens) {
    token.span.begin += begin.byte;
    token.span.end += begin.byte;
    token.position += begin.word;
  }
  return reader_.tokens;
}

std::vector<Gap> BlockText::gaps(ByteSpan around, size_t bytes_max) {
  const auto room = static_cast<uint32_t>(std::min<size_t>(bytes_max, block_.text.size()));
  const uint32_t begin = std::min(around.begin, around.end - std::min(around.end, room));
  const uint32_t end = std::max(around.end, around.begin + room);
  const size_t first = piece_of_byte(begin - std::min(begin, kMarginBytes));
  const size_t last = piece_of_byte(end + kMarginBytes) + 1;
  const ByteSpan bytes = {bytes_of(first).begin, bytes_of(last - 1).end};
  if (parted_by_spaces(std::string_view(block_.text).substr(bytes.begin, bytes.end - bytes.begin)))
    return word_gaps(block_.text, bytes);
  return word_gaps(block_.text, bytes, tokens(first, last));
}

}  // namespace pressmark::snippets
