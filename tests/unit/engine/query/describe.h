// A query written out so that a table can say what it should be: one clause after another, groups in braces.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/query/query.h"

namespace pressmark {

/// "+" or "-" for the occurrence, the field, then word, "phrase"~slop, prefix* or {group}.
inline std::string describe(const std::vector<Clause>& clauses) {
  static constexpr std::array<const char*, 3> kOccurs = {"", "+", "-"};
  static constexpr std::array<const char*, 5> kFields = {"", "title:", "author:", "publisher:", "topic:"};
  std::string out;
  for (const Clause& clause : clauses) {
    if (!out.empty()) out += ' ';
    out += kOccurs.at(static_cast<size_t>(clause.occur));
    out += kFields.at(static_cast<size_t>(clause.field));
    switch (clause.type) {
      case Clause::Type::kWord:
        out += clause.text;
        break;
      case Clause::Type::kPhrase:
        out += "'" + clause.text + "'" + (clause.slop > 0 ? "~" + std::to_string(clause.slop) : "");
        break;
      case Clause::Type::kPrefix:
        out += clause.text + "*";
        break;
      case Clause::Type::kGroup:
        out += "{" + describe(clause.clauses) + "}";
        break;
    }
  }
  return out;
}

inline std::string describe(const Query& query) {
  return describe(query.clauses);
}

}  // namespace pressmark
