// Index: one generation, open for reading. Says the same for ever, to all threads; what is Xapian's is opened
// by each Searcher for itself.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/match/columns.h"
#include "engine/match/document_set.h"
#include "engine/match/folds.h"
#include "engine/schema/completions.h"
#include "engine/schema/keywords.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/manifest.h"
#include "engine/schema/record.h"
#include "engine/schema/term_statistics.h"
#include "engine/schema/text_store.h"

namespace pressmark {

class Index {
 public:
  /// Opens the generation in `directory` (a link is followed once, so that a later publish does not mix
  /// files). Error kCorrupt or kConflict as read_manifest, with the file that is at fault.
  static Result<std::shared_ptr<const Index>> open(const std::filesystem::path& directory, Verify verify);

  const std::filesystem::path& directory() const { return directory_; }
  const Manifest& manifest() const { return manifest_; }
  const Lexicon& lexicon() const { return *lexicon_; }
  const RecordFile& records() const { return *records_; }
  const TextFile& text() const { return *text_; }
  const KeywordFile& keywords() const { return keywords_; }
  const CompletionFile& completions() const { return completions_; }
  const TermStatistics& term_statistics() const { return term_statistics_; }
  const Columns& columns() const { return columns_; }
  const Folds& folds() const { return folds_; }
  /// Fills as it is used.
  FrequentTerms& frequent_terms() const { return *frequent_terms_; }
  /// Languages of the collection, most frequent first; unknown ones left out.
  const std::vector<std::string>& languages() const { return languages_; }

  /// The directory of the postings below a generation.
  static std::filesystem::path postings(const std::filesystem::path& generation) {
    return generation / "postings";
  }

 private:
  Index() = default;
  std::filesystem::path directory_;
  Manifest manifest_;
  std::shared_ptr<const Lexicon> lexicon_;
  std::shared_ptr<const RecordFile> records_;
  std::shared_ptr<const TextFile> text_;
  KeywordFile keywords_;
  CompletionFile completions_;
  TermStatistics term_statistics_;
  Columns columns_;
  Folds folds_;
  std::unique_ptr<FrequentTerms> frequent_terms_ = std::make_unique<FrequentTerms>();
  std::vector<std::string> languages_;
};

}  // namespace pressmark
