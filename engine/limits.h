// Every limit on what comes from outside, by name and unit. Each is tested at its edge where it is applied.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pressmark::limits {

// Documents
inline constexpr size_t kFileBytesMax = 256u << 20;        // one source file
inline constexpr size_t kTextBytesMax = 32u << 20;         // the text of one publication
inline constexpr uint32_t kTokensMax = 5'000'000;          // of one publication
inline constexpr uint32_t kPagesMax = 10'000;              // parts of one publication
inline constexpr size_t kFieldBytesMax = 256u << 10;       // one metadata field
inline constexpr size_t kListItemsMax = 256;               // authors, topics
inline constexpr uint32_t kHtmlDepthMax = 1'000;           // open elements
inline constexpr uint32_t kHtmlAttributesMax = 1'000;      // on one element
inline constexpr size_t kJsonLineBytesMax = 32u << 20;     // one line of a JSON Lines file
inline constexpr uint32_t kArchiveEntriesMax = 1'000;      // of a zip container
inline constexpr size_t kArchiveBytesMax = 512u << 20;     // uncompressed, of a zip container
inline constexpr uint32_t kReaderTimeoutMs = 30'000;       // wall clock for one document
inline constexpr size_t kReaderMemoryBytesMax = 1u << 30;  // address space of a reader's process

// Terms and records
inline constexpr size_t kFormBytesMax = 60;            // a longer word is cut at a code point
inline constexpr uint32_t kFormsMax = (1u << 24) - 1;  // distinct forms in a lexicon
inline constexpr size_t kBlockTextBytesMax = 4'096;    // a longer block is stored in pieces of at most this

// Queries
inline constexpr size_t kQueryBytesMax = 1'024;
inline constexpr size_t kQueryCodePointsMax = 256;
inline constexpr size_t kQueryTermsMax = 32;
inline constexpr size_t kQueryDepthMax = 8;
inline constexpr size_t kWildcardsMax = 2;
inline constexpr size_t kWildcardExpansionsMax = 50;
inline constexpr size_t kWildcardPrefixMin = 3;  // code points before the asterisk
inline constexpr uint32_t kNearnessMax = 50;     // words, for "a b"~N
inline constexpr uint32_t kQueryTimeMs = 500;    // then `partial: true`

// Answers
inline constexpr uint32_t kPerPageDefault = 10;
inline constexpr uint32_t kPerPageMax = 50;
inline constexpr uint32_t kHitsDepthMax = 1'000;  // page * per_page of a request
inline constexpr uint32_t kSnippetsMax = 3;       // passages of one hit
inline constexpr size_t kSnippetBytesMax = 400;   // text of one passage

}  // namespace pressmark::limits
