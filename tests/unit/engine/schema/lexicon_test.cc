#include "engine/schema/lexicon.h"

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <map>
#include <random>
#include <set>
#include <stdexcept>

#include "engine/limits.h"
#include "engine/schema/lexicon_file.h"
#include "tests/unit/engine/schema/schema_test_support.h"

namespace pressmark {
namespace {

using Strings = std::vector<std::string>;

FormId add(LexiconBuilder& builder, std::string_view form, std::string_view language, const Strings& terms,
           uint32_t documents = 1, bool common = false) {
  const FormId id = builder.add(form, language, terms, common);
  builder.set_document_frequency(id, documents);
  return id;
}

std::shared_ptr<const Lexicon> reopened(const LexiconBuilder& builder, const TestDirectory& directory) {
  builder.save(directory / "lexicon.dat");
  auto opened = Lexicon::open(directory / "lexicon.dat");
  BOOST_REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? std::string() : opened.error().message));
  return std::move(opened).value();
}

Strings texts(const Lexicon& lexicon, const std::vector<FormId>& ids) {
  Strings found;
  for (const FormId id : ids) found.emplace_back(lexicon.form(id));
  return found;
}

LexiconBuilder small_vocabulary() {
  LexiconBuilder builder;
  add(builder, "the", "en", {"the"}, 900, true);
  add(builder, "review", "en", {"review"}, 40);
  add(builder, "reviews", "en", {"review"}, 30);
  add(builder, "reviewed", "en", {"review"}, 20);
  add(builder, "müller", "de", {"muller", "mueller"}, 7);
  add(builder, "muller", "de", {"muller"}, 300);
  add(builder, "review", "de", {"review"}, 3);
  add(builder, "日本語", "ja", {"日本語"}, 2);
  return builder;
}

/// Restricted Damerau-Levenshtein distance by the whole table, to compare with.
uint32_t edits(std::string_view a, std::string_view b) {
  std::vector<uint32_t> first, second;
  for (size_t at = 0; at < a.size();) first.push_back(next_character(a, at));
  for (size_t at = 0; at < b.size();) second.push_back(next_character(b, at));
  std::vector<std::vector<uint32_t>> table(first.size() + 1, std::vector<uint32_t>(second.size() + 1));
  for (uint32_t i = 0; i <= first.size(); ++i) {
    for (uint32_t j = 0; j <= second.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = i + j;
        continue;
      }
      const uint32_t change = first[i - 1] == second[j - 1] ? 0 : 1;
      table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1]) {
        table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
      }
    }
  }
  return table[first.size()][second.size()];
}

/// Forms near to a word, nearest and then most frequent first, at most `limit`.
std::vector<Lexicon::Near> nearest(const Lexicon& lexicon, std::string_view form, uint32_t distance,
                                   uint32_t frequency_min, size_t limit) {
  std::vector<Lexicon::Near> found;
  lexicon.near(form, distance, frequency_min, [&](const Lexicon::Near& near) {
    found.push_back(near);
    return frequency_min;
  });
  std::sort(found.begin(), found.end(), [](const Lexicon::Near& a, const Lexicon::Near& b) {
    if (a.distance != b.distance) return a.distance < b.distance;
    return a.documents != b.documents ? a.documents > b.documents : a.form < b.form;
  });
  found.resize(std::min(limit, found.size()));
  return found;
}

std::string random_word(std::mt19937& random, size_t characters_max) {
  static const Strings kAlphabet = {"a", "b", "c", "é", "日"};
  std::string word;
  for (size_t count = 1 + random() % characters_max; count > 0; --count) word += kAlphabet[random() % 5];
  return word;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lexicon)

BOOST_AUTO_TEST_CASE(gives_the_first_ids_to_common_forms_only) {
  LexiconBuilder builder;
  BOOST_TEST(add(builder, "word", "en", {"word"}) == kCommonForms);
  for (FormId id = 0; id < kCommonForms; ++id) {
    BOOST_TEST(add(builder, "the" + std::to_string(id), "en", {"the"}, 1, true) == id);
  }
  BOOST_TEST(add(builder, "late", "en", {"late"}, 1, true) == kCommonForms + 1);
  BOOST_TEST(builder.forms_count() == kCommonForms + 2);
}

