// Plan: a Query made ready for one generation: which terms, forms and filters it comes to. Made and used by
// one thread, since nothing of Xapian's may be shared.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/query/query.h"
#include "engine/query/ranking_parts.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/record.h"
#include "engine/schema/term_statistics.h"

namespace Xapian {
class Database;
}

namespace pressmark {

class Analyzer;
class HouseRules;
class TimeLimit;

/// One word that the query looks for in the text.
struct PlanWord {
  std::string text;                 // its form, as analysed
  std::vector<std::string> terms;   // of the index; any will do; empty when the collection has none
  std::vector<TermId> term_ids;     // of those terms; sorted
  std::vector<FormId> forms;        // every form with one of those terms; sorted
  std::vector<FormId> exact_forms;  // those written as typed; sorted
  double weight = 0;                // idf times the factor for repetition; 0 for a word that does not rank
  double document_frequency = 0;    // of its most frequent term
};

/// Two neighbouring words of the query, as evidence that a text means them together.
struct PlanPair {
  size_t first = 0, second = 0;  // indexes into Plan::words
};

/// Other words that the editors let some of the query's words stand for, where the collection has them.
struct PlanSynonym {
  std::string text;             // as the editors wrote it
  std::vector<PlanWord> words;  // one, or the words of a phrase; together they weigh `weight`
  std::optional<PhraseMatcher> phrase;
  double weight = 0;
};

/// The Xapian side, known to engine/query and engine/match only (plan_terms.h).
struct PlanTerms;

struct Plan {
  Plan();
  ~Plan();
  Plan(Plan&&) noexcept;
  Plan& operator=(Plan&&) noexcept;

  std::vector<PlanWord> words;  // in the order typed, compounds included, without repetitions
  std::vector<PhraseMatcher>
      phrases;  // must stand in the text; checked on records of documents that match all else
  std::vector<PlanPair> pairs;
  std::vector<PlanSynonym> synonyms;           // each an alternative to words typed
  std::vector<uint32_t> pinned;                // by the editors: document ids, best first
  Filters text_filters;                        // conditions in the query's own text
  Filters request_filters;                     // and those beside it; both must hold
  std::vector<std::string> exact_title_terms;  // find publications with exactly this title
  bool ranked = false;                         // false: nothing to rank by, only conditions
  bool asks_details = false;                   // for a name or topic that stands beside the text
  bool empty = false;                          // can match nothing
  std::vector<std::string> notes;
  std::unique_ptr<PlanTerms> terms;
};

struct PlanContext {
  const Xapian::Database& postings;
  const Lexicon& lexicon;
  const RecordFile& records;
  Analyzer& analyzer;
  std::vector<std::string> languages;  // of the collection, most frequent first
  const TermStatistics& term_statistics;
  const TimeLimit& time;  // of the searches that use the plan
  RankingParts parts;
  const HouseRules* house = nullptr;  // may be none
};

/// `request` are conditions beside those in the query's own text.
Plan make_plan(const Query& query, const Filters& request, const PlanContext& context);

}  // namespace pressmark
