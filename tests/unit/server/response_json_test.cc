#include "server/response_json.h"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "tests/unit/server/sample.h"

using namespace pressmark;

BOOST_AUTO_TEST_SUITE(response_json)

BOOST_AUTO_TEST_CASE(writes_the_fields_in_their_order) {
  const Json json = Json::parse(search_json(sample_response(), sample_request(), Took::kShown));
  std::vector<std::string> names;
  for (const auto& [name, value] : json.items()) names.push_back(name);
  const std::vector<std::string> expected = {"query",    "total",   "total_exact",  "relaxed",    "page",
                                             "per_page", "took_ms", "partial",      "generation", "hits",
                                             "related",  "facets",  "did_you_mean", "lifted",     "notes"};
  BOOST_TEST(names == expected, boost::test_tools::per_element());
  BOOST_TEST(json["took_ms"] == 1.235);
  BOOST_TEST(json["did_you_mean"].is_null());
  BOOST_TEST(json["notes"].is_array());
}

BOOST_AUTO_TEST_CASE(writes_a_hit_with_its_passages) {
  const Json json = Json::parse(search_json(sample_response(), sample_request(), Took::kShown));
  const Json& hit = json["hits"][0];
  BOOST_TEST(hit["title"] == "Skills <2030> & beyond");
  BOOST_TEST(hit["title_html"] == "<mark>Skills</mark> &lt;2030&gt; &amp; beyond");
  BOOST_TEST(hit["kind"] == "report");
  BOOST_TEST(hit["published"] == "2022-03-29");
  BOOST_TEST(hit["pages"] == 114);
  BOOST_TEST(hit["page"] == "12");
  BOOST_TEST(hit["score"] == 7.25);
  BOOST_TEST(hit["more_matches"] == 37);
  BOOST_TEST(!hit.contains("reason"));
  BOOST_TEST(hit["snippets"][0]["text"] == "a lack of digital skills");
  BOOST_TEST(hit["snippets"][0]["html"] == "…a lack of <mark>digital skills</mark>…");
  BOOST_TEST(hit["snippets"][1]["html"] == "The &lt;b&gt;cost&lt;/b&gt;.");
  BOOST_TEST(hit["snippets"][1]["heading"] == "Summary");
  BOOST_TEST(json["hits"][1]["published"].is_null());
  BOOST_TEST(json["hits"][1]["reason"] == "in the title");
  BOOST_TEST(!hit.contains("pinned"));
  BOOST_TEST(json["hits"][1]["pinned"] == true);
}

BOOST_AUTO_TEST_CASE(writes_what_is_folded_under_a_hit) {
  const Json json = Json::parse(search_json(sample_response(), sample_request(), Took::kShown));
  const Json& forms = json["hits"][0]["forms"];
  BOOST_REQUIRE(forms.size() == 2u);
  BOOST_TEST(forms[0]["relation"] == "form");
  BOOST_TEST(forms[0]["id"] == "skills.html");
  BOOST_TEST(forms[0]["published"].is_null());
  BOOST_TEST(forms[1]["relation"] == "edition");
  BOOST_TEST(forms[1]["title"] == "Skills <2021>");
  BOOST_TEST(forms[1]["kind"] == "report");
  BOOST_TEST(forms[1]["published"] == "2021-05-04");
  BOOST_TEST(forms[1]["filetype"] == "pdf");
  BOOST_TEST(forms[1]["pages"] == 80);
  BOOST_TEST(forms[1]["url"] == "");
  BOOST_TEST(json["hits"][1]["forms"].empty());
}

BOOST_AUTO_TEST_CASE(gives_no_address_that_a_link_may_not_have) {
  const Json json = Json::parse(search_json(sample_response(), sample_request(), Took::kShown));
  BOOST_TEST(json["hits"][1]["url"] == "");
}

BOOST_AUTO_TEST_CASE(a_way_out_names_the_filters_it_lifts_and_keeps_the_others) {
  SearchRequest request = sample_request();
  request.filters.languages = {"de"};
  request.page = 3;
  SearchResponse response = sample_response();
  Filters rest = request.filters;
  rest.kinds.clear();
  response.lifted = {{{"kind"}, rest, 7}};
  const Json json = Json::parse(search_json(response, request, Took::kShown));
  BOOST_TEST(json["lifted"].dump() ==
             R"([{"filters":["kind"],"total":7,"url":"/search?q=digital%20%3Cskills%3E&lang=de"}])");
}

