// Explain: why a publication ranks where it does for a query, or why it is not found. A value, and plain
// words made of it. Runs a search several times; meant for editors, not for every request.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/publication.h"
#include "engine/query/query.h"

namespace pressmark {

class Searcher;

/// A word of the query in the publication.
struct WordEvidence {
  std::string word;                 // as analysed
  std::map<Role, uint32_t> places;  // how often it stands in each role; empty when it does not
  bool exact = false;               // also in the form typed
  uint64_t publications = 0;        // of the collection that have it
  bool counts = true;               // false for a stop word beside other words
  double weight = 0;                // the rarer the more; what one place of it is worth is a share of this
};

struct PairEvidence {
  std::string first, second;
  uint32_t count = 0;  // how often the second follows the first, stop words between them at most
};

/// How far a part of the ranking takes a publication that all parts before it have ranked.
struct ScoreStep {
  std::string part;   // "words", then the parts as `search --without` names them
  double score = 0;   // with it and those before it
  uint32_t rank = 0;  // likewise, from 1
};

struct Explanation {
  enum class Outcome : uint8_t {
    kFound,
    kBeyondDepth,  // it matches, further back than answers go
    kNotIndexed,
    kHidden,    // by the editors
    kFiltered,  // a condition leaves it out; see `obstacles`
    kExcluded,  // it has what the query excludes
    kMissing,   // it lacks what the query demands
    kNoMatch,   // none of the words stands in it
  };
  Outcome outcome = Outcome::kNotIndexed;
  std::string id, title;
  uint32_t rank = 0;        // from 1; 0 when it is not among the first limits::kHitsDepthMax
  std::string shown_under;  // the id of the form or edition that stands for it at this rank; empty for itself
  uint64_t total = 0;
  bool total_exact = true;
  double score = 0;
  std::vector<ScoreStep> steps;        // of what is found; parts that leave it out of reach are passed over
  std::vector<std::string> obstacles;  // "kind: report", "the phrase “digital skills”"
  std::vector<WordEvidence> words;
  std::vector<PairEvidence> pairs;
  std::vector<std::string> synonyms;  // of the editors, that stand in it
  bool exact_title = false;           // the query is its whole title
  bool pinned = false;
  double boost = 1;            // the editors' factor
  double recency = 1;          // the factor for its age
  uint32_t rank_by_words = 0;  // without what the best answers have in common; 0 as for rank
};

/// All of it in plain words, a sentence each, the outcome first.
std::vector<std::string> explanation_lines(const Explanation& explanation);

/// Of these the outcome, and what is neither that nor about words and pairs of words.
std::string outcome_line(const Explanation& explanation);
std::vector<std::string> factor_lines(const Explanation& explanation);

/// "in the title", "in the text"; of words that stand in such a role.
std::string role_words(Role role);

/// The name of an outcome in the API: "found", "filtered", …
std::string_view outcome_name(Explanation::Outcome outcome);

/// `id` is an id or an address. `request` are conditions beside those in the query's own text.
Explanation explain(Searcher& searcher, const Query& query, const Filters& request, const std::string& id);

}  // namespace pressmark
