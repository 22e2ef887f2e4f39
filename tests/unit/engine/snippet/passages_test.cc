#include <boost/test/unit_test.hpp>
#include <fstream>

#include "tests/unit/engine/snippet/collection.h"

namespace pressmark {
namespace {

using Texts = std::vector<Collection::Text>;

/// The passages of one document, marked.
std::vector<std::string> passages_of(const Texts& texts, const std::vector<std::string>& words,
                                     const SnippetOptions& options = {}) {
  Collection collection;
  const uint32_t docid = collection.add(texts);
  collection.open();
  std::vector<std::string> found;
  for (const Passage& passage : collection.make(docid, collection.want(words), options).passages) {
    found.push_back(marked(passage.fragment));
  }
  return found;
}
std::string best_passage_of(const Texts& texts, const std::vector<std::string>& words) {
  const auto found = passages_of(texts, words);
  return found.empty() ? "none" : found.front();
}

BOOST_AUTO_TEST_CASE(marks_every_form_of_the_words) {
  BOOST_TEST(best_passage_of({{Role::kBody, "The skill of skilled people: digital Skills."}},
                             {"digital", "skills"}) ==
             "The [skill] of [skilled] people: [digital] [Skills].");
}

BOOST_AUTO_TEST_CASE(says_where_the_passage_is) {
  Collection collection;
  const uint32_t docid =
      collection.add({{Role::kBody, "Nothing here.", 0},
                      {Role::kHeading, "Digi\u00ad\ntal skills", 4},
                      {Role::kQuote, "We want more apprentices.", 4, "Digi\u00ad\ntal skills"}});
  collection.open();
  const Passages found = collection.make(docid, collection.want({"apprentices"}));
  BOOST_REQUIRE_EQUAL(found.passages.size(), 1u);
  const Passage& passage = found.passages.front();
  BOOST_TEST(marked(passage.fragment) == "We want more [apprentices].");
  BOOST_TEST(passage.part == 4u);
  BOOST_TEST(passage.part_label == "5");
  BOOST_TEST(passage.anchor == "#page=5");
  BOOST_TEST(passage.heading == "Digital skills");
  BOOST_TEST((passage.role == Role::kQuote));
  BOOST_TEST(!passage.fragment.cut_before);
  BOOST_TEST(!passage.fragment.cut_after);
  BOOST_TEST(found.more_matches == 0u);
}

BOOST_AUTO_TEST_CASE(more_words_beat_fewer) {
  BOOST_TEST(best_passage_of({{Role::kBody, "Digital this. " + filler(20)},
                              {Role::kBody, "Skills that. " + filler(20)},
                              {Role::kBody, "Both: skills, and then digital too."}},
                             {"digital", "skills"}) == "Both: [skills], and then [digital] too.");
}

BOOST_AUTO_TEST_CASE(a_rare_word_beats_a_frequent_one) {
  Collection collection;
  const uint32_t docid = collection.add({{Role::kBody, "A roof. " + filler(20)}, {Role::kBody, "A walrus."}});
  collection.open();
  const Passages found = collection.make(docid, collection.want({"roof", "walrus"}, {1, 5}), {1, 300});
  BOOST_REQUIRE_EQUAL(found.passages.size(), 1u);
  BOOST_TEST(marked(found.passages.front().fragment) == "A [walrus].");
  BOOST_TEST(found.more_matches == 6u);
}

BOOST_AUTO_TEST_CASE(the_exact_form_beats_another) {
  BOOST_TEST(best_passage_of({{Role::kBody, "He learned a skill."}, {Role::kBody, "She had many skills."}},
                             {"skills"}) == "She had many [skills].");
}

BOOST_AUTO_TEST_CASE(words_side_by_side_and_in_order_beat_words_apart) {
  const Texts texts = {{Role::kBody, "Digital tools need new and ever newer skills."},
                       {Role::kBody, "Skills digital."},
                       {Role::kBody, "Some digital skills."}};
  BOOST_TEST(best_passage_of(texts, {"digital", "skills"}) == "Some [digital] [skills].");
}

BOOST_AUTO_TEST_CASE(a_whole_phrase_is_the_best_evidence) {
  Collection collection;
  const uint32_t docid =
      collection.add({{Role::kBody, "Review of technology, technology of review, a technology."},
                      {Role::kTable, "Other\t3\nTechnology review\t7"}});
  collection.open();
  const Passages found = collection.make(docid, collection.want_phrase({"technology", "review"}));
  BOOST_REQUIRE_EQUAL(found.passages.size(), 2u);
  BOOST_TEST(marked(found.passages.front().fragment) == "Other 3 [Technology] [review] 7");
}

BOOST_AUTO_TEST_CASE(a_phrase_beyond_the_places_that_are_read_is_found) {
  Collection collection;
  Texts texts;
  for (int i = 0; i < 500; ++i) texts.push_back({Role::kBody, "Review. Words of technology again.", 0});
  texts.push_back({Role::kBody, "The technology review.", 1});
  const uint32_t docid = collection.add(texts);
  collection.open();
  const Passages found = collection.make(docid, collection.want_phrase({"technology", "review"}));
  BOOST_REQUIRE(!found.passages.empty());
  BOOST_TEST(marked(found.passages.front().fragment) == "The [technology] [review].");
}

BOOST_AUTO_TEST_CASE(a_phrase_within_a_block_beats_one_that_goes_on_in_the_next) {
  Collection collection;
  const uint32_t docid = collection.add({{Role::kBody, "Review: about technology"},
                                         {Role::kBody, "review and technology. " + filler(30)},
                                         {Role::kBody, "The technology review."}});
  collection.open();
  const Passages found = collection.make(docid, collection.want_phrase({"technology", "review"}));
  BOOST_REQUIRE_EQUAL(found.passages.size(), 3u);
  BOOST_TEST(marked(found.passages.front().fragment) == "The [technology] [review].");
}

BOOST_AUTO_TEST_CASE(body_beats_headings_tables_and_captions) {
  for (const Role role : {Role::kHeading, Role::kTable, Role::kCaption}) {
    BOOST_TEST(best_passage_of({{role, "Skills"}, {Role::kBody, filler(30)}, {Role::kBody, "Skills matter."}},
                               {"skills"}) == "[Skills] matter.");
  }
}

BOOST_AUTO_TEST_CASE(boilerplate_shows_only_where_nothing_else_matches) {
  const Texts texts = {{Role::kBoilerplate, "Jo plays football in Surrey."}, {Role::kHeading, "Surrey"}};
  BOOST_TEST((passages_of(texts, {"surrey", "football"}) == std::vector<std::string>{"[Surrey]"}));
  BOOST_TEST(
      (passages_of(texts, {"football"}) == std::vector<std::string>{"Jo plays [football] in Surrey."}));
}

BOOST_AUTO_TEST_CASE(titles_never_show_and_never_count) {
  Collection collection;
  const uint32_t docid = collection.add({{Role::kTitle, "Digital skills"}, {Role::kBody, filler(2)}});
  collection.open();
  const Passages found = collection.make(docid, collection.want({"skills"}));
  BOOST_TEST(found.passages.empty());
  BOOST_TEST(found.more_matches == 0u);
}

BOOST_AUTO_TEST_CASE(running_text_beats_a_contents_page) {
  const Texts texts = {
      {Role::kBody, "Digital skills in the region", 0},
      {Role::kBody, "Foreword .......... 3\nDigital skills .......... 14\nAnnex .......... 90", 1},
      {Role::kBody, filler(40), 2},
      {Role::kBody, "What was said about skills that are digital was little.", 13}};
  const auto found = passages_of(texts, {"digital", "skills"});
  BOOST_REQUIRE_EQUAL(found.size(), 3u);
  BOOST_TEST(found[0] == "[Digital] [skills] in the region");
  BOOST_TEST(found[1] == "What was said about [skills] that are [digital] was little.");
}

BOOST_AUTO_TEST_CASE(early_places_come_first_among_equals) {
  const Texts texts = {{Role::kBody, "Some skills here.", 0},
                       {Role::kBody, filler(50), 1},
                       {Role::kBody, "Some skills there.", 2}};
  const auto found = passages_of(texts, {"skills"});
  BOOST_REQUIRE_EQUAL(found.size(), 2u);
  BOOST_TEST(found[0] == "Some [skills] here.");
}

BOOST_AUTO_TEST_CASE(passages_come_from_different_blocks_and_rather_from_different_pages) {
  Texts texts;
  for (uint32_t part = 0; part < 3; ++part) {
    for (const char* which : {"one", "two"}) {
      texts.push_back({Role::kBody, "Skills " + std::to_string(part) + " " + which + ". Skills.", part});
      texts.push_back({Role::kBody, filler(30), part});
    }
  }
  Collection collection;
  const uint32_t docid = collection.add(texts);
  collection.open();
  const Passages found = collection.make(docid, collection.want({"skills"}));
  BOOST_REQUIRE_EQUAL(found.passages.size(), 3u);
  std::vector<uint32_t> parts;
  for (const Passage& passage : found.passages) parts.push_back(passage.part);
  std::sort(parts.begin(), parts.end());
  BOOST_TEST((parts == std::vector<uint32_t>{0, 1, 2}));
  BOOST_TEST(found.more_matches == 6u);
}

BOOST_AUTO_TEST_CASE(a_word_not_shown_yet_goes_before_a_repetition) {
  Texts texts;
  for (uint32_t part = 0; part < 4; ++part)
    texts.push_back({Role::kBody, "Digital skills. " + filler(12), part});
  texts.push_back({Role::kBody, "An apprentice with digital skill.", 4});
  const auto found = passages_of(texts, {"digital", "skills", "apprentice"}, {2, 300});
  BOOST_REQUIRE_EQUAL(found.size(), 2u);
  BOOST_TEST(found[0] == "An [apprentice] with [digital] [skill].");
}

BOOST_AUTO_TEST_CASE(shows_the_stretch_of_a_long_block_that_has_most) {
  const std::string text =
      filler(12) + "One digital thing. " + filler(20) + "Digital skills for all. " + filler(12);
  Collection collection;
  const uint32_t docid = collection.add({{Role::kBody, text}});
  collection.open();
  const Passages found = collection.make(docid, collection.want({"digital", "skills"}), {3, 160});
  BOOST_REQUIRE_EQUAL(found.passages.size(), 1u);
  const Fragment& fragment = found.passages.front().fragment;
  BOOST_TEST(marked(fragment).find("[Digital] [skills] for all. ") == 0u);
  BOOST_TEST(fragment.text.size() <= 160u);
  BOOST_TEST(fragment.cut_before);
  BOOST_TEST(fragment.cut_after);
  BOOST_TEST(found.more_matches == 1u);
}

BOOST_AUTO_TEST_CASE(marks_a_compound_as_one) {
  Collection collection;
  const uint32_t docid = collection.add({{Role::kBody, "After COVID-19 came relief; COVID was over."}});
  collection.open();
  BOOST_TEST(marked(collection.make(docid, collection.want({"covid-19", "covid"})).passages.at(0).fragment) ==
             "After [COVID-19] came relief; [COVID] was over.");
  BOOST_TEST(marked(collection.make(docid, collection.want({"covid"})).passages.at(0).fragment) ==
             "After [COVID]-19 came relief; [COVID] was over.");
}

BOOST_AUTO_TEST_CASE(no_words_no_passages) {
  Collection collection;
  const uint32_t docid = collection.add({{Role::kBody, filler(3)}});
  collection.open();
  BOOST_TEST(collection.make(docid, {}).passages.empty());
  BOOST_TEST(collection.make(docid, collection.want({"walrus"})).passages.empty());
  const Passages none = collection.make(docid, collection.want({"roof"}), {0, 300});
  BOOST_TEST(none.passages.empty());
  BOOST_TEST(none.more_matches == 0u);
}

BOOST_AUTO_TEST_CASE(damaged_text_gives_no_passages) {
  Collection collection;
  const uint32_t docid = collection.add({{Role::kBody, "Digital skills. " + filler(60)}});
  collection.open();
  const Wanted wanted = collection.want({"skills"});
  BOOST_TEST(collection.make(docid, wanted).passages.size() == 1u);
  const auto path = collection.directory() / "text.dat";
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(path)) - 40);
  file << std::string(30, '\xff');
  file.close();
  BOOST_TEST(collection.make(docid, wanted).passages.empty());
  BOOST_TEST(collection.opening(docid, {}).passages.empty());
}

