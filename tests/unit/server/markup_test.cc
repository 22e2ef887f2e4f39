#include "server/markup.h"

#include <boost/test/unit_test.hpp>
#include <random>

using namespace pressmark;

BOOST_AUTO_TEST_SUITE(markup)

BOOST_AUTO_TEST_CASE(escapes_what_means_something_in_markup) {
  BOOST_TEST(escape_html("<a href=\"x\" b='y'>&amp;</a>") ==
             "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
}

BOOST_AUTO_TEST_CASE(makes_control_characters_blanks) {
  BOOST_TEST(escape_html(std::string("a\0b\x1b[1m\tc\n", 10)) == "a b [1m\tc\n");
}

BOOST_AUTO_TEST_CASE(escapes_inside_and_outside_of_marks) {
  BOOST_TEST(mark_up("<b>x</b> & y", {{3, 4}, {11, 12}}) ==
             "&lt;b&gt;<mark>x</mark>&lt;/b&gt; &amp; <mark>y</mark>");
}

BOOST_AUTO_TEST_CASE(words_side_by_side_share_a_mark) {
  BOOST_TEST(mark_up("a b c", {{0, 1}, {2, 3}}) == "<mark>a b</mark> c");
  BOOST_TEST(mark_up("ab c", {{0, 1}, {1, 2}, {3, 4}}) == "<mark>ab c</mark>");
  BOOST_TEST(mark_up("a, b\nc", {{0, 1}, {3, 4}, {5, 6}}) ==
             "<mark>a</mark>, <mark>b</mark>\n<mark>c</mark>");
}

BOOST_AUTO_TEST_CASE(passes_over_spans_that_cannot_be) {
  BOOST_TEST(mark_up("abcdef", {{4, 6}, {0, 2}}) == "abcd<mark>ef</mark>");
  BOOST_TEST(mark_up("abcdef", {{0, 3}, {2, 4}}) == "<mark>abc</mark>def");
  BOOST_TEST(mark_up("abcdef", {{2, 2}, {5, 9}, {7, 8}}) == "abcdef");
}

BOOST_AUTO_TEST_CASE(shows_where_a_fragment_cuts_a_sentence) {
  BOOST_TEST(mark_up(Fragment{"of x", {{3, 4}}, true, true}) == "…of <mark>x</mark>…");
  BOOST_TEST(mark_up(Fragment{"Of x.", {}, true, true}) == "Of x.");
  BOOST_TEST(mark_up(Fragment{"of x", {}, false, false}) == "of x");
}

BOOST_AUTO_TEST_CASE(the_only_tags_are_balanced_marks_and_the_text_survives) {
  std::mt19937 random(11);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (int i = 0; i < 20; ++i) text += "<>&\"'ab /m"[random() % 10];
    std::vector<ByteSpan> spans;
    for (int i = 0; i < 4; ++i) {
      const auto begin = static_cast<uint32_t>(random() % 24);
      spans.push_back({begin, begin + static_cast<uint32_t>(random() % 4)});
    }
    std::string html = mark_up(text, spans);
    size_t open = 0;
    std::string plain;
    for (size_t i = 0; i < html.size();) {
      if (html.compare(i, 6, "<mark>") == 0) {
        BOOST_TEST_REQUIRE(open++ == 0u);
        i += 6;
      } else if (html.compare(i, 7, "</mark>") == 0) {
        BOOST_TEST_REQUIRE(open-- == 1u);
        i += 7;
      } else {
        BOOST_TEST_REQUIRE(html[i] != '<');
        BOOST_TEST_REQUIRE(html[i] != '>');
        plain += html[i++];
      }
    }
    BOOST_TEST_REQUIRE(open == 0u);
    BOOST_TEST_REQUIRE(plain == escape_html(text));
  }
}

BOOST_AUTO_TEST_SUITE_END()
