// What publications have in common: repeated paragraphs, works, and that updates decide as rebuilds do.
#include "indexer/collection/collection.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <random>

#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;

namespace {

constexpr const char* kBiography = "Ann Example leads the harbour team and plays football in Surrey.";

/// `count` words that no other seed gives.
std::string words(unsigned seed, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += "w" + std::to_string(seed) + "x" + std::to_string(i) + " ";
  return text;
}

Role role_of(const Publication& publication, const std::string& text) {
  for (const Part& part : publication.parts) {
    for (const Block& block : part.blocks) {
      if (block.text == text) return block.role;
    }
  }
  BOOST_FAIL("no such block: " << text);
  return Role::kBody;
}

Collection collection_of(const std::vector<Publication>& publications) {
  Collection collection(std::filesystem::temp_directory_path());
  for (const Publication& publication : publications) collection.put(publication);
  collection.decide();
  return collection;
}

Role role_in(const std::vector<Publication>& publications, size_t which, const std::string& text) {
  Collection collection = collection_of(publications);
  Publication applied = publications.at(which);
  collection.apply(applied);
  return role_of(applied, text);
}

/// Posts with a text of their own and a biography below it.
std::vector<Publication> posts(size_t count) {
  std::vector<Publication> all;
  for (unsigned i = 0; i < count; ++i)
    all.push_back(post("post" + std::to_string(i), "Post " + std::to_string(i), {words(i, 30), kBiography}));
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(repetition)

BOOST_AUTO_TEST_CASE(a_paragraph_of_three_works_is_boilerplate_and_of_two_is_text) {
  BOOST_TEST((role_in(posts(3), 0, kBiography) == Role::kBoilerplate));
  BOOST_TEST((role_in(posts(2), 0, kBiography) == Role::kBody));
  BOOST_TEST((role_in(posts(3), 0, words(0, 30)) == Role::kBody));
}

BOOST_AUTO_TEST_CASE(case_punctuation_and_blanks_make_no_difference) {
  std::vector<Publication> all = posts(2);
  all.push_back(post("other", "Other",
                     {words(9, 30), "ANN EXAMPLE leads — the harbour team,\nand plays football in Surrey"}));
  BOOST_TEST((role_in(all, 0, kBiography) == Role::kBoilerplate));
}

BOOST_AUTO_TEST_CASE(the_page_that_opens_with_it_keeps_it_as_text) {
  std::vector<Publication> all = posts(5);
  all.push_back(post("staff/ann", "Ann Example", {kBiography, words(77, 40)}));
  BOOST_TEST((role_in(all, 5, kBiography) == Role::kBody));
  BOOST_TEST((role_in(all, 0, kBiography) == Role::kBoilerplate));
}

BOOST_AUTO_TEST_CASE(a_notice_that_opens_every_page_is_boilerplate) {
  std::vector<Publication> all;
  for (unsigned i = 0; i < 5; ++i)
    all.push_back(
        post("p" + std::to_string(i), "Page", {"We use cookies on this site today.", words(i, 30)}));
  BOOST_TEST((role_in(all, 2, "We use cookies on this site today.") == Role::kBoilerplate));
}

BOOST_AUTO_TEST_CASE(a_publication_of_nothing_else_keeps_its_text) {
  std::vector<Publication> all = posts(4);
  all.push_back(post("alone", "Alone", {"Short.", kBiography}));
  BOOST_TEST((role_in(all, 4, kBiography) == Role::kBody));
}

BOOST_AUTO_TEST_CASE(copies_of_one_text_do_not_make_it_boilerplate) {
  std::vector<Publication> all;
  for (unsigned i = 0; i < 5; ++i)
    all.push_back(post("copy" + std::to_string(i), "The same", {words(1, 60), words(2, 60)}));
  BOOST_TEST((role_in(all, 0, words(2, 60)) == Role::kBody));
}

BOOST_AUTO_TEST_CASE(short_paragraphs_are_not_known_again) {
  std::vector<Publication> all;
  for (unsigned i = 0; i < 5; ++i)
    all.push_back(post("p" + std::to_string(i), "P", {words(i, 30), "Three short words"}));
  BOOST_TEST((role_in(all, 0, "Three short words") == Role::kBody));
}

BOOST_AUTO_TEST_CASE(a_heading_goes_with_all_that_it_heads) {
  std::vector<Publication> all;
  for (unsigned i = 0; i < 4; ++i) {
    Publication one = post("p" + std::to_string(i), "P", {words(i, 30)});
    std::vector<Block>& blocks = one.parts[0].blocks;
    blocks.push_back({Role::kHeading, "Results"});
    blocks.push_back({Role::kBody, words(100 + i, 30)});
    blocks.push_back({Role::kHeading, "About the author"});
    blocks.push_back({Role::kBody, kBiography});
    all.push_back(one);
  }
  BOOST_TEST((role_in(all, 0, "About the author") == Role::kBoilerplate));
  BOOST_TEST((role_in(all, 0, "Results") == Role::kHeading));
}

BOOST_AUTO_TEST_CASE(says_what_stands_on_how_many_publications) {
  std::vector<Publication> all = posts(4);
  Collection collection = collection_of(all);
  for (Publication& publication : all) collection.apply(publication);
  const CollectionReport report = collection.report();
  BOOST_TEST(report.repeated_count == 1U);
  BOOST_REQUIRE_EQUAL(report.repeated.size(), 1U);
  BOOST_TEST(report.repeated[0].text == kBiography);
  BOOST_TEST(report.repeated[0].publications_count == 4U);
}

BOOST_AUTO_TEST_CASE(of_many_repeated_paragraphs_the_most_frequent_are_named_and_all_counted) {
  constexpr unsigned kParagraphs = CollectionReport::kRepeatedShownMax + 20;
  std::vector<Publication> all = posts(0);
  for (unsigned i = 0; i < 4; ++i) {
    Publication one = post("p" + std::to_string(i), "P", {words(900 + i, 400)});
    // All stand in three publications, the even ones in a fourth.
    for (unsigned paragraph = 0; paragraph < kParagraphs; ++paragraph) {
      if (i < 3 || paragraph % 2 == 0) one.parts[0].blocks.push_back({Role::kBody, words(paragraph, 5)});
    }
    all.push_back(one);
  }
  Collection collection = collection_of(all);
  for (Publication& publication : all) collection.apply(publication);
  const CollectionReport report = collection.report();
  BOOST_TEST(report.repeated_count == kParagraphs);
  BOOST_REQUIRE_EQUAL(report.repeated.size(), CollectionReport::kRepeatedShownMax);
  for (size_t i = 0; i < report.repeated.size(); ++i) {
    BOOST_TEST(report.repeated[i].publications_count == (i < kParagraphs / 2 ? 4U : 3U));
    // As frequent ones are in the order of their texts.
    if (i > 0 && report.repeated[i].publications_count == report.repeated[i - 1].publications_count)
      BOOST_TEST((report.repeated[i - 1].text < report.repeated[i].text));
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(works)

std::vector<std::vector<std::string>> works_of(const std::vector<Publication>& publications) {
  return collection_of(publications).report().works;
}

BOOST_AUTO_TEST_CASE(near_copies_are_one_work) {
  const std::string text = words(1, 300);
  const std::vector<std::vector<std::string>> found =
      works_of({post("a", "Report", {text}), post("b", "Report", {text + "One more line."}),
                post("c", "Report", {words(2, 300)})});
  BOOST_REQUIRE_EQUAL(found.size(), 1U);
  BOOST_TEST(found[0] == (std::vector<std::string>{"a", "b"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(half_the_text_in_common_is_not_one_work) {
  const std::string half = words(1, 150);
  BOOST_TEST(
      works_of({post("a", "A", {half, words(2, 150)}), post("b", "B", {half, words(3, 150)})}).empty());
}

BOOST_AUTO_TEST_CASE(editions_of_two_years_are_two_works) {
  const std::string text = words(1, 300);
  BOOST_TEST(works_of({post("a", "Review 2021", {text}), post("b", "Review 2022", {text})}).empty());
}

BOOST_AUTO_TEST_CASE(short_texts_are_copies_only_when_they_are_equal) {
  BOOST_TEST(works_of({post("a", "T", {"Five words stand right here."}),
                       post("b", "T", {"Five words stand right here."})})
                 .size() == 1U);
  BOOST_TEST(works_of({post("a", "T", {"Five words stand right here."}),
                       post("b", "T", {"Five words stand right there."})})
                 .empty());
}

BOOST_AUTO_TEST_CASE(a_page_and_the_document_that_it_announces_are_one_work) {
  Publication page = post("page", "Report: Skills for a digital decade", {words(1, 50)});
  page.documents = {"/skills.pdf"};
  Publication list = post("list", "Publications", {words(2, 50)});
  list.documents = {"/skills.pdf"};
  Publication report = post("skills.pdf", "Skills for a Digital Decade", {words(3, 900)});
  const std::vector<std::vector<std::string>> found = works_of({page, list, report});
  BOOST_REQUIRE_EQUAL(found.size(), 1U);
  BOOST_TEST(found[0] == (std::vector<std::string>{"page", "skills.pdf"}), boost::test_tools::per_element());
}

/// Shares `share` of the words of one long text, the rest changed one by one.
BOOST_AUTO_TEST_CASE(resemblance_estimates_the_shared_shingles) {
  std::mt19937 random(7);
  for (const double share : {0.5, 0.9}) {
    double estimated = 0, exact = 0;
    constexpr int kRounds = 40;
    for (int round = 0; round < kRounds; ++round) {
      std::string a, b;
      size_t changed = 0;
      constexpr size_t kWords = 800, kShingle = 5;
      const auto cut = static_cast<size_t>(share * kWords);
      for (size_t i = 0; i < kWords; ++i) {
        const std::string word = "t" + std::to_string(random() % 100000) + " ";
        a += word;
        b += i < cut ? word : "u" + std::to_string(changed++) + " ";
      }
      estimated += resemblance(trace_of(post("a", "", {a})).sketch, trace_of(post("b", "", {b})).sketch);
      const double same = static_cast<double>(cut) - kShingle + 1, all = kWords - kShingle + 1;
      exact += same / (2 * all - same);
    }
    BOOST_TEST(estimated / kRounds == exact / kRounds, boost::test_tools::tolerance(0.1));
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(between_runs)

Collection loaded(const TempDir& directory) {
  Collection collection(directory.path());
  BOOST_REQUIRE(!collection.load(directory.path()));
  return collection;
}

BOOST_AUTO_TEST_CASE(an_update_decides_as_a_rebuild_and_names_what_changed) {
  const TempDir directory;
  std::vector<Publication> all = posts(2);
  collection_of(all).save(directory.path());
  Collection updated = loaded(directory);
  const Publication third = posts(3)[2];
  updated.put(third);
  updated.decide();
  BOOST_TEST(updated.changed() == (std::vector<std::string>{"post0", "post1"}),
             boost::test_tools::per_element());
  Publication first = all[0];
  updated.reapply(first);
  BOOST_TEST((role_of(first, kBiography) == Role::kBoilerplate));

  updated.save(directory.path());
  Collection shrunk = loaded(directory);
  shrunk.remove("post2");
  shrunk.decide();
  BOOST_TEST(shrunk.changed().size() == 2U);
  shrunk.reapply(first);
  BOOST_TEST((role_of(first, kBiography) == Role::kBody));
}

BOOST_AUTO_TEST_CASE(nothing_changes_when_nothing_is_put) {
  const TempDir directory;
  collection_of(posts(5)).save(directory.path());
  Collection again = loaded(directory);
  BOOST_TEST(!again.touched());
  again.decide();
  BOOST_TEST(again.changed().empty());
  BOOST_TEST(again.size() == 5U);
}

BOOST_AUTO_TEST_CASE(what_was_put_and_removed_before_loading_stays_so) {
  const TempDir directory;
  collection_of(posts(4)).save(directory.path());
  Collection collection(directory.path());
  collection.put(post("post0", "New", {words(50, 30)}));
  collection.remove("post1");
  BOOST_TEST(collection.touched());
  BOOST_REQUIRE(!collection.load(directory.path()));
  BOOST_TEST(collection.size() == 3U);
  collection.decide();
  // Two are left that have it.
  BOOST_TEST(collection.report().repeated_count == 0U);
  BOOST_TEST(collection.changed() == (std::vector<std::string>{"post2", "post3"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_same_publications_give_the_same_file_however_they_came) {
  const TempDir at_once, step_by_step;
  const auto save = [](const std::vector<Publication>& all, Collection& collection, const TempDir& into) {
    for (const Publication& publication : all) collection.put(publication);
    collection.decide();
    for (Publication publication : all) collection.apply(publication);
    collection.save(into.path());
  };
  const std::vector<Publication> all = posts(7);
  Collection whole(at_once.path());
  save(all, whole, at_once);
  Collection half(step_by_step.path());
  save({all[6], all[0], all[3]}, half, step_by_step);
  Collection rest = loaded(step_by_step);
  save({all[5], all[4], all[2], all[1]}, rest, step_by_step);
  const auto bytes_in = [](const TempDir& directory) {
    std::ifstream in(directory.path() / "traces.dat", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  BOOST_TEST(bytes_in(at_once).size() > 100U);
  BOOST_TEST(bytes_in(at_once) == bytes_in(step_by_step));
}

BOOST_AUTO_TEST_CASE(the_report_is_read_without_the_rest) {
  const TempDir directory;
  std::vector<Publication> all = posts(5);
  all.push_back(post("copy", "Post 4", {words(4, 30), kBiography}));
  all[4].title = "Post 4";
  Collection collection = collection_of(all);
  for (Publication& publication : all) collection.apply(publication);
  const CollectionReport report = collection.report();
  collection.save(directory.path());
  const CollectionReport read = Collection::report_of(directory.path()).value();
  BOOST_TEST(read.repeated_count == 1U);
  BOOST_TEST(read.repeated.at(0).text == kBiography);
  BOOST_TEST(read.repeated.at(0).publications_count == report.repeated.at(0).publications_count);
  BOOST_TEST((read.works == report.works));
  BOOST_TEST(read.works.size() == 1U);
  const TempDir empty;
  BOOST_TEST(Collection::report_of(empty.path()).value().works.empty());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_traces_is_corrupt_and_none_is_an_empty_collection) {
  const TempDir directory;
  BOOST_TEST(loaded(directory).size() == 0U);
  Collection saved = collection_of(posts(3));
  saved.save(directory.path());
  std::string bytes;
  {
    std::ifstream in(directory.path() / "traces.dat", std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  for (size_t cut = 1; cut < bytes.size(); cut += 7) {
    directory.write("traces.dat", bytes.substr(0, cut));
    Collection collection(directory.path());
    if (const auto error = collection.load(directory.path()))
      BOOST_TEST((error->code == ErrorCode::kCorrupt));
    const Result<CollectionReport> report = Collection::report_of(directory.path());
    if (!report.ok()) BOOST_TEST((report.error().code == ErrorCode::kCorrupt));
  }
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::string damaged = bytes;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    directory.write("traces.dat", damaged);
    Collection collection(directory.path());
    if (!collection.load(directory.path())) collection.decide();
  }
  directory.write("traces.dat", "something else");
  Collection collection(directory.path());
  BOOST_TEST(collection.load(directory.path()).has_value());
  BOOST_TEST(!Collection::report_of(directory.path()).ok());
}

BOOST_AUTO_TEST_SUITE_END()
