// From a typed word to the terms and forms of a collection. Used by plan.cc only; one thread.
#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/query/plan.h"

namespace pressmark {

// How much it counts that a term recurs where it occurs: such terms say what a text is about. Flat between .3
// and .6 on judged collections (S. Clinchant and E. Gaussier, SIGIR 2010, on burstiness).
inline constexpr double kBurstinessPower = 0.5;

/// One word of what was typed, as the analyser cuts it.
struct AnalysedWord {
  std::string form;
  bool compound = false;
};

class WordResolver {
 public:
  explicit WordResolver(const PlanContext& context);

  /// The languages a query is tried in: those of the collection, most frequent first; never empty.
  const std::vector<std::string>& languages() const { return languages_; }

  /// The words of a text by the rules of the first language in which the collection knows all of them, else
  /// by the most frequent language's. Lives as long as this.
  const std::vector<AnalysedWord>& analyse(const std::string& text);

  /// The word in every inflection, by the rules of every language of the collection.
  PlanWord resolve(const AnalysedWord& word);
  /// The word as typed: no other inflection; accents count only if it was typed with any.
  PlanWord resolve_exact(const AnalysedWord& word);
  /// Words that begin so; the most frequent limits::kWildcardExpansionsMax of them.
  PlanWord expand_prefix(const std::string& prefix);

  /// How often the word stands in a publication that has it, by its most frequent term; 1 or more.
  double burstiness(const PlanWord& word) const;

  /// One word of a phrase, any of `forms`.
  PhraseMatcher::Word phrase_word(const std::vector<FormId>& forms) const;
  /// `all` (the phrase's words) where the phrase stands in the text; can be a part of any query.
  Xapian::Query phrase_in_group(const Xapian::Query& all, PhraseMatcher matcher) const;

 private:
  std::vector<AnalysedWord> analyse_anew(const std::string& text);
  std::vector<AnalysedWord> cut(const std::string& text, const std::string& language);
  void add_term_ids(PlanWord& word) const;
  void add_terms(PlanWord& word, const std::vector<FormId>& forms) const;

  const PlanContext& context_;
  std::vector<std::string> languages_;
  std::vector<Token> tokens_;
  std::map<std::string, std::vector<AnalysedWord>> analysed_;
};

}  // namespace pressmark
