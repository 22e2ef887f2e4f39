#include "server/url.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>

using namespace pressmark;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(url)

struct Decoding {
  const char* text;
  const char* decoded;  // null when refused
};
std::ostream& operator<<(std::ostream& out, const Decoding& row) {
  return out << row.text;
}

const Decoding kDecodings[] = {
    {"abc", "abc"},
    {"a%20b", "a b"},
    {"a+b", "a b"},
    {"%2B", "+"},
    {"%c3%A9", "é"},
    {"%2525", "%25"},  // once only
    // a '%' that is none
    {"100%", nullptr},
    {"%4", nullptr},
    {"%zz", nullptr},
    {"%4g", nullptr},
    {"%+1", nullptr},
    // not UTF-8
    {"%ff", nullptr},
    {"%c3", nullptr},
    {"%c0%af", nullptr},
    {"%ed%a0%80", nullptr},
    {"%f4%90%80%80", nullptr},
};
BOOST_DATA_TEST_CASE(decodes_strictly_and_once, data::make(kDecodings), row) {
  const auto decoded = percent_decode(row.text, Plus::kIsSpace);
  BOOST_TEST(decoded.has_value() == (row.decoded != nullptr));
  if (decoded) BOOST_TEST(*decoded == row.decoded);
}

BOOST_AUTO_TEST_CASE(keeps_a_plus_outside_query_strings) {
  BOOST_TEST(percent_decode("a+b", Plus::kIsPlus).value() == "a+b");
}

BOOST_AUTO_TEST_CASE(decoding_what_was_encoded_is_identity) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      static const char* kPieces[] = {"a", "%", "+", "&", "=", " ", "é", "日", "😀", "\n", "/", "#"};
      text += kPieces[random() % std::size(kPieces)];
    }
    BOOST_TEST_REQUIRE(percent_decode(percent_encode(text), Plus::kIsSpace).value() == text);
  }
}

BOOST_AUTO_TEST_CASE(never_lets_ill_formed_text_through) {
  std::mt19937 random(8);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (size_t i = random() % 8; i > 0; --i) text += static_cast<char>(random());
    const auto decoded = percent_decode(text, Plus::kIsSpace);
    if (decoded) BOOST_TEST_REQUIRE(valid_utf8(*decoded));
  }
}

BOOST_AUTO_TEST_CASE(splits_a_query_string_into_pairs_in_order) {
  const QueryString query = parse_query_string("q=a%26b&&page=&flag&q=2=3");
  BOOST_TEST((query.fault == QueryStringFault::kNone));
  const std::vector<Parameter> expected = {{"q", "a&b"}, {"page", ""}, {"flag", ""}, {"q", "2=3"}};
  BOOST_TEST((query.parameters == expected));
}

BOOST_AUTO_TEST_CASE(takes_as_many_pairs_as_the_limit_and_no_more) {
  std::string text = "a=1";
  for (size_t i = 1; i < kParametersMax; ++i) text += "&a=1";
  BOOST_TEST((parse_query_string(text).fault == QueryStringFault::kNone));
  BOOST_TEST(parse_query_string(text).parameters.size() == kParametersMax);
  BOOST_TEST((parse_query_string(text + "&a=1").fault == QueryStringFault::kTooMany));
}

BOOST_AUTO_TEST_CASE(names_the_pair_that_does_not_decode) {
  const QueryString query = parse_query_string("q=1&x=%zz&y=2");
  BOOST_TEST((query.fault == QueryStringFault::kEncoding));
  BOOST_TEST(query.fault_at == "x=%zz");
}

const char* const kSafe[] = {"http://example.org/",
                             "https://example.org/a?b#c",
                             "HTTPS://example.org/",
                             "/documents/a.pdf#page=3",
                             "reports/a.pdf",
                             "?q=1",
                             "#page=2",
                             "a/b:c",
                             "./x:y"};
BOOST_DATA_TEST_CASE(lets_a_link_lead_to_the_web_or_to_the_site, data::make(kSafe), url) {
  BOOST_TEST(safe_url(url) == url);
}

const char* const kUnsafe[] = {"",
                               "javascript:alert(1)",
                               "JaVaScRiPt:alert(1)",
                               "java\tscript:alert(1)",
                               " javascript:alert(1)",
                               "\x01javascript:alert(1)",
                               "data:text/html,x",
                               "vbscript:x",
                               "file:///etc/passwd",
                               "http:evil",
                               "//evil.example",
                               "/\\evil.example",
                               "\\\\evil.example",
                               "foo:bar"};
BOOST_DATA_TEST_CASE(lets_no_link_lead_elsewhere, data::make(kUnsafe), url) {
  BOOST_TEST(safe_url(url) == "");
}

const std::pair<const char*, const char*> kOrigins[] = {
    {"https://www.example.org", "https://www.example.org"},
    {"HTTP://Www.Example.ORG:8080", "http://www.example.org:8080"},
    {"http://localhost", "http://localhost"},
    {"http://127.0.0.1:1", "http://127.0.0.1:1"},
    {"http://[::1]:65535", "http://[::1]:65535"},
    {"https://xn--bcher-kva.example", "https://xn--bcher-kva.example"},
    // the port that the scheme has anyway
    {"https://a.example:443", "https://a.example"},
    {"http://a.example:80", "http://a.example"},
    {"http://[::1]:80", "http://[::1]"},
    {"http://a.example:443", "http://a.example:443"},
};
BOOST_AUTO_TEST_CASE(reads_an_origin_in_the_one_form_that_browsers_send) {
  for (const auto& [text, origin] : kOrigins) BOOST_TEST(read_origin(text).value_or("none") == origin, text);
}

const std::string kNoOrigins[] = {
    // something is missing
    "", "https://", "www.example.org", "//www.example.org", "http://:80", "http://a:", "https:a.example",
    // something is too much
    "https://a.example/", "https://a.example/x", "https://a.example?x", "https://u@a.example", "null", "*",
    "https://a.example https://b.example", "https://a.example\n",
    // what is no host or port
    "ftp://a.example", "http://a..b", "http://.a", "http://a.", "http://[::1", "http://::1", "http://[]",
    "http://[x]", "http://b\u00FCcher.example", "http://a:0", "http://a:65536", "http://a:080", "http://a:8x",
    "http://" + std::string(64, 'a'), "http://a%41"};
BOOST_DATA_TEST_CASE(takes_nothing_else_for_an_origin, data::make(kNoOrigins), text) {
  BOOST_TEST(!read_origin(text).has_value());
}

BOOST_AUTO_TEST_CASE(a_host_name_and_its_labels_are_as_long_as_names_may_be) {
  const std::string label(63, 'a');
  const std::string longest = label + '.' + label + '.' + label + '.' + std::string(61, 'a');
  BOOST_TEST(read_origin("http://" + longest).has_value());
  BOOST_TEST(!read_origin("http://" + longest + 'a').has_value());
}

BOOST_AUTO_TEST_CASE(a_link_of_ours_is_whole_seen_from_anywhere) {
  const std::pair<const char*, const char*> kLinks[] = {{"/a#page=2", "https://s.example/a#page=2"},
                                                        {"a/b.pdf", "https://s.example/a/b.pdf"},
                                                        {"?q=a", "https://s.example/?q=a"},
                                                        {"a/b:c", "https://s.example/a/b:c"},
                                                        {"http://b.example/c", "http://b.example/c"}};
  for (const auto& [url, whole] : kLinks) BOOST_TEST(absolute_url("https://s.example", url) == whole);
}

BOOST_AUTO_TEST_SUITE_END()
