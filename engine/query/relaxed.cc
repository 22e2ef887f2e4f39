#include <iterator>

#include "engine/query/query.h"

namespace pressmark {
namespace {

void append_relaxed(const std::vector<Clause>& clauses, std::vector<Clause>& relaxed) {
  for (const Clause& clause : clauses) {
    if (clause.occur == Occur::kMustNot) {
      relaxed.push_back(clause);
    } else if (clause.type == Clause::Type::kGroup) {
      append_relaxed(clause.clauses, relaxed);
    } else if (clause.type == Clause::Type::kPhrase && clause.field == QueryField::kAny) {
      Query words = words_query(clause.text);
      relaxed.insert(relaxed.end(), std::make_move_iterator(words.clauses.begin()),
                     std::make_move_iterator(words.clauses.end()));
    } else {
      relaxed.push_back(clause);
      relaxed.back().occur = Occur::kShould;
    }
  }
}

}  // namespace

Query relaxed(const Query& query) {
  Query relaxed = query;
  relaxed.clauses.clear();
  append_relaxed(query.clauses, relaxed.clauses);
  return relaxed;
}

}  // namespace pressmark
