#include <boost/test/unit_test.hpp>

#include "indexer/reader/front_matter.h"
#include "tests/unit/indexer/reader/render.h"

using namespace pressmark;
using namespace pressmark::testing;

BOOST_AUTO_TEST_CASE(reads_front_matter) {
  const Publication publication = read_one(
      "---\ntitle: \"Skills: a review\"\ndate: 2022-03-29\nlastmod: 1 April 2022\nauthors:\n  - Joan "
      "Hartley\n  - name: Ann Lee\n"
      "tags: [skills, work]\nlang: de\ndescription: What we found.\nkind: report\nseries: "
      "Reviews\npublisher: Org\n---\n\nText.\n",
      "posts/x.md");
  BOOST_TEST(publication.title == "Skills: a review");
  BOOST_TEST((publication.title_from == Provenance::kFrontMatter));
  BOOST_TEST(publication.published->iso() == "2022-03-29");
  BOOST_TEST(publication.modified->iso() == "2022-04-01");
  const std::vector<std::string> authors = {"Joan Hartley", "Ann Lee"};
  BOOST_TEST(publication.authors == authors, boost::test_tools::per_element());
  BOOST_TEST(publication.topics.size() == 2u);
  BOOST_TEST(publication.language == "de");
  BOOST_TEST(publication.summary == "What we found.");
  BOOST_TEST((publication.kind == Kind::kReport));
  BOOST_TEST(publication.series == "Reviews");
  BOOST_TEST(joined(publication, Role::kBody) == "Text.");
}

BOOST_AUTO_TEST_CASE(reads_a_language_that_yaml_takes_for_no) {
  BOOST_TEST(read_one("---\nlang: no\ntitle: x\n---\n", "x.md").language == "no");
}

BOOST_AUTO_TEST_CASE(keeps_a_kind_that_the_path_contradicts) {
  BOOST_TEST((read_one("---\nkind: page\n---\nx", "2022/03/29/x.md").kind == Kind::kPage));
  BOOST_TEST((read_one("---\ntitle: x\n---\nx", "2022/03/29/x.md").kind == Kind::kPost));
}

