// Completions: what can be offered while somebody types. Titles of publications and phrases (words that stand
// together in several publications), each found by beginnings of any of its words, and single words; all by
// words as completion_words (engine/analysis/completion_words.h) makes them. `completions.dat` of a
// generation, used as it is mapped; the layout is described in completions.cc.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/mapped_file.h"

namespace pressmark {

/// What is written, each list with the most useful first; more of a word list than
/// limits::kCompletionWordsMax is left out. Words of an entry are joined by blanks.
struct CompletionTables {
  struct Title {
    uint32_t docid = 0;
    std::string words;
  };
  struct Phrase {
    std::string text;
    std::string words;
    uint32_t documents = 0;  // that have it, word for word
  };
  struct Word {
    std::string word;  // no two alike
    FormId form = 0;   // what is shown for it
  };
  std::vector<Title> titles;
  std::vector<Phrase> phrases;
  std::vector<Word> words;
};

/// Throws std::system_error that names the file, and std::length_error for more than fits in 32 bits.
void write_completions(const std::filesystem::path& directory, const CompletionTables& tables);

/// Dense, from 0, in the order of the words' bytes.
using CompletionWordId = uint32_t;

/// Neighbouring words, half-open.
struct CompletionWords {
  CompletionWordId begin = 0, end = 0;
  bool empty() const { return begin == end; }
  bool contains(CompletionWordId word) const { return word >= begin && word < end; }
};

/// One of the two lists of entries that have several words. An entry's number is its rank, from 0.
class CompletionList {
 public:
  size_t size() const { return starts_.empty() ? 0 : starts_.size() - 1; }
  /// Its words in the order of the text.
  std::span<const CompletionWordId> words(uint32_t entry) const {
    return words_.subspan(starts_[entry], starts_[entry + 1] - starts_[entry]);
  }
  /// The entries that have any of `words`: rising for each word, and so once for each word that they have.
  std::span<const uint32_t> entries(CompletionWords words) const {
    const uint32_t begin = posting_starts_[words.begin];
    return postings_.subspan(begin, posting_starts_[words.end] - begin);
  }

 private:
  friend class CompletionFile;
  bool take(class ByteReader& reader, size_t entries_count, size_t entry_words_count, size_t postings_count,
            size_t words_count);
  bool check(size_t words_count) const;
  std::span<const uint32_t> starts_, words_, posting_starts_, postings_;
};

/// The mapped file. Immutable; share freely. Every number in it is checked when it is opened.
class CompletionFile {
 public:
  CompletionFile() = default;
  /// Error kUnreadable or kCorrupt.
  static Result<CompletionFile> open(const std::filesystem::path& directory);

  /// The words that begin with `prefix`, or are `word`.
  CompletionWords with_prefix(std::string_view prefix) const;
  CompletionWords exactly(std::string_view word) const;
  size_t words_count() const { return words_count_; }
  std::string_view word(CompletionWordId word) const;

  /// For each of `words` its rank among the single words; kNoRank for one that is not offered by itself.
  std::span<const uint32_t> ranks(CompletionWords words) const {
    return ranks_.subspan(words.begin, words.end - words.begin);
  }
  bool is_offered(CompletionWordId word) const { return ranks_[word] != kNoRank; }
  /// The form shown for a word that is offered.
  FormId form(CompletionWordId word) const { return forms_[word]; }

  const CompletionList& titles() const { return titles_; }
  const CompletionList& phrases() const { return phrases_; }
  uint32_t docid(uint32_t title) const { return docids_[title]; }
  std::string_view phrase(uint32_t phrase) const;
  /// In how many publications it stands, word for word.
  uint32_t phrase_documents(uint32_t phrase) const { return phrase_documents_[phrase]; }

  static constexpr uint32_t kNoRank = 0xffffffff;

 private:
  bool slice();
  bool check() const;

  MappedFile file_;
  size_t words_count_ = 0;
  std::span<const uint32_t> word_starts_, ranks_, forms_, docids_, phrase_starts_, phrase_documents_;
  CompletionList titles_, phrases_;
  std::span<const uint8_t> word_bytes_, phrase_bytes_;
};

}  // namespace pressmark