BOOST_AUTO_TEST_CASE(writes_passages_with_where_they_stand) {
  const Json json = Json::parse(passages_json(sample_passages(), Took::kShown));
  std::vector<std::string> names;
  for (const auto& [name, value] : json.items()) names.push_back(name);
  const std::vector<std::string> expected = {"query",   "total",   "relaxed",    "page",     "per_page",
                                             "took_ms", "partial", "generation", "passages", "notes"};
  BOOST_TEST(names == expected, boost::test_tools::per_element());
  BOOST_TEST(json["passages"][0].dump() ==
             R"({"id":"reports/skills.pdf","title":"Skills <2030>","page":"12","heading":"The <b>cost</b>",)"
             R"("url":"/documents/reports/skills.pdf#page=14","text":"a lack of digital skills",)"
             R"("html":"…a lack of <mark>digital skills</mark>…","published":"2022-03-29","kind":"report",)"
             R"("language":"de","score":0.75})");
  BOOST_TEST(json["passages"][1]["url"] == "");
  BOOST_TEST(json["passages"][1]["published"].is_null());
  BOOST_TEST(!Json::parse(passages_json(sample_passages(), Took::kLeftOut)).contains("took_ms"));
}

BOOST_AUTO_TEST_CASE(keys_facets_by_name) {
  const Json json = Json::parse(search_json(sample_response(), sample_request(), Took::kShown));
  BOOST_TEST(json["facets"]["kind"][0].dump() == R"({"value":"report","count":12,"selected":true})");
  BOOST_TEST(json["facets"]["year"].size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_did_you_mean_links_to_the_same_filters) {
  SearchResponse response = sample_response();
  response.did_you_mean = DidYouMean{"digital skills", 5};
  SearchRequest request = sample_request();
  request.page = 4;
  const Json json = Json::parse(search_json(response, request, Took::kShown));
  BOOST_TEST(json["did_you_mean"]["url"] == "/search?q=digital%20skills&kind=report");
  BOOST_TEST(json["did_you_mean"]["total"] == 5);
}

BOOST_AUTO_TEST_CASE(may_stand_in_a_script_element) {
  SearchResponse response = sample_response();
  response.text = "</script><!-- & \u2028\u2029";
  const std::string json = search_json(response, sample_request(), Took::kShown);
  BOOST_TEST(json.find_first_of("<>&\n") == std::string::npos);
  BOOST_TEST(json.find("\u2028") == std::string::npos);
  BOOST_TEST(json.find("\u2029") == std::string::npos);
  BOOST_TEST(Json::parse(json)["query"] == response.text);
}

BOOST_AUTO_TEST_CASE(replaces_what_is_no_utf8_and_no_number) {
  SearchResponse response = sample_response();
  response.text =
      "a\xff"
      "b";
  response.hits[0].score = std::numeric_limits<double>::quiet_NaN();
  const Json json = Json::parse(search_json(response, sample_request(), Took::kShown));
  BOOST_TEST(json["query"] == "a\uFFFDb");
  BOOST_TEST(json["hits"][0]["score"] == 0.0);
}

BOOST_AUTO_TEST_CASE(can_leave_out_the_time) {
  BOOST_TEST(
      !Json::parse(search_json(sample_response(), sample_request(), Took::kLeftOut)).contains("took_ms"));
}

BOOST_AUTO_TEST_CASE(a_suggestion_opens_its_publication_or_searches) {
  const Json json =
      Json::parse(suggest_json("di", {{"digital & co", 7, "", Completion::Type::kPhrase},
                                      {"Diary", 1, "/documents/d.html", Completion::Type::kTitle}}));
  BOOST_TEST(json["query"] == "di");
  BOOST_TEST(json["suggestions"][0]["url"] == "/search?q=digital%20%26%20co");
  BOOST_TEST(json["suggestions"][0]["total"] == 7);
  BOOST_TEST(json["suggestions"][0]["type"] == "phrase");
  BOOST_TEST(json["suggestions"][1]["type"] == "title");
  BOOST_TEST(json["suggestions"][1]["url"] == "/documents/d.html");
}

BOOST_AUTO_TEST_SUITE_END()
