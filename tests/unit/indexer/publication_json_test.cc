#include "indexer/publication_json.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

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
