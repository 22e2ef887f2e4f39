// Which words stand together in several publications, and in how many.
#include "indexer/phrases.h"

#include <boost/test/unit_test.hpp>
#include <map>
#include <string>
#include <vector>

using namespace pressmark;

namespace {

/// Forms are letters: small ones words, 'o' and digits inner ones, capitals never in a phrase; '|' a break.
PhraseFinder::WordKind kind_of(FormId form) {
  const char letter = static_cast<char>(form);
  if (letter == 'o' || (letter >= '0' && letter <= '9')) return PhraseFinder::WordKind::kInner;
  return letter >= 'A' && letter <= 'Z' ? PhraseFinder::WordKind::kNever : PhraseFinder::WordKind::kWord;
}

RecordContent record(const std::string& letters, const std::vector<Role>& roles = {Role::kBody}) {
  RecordContent content;
  for (const char letter : letters)
    content.forms.push_back(letter == '|' ? kFieldBreak : static_cast<FormId>(letter));
  content.roles = roles;
  return content;
}

using Counts = std::map<std::string, uint32_t>;

Counts found_in(const std::vector<RecordContent>& records, uint32_t documents_min = 2,
                size_t candidates_max = 1000) {
  PhraseFinder finder(kind_of, candidates_max);
  for (const RecordContent& each : records) finder.add(each);
  Counts counts;
  for (const FoundPhrase& phrase : finder.take(documents_min)) {
    std::string letters;
    for (size_t i = 0; i < phrase.size(); ++i) letters += static_cast<char>(phrase.forms[i]);
    counts[letters] = phrase.documents;
  }
  return counts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(phrases)

BOOST_AUTO_TEST_CASE(are_what_is_repeated_in_several_publications) {
  BOOST_TEST((found_in({record("abxaby"), record("abzab")}) == Counts{{"ab", 2}}));
  BOOST_TEST((found_in({record("abxaby"), record("abz")}).empty()));
  BOOST_TEST((found_in({record("abxaby"), record("abzab")}, 3).empty()));
}

BOOST_AUTO_TEST_CASE(are_what_stands_in_titles_and_headings) {
  const RecordContent title = record("ab|cdef", {Role::kTitle, Role::kBody});
  const RecordContent heading = record("cdef|ab", {Role::kBody, Role::kHeading});
  BOOST_TEST((found_in({title, heading}) == Counts{{"ab", 2}}));
}

BOOST_AUTO_TEST_CASE(do_not_cross_a_field_break) {
  const RecordContent apart = record("a|b|a|b", {Role::kTitle, Role::kBody, Role::kHeading, Role::kBody});
  BOOST_TEST((found_in({apart, apart}).empty()));
}

BOOST_AUTO_TEST_CASE(are_not_sought_in_boilerplate) {
  const RecordContent footer = record("abab", {Role::kBoilerplate});
  BOOST_TEST((found_in({footer, footer}).empty()));
}

BOOST_AUTO_TEST_CASE(begin_and_end_with_words_that_say_something) {
  const RecordContent with_of = record("aobxaob");
  BOOST_TEST((found_in({with_of, with_of}) == Counts{{"aob", 2}}));
  const RecordContent at_ends = record("oaxoayoa");
  BOOST_TEST((found_in({at_ends, at_ends}).empty()));
  const RecordContent unspaced = record("ABcABc");
  BOOST_TEST((found_in({unspaced, unspaced}).empty()));
}

BOOST_AUTO_TEST_CASE(have_at_most_four_words) {
  const RecordContent five = record("abcde|abcde", {Role::kTitle, Role::kBody});
  const Counts found = found_in({five, five});
  BOOST_TEST((found == Counts{{"abcd", 2}, {"bcde", 2}}));
}

BOOST_AUTO_TEST_CASE(that_nearly_always_are_part_of_a_longer_one_are_left_out) {
  const RecordContent longer = record("abcxabc");
  BOOST_TEST((found_in({longer, longer}) == Counts{{"abc", 2}}));
  const RecordContent shorter = record("abxaby");
  BOOST_TEST((found_in({longer, longer, shorter, shorter}) == Counts{{"ab", 4}, {"abc", 2}}));
}

BOOST_AUTO_TEST_CASE(of_few_publications_make_room_for_others) {
  PhraseFinder finder(kind_of, 4);
  std::vector<RecordContent> records(5, record("abxab"));
  for (const char* rare : {"cdxcd", "efxef", "ghxgh", "ijxij", "klxkl"}) records.push_back(record(rare));
  records.insert(records.end(), 2, record("abxab"));
  BOOST_TEST((found_in(records, 2, 4) == Counts{{"ab", 7}}));
}

BOOST_AUTO_TEST_CASE(are_counted_where_they_stand_though_they_are_no_matter_there) {
  std::vector<FoundPhrase> found(3);
  const auto forms = [](char a, char b, char c) {
    const auto form = [](char letter) { return letter == 0 ? kFieldBreak : static_cast<FormId>(letter); };
    return std::array<FormId, kPhraseWordsMax>{form(a), form(b), form(c), kFieldBreak};
  };
  found[0].forms = forms('a', 'b', 0);
  found[1].forms = forms('a', 'b', 'c');
  found[2].forms = forms('b', 'a', 0);
  PhraseCounter counter(found);
  counter.add(record("xabyab"));
  counter.add(record("abc"));
  counter.add(record("ab", {Role::kBoilerplate}));
  counter.add(record("a|b|c", {Role::kBody, Role::kHeading, Role::kBody}));
  BOOST_TEST(found[0].documents_all == 2U);
  BOOST_TEST(found[1].documents_all == 1U);
  BOOST_TEST(found[2].documents_all == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
