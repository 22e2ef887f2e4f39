#include "server/http/client_address.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

IpAddress ip(std::string_view text) {
  return read_address(text).value();
}
std::vector<Network> networks(std::initializer_list<std::string_view> texts) {
  return read_networks(std::vector<std::string_view>(texts));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client_address)

BOOST_AUTO_TEST_CASE(reads_both_kinds_and_takes_a_mapped_address_for_what_it_is) {
  BOOST_TEST(ip("192.0.2.1").is_v4());
  BOOST_TEST((ip("192.0.2.1") == ip("::ffff:192.0.2.1")));
  BOOST_TEST(!ip("2001:db8::1").is_v4());
}

const std::string kNoAddress[] = {"",
                                  " ",
                                  "192.0.2",
                                  "192.0.2.256",
                                  "192.0.2.1 ",
                                  "2001:db8::1::2",
                                  "fe80::1%eth0",
                                  "example.org",
                                  "[2001:db8::1]",
                                  "192.0.2.1:80",
                                  std::string("192.0.2.1\0", 10)};
BOOST_DATA_TEST_CASE(refuses_what_is_no_address, data::make(kNoAddress), text) {
  BOOST_TEST(!read_address(text).has_value());
}

struct Within {
  const char* network;
  const char* address;
  bool inside;
};
std::ostream& operator<<(std::ostream& out, const Within& row) {
  return out << row.network << ' ' << row.address;
}
const Within kWithin[] = {
    {"192.0.2.0/24", "192.0.2.255", true},
    {"192.0.2.0/24", "192.0.3.0", false},
    {"192.0.2.128/25", "192.0.2.127", false},
    {"192.0.2.128/25", "192.0.2.128", true},
    {"192.0.2.7", "192.0.2.7", true},
    {"192.0.2.7", "192.0.2.6", false},
    {"0.0.0.0/0", "203.0.113.9", true},
    {"0.0.0.0/0", "2001:db8::1", false},  // of all that is IPv4
    {"::/0", "203.0.113.9", true},
    {"2001:db8::/33", "2001:db8:7fff::1", true},
    {"2001:db8::/33", "2001:db8:8000::1", false},
};
BOOST_DATA_TEST_CASE(a_network_has_the_addresses_with_its_first_bits, data::make(kWithin), row) {
  BOOST_TEST(read_network(row.network).value().contains(ip(row.address)) == row.inside);
}

const char* const kNoNetwork[] = {"",
                                  "/8",
                                  "192.0.2.0/",
                                  "192.0.2.0/33",
                                  "2001:db8::/129",
                                  "192.0.2.0/-1",
                                  "192.0.2.0/8x",
                                  "example.org/8"};
BOOST_DATA_TEST_CASE(refuses_what_is_no_network, data::make(kNoNetwork), text) {
  BOOST_TEST(!read_network(text).has_value());
}

BOOST_AUTO_TEST_CASE(counts_an_ipv4_address_and_a_64_of_ipv6_as_one_client) {
  BOOST_TEST((counted_as(ip("192.0.2.1")) == ip("192.0.2.1")));
  BOOST_TEST((counted_as(ip("2001:db8:1:2:3:4:5:6")) == ip("2001:db8:1:2::")));
  BOOST_TEST((counted_as(ip("2001:db8:1:3::")) != counted_as(ip("2001:db8:1:2::"))));
}

struct Forwarded {
  const char* peer;
  const char* field;
  const char* client;
};
std::ostream& operator<<(std::ostream& out, const Forwarded& row) {
  return out << row.peer << " for " << row.field;
}
const Forwarded kForwarded[] = {
    // a stranger is believed nothing
    {"203.0.113.9", "192.0.2.1", "203.0.113.9"},
    // a proxy names its client; what the client itself claimed stands before
    {"10.0.0.1", "192.0.2.1", "192.0.2.1"},
    {"10.0.0.1", "198.51.100.7, 192.0.2.1", "192.0.2.1"},
    {"10.0.0.1", "  192.0.2.1\t", "192.0.2.1"},
    // proxies in a row
    {"10.0.0.1", "198.51.100.7, 192.0.2.1, 10.0.0.2", "192.0.2.1"},
    {"10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"},
    // with ports, as some write it
    {"10.0.0.1", "192.0.2.1:4711", "192.0.2.1"},
    {"10.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"},
    {"10.0.0.1", "[2001:db8::1]", "2001:db8::1"},
    // who names nobody speaks for itself
    {"10.0.0.1", "", "10.0.0.1"},
    {"10.0.0.1", "unknown", "10.0.0.1"},
    {"10.0.0.1", "192.0.2.1, [", "10.0.0.1"},
    {"10.0.0.1", "192.0.2.1,", "10.0.0.1"},
    {"10.0.0.1", "192.0.2.1, unknown, 10.0.0.2", "10.0.0.2"},
};
BOOST_DATA_TEST_CASE(believes_only_what_trusted_proxies_wrote, data::make(kForwarded), row) {
  const std::vector<Network> trusted = networks({"10.0.0.0/8"});
  BOOST_TEST((client_of(ip(row.peer), row.field, trusted) == ip(row.client)));
}

BOOST_AUTO_TEST_CASE(whatever_a_stranger_writes_it_is_itself) {
  std::mt19937 random(7);
  const std::string marks = "0123456789abcdef.:,[] \t";
  const std::vector<Network> trusted = networks({"10.0.0.0/8"});
  for (int i = 0; i < 20'000; ++i) {
    std::string field;
    for (size_t length = random() % 60; length > 0; --length) field += marks[random() % marks.size()];
    BOOST_TEST_REQUIRE((client_of(ip("203.0.113.9"), field, trusted) == ip("203.0.113.9")));
    client_of(ip("10.0.0.1"), field, trusted);  // and nothing of it is read out of bounds
  }
}

BOOST_AUTO_TEST_SUITE_END()
