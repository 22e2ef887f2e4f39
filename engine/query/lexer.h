// The lexer of the query language: what a reader typed -> lexemes. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/query/query.h"

namespace pressmark {

/// One piece of a query. Signs and fields belong to the piece they stand before.
struct Lexeme {
  enum class Type : uint8_t { kWord, kPhrase, kPrefix, kFilter, kOpen, kClose, kAnd, kOr, kNot };
  Type type = Type::kWord;
  Occur occur = Occur::kShould;
  QueryField field = QueryField::kAny;
  std::string name;     // of a filter: "lang"
  std::string text;     // as typed, without quotes, sign, field and asterisk
  bool quoted = false;  // a filter's value, or a part of it, stood in quotes
  uint32_t slop = 0;
};

struct Lexemes {
  std::vector<Lexeme> items;  // parentheses balance; operators stand between operands
  std::vector<std::string> notes;
};

/// Cuts a query; applies the limits on bytes and code points.
Lexemes lex_query(std::string_view text);

/// Whether `text` has anything to match: a letter, a digit, a symbol that is no punctuation.
bool is_searchable(std::string_view text);

/// The name of a field before a colon; empty for kAny.
std::string_view field_name(QueryField field);

}  // namespace pressmark
