// The layout of lexicon.dat, for the two that know it: LexiconBuilder::save writes it, Lexicon reads it.
// Internal.
//
// All integers are little-endian; the arrays stand at multiples of the size of their numbers, so that they
// are used as mapped.
//   header         LexiconHeader
//   near_signature u64 a form in use: signature_of its characters, in near_order
//   form_offset    u32 a form id: offset of its entry in form_entries, kUnused for an id that is not in use
//   form_terms     u32 a form id: its only term; or kMoreTerms + index into more_terms; kUnused
//   more_terms     u32s: for each form of several terms the count, then their ids, primary first
//   form_order     u32 a form in use: form ids, sorted by form (bytes), language index, id
//   near_order     u32 a form in use: form ids, by length in characters, then the most frequent first
//   near_starts    u32 a length in characters, from 0, and one more: where its forms start in near_order
//   term_offset    u32 a term id: offset of its entry in term_entries
//   term_order     u32 a term: term ids, sorted by term (bytes)
//   form_entries   in form_order, end to end: u8 length, u8 shared, u8 language index, varint document
//   frequency,
//                  the form. `shared` is how many bytes it has in common with the form before, down to whole
//                  characters
//   term_entries   in term_order, end to end: u8 length, the term, varint count (at least 1), the ids of the
//   forms
//                  that have it as varints, the first whole, then differences
//   languages      u8 count, then for each u8 length and the subtag; the first is ""
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/limits.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/mapped_file.h"

namespace pressmark {

static_assert(std::endian::native == std::endian::little, "lexicon.dat is used as it is mapped");

inline constexpr uint64_t kLexiconMagic = 0x3258454c4b52504d;  // "MPRKLEX2"
inline constexpr uint32_t kUnused = 0xffffffff;
inline constexpr uint32_t kMoreTerms = 0x80000000;

struct LexiconHeader {
  uint64_t magic = kLexiconMagic;
  uint32_t forms_count = 0;       // entries of form_offset and form_terms
  uint32_t forms_used_count = 0;  // entries of form_order
  uint32_t terms_count = 0;
  uint32_t more_terms_count = 0;
  uint32_t form_entries_bytes = 0;
  uint32_t term_entries_bytes = 0;
  uint32_t languages_bytes = 0;
  uint32_t zero = 0;
};
static_assert(sizeof(LexiconHeader) == 40);

/// How many bytes two forms have in common, down to a bound of characters (see next_character) in both.
size_t shared_bytes(std::string_view a, std::string_view b);

/// The character at `at` as its bytes in one number, and `at` moved behind it. A character is a byte and up
/// to three UTF-8 continuation bytes after it: a code point where the text is UTF-8, and something sure to
/// end where it is not.
inline uint32_t next_character(std::string_view text, size_t& at) {
  uint32_t character = static_cast<uint8_t>(text[at++]);
  for (int more = 0; more < 3 && at < text.size() && (static_cast<uint8_t>(text[at]) & 0xc0) == 0x80;
       ++more) {
    character = character << 8 | static_cast<uint8_t>(text[at++]);
  }
  return character;
}

/// What Lexicon::near looks through.
inline constexpr size_t kNearStarts = limits::kFormBytesMax + 2;
struct NearTable {
  std::vector<uint64_t> signatures;
  std::vector<FormId> order;
  std::array<uint32_t, kNearStarts> starts{};
};
struct NearForm {
  std::string_view form;
  uint32_t documents = 0;
  FormId id = 0;
};
NearTable make_near_table(std::span<const NearForm> forms);

/// One entry of form_entries, and how far the next is.
struct FormEntry {
  std::string_view form;
  uint32_t document_frequency = 0;
  uint8_t shared = 0;
  uint8_t language = 0;
  uint32_t entry_bytes = 0;
};

struct Lexicon::State {
  MappedFile file;
  std::span<const uint64_t> near_signature;
  std::span<const uint32_t> form_offset, form_terms, more_terms, form_order, near_order, near_starts;
  std::span<const uint32_t> term_offset, term_order;
  std::span<const uint8_t> form_entries, term_entries;
  std::vector<std::string_view> languages;

  /// Cuts the file into its sections. False if they do not fit exactly.
  bool slice();
  /// Whether every offset, id, length and order is as the layout says; after that nothing below can leave the
  /// file.
  bool check_forms() const;
  bool check_terms() const;
  bool check_near() const;

  bool in_use(FormId id) const { return id < form_offset.size() && form_offset[id] != kUnused; }
  FormEntry form_entry(uint32_t offset) const;
  std::string_view form_text(FormId id) const { return form_entry(form_offset[id]).form; }
  std::string_view term_text(TermId id) const;
  std::span<const TermId> terms(FormId id) const;
  /// Index into form_order of the first form that is not below `form`.
  size_t lower_bound(std::string_view form) const;
};

}  // namespace pressmark
