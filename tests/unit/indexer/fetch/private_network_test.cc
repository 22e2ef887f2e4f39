#include "indexer/fetch/private_network.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char* address;
  bool is_private;
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.address;
}

bool judged(const std::string& text) {
  if (text.find(':') == std::string::npos) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    BOOST_REQUIRE_EQUAL(::inet_pton(AF_INET, text.c_str(), &address.sin_addr), 1);
    return is_private(reinterpret_cast<const sockaddr&>(address));
  }
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  BOOST_REQUIRE_EQUAL(::inet_pton(AF_INET6, text.c_str(), &address.sin6_addr), 1);
  return is_private(reinterpret_cast<const sockaddr&>(address));
}

const Case kCases[] = {
    // this machine
    {"127.0.0.1", true},
    {"127.255.255.255", true},
    {"126.255.255.255", false},
    {"128.0.0.1", false},
    {"0.0.0.0", true},
    {"0.255.255.255", true},
    {"1.0.0.0", false},
    {"::1", true},
    {"::", true},
    // private networks
    {"9.255.255.255", false},
    {"10.0.0.0", true},
    {"10.255.255.255", true},
    {"11.0.0.0", false},
    {"172.15.255.255", false},
    {"172.16.0.0", true},
    {"172.31.255.255", true},
    {"172.32.0.0", false},
    {"192.167.255.255", false},
    {"192.168.0.0", true},
    {"192.168.255.255", true},
    {"192.169.0.0", false},
    {"fbff:ffff::1", false},
    {"fc00::1", true},
    {"fdff:ffff::1", true},
    {"fe00::1", false},
    // a provider's customers
    {"100.63.255.255", false},
    {"100.64.0.0", true},
    {"100.127.255.255", true},
    {"100.128.0.0", false},
    // link-local
    {"169.253.255.255", false},
    {"169.254.0.0", true},
    {"169.254.169.254", true},
    {"169.255.0.0", false},
    {"fe80::1", true},
    {"febf:ffff::1", true},
    {"fec0::1", true},
    {"feff::1", true},
    // to many, to all, to nobody
    {"223.255.255.255", false},
    {"224.0.0.1", true},
    {"239.255.255.255", true},
    {"240.0.0.1", true},
    {"255.255.255.255", true},
    {"ff02::1", true},
    {"100::1", true},
    {"100:0:0:1::1", false},
    // protocols, benchmarks, documentation
    {"192.0.0.1", true},
    {"192.0.1.1", false},
    {"192.0.2.1", true},
    {"198.17.255.255", false},
    {"198.18.0.0", true},
    {"198.19.255.255", true},
    {"198.20.0.0", false},
    {"198.51.100.1", true},
    {"203.0.113.1", true},
    {"2001:db8::1", true},
    {"2001:db9::1", false},
    {"3fff:0fff::1", true},
    {"3fff:1000::1", false},
    // IPv4 inside IPv6: mapped, compatible, translated, 6to4, NAT64, Teredo
    {"::ffff:127.0.0.1", true},
    {"::ffff:10.1.2.3", true},
    {"::ffff:169.254.169.254", true},
    {"::ffff:8.8.8.8", false},
    {"::127.0.0.1", true},
    {"::192.168.1.1", true},
    {"::8.8.8.8", false},
    {"::ffff:0:10.0.0.1", true},
    {"::ffff:0:8.8.8.8", false},
    {"2002:7f00:1::", true},
    {"2002:c0a8:101::1", true},
    {"2002:808:808::1", false},
    {"64:ff9b::10.0.0.1", true},
    {"64:ff9b::8.8.8.8", false},
    {"64:ff9b:1::8.8.8.8", true},
    {"2001::1", true},
    // the public internet
    {"8.8.8.8", false},
    {"93.184.216.34", false},
    {"2606:4700::1111", false},
    {"2a00:1450:4001:81b::200e", false},
};

}  // namespace

BOOST_DATA_TEST_CASE(tells_private_addresses_from_public_ones, data::make(kCases)) {
  BOOST_TEST(judged(sample.address) == sample.is_private);
}

BOOST_AUTO_TEST_CASE(an_address_of_another_family_is_private) {
  sockaddr address{};
  address.sa_family = AF_UNIX;
  BOOST_TEST(is_private(address));
}
