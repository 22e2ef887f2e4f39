// A block that is read in pieces shows what it would show if all of it were read.
#include "engine/snippet/block_text.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <random>

#include "engine/snippet/fragment.h"
#include "tests/unit/engine/snippet/collection.h"

namespace pressmark {
namespace {

using namespace snippets;

constexpr auto kSpaced = std::to_array<std::string_view>(
    {"The", "review", "of", "technology", "\u00e9conomie", "M\u00fcller", "covid-19", "FY2018",
     "state-of-the-art", "\u041f\u0440\u0438\u0432\u0435\u0442", "don't", "U.K.", "(so)", "12", "3.5"});
constexpr auto kUnspaced = std::to_array<std::string_view>(
    {"\u6771\u4eac\u90fd\u306e\u4eba\u53e3", "\u65e5\u672c\u8a9e\u306e\u6587\u3067\u3059",
     "\u4eca\u5929\u5929\u6c14",
     "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "R & D", "45 %",
     "long-\nterm"});
constexpr auto kAfter =
    std::to_array<std::string_view>({" ", " ", " ", " ", " ", ". ", ", ", "? ", "\n", "; ", " \u2013 "});
constexpr auto kAfterUnspaced = std::to_array<std::string_view>({"", "", " ", "\u3002", "\uff0c"});

std::string random_text(std::mt19937& random, bool spaced) {
  std::string text;
  for (size_t i = random() % 400 + 1; i > 0; --i) {
    if (spaced || random() % 2 == 0) {
      text += kSpaced[random() % kSpaced.size()];
      text += kAfter[random() % kAfter.size()];
    } else {
      text += kUnspaced[random() % kUnspaced.size()];
      text += kAfterUnspaced[random() % kAfterUnspaced.size()];
    }
  }
  return text.substr(0, code_point_floor(text, limits::kBlockTextBytesMax));
}

ByteSpan all_of(const std::string& text) {
  return {0, static_cast<uint32_t>(text.size())};
}

BOOST_AUTO_TEST_CASE(a_cut_is_where_it_would_be_if_all_words_were_known) {
  std::mt19937 random(77);
  Analyzer analyzer;
  const std::string language = "en";
  std::vector<Token> tokens, room;
  for (int round = 0; round < 1500; ++round) {
    const bool spaced = round % 2 == 0;
    StoredBlock block;
    block.text = random_text(random, spaced);
    analyzer.analyze(block.text, language, tokens);
    block.seams = find_seams(block.text, tokens, 60 + random() % 100);
    const Token& first = tokens[random() % tokens.size()];
    const Token& last = tokens[std::min<size_t>(tokens.size() - 1, first.position + random() % 8)];
    const ByteSpan keep = {first.span.begin, std::max(first.span.end, last.span.end)};
    const size_t bytes_max = 40 + random() % 400;
    const Lines lines = random() % 4 == 0 ? Lines::kRows : Lines::kFlow;
    const std::vector<Gap> gaps = BlockText(block, {analyzer, room}, language).gaps(keep, bytes_max);
    const std::vector<Gap> whole = parted_by_spaces(block.text)
                                       ? word_gaps(block.text, all_of(block.text))
                                       : word_gaps(block.text, all_of(block.text), tokens);
    const ByteSpan shown = choose_bytes({block.text, gaps, keep, bytes_max, lines});
    const ByteSpan expected = choose_bytes({block.text, whole, keep, bytes_max, lines});
    // A piece may be parted by spaces alone where the whole is not; then dashes may be cut otherwise.
    if (spaced ||
        !parted_by_spaces(
            std::string_view(block.text).substr(gaps.front().begin, gaps.back().begin - gaps.front().begin)))
      BOOST_TEST((shown == expected), "seed 77, round " << round << ": " << shown.begin << " to " << shown.end
                                                        << ", not " << expected.begin << " to "
                                                        << expected.end << ", of: " << block.text);
  }
}

BOOST_AUTO_TEST_CASE(text_parted_by_spaces_has_the_gaps_that_its_words_have) {
  std::mt19937 random(78);
  Analyzer analyzer;
  std::vector<Token> tokens;
  for (int round = 0; round < 500; ++round) {
    const std::string text = random_text(random, true);
    BOOST_REQUIRE(parted_by_spaces(text));
    analyzer.analyze(text, "en", tokens);
    const std::vector<Gap> by_bytes = word_gaps(text, all_of(text));
    const std::vector<Gap> by_words = word_gaps(text, all_of(text), tokens);
    const auto same = [](const Gap& a, const Gap& b) { return a.begin == b.begin && a.end == b.end; };
    BOOST_TEST(std::equal(by_bytes.begin(), by_bytes.end(), by_words.begin(), by_words.end(), same),
               "seed 78, round " << round << ": " << text);
  }
}

BOOST_AUTO_TEST_CASE(scripts_without_spaces_are_not_parted_by_them) {
  for (const std::string_view text : std::span(kUnspaced).first(4)) BOOST_TEST(!parted_by_spaces(text));
  for (const std::string_view text :
       {"", "\u041f\u0440\u0438\u0432\u0435\u0442", "Ti\u1ebfng Vi\u1ec7t", "\u2014\u20ac", "\xff\xe0"})
    BOOST_TEST(parted_by_spaces(text));
}

/// The words of the fragment of a passage that are wanted, by all of its block.
std::vector<std::string> wanted_in(Analyzer& analyzer, const std::string& text, const Fragment& fragment,
                                   const std::vector<std::string>& forms) {
  const size_t at = text.find(fragment.text);
  BOOST_REQUIRE(at != std::string::npos);
  std::vector<Token> tokens;
  analyzer.analyze(text, "en", tokens);
  std::vector<std::string> words;
  uint32_t end = 0;
  for (const Token& token : tokens) {
    const bool inside = token.span.begin >= at && token.span.end <= at + fragment.text.size();
    if (!inside || token.span.begin < end || std::find(forms.begin(), forms.end(), token.form) == forms.end())
      continue;
    end = token.span.end;
    words.push_back(text.substr(token.span.begin, token.span.end - token.span.begin));
  }
  return words;
}

BOOST_AUTO_TEST_CASE(marks_the_words_that_reading_the_whole_block_would_mark) {
  static const std::vector<std::string> kForms = {"digital", "covid-19", "skills", "5g", "\u6771\u4eac"};
  static const std::vector<std::string> kAfterWord = {" ", " ", ", ", ". ", "\u3002"};
  std::mt19937 random(79);
  Collection collection;
  std::vector<std::string> texts;
  for (int i = 0; i < 80; ++i) {
    std::string text;
    for (size_t words = 20 + random() % 500; words > 0; --words) {
      // Numbers make every stretch of text another one.
      text += random() % (i % 4 == 0 ? 3 : 12) == 0 ? kForms[random() % kForms.size()]
                                                    : "w" + std::to_string(random());
      text += kAfterWord[random() % kAfterWord.size()];
    }
    texts.push_back(text.substr(0, code_point_floor(text, limits::kBlockTextBytesMax)));
    collection.add({{Role::kBody, texts.back()}});
  }
  collection.open();
  size_t marks = 0;
  for (int round = 0; round < 800; ++round) {
    const size_t i = random() % texts.size();
    std::vector<std::string> forms;
    for (const std::string& form : kForms)
      if (random() % 2 == 0) forms.push_back(form);
    const Passages found =
        collection.make(static_cast<uint32_t>(i + 1), collection.want(forms), {3, 60 + random() % 400});
    for (const Passage& passage : found.passages) {
      std::vector<std::string> marked_words;
      for (const ByteSpan& span : passage.fragment.spans)
        marked_words.push_back(passage.fragment.text.substr(span.begin, span.end - span.begin));
      marks += marked_words.size();
      BOOST_TEST(marked_words == wanted_in(collection.analyzer(), texts[i], passage.fragment, forms),
                 boost::test_tools::per_element());
    }
  }
  BOOST_TEST(marks > 2'000U);
}

}  // namespace
}  // namespace pressmark
