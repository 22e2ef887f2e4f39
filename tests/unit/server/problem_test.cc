#include "server/problem.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <set>

using namespace pressmark;

BOOST_AUTO_TEST_SUITE(problem)

BOOST_AUTO_TEST_CASE(is_a_problem_document) {
  const auto json = nlohmann::json::parse(to_json(
      {ProblemCode::kUnknownParameter, "No <x>.", {{"pgae", "there is no such parameter", "page"}}}, "1f"));
  BOOST_TEST(json.at("type") == "/problems#unknown_parameter");
  BOOST_TEST(json.at("title") == "There is no such parameter");
  BOOST_TEST(json.at("status") == 400);
  BOOST_TEST(json.at("detail") == "No <x>.");
  BOOST_TEST(json.at("instance") == "urn:request:1f");
  BOOST_TEST(json.at("code") == "unknown_parameter");
  BOOST_TEST(json.at("errors").at(0).at("parameter") == "pgae");
  BOOST_TEST(json.at("errors").at(0).at("suggestion") == "page");
}

BOOST_AUTO_TEST_CASE(says_what_to_do_when_it_knows_no_more) {
  const auto json = nlohmann::json::parse(to_json({ProblemCode::kOverloaded, "", {}}, "1"));
  BOOST_TEST(json.at("detail") == "Try again after the time in Retry-After.");
  BOOST_TEST(!json.contains("errors"));
}

BOOST_AUTO_TEST_CASE(every_code_has_a_name_of_its_own) {
  std::set<std::string_view> names;
  for (const ProblemKind& kind : problem_kinds()) {
    BOOST_TEST(names.insert(kind.name).second);
    BOOST_TEST(&problem_kind(kind.code) == &kind);
    BOOST_TEST((kind.status >= 400 && kind.status < 600));
  }
}

BOOST_AUTO_TEST_SUITE_END()