BOOST_AUTO_TEST_CASE(reads_the_text_when_front_matter_is_bad) {
  const Publication bad = read_one("---\ntitle: [a\n---\n# Heading\n\nText.", "x.md");
  BOOST_TEST(bad.title == "Heading");
  BOOST_TEST(bad.warnings.at(0).starts_with("bad_front_matter: line "));
  BOOST_TEST(joined(bad, Role::kBody) == "Text.");
  const Publication list = read_one("---\n- a\n---\nText.", "x.md");
  BOOST_TEST(list.warnings.at(0) == "bad_front_matter: write it as \"name: value\" lines");
  const Publication values = read_one("---\ndate: someday\nkind: book\ntitle: {a: b}\n---\nText.", "x.md");
  BOOST_TEST(values.warnings.size() == 2u);
  std::string deep = "---\na: ";
  for (int i = 0; i < 20'000; ++i) deep += "[";
  BOOST_TEST(joined(read_one(deep + "\n---\nText.", "x.md"), Role::kBody) == "Text.");
}

BOOST_AUTO_TEST_CASE(takes_a_rule_for_no_front_matter) {
  BOOST_TEST(split_front_matter("---\nno end").yaml.empty());
  BOOST_TEST(split_front_matter("text\n---\na: b\n---\n").yaml.empty());
  BOOST_TEST(split_front_matter("----\na: b\n---\n").yaml.empty());
  BOOST_TEST(split_front_matter("---\r\na: b\r\n---\r\ntext").yaml == "a: b\r\n");
  BOOST_TEST(split_front_matter("---\na: b\n...\ntext").rest == "text");
  BOOST_TEST(split_front_matter("---").rest == "---");
}

BOOST_AUTO_TEST_CASE(refuses_drafts) {
  const auto result = read_document("---\ndraft: true\n---\nx", request_of("x.md", "/"));
  BOOST_REQUIRE(!result.ok());
  BOOST_TEST((result.error().code == ErrorCode::kUnsupported));
  BOOST_TEST(result.error().message.starts_with("draft: true in its front matter"));
  BOOST_TEST(read_document("---\ndraft: false\n---\nx", request_of("x.md", "/")).ok());
}

BOOST_AUTO_TEST_CASE(opens_a_part_for_each_heading_at_its_slug) {
  const Publication publication = read_one(
      "# The title\n\nIntro.\n\n## Digital Skills, 2021/22!\n\na\n\n## Größe & *mehr*\n\nb\n\n### Digital "
      "Skills, 2021/22!\n\nc",
      "x.md");
  BOOST_REQUIRE_EQUAL(publication.parts.size(), 4u);
  BOOST_TEST(publication.title == "The title");
  BOOST_TEST(publication.parts[0].anchor == "");
  BOOST_TEST(publication.parts[1].anchor == "#digital-skills-202122");
  BOOST_TEST(publication.parts[2].label == "Größe & mehr");
  BOOST_TEST(publication.parts[2].anchor == "#gr%C3%B6%C3%9Fe--mehr");
  BOOST_TEST(publication.parts[3].anchor == "#digital-skills-202122-1");
}

BOOST_AUTO_TEST_CASE(reads_blocks_of_all_kinds) {
  const Publication publication = read_one(
      "Some *emphasis*, `code`, [a link](x), &eacute; and\na soft break.\n\n- one\n- two\n\n  more of "
      "two\n\n> Quoted.\n\n"
      "```\ncode block\n```\n\n| a | b |\n|---|---|\n| 1 | **2** |\n\n<div "
      "class=x><p>From&nbsp;HTML</p><script>no</script></div>\n\n"
      "Inline <b>tags</b> go.\n",
      "x.md");
  BOOST_TEST(
      joined(publication, Role::kBody) ==
      "Some emphasis, code, a link, é and a soft break. / one / two / more of two / code block / From HTML / "
      "Inline tags go.");
  BOOST_TEST(joined(publication, Role::kQuote) == "Quoted.");
  BOOST_TEST(joined(publication, Role::kTable) == "a\tb\n1\t2");
}

BOOST_AUTO_TEST_CASE(survives_hostile_nesting) {
  std::string quotes(50'000, '>');
  std::string brackets(50'000, '[');
  BOOST_TEST(read_document("x\n\n" + quotes + "x", request_of("x.md", "/")).ok());
  BOOST_TEST(read_document("x\n\n" + brackets, request_of("x.md", "/")).ok());
}

BOOST_AUTO_TEST_CASE(refuses_markdown_without_text) {
  const auto result = read_document("---\nlang: en\n---\n", request_of("x.md", "/"));
  BOOST_REQUIRE(!result.ok());
  BOOST_TEST((result.error().code == ErrorCode::kEmpty));
}

BOOST_AUTO_TEST_CASE(says_which_fields_the_front_matter_named) {
  const Publication publication = read_one(
      "---\ntitle: T\nkind: page\nauthor: Ann Lee\ntags: [a, b]\nseries: Notes\ndate: Tuesday 29th March\n"
      "modified: 2022-04-01\n---\nText.",
      "x.md");
  BOOST_TEST((publication.kind == Kind::kPage));
  BOOST_TEST((publication.kind_from == Provenance::kFrontMatter));
  BOOST_TEST((publication.authors_from == Provenance::kFrontMatter));
  BOOST_TEST((publication.topics_from == Provenance::kFrontMatter));
  BOOST_TEST((publication.series_from == Provenance::kFrontMatter));
  BOOST_TEST(publication.published->iso() == "2022-03-29");
  BOOST_TEST(publication.warnings.at(0) == "year_resolved: Tuesday 29th March");
}
