#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <functional>

#include "engine/limits.h"
#include "engine/schema/record.h"
#include "tests/unit/engine/schema/record_samples.h"

namespace pressmark {
namespace {

using record_samples::encode;
using record_samples::random_content;
using record_samples::Shape;
using record_samples::term_of;
using Words = std::vector<PhraseMatcher::Word>;

const std::vector<Shape> kShapes = {
    {.positions = 60, .forms_count = 8, .break_share = 0.05},
    {.positions = 600, .forms_count = 90, .break_share = 0.05},
    {.positions = 2500, .forms_count = 12, .break_share = 0.01},
    {.positions = 3000, .forms_count = 30'000, .break_share = 0.01, .form_stride = 400},
    {.positions = 3000, .forms_count = 30'000, .break_share = 0, .form_stride = 400},
    {.positions = 30'000, .forms_count = 30'000, .break_share = 0.001, .form_stride = 400},
};

PhraseMatcher::Word word_of(std::vector<FormId> forms) {
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  std::vector<TermId> terms;
  for (const FormId form : forms) terms.push_back(term_of(form));
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return {std::move(forms), std::move(terms)};
}

Words words_of(const std::vector<std::vector<FormId>>& sets) {
  Words words;
  for (const auto& forms : sets) words.push_back(word_of(forms));
  return words;
}

bool is_word(const PhraseMatcher::Word& word, FormId form) {
  return std::find(word.forms.begin(), word.forms.end(), form) != word.forms.end();
}

std::vector<TermPosition> naive_exact(const RecordContent& content, const Words& words) {
  std::vector<TermPosition> found;
  for (size_t begin = 0; begin + words.size() <= content.forms.size(); ++begin) {
    size_t i = 0;
    while (i < words.size() && is_word(words[i], content.forms[begin + i])) ++i;
    if (i == words.size()) found.push_back(static_cast<TermPosition>(begin));
  }
  return found;
}

/// Whether the words from `word` on can each have a place of their own from `begin` to `end`, by trying all.
bool seats_all(const RecordContent& content, const Words& words, size_t word, size_t begin, size_t end,
               std::vector<bool>& taken) {
  if (word == words.size()) return true;
  for (size_t at = begin; at < end; ++at) {
    if (taken[at - begin] || !is_word(words[word], content.forms[at])) continue;
    taken[at - begin] = true;
    if (seats_all(content, words, word + 1, begin, end, taken)) return true;
    taken[at - begin] = false;
  }
  return false;
}

std::vector<TermPosition> naive_near(const RecordContent& content, const Words& words, size_t slop) {
  std::vector<TermPosition> found;
  const size_t reach = std::max(slop + 1, words.size() - 1);
  for (size_t begin = 0; begin < content.forms.size(); ++begin) {
    const auto first = content.forms.begin() + begin;
    const auto last = content.forms.begin() + std::min(content.forms.size(), begin + reach + 1);
    const size_t end = static_cast<size_t>(std::find(first, last, kFieldBreak) - content.forms.begin());
    std::vector<bool> taken(reach + 1);
    if (std::none_of(words.begin(), words.end(), [&](const auto& word) { return is_word(word, *first); }))
      continue;
    if (seats_all(content, words, 0, begin, end, taken)) found.push_back(static_cast<TermPosition>(begin));
  }
  return found;
}

/// Words as they stand somewhere in the text (some of them replaced), each with some further forms.
Words random_words(std::mt19937& random, const RecordContent& content, size_t count) {
  std::vector<std::vector<FormId>> sets(count);
  const size_t begin = random() % (content.forms.size() - count);
  for (size_t i = 0; i < count; ++i) {
    FormId form = content.forms[begin + i];
    if (form == kFieldBreak || random() % 40 == 0) form = content.forms[random() % content.forms.size()];
    for (size_t more = random() % 3; form != kFieldBreak; --more) {
      sets[i].push_back(form);
      if (more == 0) break;
      form = (form + static_cast<FormId>(random() % 3)) % 0xffffff;
    }
  }
  return words_of(sets);
}

BOOST_DATA_TEST_CASE(exact_phrases_are_those_of_a_plain_search, kShapes, shape) {
  std::mt19937 random(11);
  const RecordContent content = random_content(random, shape);
  const std::string record = encode(content);
  const RecordView view = RecordView::open(as_bytes(record)).value();
  size_t found_count = 0;
  for (int round = 0; round < 600; ++round) {
    const Words words = random_words(random, content, random() % 12 + 1);
    std::vector<TermPosition> expected = naive_exact(content, words);
    found_count += expected.size();
    const PhraseMatcher phrase(words, 0);
    BOOST_TEST(phrase.find(view, SIZE_MAX) == expected);
    BOOST_TEST(phrase.matches(view) == !expected.empty());
    const size_t limit = random() % 4;
    if (expected.size() > limit) expected.resize(limit);
    BOOST_TEST(phrase.find(view, limit) == expected);
  }
  BOOST_TEST(found_count > 100u);
}

BOOST_DATA_TEST_CASE(phrases_with_slop_are_those_of_a_plain_search, kShapes, shape) {
  std::mt19937 random(12);
  const RecordContent content = random_content(random, shape);
  const std::string record = encode(content);
  const RecordView view = RecordView::open(as_bytes(record)).value();
  size_t found_count = 0;
  for (int round = 0; round < 120; ++round) {
    Words words = random_words(random, content, random() % 5 + 1);
    std::shuffle(words.begin(), words.end(), random);
    const auto slop = static_cast<uint32_t>(random() % 9 + 1);
    std::vector<TermPosition> expected = naive_near(content, words, slop);
    found_count += expected.size();
    const PhraseMatcher phrase(words, slop);
    BOOST_TEST(phrase.find(view, SIZE_MAX) == expected);
    BOOST_TEST(phrase.matches(view) == !expected.empty());
    const size_t limit = random() % 4;
    if (expected.size() > limit) expected.resize(limit);
    BOOST_TEST(phrase.find(view, limit) == expected);
  }
  BOOST_TEST(found_count > 50u);
}

/// A long text without repetition, so that its blocks end after 191 and then each 184 new positions.
RecordContent text_of_distinct_forms(size_t positions) {
  RecordContent content;
  for (size_t i = 0; i < positions; ++i) content.forms.push_back(static_cast<FormId>(100 + 3 * i));
  content.roles = {Role::kBody};
  return content;
}

const size_t kLengths[] = {1, 2, 7, 8, 9, 12, 16, 17, 40};

BOOST_DATA_TEST_CASE(finds_a_phrase_wherever_a_block_ends, kLengths, words_count) {
  const RecordContent content = text_of_distinct_forms(800);
  const std::string record = encode(content);
  const RecordView view = RecordView::open(as_bytes(record)).value();
  for (size_t begin = 0; begin + words_count <= content.forms.size(); ++begin) {
    Words words;
    for (size_t i = 0; i < words_count; ++i) words.push_back(word_of({content.forms[begin + i]}));
    const std::vector<TermPosition> expected = {static_cast<TermPosition>(begin)};
    BOOST_TEST(PhraseMatcher(words, 0).find(view, 10) == expected);
    BOOST_TEST(PhraseMatcher(words, 1).find(view, 10) == expected);
    std::swap(words.front().forms, words.back().forms);
    std::swap(words.front().terms, words.back().terms);
    BOOST_TEST(PhraseMatcher(words, 0).matches(view) == (words_count == 1));
  }
}

struct NearCase {
  const char* reason;
  std::vector<std::vector<FormId>> words;
  uint32_t slop;
  std::vector<TermPosition> expected;
};
std::ostream& operator<<(std::ostream& out, const NearCase& c) {
  return out << c.reason;
}

// The text:          70 71 72 | 71 70 73 70 70
const std::vector<NearCase> kNearCases = {
    {"in order, side by side", {{70}, {71}}, 1, {0, 4}},
    {"the other way round", {{72}, {71}}, 1, {1}},
    {"not across a field break", {{72}, {71}, {70}}, 1, {0}},
    {"one word between", {{71}, {73}}, 1, {4}},
    {"a window too narrow", {{71}, {70}, {73}, {70}, {70}, {70}}, 9, {}},
    {"a word twice needs two places", {{73}, {70}, {70}}, 1, {5, 6}},
    {"a form that two words share needs two places", {{73, 70}, {73}}, 1, {5, 6}},
    {"never too narrow for the words", {{70}, {71}, {73}, {70}, {70}}, 1, {4}},
    {"a word that is nowhere", {{70}, {99}}, 50, {}},
    {"a word without forms", {{70}, {}}, 50, {}},
    {"the widest slop there is", {{70}, {73}}, 0xffffffff, {5, 6}},
};

BOOST_DATA_TEST_CASE(a_window_is_as_wide_as_its_slop, kNearCases, near) {
  const RecordContent content{{70, 71, 72, kFieldBreak, 71, 70, 73, 70, 70}, {Role::kBody, Role::kQuote}, {}};
  const std::string record = encode(content);
  const RecordView view = RecordView::open(as_bytes(record)).value();
  BOOST_TEST(PhraseMatcher(words_of(near.words), near.slop).find(view, 99) == near.expected);
}

BOOST_AUTO_TEST_CASE(no_phrase_crosses_a_field_break) {
  const RecordContent content{{70, kFieldBreak, 71}, {Role::kHeading, Role::kBody}, {}};
  const std::string record = encode(content);
  const RecordView view = RecordView::open(as_bytes(record)).value();
  BOOST_TEST(!PhraseMatcher(words_of({{70}, {71}}), 0).matches(view));
  BOOST_TEST(!PhraseMatcher(words_of({{70}, {71}}), 50).matches(view));
}

BOOST_AUTO_TEST_CASE(no_window_crosses_a_break_in_a_block_without_its_words) {
  RecordContent content = text_of_distinct_forms(900);
  content.forms[450] = kFieldBreak;
  content.roles = {Role::kBody, Role::kBody};
  const std::string record = encode(content);
  const RecordView view = RecordView::open(as_bytes(record)).value();
  const auto near = [&](size_t first, size_t second, uint32_t slop) {
    return PhraseMatcher(words_of({{content.forms[first]}, {content.forms[second]}}), slop).matches(view);
  };
  BOOST_TEST(!near(10, 890, 900));
  BOOST_TEST(near(10, 440, 900));
  BOOST_TEST(near(10, 440, 429));
  BOOST_TEST(!near(10, 440, 428));
}

BOOST_AUTO_TEST_CASE(a_phrase_without_words_is_nowhere) {
  const std::string record = encode({{1, 2}, {Role::kBody}, {}});
  const RecordView view = RecordView::open(as_bytes(record)).value();
  BOOST_TEST(!PhraseMatcher({}, 0).matches(view));
  BOOST_TEST(!PhraseMatcher({}, 3).matches(view));
}

BOOST_AUTO_TEST_CASE(a_word_with_unknown_terms_is_looked_for_all_the_same) {
  const RecordContent content = text_of_distinct_forms(800);
  const std::string record = encode(content);
  const RecordView view = RecordView::open(as_bytes(record)).value();
  BOOST_TEST(PhraseMatcher({{{content.forms[300]}, {}}, {{content.forms[301]}, {}}}, 0).matches(view));
}

BOOST_AUTO_TEST_CASE(a_phrase_may_have_as_many_words_as_a_query_has_code_points) {
  const RecordContent content = text_of_distinct_forms(800);
  const std::string record = encode(content);
  const RecordView view = RecordView::open(as_bytes(record)).value();
  Words words;
  for (size_t i = 0; i < limits::kQueryCodePointsMax; ++i) words.push_back(word_of({content.forms[i + 5]}));
  for (const uint32_t slop : {0u, 1u}) {
    BOOST_TEST((PhraseMatcher(words, slop).find(view, 9) == std::vector<TermPosition>{5}));
  }
}

}  // namespace
}  // namespace pressmark
