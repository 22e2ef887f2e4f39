#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <string_view>

#include "engine/limits.h"
#include "engine/query/query.h"
#include "tests/unit/engine/query/describe.h"

using namespace pressmark;

namespace {

constexpr size_t kCases = 40'000;

constexpr auto kPieces = std::to_array<std::string_view>({" ",
                                                          " ",
                                                          " ",
                                                          " ",
                                                          " ",
                                                          "+",
                                                          "-",
                                                          "--",
                                                          "\"",
                                                          "\"",
                                                          "\u201c",
                                                          "\u201d",
                                                          "\u00ab",
                                                          "(",
                                                          "(",
                                                          ")",
                                                          ")",
                                                          "((",
                                                          "))",
                                                          "*",
                                                          "*",
                                                          "~",
                                                          "~5",
                                                          "~99",
                                                          ":",
                                                          "::",
                                                          "AND",
                                                          " AND ",
                                                          " OR ",
                                                          " NOT ",
                                                          "OR",
                                                          "NOT",
                                                          "and",
                                                          "a",
                                                          "bb",
                                                          "skill",
                                                          "C++",
                                                          ".NET",
                                                          "C(2019)4",
                                                          "f(x",
                                                          "x)",
                                                          "\u00a33.5bn",
                                                          "AT&T",
                                                          "title:",
                                                          "author:",
                                                          "TOPIC:",
                                                          "publisher:",
                                                          "kind:",
                                                          "lang:",
                                                          "site:",
                                                          "filetype:",
                                                          "published:",
                                                          "after:",
                                                          "before:",
                                                          "foo:",
                                                          "report",
                                                          "post,page",
                                                          "de",
                                                          "pdf",
                                                          "example.org",
                                                          "2022",
                                                          "2022-03",
                                                          "2022-02-28",
                                                          "..",
                                                          ">=",
                                                          "<",
                                                          "=",
                                                          ",",
                                                          ".",
                                                          "/",
                                                          "\\",
                                                          "'",
                                                          "\u2019",
                                                          "\u00e9",
                                                          "\u6771\u4eac",
                                                          "\U0001F600",
                                                          "\u00a0",
                                                          "\u200b",
                                                          "\u0301",
                                                          "\u2013",
                                                          "\n",
                                                          "\t",
                                                          "\xff",
                                                          "\xc3",
                                                          "\xe2\x80",
                                                          "UPPER",
                                                          "1",
                                                          "LANG:DE",
                                                          "\"a b\"",
                                                          "\"a b\"~3",
                                                          "ab*",
                                                          "abc*",
                                                          "March 2022",
                                                          "\"March 2022\"",
                                                          "last year",
                                                          "\"last year\"",
                                                          "yesterday",
                                                          "29.03.2022",
                                                          "..\"",
                                                          ">=\""});

std::string random_query(std::mt19937& random) {
  std::string text;
  const size_t pieces = random() % 24;
  for (size_t i = 0; i < pieces; ++i) text += kPieces[random() % kPieces.size()];
  return text;
}

size_t depth_of(const std::vector<Clause>& clauses) {
  size_t depth = 0;
  for (const Clause& clause : clauses) {
    if (clause.type == Clause::Type::kGroup) depth = std::max(depth, 1 + depth_of(clause.clauses));
  }
  return depth;
}

/// Groups have clauses and no text, everything else text and no clauses; only phrases are loose.
bool is_lawful(const std::vector<Clause>& clauses) {
  return std::all_of(clauses.begin(), clauses.end(), [](const Clause& clause) {
    const bool group = clause.type == Clause::Type::kGroup;
    return group == clause.text.empty() && group != clause.clauses.empty() &&
           (clause.slop == 0 || clause.type == Clause::Type::kPhrase) &&
           clause.slop <= limits::kNearnessMax && is_lawful(clause.clauses);
  });
}

void check_round_trip(const std::string& typed) {
  const auto today = Date::make(2022, 3, 29);
  Query query = parse_query(typed, today);
  Query again = parse_query(to_text(query), today);
  query.notes.clear();
  again.notes.clear();
  BOOST_TEST((query == again), "\"" << typed << "\" is " << describe(query) << " but written as \""
                                    << to_text(query) << "\" it is " << describe(again));
  BOOST_TEST(depth_of(query.clauses) <= limits::kQueryDepthMax);
  BOOST_TEST(is_lawful(query.clauses), typed);
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_written_again_parses_to_the_same_query) {
  std::mt19937 random(20240229);
  for (size_t i = 0; i < kCases; ++i) check_round_trip(random_query(random));
}

BOOST_AUTO_TEST_CASE(deep_groups_are_written_again) {
  std::mt19937 random(8);
  for (size_t i = 0; i < 2'000; ++i) {
    std::string typed;
    for (size_t k = 0; k < 60; ++k) {
      typed += std::array{"(", "(", ")", "a ", "b ", " AND ", " OR ", "+", "-"}.at(random() % 9);
    }
    check_round_trip(typed);
  }
}

BOOST_AUTO_TEST_CASE(many_words_are_written_again) {
  std::mt19937 random(32);
  for (size_t i = 0; i < 2'000; ++i) {
    std::string typed;
    for (size_t k = 0; k < 50; ++k)
      typed += std::array{"a ", "- ", "\"", "+a ", ". ", "(b ", ") "}.at(random() % 7);
    check_round_trip(typed);
  }
}

BOOST_AUTO_TEST_CASE(any_bytes_are_a_query) {
  std::mt19937 random(256);
  for (size_t i = 0; i < 20'000; ++i) {
    std::string typed(random() % 60, ' ');
    for (char& c : typed) c = static_cast<char>(random());
    check_round_trip(typed);
  }
}
