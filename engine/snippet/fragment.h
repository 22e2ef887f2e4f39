// Fragments: a stretch of a block's text as it is shown. Internal to engine/snippet; pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/snippet/sentences.h"
#include "engine/snippet/snippet.h"

namespace pressmark::snippets {

/// What to cut out of `text`: `keep` (bounds of words) with as much around it as fits in `bytes_max`.
struct CutRequest {
  std::string_view text;
  std::span<const Gap> words;  // the gaps between its words, as far as the cut may reach
  ByteSpan keep;
  size_t bytes_max = 0;
  Lines lines = Lines::kFlow;
};

/// The bytes to show: from and to the ends of sentences where they are within reach, else between words.
/// Holds `keep` whole; else at most `bytes_max` bytes.
ByteSpan choose_bytes(const CutRequest& request);

/// The bytes `shown` of `text` as people read them: valid UTF-8 on one line, no control characters, no soft
/// hyphens, words broken at the end of a line joined. `marks` (rising, apart from each other, in bytes of
/// `text`) that lie within become its spans.
Fragment make_fragment(std::string_view text, ByteSpan shown, std::span<const ByteSpan> marks);

/// Whole text, cleaned in the same way.
std::string clean(std::string_view text);

}  // namespace pressmark::snippets
