// Snippets: which passages of a publication show a match, as plain text with spans. Markup is made, and
// escaped, by whoever writes the response. Cost does not depend on the publication's length: only the frames
// shown are read, and of their text only what is shown is analysed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/record.h"
#include "engine/schema/text_store.h"

namespace pressmark {

/// Plain text, not escaped. `spans` are the matches in it: half-open bytes, rising, apart from each other.
struct Fragment {
  std::string text;
  std::vector<ByteSpan> spans;
  bool cut_before = false;  // text goes on before it in the same block
  bool cut_after = false;
};

/// One word the query looks for.
struct WantedWord {
  std::vector<FormId> forms;        // every form that matches it; sorted
  std::vector<FormId> exact_forms;  // those written as typed; sorted
  double weight = 1;                // its idf
};

struct Wanted {
  std::vector<WantedWord> words;       // at most limits::kQueryTermsMax
  std::vector<PhraseMatcher> phrases;  // an occurrence is the best evidence
};

/// A stretch of a record that passages may come from, and what one of it is worth beside the others.
struct WeightedRange {
  PositionRange range;
  double weight = 1;
};

struct SnippetOptions {
  size_t passages_max = 3;
  size_t bytes_max = 300;                    // of one fragment, about
  std::vector<WeightedRange> ranges = {{}};  // rising, apart from each other
};

/// One passage.
struct Passage {
  Fragment fragment;
  uint32_t part = 0;
  std::string part_label, anchor, heading;
  Role role = Role::kBody;
};

struct Passages {
  std::vector<Passage> passages;  // best first, from different blocks, pages apart preferred; may be empty
  uint32_t more_matches = 0;      // matching places found beyond those in the passages (counted to a limit)
};

/// Makes the snippets of one query.
class SnippetMaker {
 public:
  /// The first three must outlive it; one thread at a time (the analyser is not shared).
  SnippetMaker(const Lexicon& lexicon, const TextFile& text, Analyzer& analyzer, Wanted wanted);
  ~SnippetMaker();
  SnippetMaker(SnippetMaker&&) noexcept;

  /// What the query looks for.
  const Wanted& wanted() const;

  /// The best passages of document `docid`. Which are best: coverage of the words by weight, exact forms,
  /// nearness and order, whole phrases, body before headings; boilerplate only when nothing else matches;
  /// titles never (the hit shows its title). Cut at sentence ends where possible, else at words. Damaged text
  /// gives no passages.
  Passages make(uint32_t docid, const RecordView& record, const std::string& language,
                const SnippetOptions& options);

  /// The opening of the publication's summary or body, with no spans: for a hit whose match is elsewhere.
  Passages opening(uint32_t docid, const SnippetOptions& options);

  /// Spans of the wanted words in a short text (a title).
  std::vector<ByteSpan> mark(const std::string& text, const std::string& language);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pressmark