BOOST_AUTO_TEST_CASE(finds_what_was_added_and_nothing_else) {
  const LexiconBuilder builder = small_vocabulary();
  FormId id = 0;
  BOOST_TEST(builder.find("müller", "de", id));
  const auto terms = builder.terms_of(id);
  BOOST_TEST(terms.size() == 2);
  BOOST_TEST(builder.term(terms[0]) == "muller");
  BOOST_TEST(builder.term(terms[1]) == "mueller");
  BOOST_TEST(!builder.find("müller", "en", id));
  BOOST_TEST(!builder.find("müller", "fr", id));
  BOOST_TEST(!builder.find("mülle", "de", id));
}

BOOST_AUTO_TEST_CASE(names_a_term_once_and_drops_repeated_terms_of_a_form) {
  LexiconBuilder builder;
  const FormId one = add(builder, "a1", "en", {"x", "y", "x"});
  const FormId two = add(builder, "a2", "en", {"y"});
  BOOST_TEST(builder.terms_of(one).size() == 2);
  BOOST_TEST(builder.terms_of(one)[1] == builder.terms_of(two)[0]);
  BOOST_TEST(builder.terms_count() == 2);
}

BOOST_AUTO_TEST_CASE(the_same_form_in_two_languages_is_two_forms) {
  const TestDirectory directory;
  const auto lexicon = reopened(small_vocabulary(), directory);
  const auto ids = lexicon->forms("review");
  BOOST_REQUIRE(ids.size() == 2);
  BOOST_TEST(lexicon->language(ids[0]) == "en");
  BOOST_TEST(lexicon->language(ids[1]) == "de");
  BOOST_TEST(lexicon->forms("revie").empty());
  BOOST_TEST(lexicon->forms("").empty());
}

BOOST_AUTO_TEST_CASE(finds_the_forms_of_a_term) {
  const TestDirectory directory;
  const auto lexicon = reopened(small_vocabulary(), directory);
  BOOST_TEST(texts(*lexicon, lexicon->forms_of_term("review")) ==
                 (Strings{"review", "reviews", "reviewed", "review"}),
             boost::test_tools::per_element());
  BOOST_TEST(texts(*lexicon, lexicon->forms_of_term("mueller")) == (Strings{"müller"}),
             boost::test_tools::per_element());
  BOOST_TEST(lexicon->forms_of_term("reviews").empty());
}

BOOST_AUTO_TEST_CASE(prefixes_give_the_most_frequent_first) {
  const TestDirectory directory;
  const auto lexicon = reopened(small_vocabulary(), directory);
  BOOST_TEST(texts(*lexicon, lexicon->with_prefix("review", 3)) == (Strings{"review", "reviews", "reviewed"}),
             boost::test_tools::per_element());
  BOOST_TEST(lexicon->with_prefix("", 100).size() == 8);
  BOOST_TEST(lexicon->with_prefix("日", 100).size() == 1);
  BOOST_TEST(lexicon->with_prefix("reviewing", 100).empty());
  BOOST_TEST(lexicon->with_prefix("review", 0).empty());
}

BOOST_AUTO_TEST_CASE(near_finds_what_is_within_the_distance_and_frequent_enough) {
  const TestDirectory directory;
  const auto lexicon = reopened(small_vocabulary(), directory);
  std::vector<FormId> ids;
  std::vector<uint32_t> distances;
  for (const auto& near : nearest(*lexicon, "reveiw", 2, 1, 10)) {
    ids.push_back(near.form);
    distances.push_back(near.distance);
  }
  BOOST_TEST(texts(*lexicon, ids) == (Strings{"review", "review", "reviews"}),
             boost::test_tools::per_element());
  BOOST_TEST(lexicon->language(ids[0]) == "en");
  BOOST_TEST(distances == (std::vector<uint32_t>{1, 1, 2}), boost::test_tools::per_element());
  BOOST_TEST(nearest(*lexicon, "reveiw", 2, 4, 10).size() == 2);
  BOOST_TEST(nearest(*lexicon, "reveiw", 2, 1, 1).size() == 1);
  BOOST_TEST(nearest(*lexicon, "日本", 1, 1, 10).size() == 1);
  BOOST_TEST(nearest(*lexicon, "the", 0, 1, 10).size() == 1);
}

