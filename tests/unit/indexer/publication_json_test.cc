#include "indexer/publication_json.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <random>

#include "indexer/reader/reader.h"

using namespace pressmark;

BOOST_AUTO_TEST_CASE(says_what_the_publication_is_and_where_it_is_known_from) {
  Publication publication;
  publication.id = "a";
  publication.title = "Tides";
  publication.title_from = Provenance::kFirstPage;
  publication.published = Date{2024, 2, 29};
  publication.published_from = Provenance::kDocumentInfo;
  publication.parts = {{"iv", "#page=4", {{Role::kHeading, "High \xff water"}, {Role::kTable, "a\tb\n"}}}};
  const auto json = nlohmann::json::parse(to_json(publication));
  BOOST_TEST(json["published"] == "2024-02-29");
  BOOST_TEST(json["modified"].is_null());
  BOOST_TEST(json["from"]["title"] == "first_page");
  BOOST_TEST(json["parts"][0]["label"] == "iv");
  BOOST_TEST(json["parts"][0]["blocks"][0]["role"] == "heading");
  BOOST_TEST(json["parts"][0]["blocks"][1]["text"] == "a\tb\n");
  BOOST_TEST(to_text(publication).find("title: Tides  (first_page)") != std::string::npos);
}

namespace {

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  Publication make() {
    Publication made;
    made.id = "id " + text();
    made.url = "https://example.org/" + std::to_string(random_() % 1000);
    made.kind = static_cast<Kind>(random_() % 4);
    made.kind_from = origin();
    made.title = text();
    made.title_from = origin();
    made.summary = text();
    made.authors = {text(), text()};
    made.authors_from = origin();
    made.publisher = text();
    made.published =
        Date::make(static_cast<int>(1950 + random_() % 100), 1 + static_cast<int>(random_() % 12), 7);
    // What a machine wrote must be plausible, which is not the law tested here.
    made.published_from = Provenance::kByline;
    if (random_() % 2 == 0) made.modified = Date::make(2022, 4, 1);
    made.language = random_() % 2 == 0 ? "en" : "de";
    made.language_from = origin();
    if (random_() % 2 == 0) made.topics = {text()};
    if (!made.topics.empty()) made.topics_from = origin();
    if (random_() % 2 == 0) made.series = text();
    if (!made.series.empty()) made.series_from = origin();
    made.filetype = random_() % 2 == 0 ? "pdf" : "html";
    made.pages_count = static_cast<uint32_t>(random_() % 100);
    if (random_() % 2 == 0) made.documents = {"/documents/a.pdf"};
    if (random_() % 2 == 0) made.warnings = {"title_repaired", text()};
    for (unsigned i = 0; i <= random_() % 4; ++i) {
      Part part{std::to_string(i), "#page=" + std::to_string(i), {}};
      if (i == 0) part.blocks.push_back({Role::kTitle, made.title});
      for (unsigned k = 0; k < random_() % 4; ++k) {
        part.blocks.push_back({static_cast<Role>(1 + random_() % (kRoleCount - 1)), text() + "\u00AD\nb\tc"});
      }
      made.parts.push_back(std::move(part));
    }
    return made;
  }

 private:
  Provenance origin() { return static_cast<Provenance>(1 + random_() % 13); }
  std::string text() {
    static constexpr const char* kWords[] = {"Tides", "\"quoted\"", "back\\slash", "Größe",
                                             "表",    "{}",         "😀",           "a/b"};
    std::string made = kWords[random_() % 8];
    for (unsigned i = 0; i < random_() % 3; ++i) made.append(" ").append(kWords[random_() % 8]);
    return made;
  }

  std::mt19937 random_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_printed_reads_as_the_same_publication) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const Publication publication = Maker(seed).make();
    const std::string line = to_json(publication);
    BOOST_REQUIRE(line.find('\n') == std::string::npos);
    ReadRequest request;
    request.path = "export.jsonl";
    const Result<ReadResult> result = read_document(line, request);
    BOOST_REQUIRE(result.ok());
    BOOST_REQUIRE_MESSAGE(result.value().bad_items.empty(), line);
    BOOST_REQUIRE(result.value().warnings.empty());
    const Publication& again = result.value().publications.at(0);
    BOOST_REQUIRE_MESSAGE(again == publication, line << "\nreads as\n" << to_json(again));
  }
}
