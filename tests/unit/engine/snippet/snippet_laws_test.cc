// Laws that every snippet keeps, over seeded random documents.
#include <boost/test/unit_test.hpp>
#include <random>
#include <set>

#include "engine/analysis/utf8.h"
#include "tests/unit/engine/snippet/collection.h"

namespace pressmark {
namespace {

const std::vector<std::string> kVocabulary = {"digital",
                                              "skills",
                                              "skill",
                                              "roadmap",
                                              "West",
                                              "Midlands",
                                              "H\u00e9l\u00e8ne",
                                              "efficiency",
                                              "5G",
                                              "C++",
                                              "AT&T",
                                              "COVID-19",
                                              "e-mail",
                                              "\u00a33.5bn",
                                              "2021/22",
                                              "na\u00efve",
                                              "\u6771\u4eac",
                                              "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22",
                                              "long-\nterm",
                                              "infor\u00ad\nmation",
                                              "x",
                                              "of",
                                              "the",
                                              "and",
                                              "Stra\u00dfe",
                                              "\u65e5\u672c\u8a9e\u306e\u6587"};
const std::vector<std::string> kSeparators = {" ",  " ",        " ",      " ",    ". ",     ", ",
                                              "\n", "\t",       "\u3002", "; ",   " (",     ") ",
                                              "? ", " \u2013 ", "\x01",   "\xff", "\u00a0", "\n\n"};
const std::vector<std::string> kWords = {"digital",      "skills",    "roadmap",  "h\u00e9l\u00e8ne",
                                         "5g",           "c++",       "covid-19", "information",
                                         "\u6771\u4eac", "long-term", "of",       "stra\u00dfe"};

std::string random_text(std::mt19937& random, size_t words) {
  std::string text;
  for (size_t i = 0; i < words; ++i) {
    text += kVocabulary[random() % kVocabulary.size()] + kSeparators[random() % kSeparators.size()];
  }
  return text;
}

std::vector<Collection::Text> random_document(std::mt19937& random) {
  std::vector<Collection::Text> texts;
  for (size_t i = random() % 20 + 1; i > 0; --i) {
    texts.push_back({static_cast<Role>(random() % kRoleCount), random_text(random, random() % 300),
                     static_cast<uint32_t>(random() % 4)});
  }
  return texts;
}

Wanted random_wanted(std::mt19937& random, Collection& collection) {
  std::vector<std::string> words;
  std::vector<double> weights;
  for (size_t i = random() % 4 + 1; i > 0; --i) {
    words.push_back(kWords[random() % kWords.size()]);
    weights.push_back(static_cast<double>(random() % 100) / 10);
  }
  Wanted wanted = collection.want(words, weights);
  if (random() % 3 == 0 && words.size() > 1) {
    wanted.phrases.emplace_back(
        std::vector<PhraseMatcher::Word>{{wanted.words[0].forms, {}}, {wanted.words[1].forms, {}}},
        static_cast<uint32_t>(random() % 3));
  }
  return wanted;
}

/// Every wanted form, as the analyser writes it.
std::set<std::string_view> forms_of(const Collection& collection, const Wanted& wanted) {
  std::set<std::string_view> forms;
  for (const WantedWord& word : wanted.words) {
    for (const FormId form : word.forms) forms.insert(collection.lexicon().form(form));
    for (const FormId form : word.exact_forms) forms.insert(collection.lexicon().form(form));
  }
  return forms;
}

void check_text(const Fragment& fragment, size_t bytes_max) {
  const std::string& text = fragment.text;
  bool clean = true;
  for (size_t at = 0; at < text.size();) {
    const utf8::CodePoint c = utf8::decode(text, at);
    clean = clean && c.value != utf8::kIllFormed && c.value >= 0x20 && (c.value < 0x7f || c.value > 0x9f) &&
            c.value != 0xad;
    at += c.size;
  }
  BOOST_TEST(clean);
  BOOST_TEST(text.size() <= bytes_max + limits::kFormBytesMax);
  BOOST_TEST((text.empty() || (text.front() != ' ' && text.back() != ' ')));
  BOOST_TEST(text.find("  ") == std::string::npos);
}

void check_spans(const Fragment& fragment, Collection& collection, const std::set<std::string_view>& forms) {
  uint32_t end = 0;
  for (const ByteSpan& span : fragment.spans) {
    BOOST_REQUIRE(span.begin >= end && span.begin < span.end && span.end <= fragment.text.size());
    end = span.end;
    std::vector<Token> tokens;
    const std::string word = fragment.text.substr(span.begin, span.end - span.begin);
    collection.analyzer().analyze(word, "en", tokens);
    const bool wanted = std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
      return token.span == ByteSpan{0, static_cast<uint32_t>(word.size())} && forms.count(token.form) > 0;
    });
    BOOST_TEST(wanted, "not wanted: " << word);
  }
}

/// Whether a wanted word stands outside the titles.
bool has_place(const RecordView& record, const Wanted& wanted) {
  for (const WantedWord& word : wanted.words) {
    for (const Occurrence& occurrence : record.occurrences(word.forms, SIZE_MAX)) {
      for (const RoleRun& run : record.runs()) {
        if (run.role != Role::kTitle && run.begin <= occurrence.position && occurrence.position < run.end)
          return true;
      }
    }
  }
  return false;
}

BOOST_AUTO_TEST_CASE(every_passage_keeps_the_laws) {
  std::mt19937 random(31);
  Collection collection;
  std::vector<uint32_t> docids;
  for (int i = 0; i < 30; ++i) docids.push_back(collection.add(random_document(random)));
  collection.open();
  size_t passages_count = 0;
  for (int round = 0; round < 900; ++round) {
    const uint32_t docid = docids[random() % docids.size()];
    const Wanted wanted = random_wanted(random, collection);
    const SnippetOptions options{random() % 4 + 1, random() % 400 + 20};
    const Passages found = collection.make(docid, wanted, options);
    BOOST_TEST(found.passages.size() <= options.passages_max);
    BOOST_TEST((found.passages.empty() || has_place(collection.record(docid), wanted)));
    BOOST_TEST(!(found.passages.empty() && has_place(collection.record(docid), wanted)));
    const auto forms = forms_of(collection, wanted);
    for (const Passage& passage : found.passages) {
      ++passages_count;
      BOOST_TEST(!passage.fragment.spans.empty());
      BOOST_TEST((passage.role != Role::kTitle));
      check_text(passage.fragment, options.bytes_max);
      check_spans(passage.fragment, collection, forms);
    }
  }
  BOOST_TEST(passages_count > 1000u);
}

BOOST_AUTO_TEST_CASE(every_opening_keeps_the_laws) {
  std::mt19937 random(32);
  Collection collection;
  std::vector<uint32_t> docids;
  for (int i = 0; i < 60; ++i) docids.push_back(collection.add(random_document(random)));
  collection.open();
  size_t passages_count = 0;
  for (const uint32_t docid : docids) {
    const SnippetOptions options{1, random() % 400 + 20};
    for (const Passage& passage : collection.opening(docid, options).passages) {
      ++passages_count;
      check_text(passage.fragment, options.bytes_max);
      BOOST_TEST(passage.fragment.spans.empty());
      BOOST_TEST(!passage.fragment.text.empty());
    }
  }
  BOOST_TEST(passages_count > 30u);
}

}  // namespace
}  // namespace pressmark