BOOST_AUTO_TEST_CASE(near_survives_words_and_distances_of_any_size) {
  const TestDirectory directory;
  const auto lexicon = reopened(small_vocabulary(), directory);
  BOOST_TEST(nearest(*lexicon, "", 3, 0, 100).size() == 2);  // "the" and three characters of Japanese
  BOOST_TEST(nearest(*lexicon, "review", UINT32_MAX, 0, 100).size() == 8);
  BOOST_TEST(nearest(*lexicon, std::string(1 << 20, 'a'), 2, 0, 100).empty());
  BOOST_TEST(nearest(*lexicon, std::string(62, 'a'), 2, 0, 100).empty());
}

BOOST_AUTO_TEST_CASE(near_goes_by_length_then_frequency_and_heeds_the_frequency_it_is_given_back) {
  const TestDirectory directory;
  LexiconBuilder builder;
  for (const auto& [form, documents] : std::map<std::string, uint32_t>{
           {"cart", 9}, {"card", 30}, {"care", 20}, {"car", 50}, {"scarf", 40}, {"caret", 8}}) {
    add(builder, form, "en", {form}, documents);
  }
  const auto lexicon = reopened(builder, directory);
  const auto visited = [&](uint32_t after_first) {
    Strings forms;
    lexicon->near("carx", 2, 1, [&](const Lexicon::Near& near) {
      forms.emplace_back(lexicon->form(near.form));
      return after_first;
    });
    return forms;
  };
  BOOST_TEST(visited(1) == (Strings{"card", "care", "cart", "car", "scarf", "caret"}),
             boost::test_tools::per_element());
  BOOST_TEST(visited(9) == (Strings{"card", "care", "cart", "car", "scarf"}),
             boost::test_tools::per_element());
  BOOST_TEST(visited(40) == (Strings{"card", "car", "scarf"}), boost::test_tools::per_element());
  BOOST_TEST(visited(51) == (Strings{"card"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(near_equals_the_whole_table_on_random_vocabularies) {
  std::mt19937 random(20220329);
  for (int round = 0; round < 30; ++round) {
    LexiconBuilder builder;
    std::set<std::string> words;
    while (words.size() < 300) words.insert(random_word(random, 8));
    for (const std::string& word : words)
      add(builder, word, "en", {word}, 1 + static_cast<uint32_t>(random() % 5));
    const TestDirectory directory;
    const auto lexicon = reopened(builder, directory);
    for (int query = 0; query < 20; ++query) {
      const std::string wanted = random_word(random, 8);
      const uint32_t bound = random() % 4;
      std::map<std::string, uint32_t> expected, found;
      for (const std::string& word : words) {
        if (edits(word, wanted) <= bound) expected[word] = edits(word, wanted);
      }
      uint32_t last = 0;
      for (const auto& near : nearest(*lexicon, wanted, bound, 0, 1000)) {
        BOOST_TEST(near.distance >= last);
        last = near.distance;
        found[std::string(lexicon->form(near.form))] = near.distance;
      }
      BOOST_TEST((expected == found), wanted << " within " << bound);
    }
  }
}

BOOST_AUTO_TEST_CASE(writer_then_reader_is_identity_and_a_loaded_builder_goes_on_where_it_ended) {
  std::mt19937 random(7);
  const Strings languages = {"", "en", "de", "ja"};
  LexiconBuilder builder;
  struct Entry {
    std::string form, language;
    Strings terms;
    uint32_t documents;
  };
  std::map<FormId, Entry> entries;
  const TestDirectory directory;
  for (int stage = 0; stage < 3; ++stage) {
    for (int i = 0; i < 2000; ++i) {
      Entry entry{random_word(random, 9), languages[random() % 4], {}, static_cast<uint32_t>(random())};
      FormId id = 0;
      if (builder.find(entry.form, entry.language, id)) {
        BOOST_TEST(entries[id].form == entry.form);
        continue;
      }
      std::set<std::string> terms;
      for (size_t count = 1 + random() % 3; terms.size() < count;) terms.insert(random_word(random, 3));
      entry.terms.assign(terms.begin(), terms.end());
      id = add(builder, entry.form, entry.language, entry.terms, entry.documents, random() % 50 == 0);
      BOOST_REQUIRE(entries.emplace(id, entry).second);
    }
    const auto lexicon = reopened(builder, directory);
    auto loaded = LexiconBuilder::load(directory / "lexicon.dat");
    BOOST_REQUIRE(loaded.ok());
    BOOST_TEST(loaded.value().forms_count() == builder.forms_count());
    BOOST_TEST(loaded.value().terms_count() == builder.terms_count());
    for (const auto& [id, entry] : entries) {
      BOOST_TEST(lexicon->form(id) == entry.form);
      BOOST_TEST(lexicon->language(id) == entry.language);
      BOOST_TEST(lexicon->document_frequency(id) == entry.documents);
      BOOST_TEST(lexicon->terms_of(id) == entry.terms, boost::test_tools::per_element());
      BOOST_TEST(lexicon->term_ids_of(id) == builder.terms_of(id), boost::test_tools::per_element());
      BOOST_TEST(loaded.value().terms_of(id) == builder.terms_of(id), boost::test_tools::per_element());
      BOOST_TEST(loaded.value().document_frequency(id) == entry.documents);
      const auto forms = lexicon->forms_of_term(entry.terms.front());
      BOOST_TEST(std::is_sorted(forms.begin(), forms.end()));
      BOOST_TEST(std::binary_search(forms.begin(), forms.end(), id));
    }
    builder = std::move(loaded).value();
  }
}

BOOST_AUTO_TEST_CASE(an_empty_vocabulary_and_unused_ids_are_fine) {
  const TestDirectory directory;
  const auto empty = reopened(LexiconBuilder(), directory);
  BOOST_TEST(empty->forms_count() == 0);
  BOOST_TEST(nearest(*empty, "a", 2, 0, 10).empty());
  BOOST_TEST(empty->with_prefix("", 10).empty());
  BOOST_TEST(empty->forms("a").empty());
  LexiconBuilder builder;
  add(builder, "word", "en", {"word"});
  const auto lexicon = reopened(builder, directory);
  for (const FormId id : {FormId{0}, FormId{63}, FormId{65}, kUnused}) {
    BOOST_TEST(lexicon->form(id).empty());
    BOOST_TEST(lexicon->language(id).empty());
    BOOST_TEST(lexicon->terms_of(id).empty());
    BOOST_TEST(lexicon->document_frequency(id) == 0);
  }
}

BOOST_AUTO_TEST_CASE(refuses_forms_and_terms_over_the_byte_limit_and_stays_as_it_was) {
  LexiconBuilder builder;
  const std::string longest(limits::kFormBytesMax, 'a');
  const FormId id = add(builder, longest, "en", {longest});
  BOOST_CHECK_THROW(add(builder, longest + 'a', "en", {"a"}), std::length_error);
  BOOST_CHECK_THROW(add(builder, "b", "en", {"fine", longest + 'a'}), std::length_error);
  BOOST_CHECK_THROW(add(builder, "b", "en", {""}), std::length_error);
  BOOST_CHECK_THROW(add(builder, "", "en", {"a"}), std::length_error);
  BOOST_TEST(builder.terms_count() == 1);
  const TestDirectory directory;
  BOOST_TEST(nearest(*reopened(builder, directory), longest, 2, 0, 10).front().form == id);
}

BOOST_AUTO_TEST_CASE(is_full_at_its_limit) {
  LexiconBuilder builder;
  builder.testing_set_forms_max(kCommonForms + 1);
  add(builder, "last", "en", {"last"});
  BOOST_CHECK_THROW(add(builder, "more", "en", {"more"}), std::length_error);
  BOOST_TEST(add(builder, "the", "en", {"the"}, 1, true) == 0);
}

BOOST_AUTO_TEST_CASE(languages_beyond_what_a_byte_can_name_are_unknown_ones) {
  LexiconBuilder builder;
  for (int i = 0; i < 400; ++i) {
    FormId id = 0;
    const std::string language = "x" + std::to_string(i);
    if (!builder.find("word", language, id)) add(builder, "word", language, {"word"});
    BOOST_TEST(builder.find("word", language, id));
  }
  const TestDirectory directory;
  const auto ids = reopened(builder, directory)->forms("word");
  BOOST_TEST(ids.size() == 255);
  FormId id = 0;
  BOOST_TEST(LexiconBuilder::load(directory / "lexicon.dat").value().find("word", "x999", id));
  BOOST_TEST(!LexiconBuilder().find("word", std::string(36, 'x'), id));
}

BOOST_AUTO_TEST_CASE(names_the_file_and_the_remedy_when_it_is_no_lexicon) {
  const TestDirectory directory;
  const auto missing = Lexicon::open(directory / "lexicon.dat");
  BOOST_REQUIRE(!missing.ok());
  BOOST_CHECK(missing.error().code == ErrorCode::kUnreadable);
  write_bytes(directory / "lexicon.dat", "something else");
  const auto wrong = Lexicon::open(directory / "lexicon.dat");
  BOOST_REQUIRE(!wrong.ok());
  BOOST_CHECK(wrong.error().code == ErrorCode::kCorrupt);
  BOOST_TEST(wrong.error().where == (directory / "lexicon.dat").string());
  BOOST_TEST(wrong.error().message.find("indexer rebuild") != std::string::npos);
  BOOST_TEST(!LexiconBuilder::load(directory / "lexicon.dat").ok());
}

BOOST_AUTO_TEST_CASE(no_damage_leads_out_of_the_file) {
  const TestDirectory directory;
  small_vocabulary().save(directory / "lexicon.dat");
  const std::string whole = read_bytes(directory / "lexicon.dat");
  size_t opened_count = 0;
  const auto use = [&](const std::string& bytes) {
    write_bytes(directory / "damaged.dat", bytes);
    const auto opened = Lexicon::open(directory / "damaged.dat");
    static_cast<void>(LexiconBuilder::load(directory / "damaged.dat").ok());
    if (!opened.ok()) return;
    ++opened_count;
    const Lexicon& lexicon = *opened.value();
    for (FormId id = 0; id < lexicon.forms_count() + 2; ++id) {
      lexicon.form(id);
      lexicon.language(id);
      lexicon.terms_of(id);
      lexicon.document_frequency(id);
    }
    for (const char* word : {"review", "the", "müller", ""}) {
      lexicon.forms(word);
      lexicon.forms_of_term(word);
      lexicon.with_prefix(word, 10);
      nearest(lexicon, word, 2, 0, 10);
    }
  };
  for (size_t size = 0; size < whole.size(); ++size) use(whole.substr(0, size));
  BOOST_TEST(opened_count == 0);
  use(whole + '\0');
  BOOST_TEST(opened_count == 0);
  for (size_t at = 0; at < whole.size(); ++at) {
    for (const int change : {1, 2, 0x40, 0x80, 0xff}) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ change);
      use(damaged);
    }
  }
  BOOST_TEST(opened_count > 0);  // letters may change unnoticed: the manifest's sums are there for that
}

BOOST_AUTO_TEST_CASE(refuses_a_form_that_says_it_shares_more_or_less_than_it_does) {
  const TestDirectory directory;
  small_vocabulary().save(directory / "lexicon.dat");
  const std::string whole = read_bytes(directory / "lexicon.dat");
  const size_t shared_at = whole.find("reviewed") - 3;  // length, shared, language, one byte of frequency
  BOOST_REQUIRE(whole[shared_at] == 6);
  for (const char wrong : {'\0', '\5', '\7'}) {
    std::string damaged = whole;
    damaged[shared_at] = wrong;
    write_bytes(directory / "lexicon.dat", damaged);
    BOOST_TEST(!Lexicon::open(directory / "lexicon.dat").ok());
  }
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_a_system_error) {
  const TestDirectory directory;
  const LexiconBuilder builder = small_vocabulary();
  BOOST_TEST(refused_by_full_disk(100, [&] { builder.save(directory / "lexicon.dat"); }));
  BOOST_TEST(!refused_by_full_disk(1 << 20, [&] { builder.save(directory / "lexicon.dat"); }));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressmark
