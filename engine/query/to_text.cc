#include <algorithm>

#include "engine/query/filters.h"
#include "engine/query/lexer.h"
#include "engine/query/query.h"

namespace pressmark {
namespace {

void append_clauses(const std::vector<Clause>& clauses, std::string& out);

void append_clause(const Clause& clause, std::string& out) {
  if (clause.occur == Occur::kMust) out += '+';
  if (clause.occur == Occur::kMustNot) out += '-';
  if (clause.field != QueryField::kAny) out.append(field_name(clause.field)) += ':';
  switch (clause.type) {
    case Clause::Type::kWord:
      out += clause.text;
      break;
    case Clause::Type::kPrefix:
      out += clause.text + "*";
      break;
    case Clause::Type::kPhrase:
      out.append(1, '"').append(clause.text) += '"';
      if (clause.slop > 0) out.append(1, '~').append(std::to_string(clause.slop));
      break;
    case Clause::Type::kGroup:
      out += '(';
      append_clauses(clause.clauses, out);
      // A word that opened a parenthesis would take this one for its own.
      if (!clause.clauses.empty() && clause.clauses.back().text.find('(') != std::string::npos) out += ' ';
      out += ')';
      break;
  }
}

void append_clauses(const std::vector<Clause>& clauses, std::string& out) {
  for (size_t i = 0; i < clauses.size(); ++i) {
    if (i > 0) out += ' ';
    append_clause(clauses[i], out);
  }
}

}  // namespace

std::string to_text(const Query& query) {
  std::string out;
  append_clauses(query.clauses, out);
  out += filters_text(query.filters);
  for (const auto& [name, values] :
       {std::pair{"author", &query.filters.authors}, std::pair{"publisher", &query.filters.publishers},
        std::pair{"topic", &query.filters.topics}}) {
    for (const std::string& value : *values) out += std::string(" +") + name + ":\"" + value + '"';
  }
  if (out.starts_with(' ')) out.erase(0, 1);
  return out;
}

}  // namespace pressmark
