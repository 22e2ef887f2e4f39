// What a fetcher brings from a server that does what it should.
#include "indexer/fetch/fetcher.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "tests/unit/indexer/fetch/fetching.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_CASE(fetches_a_document) {
  ScriptedServer server;
  server.say("/a?b", answer("200 OK",
                            "Content-Type: text/html; charset=utf-8\r\nETag: \"one\"\r\n"
                            "Last-Modified: Tue, 29 Mar 2022 10:00:00 GMT\r\n",
                            "<p>text"));
  const Result<Fetched> fetched = Fetcher(at_once()).get(server.url("/a?b#part"), {});
  BOOST_REQUIRE_MESSAGE(fetched.ok(), why(fetched));
  BOOST_TEST(fetched.value().modified);
  BOOST_TEST(text_of(fetched.value().body) == "<p>text");
  BOOST_TEST(fetched.value().url == server.url("/a?b"));
  BOOST_TEST(fetched.value().content_type == "text/html; charset=utf-8");
  BOOST_TEST(fetched.value().validators.etag == "\"one\"");
  BOOST_TEST(fetched.value().validators.last_modified == "Tue, 29 Mar 2022 10:00:00 GMT");
}

BOOST_AUTO_TEST_CASE(says_who_it_is_and_nothing_else) {
  ScriptedServer server;
  server.say("/a", answer("200 OK", "Set-Cookie: a=b\r\n", "text"));
  Fetcher fetcher(at_once());
  BOOST_TEST(fetcher.get(server.url("/a"), {}).ok());
  BOOST_TEST(fetcher.get(server.url("/a"), {}).ok());
  const std::vector<Asked> asked = server.asked("/a");
  BOOST_REQUIRE_EQUAL(asked.size(), 2U);
  const std::string& head = asked[1].head;
  BOOST_TEST(head.find("User-Agent: pressmark/" PRESSMARK_VERSION "\r\n") != std::string::npos);
  for (const char* name : {"Cookie", "Authorization", "Referer", "If-None-Match", "If-Modified-Since"}) {
    BOOST_TEST(head.find(name) == std::string::npos, name);
  }
}

BOOST_AUTO_TEST_CASE(a_document_may_be_empty) {
  ScriptedServer server;
  server.say("/a", answer("200 OK"));
  const Result<Fetched> fetched = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_REQUIRE(fetched.ok());
  BOOST_TEST(fetched.value().body.open());
  BOOST_TEST(text_of(fetched.value().body) == "");
}

