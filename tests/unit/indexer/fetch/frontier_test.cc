#include "indexer/fetch/frontier.h"

#include <boost/test/unit_test.hpp>

using namespace pressmark;

BOOST_AUTO_TEST_CASE(gives_each_address_once_in_the_order_in_which_it_became_known) {
  Frontier frontier;
  frontier.add("http://example.org/sitemap.xml");
  frontier.add("http://EXAMPLE.org:80/sitemap.xml#top");
  BOOST_TEST(frontier.add_named("http://example.org/b", "2026-01-01", "http://example.org/sitemap.xml"));
  BOOST_TEST(frontier.add_named("http://example.org/a", "", "http://example.org/sitemap.xml"));
  BOOST_TEST(frontier.add_named("http://example.org/b", "", "http://example.org/a"));
  BOOST_TEST(frontier.known_count() == 3U);
  BOOST_TEST(frontier.next()->url == "http://example.org/sitemap.xml");
  const auto second = frontier.next();
  BOOST_TEST(second->url == "http://example.org/b");
  BOOST_TEST(second->listed_as == "2026-01-01");
  BOOST_TEST(frontier.next()->url == "http://example.org/a");
  BOOST_TEST(!frontier.next().has_value());
}

BOOST_AUTO_TEST_CASE(takes_nothing_from_a_list_that_lies_on_another_host_or_is_no_address) {
  Frontier frontier;
  for (const char* url :
       {"http://elsewhere.example/a", "ftp://example.org/a", "file:///etc/passwd", "/a", ""})
    BOOST_TEST(!frontier.add_named(url, "", "http://example.org/sitemap.xml"), url);
  BOOST_TEST(!frontier.next().has_value());
}

BOOST_AUTO_TEST_CASE(each_list_may_name_what_lies_on_its_own_host_whichever_came_before) {
  Frontier frontier;
  const char* const here = "http://example.org/map.xml";
  const char* const there = "http://elsewhere.example/map.xml";
  BOOST_TEST(frontier.add_named("http://example.org/a", "", here));
  BOOST_TEST(frontier.add_named("http://elsewhere.example/a", "", there));
  BOOST_TEST(!frontier.add_named("http://example.org/b", "", there));
  BOOST_TEST(frontier.add_named("http://example.org/b", "", here));
  BOOST_TEST(!frontier.add_named("http://example.org/c", "", "no address"));
  BOOST_TEST(!frontier.add_named("http://example.org/c", "", ""));
  BOOST_TEST(frontier.known_count() == 3U);
}

BOOST_AUTO_TEST_CASE(an_address_of_the_command_line_that_cannot_be_asked_for_is_given_so_that_it_is_named) {
  Frontier frontier;
  frontier.add("ftp://example.org/a");
  BOOST_TEST(frontier.next()->url == "ftp://example.org/a");
}
