// Query: what a reader typed, as a value. Parsing never fails: what is no syntax is words, and the query says
// so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/publication.h"

namespace pressmark {

/// Whether a clause must match. kShould is what plain words are.
enum class Occur : uint8_t { kShould, kMust, kMustNot };

/// Fields that can stand before a colon with words to match.
enum class QueryField : uint8_t { kAny, kTitle, kAuthor, kPublisher, kTopic };

/// Days from `from` to `to`, both included; either may be open.
struct DateRange {
  std::optional<Date> from, to;
  bool operator==(const DateRange&) const = default;
};

/// One clause of a query: a word, a phrase, a prefix, or a group of clauses.
struct Clause {
  enum class Type : uint8_t { kWord, kPhrase, kPrefix, kGroup };
  Type type = Type::kWord;
  Occur occur = Occur::kShould;
  QueryField field = QueryField::kAny;
  std::string text;             // as typed, without quotes, sign, field and asterisk; empty for a group
  uint32_t slop = 0;            // of a phrase: "a b"~5
  std::vector<Clause> clauses;  // of a group
  bool operator==(const Clause&) const = default;
};

/// A word to find in any field.
inline bool is_plain_word(const Clause& clause) {
  return clause.type == Clause::Type::kWord && clause.field == QueryField::kAny &&
         clause.occur != Occur::kMustNot;
}

/// Conditions that filter and do not rank. Values of one list are alternatives.
struct Filters {
  std::vector<Kind> kinds;
  std::vector<std::string> languages;  // "de"
  std::vector<std::string> filetypes;  // "pdf"
  std::vector<std::string> sites;      // host names
  std::vector<std::string> authors, publishers, topics;
  DateRange published;
  bool operator==(const Filters&) const = default;
};

struct Query {
  std::vector<Clause> clauses;     // kShould ones are alternatives; AND of the kMust ones
  Filters filters;                 // from kind:, lang:, published:, … in the text
  std::vector<std::string> notes;  // what was not understood and searched as words, in plain English
  bool operator==(const Query&) const = default;
};

/// Parses the language of design section "Query" (README.md, "What can be typed"). Any bytes: ill-formed
/// UTF-8 and control characters are blanks; what is over limits::kQuery… is left out with a note. AND, OR and
/// NOT count as operators only in capitals, between words, and not when the whole query is in capitals. `x
/// AND y` makes both kMust; `x OR y` in a group with kMust words makes a group of alternatives, which must
/// match; OR binds closer than AND. Operators that do not count are words in small letters.
/// Dates that depend on the day ("last year") are words unless `today` is given.
Query parse_query(std::string_view text, std::optional<Date> today = std::nullopt);

/// Every piece of `text` between blanks as a word: no syntax, no limits. For what nobody typed into a box:
/// the topic of an experiment, a pasted paragraph.
Query words_query(std::string_view text);

/// The query with nothing demanded: its phrases and all words that must match as words that may. What it
/// excludes and its filters stay. The same query where nothing was demanded.
Query relaxed(const Query& query);

/// Text that parses to the same Query (but for its notes), if that is within limits::kQuery…. Filters that no
/// text makes (authors, publishers, topics) are written as clauses.
std::string to_text(const Query& query);

}  // namespace pressmark