BOOST_AUTO_TEST_CASE(what_has_not_changed_is_not_sent_again) {
  ScriptedServer server;
  server.say("/a",
             {answer("200 OK", "ETag: W/\"1\"\r\nLast-Modified: Tue, 29 Mar 2022 10:00:00 GMT\r\n", "text"),
              {"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"}});
  Fetcher fetcher(at_once());
  const Result<Fetched> first = fetcher.get(server.url("/a"), {});
  BOOST_REQUIRE(first.ok());
  const Result<Fetched> second = fetcher.get(server.url("/a"), first.value().validators);
  BOOST_REQUIRE_MESSAGE(second.ok(), why(second));
  BOOST_TEST(!second.value().modified);
  BOOST_TEST(!second.value().body.open());
  BOOST_TEST((second.value().validators == first.value().validators));
  const std::string head = server.asked("/a").at(1).head;
  BOOST_TEST(head.find("If-None-Match: W/\"1\"\r\n") != std::string::npos);
  BOOST_TEST(head.find("If-Modified-Since: Tue, 29 Mar 2022 10:00:00 GMT\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_unchanged_document_may_have_new_validators) {
  ScriptedServer server;
  server.say("/a", Script{"HTTP/1.1 304 Not Modified\r\nETag: \"2\"\r\nConnection: close\r\n\r\n"});
  const Result<Fetched> fetched = Fetcher(at_once()).get(server.url("/a"), {"\"1\"", "yesterday"});
  BOOST_REQUIRE_MESSAGE(fetched.ok(), why(fetched));
  BOOST_TEST((fetched.value().validators == Validators{"\"2\"", "yesterday"}));
}

BOOST_AUTO_TEST_CASE(what_has_changed_comes_with_its_new_validators) {
  ScriptedServer server;
  server.say("/a", answer("200 OK", "ETag: \"2\"\r\n", "new"));
  const Result<Fetched> fetched = Fetcher(at_once()).get(server.url("/a"), {"\"1\"", "yesterday"});
  BOOST_REQUIRE(fetched.ok());
  BOOST_TEST(fetched.value().modified);
  BOOST_TEST((fetched.value().validators == Validators{"\"2\"", ""}));
}

BOOST_AUTO_TEST_CASE(validators_that_would_make_other_headers_are_not_sent) {
  ScriptedServer server;
  server.say("/a", answer("200 OK", "", "text"));
  BOOST_TEST(
      Fetcher(at_once()).get(server.url("/a"), {"\"1\"\r\nInjected: 1", std::string("x\n\0y", 4)}).ok());
  const std::string head = server.asked("/a").at(0).head;
  BOOST_TEST(head.find("Injected") == std::string::npos);
  BOOST_TEST(head.find("If-") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_validator_over_the_limit_is_dropped) {
  ScriptedServer server;
  const std::string longest(limits::kFetchFieldBytesMax, 'e');
  server.say("/a", {answer("200 OK", "ETag: " + longest + "\r\n", "text"),
                    answer("200 OK", "ETag: " + longest + "e\r\n", "text")});
  Fetcher fetcher(at_once());
  BOOST_TEST(fetcher.get(server.url("/a"), {}).value().validators.etag == longest);
  BOOST_TEST(fetcher.get(server.url("/a"), {}).value().validators.etag == "");
}

BOOST_DATA_TEST_CASE(follows_a_redirect, data::make({301, 302, 303, 307, 308})) {
  ScriptedServer server;
  server.say("/a", answer(std::to_string(sample) + " Moved", "Location: b\r\n", "it is over there"));
  server.say("/b", answer("200 OK", "", "text"));
  const Result<Fetched> fetched = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_REQUIRE_MESSAGE(fetched.ok(), why(fetched));
  BOOST_TEST(text_of(fetched.value().body) == "text");
  BOOST_TEST(fetched.value().url == server.url("/b"));
}

BOOST_AUTO_TEST_CASE(follows_as_many_redirects_as_the_limit_says) {
  ScriptedServer server;
  for (uint32_t i = 0; i <= limits::kRedirectsMax; ++i) {
    server.say("/" + std::to_string(i), answer("302 Found", "Location: /" + std::to_string(i + 1) + "\r\n"));
  }
  server.say("/" + std::to_string(limits::kRedirectsMax + 1), answer("200 OK", "", "text"));
  Fetcher fetcher(at_once());
  BOOST_TEST(fetcher.get(server.url("/1"), {}).ok());
  const Result<Fetched> refused = fetcher.get(server.url("/0"), {});
  BOOST_REQUIRE(!refused.ok());
  BOOST_TEST((refused.error().code == ErrorCode::kUnreadable));
  BOOST_TEST(contains(refused, "more than 5 redirects"), why(refused));
}

BOOST_AUTO_TEST_CASE(unpacks_what_comes_packed) {
  ScriptedServer server;
  const std::string text(100'000, 'a');
  server.say("/a", answer("200 OK", "Content-Encoding: gzip\r\n", gzip(text)));
  const Result<Fetched> fetched = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_REQUIRE_MESSAGE(fetched.ok(), why(fetched));
  BOOST_TEST(text_of(fetched.value().body) == text);
  BOOST_TEST(server.asked("/a").at(0).head.find("Accept-Encoding: gzip, deflate\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(joins_chunks) {
  ScriptedServer server;
  server.say("/a", Script{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                          "3\r\none\r\n1;x=y\r\n \r\n3\r\ntwo\r\n0\r\nTrailer: x\r\n\r\n"});
  const Result<Fetched> fetched = Fetcher(at_once()).get(server.url("/a"), {});
  BOOST_REQUIRE_MESSAGE(fetched.ok(), why(fetched));
  BOOST_TEST(text_of(fetched.value().body) == "one two");
}

BOOST_AUTO_TEST_CASE(takes_as_many_bytes_as_the_limit_says) {
  ScriptedServer server;
  FetchOptions options = at_once();
  options.bytes_max = 1000;
  Fetcher fetcher(options);
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  server.say("/a", {answer("200 OK", "", std::string(1000, 'a')),
                    {chunked + "3E8\r\n" + std::string(1000, 'a') + "\r\n0\r\n\r\n"},
                    answer("200 OK", "Content-Encoding: gzip\r\n", gzip(std::string(1000, 'a'))),
                    answer("200 OK", "", std::string(1001, 'a')),
                    {chunked + "3E9\r\n" + std::string(1001, 'a') + "\r\n0\r\n\r\n"},
                    answer("200 OK", "Content-Encoding: gzip\r\n", gzip(std::string(1001, 'a')))});
  for (int i = 0; i < 3; ++i) BOOST_TEST(fetcher.get(server.url("/a"), {}).ok());
  for (int i = 0; i < 3; ++i) {
    const Result<Fetched> refused = fetcher.get(server.url("/a"), {});
    BOOST_REQUIRE(!refused.ok());
    BOOST_TEST((refused.error().code == ErrorCode::kTooLarge));
    BOOST_TEST(contains(refused, "larger than 1000 bytes"), why(refused));
  }
}
