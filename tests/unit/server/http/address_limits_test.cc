#include "server/http/address_limits.h"

#include <boost/test/unit_test.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/limits.h"

using namespace pressmark;
using namespace std::chrono_literals;

namespace {

using Time = AddressLimits::Clock::time_point;

IpAddress ip(std::string_view text) {
  return read_address(text).value();
}
IpAddress numbered(uint32_t number) {
  IpAddress address = ip("10.0.0.0");
  for (size_t i = 0; i < 3; ++i) address.bytes[15 - i] = static_cast<uint8_t>(number >> (8 * i));
  return address;
}
AddressLimitOptions strict() {
  AddressLimitOptions options;
  options.connections = 2;
  options.requests_per_second = 4;
  options.burst = 3;
  return options;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(address_limits)

BOOST_AUTO_TEST_CASE(gives_so_many_places_and_takes_them_back) {
  AddressLimits limits{strict()};
  std::shared_ptr<void> first = limits.connect(ip("192.0.2.1"));
  const std::shared_ptr<void> second = limits.connect(ip("192.0.2.1"));
  BOOST_TEST((first && second));
  BOOST_TEST(!limits.connect(ip("192.0.2.1")));
  BOOST_TEST(limits.connect(ip("192.0.2.2")) != nullptr);
  first.reset();
  BOOST_TEST(limits.connect(ip("192.0.2.1")) != nullptr);
}

BOOST_AUTO_TEST_CASE(a_place_may_outlive_the_limits) {
  std::optional<AddressLimits> limits{strict()};
  const std::shared_ptr<void> place = limits->connect(ip("192.0.2.1"));
  limits.reset();
  BOOST_TEST(place != nullptr);
}

BOOST_AUTO_TEST_CASE(a_64_of_ipv6_is_one_client) {
  AddressLimits limits{strict()};
  const std::shared_ptr<void> first = limits.connect(ip("2001:db8::1"));
  const std::shared_ptr<void> second = limits.connect(ip("2001:db8::2"));
  BOOST_TEST(!limits.connect(ip("2001:db8::3")));
  BOOST_TEST(limits.connect(ip("2001:db8:0:1::3")) != nullptr);
}

BOOST_AUTO_TEST_CASE(lets_a_burst_in_and_then_keeps_the_rate) {
  AddressLimits limits{strict()};
  const Time start{1h};
  for (int i = 0; i < 3; ++i) BOOST_TEST(!limits.request(ip("192.0.2.1"), "", start).has_value());
  BOOST_TEST((limits.request(ip("192.0.2.1"), "", start) == 1s));
  BOOST_TEST(limits.request(ip("192.0.2.1"), "", start + 249ms).has_value());
  BOOST_TEST(!limits.request(ip("192.0.2.1"), "", start + 250ms).has_value());
  BOOST_TEST(limits.request(ip("192.0.2.1"), "", start + 250ms).has_value());
  BOOST_TEST(!limits.request(ip("192.0.2.2"), "", start).has_value());
}

BOOST_AUTO_TEST_CASE(a_pause_gives_no_more_than_a_burst) {
  AddressLimits limits{strict()};
  limits.request(ip("192.0.2.1"), "", Time{1h});
  int let_in = 0;
  for (int i = 0; i < 10; ++i) let_in += !limits.request(ip("192.0.2.1"), "", Time{5h}).has_value();
  BOOST_TEST(let_in == 3);
}

BOOST_AUTO_TEST_CASE(says_how_many_seconds_to_wait) {
  AddressLimitOptions options = strict();
  options.requests_per_second = 1;
  options.burst = 1;
  AddressLimits limits{options};
  const Time start{1h};
  BOOST_TEST(!limits.request(ip("192.0.2.1"), "", start).has_value());
  BOOST_TEST((limits.request(ip("192.0.2.1"), "", start) == 1s));
  BOOST_TEST(!limits.request(ip("192.0.2.1"), "", start + 1s).has_value());
}

BOOST_AUTO_TEST_CASE(exempt_addresses_proxies_and_nought_are_without_limit) {
  AddressLimitOptions options = strict();
  options.exempt = read_networks(std::vector<std::string_view>{"192.0.2.0/24"});
  options.trusted = read_networks(std::vector<std::string_view>{"10.0.0.0/8"});
  AddressLimits limits{options};
  std::vector<std::shared_ptr<void>> places;
  for (int i = 0; i < 50; ++i) {
    for (const char* address : {"192.0.2.1", "10.0.0.1"}) {
      places.push_back(limits.connect(ip(address)));
      BOOST_TEST(places.back() != nullptr);
      BOOST_TEST(!limits.request(ip(address), "", Time{1h}).has_value());
    }
  }
  AddressLimits none{{.connections = 0, .requests_per_second = 0, .exempt = {}, .trusted = {}}};
  for (int i = 0; i < 200; ++i) {
    places.push_back(none.connect(ip("192.0.2.1")));
    BOOST_TEST(places.back() != nullptr);
    BOOST_TEST(!none.request(ip("192.0.2.1"), "", Time{1h}).has_value());
  }
}

BOOST_AUTO_TEST_CASE(remembers_so_many_addresses_and_forgets_who_asked_first) {
  AddressLimitOptions options = strict();
  options.burst = 1;
  AddressLimits limits{options};
  const Time now{1h};
  for (uint32_t i = 0; i < limits::kAddressesMax; ++i) limits.request(numbered(i), "", now);
  BOOST_TEST(limits.remembered() == limits::kAddressesMax);
  BOOST_TEST(limits.request(numbered(0), "", now).has_value());  // so it asked last
  BOOST_TEST(!limits.request(numbered(limits::kAddressesMax), "", now).has_value());
  BOOST_TEST(limits.remembered() == limits::kAddressesMax);
  BOOST_TEST(limits.request(numbered(0), "", now).has_value());
  BOOST_TEST(!limits.request(numbered(1), "", now).has_value());  // forgotten
}

BOOST_AUTO_TEST_SUITE_END()
