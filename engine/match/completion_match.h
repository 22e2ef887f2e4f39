// Which entries of completions.dat fit what is typed. Pure but for the mapped file; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/analysis/completion_words.h"
#include "engine/schema/completions.h"

namespace pressmark {

/// A word as typed: those of the file that it may be the beginning of.
struct TypedWord {
  CompletionWords words;
  bool joined = false;  // must stand right behind the one before
};

/// What words of a text may become: each any word that begins with it; but the same word where another is
/// joined to it.
std::vector<TypedWord> typed_words(const CompletionFile& file, std::span<const CompletionWord> words);

/// How an entry fits, from worst to best.
enum class Fit : uint8_t {
  kNone,
  kAnyOrder,
  kInOrder,
  kTogether,   // all next to each other
  kBeginning,  // so, and from its first word on
};
Fit fit(std::span<const CompletionWordId> entry, std::span<const TypedWord> typed);

/// Entries that fit, best first: by how, then by rank; those that would come after `limit` need not be the
/// best of the rest.
std::vector<uint32_t> matching_entries(const CompletionList& list, std::span<const TypedWord> typed,
                                       size_t limit);

/// The words of `range` that are offered by themselves, by rank, at most `limit`.
std::vector<CompletionWordId> best_words(const CompletionFile& file, CompletionWords range, size_t limit);

/// The best words that begin with `typed` but for one slip (a letter more, less or other, two exchanged)
/// behind its first letter, those of titles and phrases alone last; none for one of fewer than four letters.
std::vector<CompletionWordId> near_words(const CompletionFile& file, std::string_view typed, size_t limit);

}  // namespace pressmark