std::string opening_of(const Texts& texts, const SnippetOptions& options = {}) {
  Collection collection;
  const uint32_t docid = collection.add(texts);
  collection.open();
  const Passages found = collection.opening(docid, options);
  return found.passages.empty() ? "none" : marked(found.passages.front().fragment);
}

BOOST_AUTO_TEST_CASE(opens_with_the_summary_or_the_first_real_paragraph) {
  const std::string paragraph = "A first paragraph that is long enough to say something of the whole.";
  BOOST_TEST(opening_of({{Role::kTitle, "Title"}, {Role::kBody, paragraph}, {Role::kSummary, "In short."}}) ==
             "In short.");
  BOOST_TEST(opening_of({{Role::kTitle, "Title"}, {Role::kBody, "By Jo Bloggs"}, {Role::kBody, paragraph}}) ==
             paragraph);
  BOOST_TEST(opening_of({{Role::kBoilerplate, filler(2)}, {Role::kBody, "Few words."}}) == "Few words.");
  BOOST_TEST(opening_of({{Role::kTitle, "Title"}, {Role::kHeading, "Heading"}}) == "none");
}

BOOST_AUTO_TEST_CASE(opens_with_whole_sentences) {
  BOOST_TEST(
      opening_of({{Role::kBody, filler(30)}}, {1, 120}) ==
      "The council met in the town hall on a wet evening. Nobody had expected the chairs to be so many.");
}

BOOST_AUTO_TEST_CASE(looks_for_an_opening_beyond_the_first_frame) {
  BOOST_TEST(opening_of({{Role::kBoilerplate, filler(120)}, {Role::kBody, "Few words."}}) == "Few words.");
}

BOOST_AUTO_TEST_CASE(marks_a_title) {
  Collection collection;
  collection.add({{Role::kBody, "skill digital"}});
  collection.open();
  const std::string title = "Skills for a digital\ndecade";
  const Wanted wanted = collection.want({"digital", "skill"});
  const Fragment fragment{title, collection.maker(wanted).mark(title, "en")};
  // The title's own form is not in the collection, so it cannot be marked.
  BOOST_TEST(marked(fragment) == "Skills for a [digital]\ndecade");
}

}  // namespace
}  // namespace pressmark
