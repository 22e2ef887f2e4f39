// Keywords: the few terms that tell a publication from the others, each with what it weighs there. They say
// which publications are alike and which further terms the best answers to a query have in common, without a
// posting being read.
//
// `keywords.dat` of a generation: a slot a document id, from 1, of kKeywordsMax entries: term id
// (little-endian u32) and weight (u8), by rising term id; an entry of weight 0 ends the list.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <numeric>
#include <span>

#include "engine/result.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/mapped_file.h"

namespace pressmark {

struct Keyword {
  TermId term = 0;
  uint8_t weight = 0;  // in 1/kKeywordScale of what a match of the term is worth to a query
  bool operator==(const Keyword&) const = default;
};

/// Gains end between 25 and 40 on judged collections.
inline constexpr size_t kKeywordsMax = 30;
inline constexpr double kKeywordScale = 20;

/// At most kKeywordsMax, by rising term id.
class Keywords {
 public:
  /// False when it is full.
  bool add(Keyword keyword) {
    if (count_ == kKeywordsMax) return false;
    all_[count_++] = keyword;
    return true;
  }
  size_t size() const { return count_; }
  /// Of the weights.
  uint32_t sum_of_squares() const {
    return std::accumulate(begin(), end(), 0U, [](uint32_t sum, const Keyword& keyword) {
      return sum + uint32_t{keyword.weight} * keyword.weight;
    });
  }
  const Keyword* begin() const { return all_.data(); }
  const Keyword* end() const { return all_.data() + count_; }

 private:
  std::array<Keyword, kKeywordsMax> all_{};
  size_t count_ = 0;
};

/// Writes slots in any order. One thread.
class KeywordWriter {
 public:
  /// Throws std::system_error that names the file, as does put().
  explicit KeywordWriter(const std::filesystem::path& directory);
  ~KeywordWriter();
  KeywordWriter(const KeywordWriter&) = delete;
  KeywordWriter& operator=(const KeywordWriter&) = delete;

  void put(uint32_t docid, const Keywords& keywords);

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
};

/// The mapped file. Immutable; share freely.
class KeywordFile {
 public:
  KeywordFile() = default;
  /// Error kUnreadable or kCorrupt.
  static Result<KeywordFile> open(const std::filesystem::path& directory);
  /// None for a document without a slot.
  Keywords keywords(uint32_t docid) const;

 private:
  MappedFile file_;
};

}  // namespace pressmark
