#include "indexer/fetch/address.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "engine/limits.h"
#include "indexer/fetch/fetcher.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Source {
  const char* source;
  bool is_address;
};
std::ostream& operator<<(std::ostream& out, const Source& c) {
  return out << c.source;
}

const Source kSources[] = {
    {"https://example.org/a", true},
    {"http://example.org", true},
    {"HTTPS://EXAMPLE.ORG", true},
    // refused later, with a reason
    {"ftp://example.org/a", true},
    {"file:///etc/passwd", true},
    // paths
    {"reports", false},
    {"/var/reports", false},
    {"./http://a", false},
    {"http:/a", false},
    {"C://a", false},
    {"https", false},
    {"://a", false},
    {"", false},
    {"notes (old)://a", false},
};

struct Parsed {
  const char* text;
  const char* url;
  const char* origin;
  const char* target;
};
std::ostream& operator<<(std::ostream& out, const Parsed& c) {
  return out << c.text;
}

const Parsed kParsed[] = {
    {"http://example.org", "http://example.org/", "http://example.org:80", "/"},
    {"https://Example.ORG:443/A?b=C", "https://example.org/A?b=C", "https://example.org:443", "/A?b=C"},
    {"http://example.org:8080/a", "http://example.org:8080/a", "http://example.org:8080", "/a"},
    {"http://example.org/a#part", "http://example.org/a", "http://example.org:80", "/a"},
    {"http://example.org/a/../b/./c", "http://example.org/b/c", "http://example.org:80", "/b/c"},
    {"http://example.org/a b", "http://example.org/a%20b", "http://example.org:80", "/a%20b"},
    {"http://example.org/\xC3\xA9", "http://example.org/%c3%a9", "http://example.org:80", "/%c3%a9"},
    {"http://[::1]/a", "http://[::1]/a", "http://[::1]:80", "/a"},
    // this machine by other names: what is connected to is still seen
    {"http://0x7f.1/", "http://127.0.0.1/", "http://127.0.0.1:80", "/"},
};

struct Refused {
  const char* text;
  const char* why;
};
std::ostream& operator<<(std::ostream& out, const Refused& c) {
  return out << c.text;
}

const Refused kRefused[] = {
    {"ftp://example.org/a", "'ftp:' is not fetched"},
    {"file:///etc/passwd", "'file:' is not fetched"},
    {"gopher://example.org/", "'gopher:' is not fetched"},
    {"a/path", "should begin with https://"},
    {"http://", "cannot be read"},
    {"http://example.org:99999/", "cannot be read"},
    {"http://exa mple.org/", "cannot be read"},
    {"http://example.org/a\r\nHost: b", "cannot be read"},
    {"http://us:secret@example.org/", "user name or a password"},
    {"http://us@example.org/", "user name or a password"},
    {"http://b\xC3\xBC"
     "cher.example/",
     "xn--"},
};

struct Redirect {
  const char* location;
  const char* url;  // "": refused
};
std::ostream& operator<<(std::ostream& out, const Redirect& c) {
  return out << c.location;
}

const Redirect kRedirects[] = {
    // relative, as RFC 3986 resolves it
    {"/b", "https://example.org/b"},
    {"b", "https://example.org/x/b"},
    {"../b?c", "https://example.org/b?c"},
    {"?c", "https://example.org/x/y?c"},
    {"//other.example/b", "https://other.example/b"},
    // whole
    {"http://other.example/b c", "http://other.example/b%20c"},
    // not followed
    {"file:///etc/passwd", ""},
    {"ftp://example.org/", ""},
    {"javascript:alert(1)", ""},
    {"http://us:secret@example.org/", ""},
    {"http://", ""},
    {"/a\x01"
     "b",
     ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(tells_an_address_from_a_path, data::make(kSources)) {
  BOOST_TEST(is_address(sample.source) == sample.is_address);
}

BOOST_DATA_TEST_CASE(puts_an_address_in_order, data::make(kParsed)) {
  const Result<Address> address = parse_address(sample.text);
  BOOST_REQUIRE(address.ok());
  BOOST_TEST(address.value().url == sample.url);
  BOOST_TEST(address.value().origin == sample.origin);
  BOOST_TEST(address.value().target == sample.target);
}

BOOST_DATA_TEST_CASE(refuses_what_cannot_be_fetched, data::make(kRefused)) {
  const Result<Address> address = parse_address(sample.text);
  BOOST_REQUIRE(!address.ok());
  BOOST_TEST((address.error().code == ErrorCode::kUnsupported));
  BOOST_TEST(address.error().message.find(sample.why) != std::string::npos, address.error().message);
}

BOOST_DATA_TEST_CASE(follows_a_redirect_from_its_page, data::make(kRedirects)) {
  const Address base = parse_address("https://example.org/x/y").value();
  const Result<Address> next = parse_redirect(base, sample.location);
  BOOST_TEST((next.ok() ? next.value().url : "") == sample.url);
}

BOOST_AUTO_TEST_CASE(a_password_is_in_no_message) {
  const std::string text = "http://us:se@cr@et@example.org/a@b";
  const Result<Address> address = parse_address(text);
  BOOST_REQUIRE(!address.ok());
  BOOST_TEST(address.error().where == "http://…@example.org/a@b");
  BOOST_TEST(presentable(text) == "http://…@example.org/a@b");
  BOOST_TEST(presentable("/a\r\nb@c") == "/a??b@c");
}

BOOST_AUTO_TEST_CASE(an_address_has_a_longest_length) {
  const std::string start = "http://example.org/";
  const std::string longest = start + std::string(limits::kUrlBytesMax - start.size(), 'a');
  BOOST_TEST(parse_address(longest).ok());
  BOOST_TEST(!parse_address(longest + "a").ok());
  const Address base = parse_address(start).value();
  BOOST_TEST(parse_redirect(base, longest.substr(start.size() - 1)).ok());
  BOOST_TEST(!parse_redirect(base, longest.substr(start.size() - 1) + "a").ok());
}
