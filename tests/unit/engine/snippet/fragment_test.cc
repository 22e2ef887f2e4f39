#include "engine/snippet/fragment.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/unit/engine/snippet/collection.h"

namespace pressmark {
namespace {

using snippets::Lines;

std::vector<snippets::Gap> gaps_of(const std::string& text, const std::vector<Token>& tokens) {
  return snippets::word_gaps(text, {0, static_cast<uint32_t>(text.size())}, tokens);
}

struct SentenceCase {
  const char* reason;
  std::vector<std::string> sentences;  // as they stand, one after the other
  Lines lines = Lines::kFlow;
};
std::ostream& operator<<(std::ostream& out, const SentenceCase& c) {
  return out << c.reason;
}

const std::vector<SentenceCase> kSentenceCases = {
    {"full stops", {"One ends. ", "Two ends. ", "Three"}},
    {"question and exclamation marks", {"Is it? ", "It is! ", "Yes\u2026 ", "Well"}},
    {"closing quotes and brackets belong to the sentence",
     {"He said \u201cno.\u201d ", "(So it was.) ", "Then"}},
    {"a small letter goes on", {"About 3 p.m. there was e.g. rain. ", "Then"}},
    {"initials and titles", {"Then Dr. J. Smith of the U.K. Government spoke. ", "He left"}},
    {"numbers within", {"It grew by 3.5 per cent in No. 4 of 2019. ", "Then it fell"}},
    {"a number that counts the items", {"1. Take the one. ", "2. Take the other"}},
    {"full-width marks need no space", {"これは文です。", "次の文！", "最後"}},
    {"a blank line", {"A heading\n\n", "Text that follows"}},
    {"a line feed does not end a sentence", {"One line\nand the next"}},
    {"but it does in a table", {"One\t1\n", "Two\t2\n", "Three\t3"}, Lines::kRows},
    {"a hyphen at the end of a line", {"A long-\nterm plan. ", "It lasts"}, Lines::kRows},
};

BOOST_DATA_TEST_CASE(finds_the_ends_of_sentences, kSentenceCases, each) {
  std::string text;
  std::vector<uint32_t> expected = {0};
  for (const std::string& sentence : each.sentences) {
    text += sentence;
    expected.push_back(static_cast<uint32_t>(text.size()));
  }
  std::vector<Token> tokens;
  Analyzer().analyze(text, "", tokens);
  std::vector<uint32_t> begins;
  for (const auto& gap : snippets::sentence_gaps(text, gaps_of(text, tokens), each.lines))
    begins.push_back(gap.begin);
  BOOST_TEST(begins == expected);
}

struct CutCase {
  const char* reason;
  std::string text;
  std::string keep;
  size_t bytes_max;
  std::string expected;
};
std::ostream& operator<<(std::ostream& out, const CutCase& c) {
  return out << c.reason;
}

const std::vector<CutCase> kCutCases = {
    {"short enough: all", "One two. Three four.", "two", 40, "One two. Three four."},
    {"whole sentences, later ones first", "First one. Second here. Third one.", "Second", 24,
     "Second here. Third one."},
    {"then earlier ones", "First one. Second here. Third one that is long", "Second", 26,
     "First one. Second here."},
    {"rather begin a sentence than show little", "Short. And then a sentence that goes on and on.", "Short",
     24, "Short. And then a"},
    {"a long sentence from its beginning", "One two three four five six seven eight nine ten", "two", 20,
     "One two three four"},
    {"a long sentence from within", "One two three four five six seven eight nine ten", "seven", 24,
     "six seven eight nine ten"},
    {"not within a compound", "The state-of-the-art of the e-mail of today is here", "today", 16,
     "of today is here"},
    {"what is kept is kept whole", "One incomprehensibilities two", "incomprehensibilities", 5,
     "incomprehensibilities"},
    {"punctuation stays with its word", "One two (three) \u201cfour\u201d five six", "three", 18,
     "(three) \u201cfour\u201d"},
    {"scripts without spaces between words", "これは文です。次の文を見る。最後", "次", 24, "次の文を見る。"},
};

BOOST_DATA_TEST_CASE(cuts_where_people_would, kCutCases, each) {
  std::vector<Token> tokens;
  Analyzer().analyze(each.text, "", tokens);
  const auto begin = static_cast<uint32_t>(each.text.find(each.keep));
  const ByteSpan keep = {begin, begin + static_cast<uint32_t>(each.keep.size())};
  const ByteSpan shown =
      snippets::choose_bytes({each.text, gaps_of(each.text, tokens), keep, each.bytes_max});
  BOOST_TEST(each.text.substr(shown.begin, shown.end - shown.begin) == each.expected);
}

struct CleanCase {
  const char* reason;
  std::string text;
  std::string expected;
};
std::ostream& operator<<(std::ostream& out, const CleanCase& c) {
  return out << c.reason;
}

const std::vector<CleanCase> kCleanCases = {
    {"a soft hyphen at the end of a line joins", "infor\u00ad\nmation", "information"},
    {"a soft hyphen within a line", "infor\u00admation", "information"},
    {"a hyphen at the end of a line stays", "long-\nterm", "long-term"},
    {"a dash at the end of a line is followed by a blank", "one -\ntwo", "one - two"},
    {"line feeds and tabs are blanks", "one\ntwo\tthree\r\nfour", "one two three four"},
    {"blanks come singly", "one \n\n  two", "one two"},
    {"no blanks around", " \n one \t", "one"},
    {"other controls are blanks", std::string("a\x01") + "b\x7f" + "c\xc2\x85" + "d\xe2\x80\xa8" + "e",
     "a b c d e"},
    {"ill-formed bytes are blanks", "caf\xe9 au lait\xc3", "caf au lait"},
    {"a no-break space stays", "10\u00a0%", "10\u00a0%"},
    {"nothing", "", ""},
};

BOOST_DATA_TEST_CASE(cleans_what_people_see, kCleanCases, each) {
  BOOST_TEST(snippets::clean(each.text) == each.expected);
}

BOOST_AUTO_TEST_CASE(spans_follow_the_cleaning) {
  const std::string text = "The infor\u00ad\nmation on\n\n long-\nterm\tplans";
  const auto span_of = [&](const std::string& part) {
    const auto begin = static_cast<uint32_t>(text.find(part));
    return ByteSpan{begin, begin + static_cast<uint32_t>(part.size())};
  };
  const std::vector<ByteSpan> marks = {span_of("The"), span_of("infor\u00ad\nmation"), span_of("on\n\n"),
                                       span_of("long-\nterm"), span_of("plans")};
  const auto size = static_cast<uint32_t>(text.size());
  BOOST_TEST(marked(snippets::make_fragment(text, {0, size}, marks)) ==
             "[The] [information] [on] [long-term] [plans]");
  const Fragment inner = snippets::make_fragment(text, {4, size - 6}, marks);
  BOOST_TEST(marked(inner) == "[information] [on] [long-term]");
  BOOST_TEST(inner.cut_before);
  BOOST_TEST(inner.cut_after);
}

BOOST_AUTO_TEST_CASE(white_space_left_out_is_no_cut) {
  const Fragment fragment = snippets::make_fragment("  one \n", {2, 5}, {});
  BOOST_TEST(!fragment.cut_before);
  BOOST_TEST(!fragment.cut_after);
}

}  // namespace
}  // namespace pressmark
