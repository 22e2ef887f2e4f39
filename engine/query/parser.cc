// The grammar, over the lexemes of lexer.h:
//
//   sequence := { chain | "AND" chain }         chain := operand { "OR" operand }
//   operand  := [ "NOT" ] ( word | phrase | prefix | filter | "(" sequence ")" )
//
// OR binds closer than AND: `a AND b OR c` asks for a and one of b and c.
#include <algorithm>
#include <utility>

#include "engine/limits.h"
#include "engine/query/filters.h"
#include "engine/query/lexer.h"
#include "engine/query/query.h"

namespace pressmark {
namespace {

using LexType = Lexeme::Type;

class Parser {
 public:
  Parser(Lexemes lexemes, std::optional<Date> today) : items_(std::move(lexemes.items)), today_(today) {
    query_.notes = std::move(lexemes.notes);
  }

  Query run() {
    query_.clauses = sequence(0, QueryField::kAny);
    return std::move(query_);
  }

 private:
  /// Operands joined by OR, most often one.
  struct Chain {
    std::vector<Clause> clauses;
    bool asked_by_and = false;
  };

  bool at(LexType type) const { return at_ < items_.size() && items_[at_].type == type; }
  bool at_end() const { return at_ == items_.size() || at(LexType::kClose); }
  void note(std::string text) {
    if (std::find(query_.notes.begin(), query_.notes.end(), text) == query_.notes.end()) {
      query_.notes.push_back(std::move(text));
    }
  }

  /// Clauses up to a closing parenthesis or the end. `depth` is the number of groups around them.
  std::vector<Clause> sequence(size_t depth, QueryField field) {
    std::vector<Chain> chains;
    bool asked = false;
    while (!at_end()) {
      if (at(LexType::kAnd)) {
        ++at_;
        asked = true;
        if (!chains.empty()) chains.back().asked_by_and = true;
        continue;
      }
      Chain next = chain(depth, field);
      next.asked_by_and = std::exchange(asked, false);
      chains.push_back(std::move(next));
    }
    return settle(std::move(chains), depth);
  }

  Chain chain(size_t depth, QueryField field) {
    Chain chain;
    for (;;) {
      for (Clause& clause : operand(depth, field)) chain.clauses.push_back(std::move(clause));
      if (!at(LexType::kOr)) return chain;
      ++at_;
    }
  }

  /// Decides what a chain is among its neighbours: alternatives beside words that must match are a group that
  /// must.
  static std::vector<Clause> settle(std::vector<Chain> chains, size_t depth) {
    bool must = false;
    for (Chain& chain : chains) {
      if (chain.asked_by_and && chain.clauses.size() == 1 && chain.clauses[0].occur == Occur::kShould) {
        chain.clauses[0].occur = Occur::kMust;
      }
      must = must || chain.asked_by_and ||
             std::any_of(chain.clauses.begin(), chain.clauses.end(),
                         [](const Clause& c) { return c.occur == Occur::kMust; });
    }
    std::vector<Clause> clauses;
    for (Chain& chain : chains) {
      const bool plain = std::all_of(chain.clauses.begin(), chain.clauses.end(),
                                     [](const Clause& c) { return c.occur == Occur::kShould; });
      if (must && plain && chain.clauses.size() > 1 && depth < limits::kQueryDepthMax) {
        Clause group;
        group.type = Clause::Type::kGroup;
        group.occur = Occur::kMust;
        group.clauses = std::move(chain.clauses);
        clauses.push_back(std::move(group));
      } else {
        for (Clause& clause : chain.clauses) clauses.push_back(std::move(clause));
      }
    }
    return clauses;
  }

  /// One clause; none for a filter; several for a group that is too deep.
  std::vector<Clause> operand(size_t depth, QueryField field) {
    const bool negated = at(LexType::kNot);
    if (negated) ++at_;
    Lexeme item = std::move(items_[at_++]);
    if (negated) item.occur = Occur::kMustNot;
    if (item.field == QueryField::kAny) item.field = field;
    if (item.type == LexType::kOpen) return group(item, depth);
    if (item.type == LexType::kFilter) return filter(std::move(item));
    Clause clause;
    clause.occur = item.occur;
    clause.field = item.field;
    clause.text = std::move(item.text);
    clause.slop = item.slop;
    if (item.type == LexType::kPhrase) clause.type = Clause::Type::kPhrase;
    if (item.type == LexType::kPrefix) clause.type = Clause::Type::kPrefix;
    return term(std::move(clause));
  }

  std::vector<Clause> group(const Lexeme& open, size_t depth) {
    const bool too_deep = depth == limits::kQueryDepthMax;
    std::vector<Clause> clauses = sequence(too_deep ? depth : depth + 1, open.field);
    ++at_;  // its partner
    if (too_deep) {
      note(std::string("Parentheses more than ") + std::to_string(limits::kQueryDepthMax) +
           " deep were ignored.");
      return clauses;
    }
    if (clauses.empty()) return {};
    Clause clause;
    if (clauses.size() == 1 && clauses[0].occur == Occur::kShould) {
      clause = std::move(clauses[0]);
    } else {
      clause.type = Clause::Type::kGroup;
      clause.clauses = std::move(clauses);
    }
    clause.occur = open.occur;
    return {std::move(clause)};
  }

  std::vector<Clause> filter(Lexeme item) {
    const bool excluded = item.occur == Occur::kMustNot;
    if (!excluded && add_filter(item.name, item.text, today_, query_.filters)) return {};
    note(excluded ? "\u201c" + item.name + ":\u201d cannot be excluded; searched as words."
                  : "\u201c" + item.text + "\u201d is no value for \u201c" + item.name +
                        ":\u201d; searched as words.");
    Clause clause;
    clause.type = item.quoted ? Clause::Type::kPhrase : Clause::Type::kWord;
    clause.occur = item.occur;
    clause.field = item.field;
    clause.text = item.quoted ? std::move(item.text) : item.name + ":" + item.text;
    return term(std::move(clause));
  }

  /// The clause, as far as the limit on terms lets it in.
  std::vector<Clause> term(Clause clause) {
    size_t words = 1;
    size_t end = 0;
    for (; end < clause.text.size(); ++end) {
      if (clause.text[end] != ' ') continue;
      if (terms_ + words == limits::kQueryTermsMax) break;
      ++words;
    }
    if (terms_ == limits::kQueryTermsMax || end < clause.text.size()) {
      note(std::string("The query has more than ") + std::to_string(limits::kQueryTermsMax) +
           " words; the rest was left out.");
    }
    if (terms_ == limits::kQueryTermsMax) return {};
    terms_ += words;
    clause.text.resize(end);
    if (!is_searchable(clause.text)) return {};
    return {std::move(clause)};
  }

  std::vector<Lexeme> items_;
  std::optional<Date> today_;
  size_t at_ = 0;
  size_t terms_ = 0;
  Query query_;
};

}  // namespace

Query parse_query(std::string_view text, std::optional<Date> today) {
  return Parser(lex_query(text), today).run();
}

}  // namespace pressmark
