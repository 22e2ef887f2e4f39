#include "indexer/fetch/private_network.h"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace pressmark {
namespace {

struct Network4 {
  std::array<uint8_t, 4> prefix;
  int bits;
};
constexpr Network4 kPrivate4[] = {
    {{0, 0, 0, 0}, 8},        // this network
    {{10, 0, 0, 0}, 8},       // RFC 1918
    {{100, 64, 0, 0}, 10},    // shared by a provider's customers
    {{127, 0, 0, 0}, 8},      // this machine
    {{169, 254, 0, 0}, 16},   // link-local, and a cloud's metadata
    {{172, 16, 0, 0}, 12},    // RFC 1918
    {{192, 0, 0, 0}, 24},     // protocol assignments
    {{192, 0, 2, 0}, 24},     // documentation
    {{192, 168, 0, 0}, 16},   // RFC 1918
    {{198, 18, 0, 0}, 15},    // benchmarks
    {{198, 51, 100, 0}, 24},  // documentation
    {{203, 0, 113, 0}, 24},   // documentation
    {{224, 0, 0, 0}, 4},      // multicast
    {{240, 0, 0, 0}, 4},      // reserved, and broadcast
};

struct Network6 {
  std::array<uint8_t, 16> prefix;
  int bits;
};
constexpr Network6 kPrivate6[] = {
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48},  // NAT64 of a network's own
    {{0x01, 0x00}, 64},                          // discarded
    {{0x20, 0x01, 0x00, 0x00}, 23},              // protocol assignments, Teredo
    {{0x20, 0x01, 0x0d, 0xb8}, 32},              // documentation
    {{0x3f, 0xff, 0x00}, 20},                    // documentation
    {{0x5f, 0x00}, 16},                          // segment routing
    {{0xfc, 0x00}, 7},                           // unique local
    {{0xfe, 0x80}, 10},                          // link-local
    {{0xfe, 0xc0}, 10},                          // site-local
    {{0xff, 0x00}, 8},                           // multicast
};

struct Embedding {
  std::array<uint8_t, 16> prefix;
  int bits;
  size_t offset;  // of the IPv4 address, in bytes
};
constexpr Embedding kEmbeddings[] = {
    {{}, 96, 12},                                                // compatible; :: and ::1 fall in 0.0.0.0/8
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 12},        // mapped
    {{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0x00, 0x00}, 96, 12},  // translated
    {{0x00, 0x64, 0xff, 0x9b}, 96, 12},                          // NAT64
    {{0x20, 0x02}, 16, 2},                                       // 6to4
};

bool within(std::span<const uint8_t> address, std::span<const uint8_t> prefix, int bits) {
  const auto whole = static_cast<size_t>(bits / 8);
  if (!std::equal(prefix.begin(), prefix.begin() + whole, address.begin())) return false;
  const int rest = bits % 8;
  return rest == 0 || ((address[whole] ^ prefix[whole]) >> (8 - rest)) == 0;
}

bool is_private4(std::span<const uint8_t> address) {
  return std::any_of(std::begin(kPrivate4), std::end(kPrivate4),
                     [&](const Network4& network) { return within(address, network.prefix, network.bits); });
}

bool is_private6(std::span<const uint8_t> address) {
  for (const Embedding& embedding : kEmbeddings) {
    if (within(address, embedding.prefix, embedding.bits)) {
      return is_private4(address.subspan(embedding.offset, 4));
    }
  }
  return std::any_of(std::begin(kPrivate6), std::end(kPrivate6),
                     [&](const Network6& network) { return within(address, network.prefix, network.bits); });
}

}  // namespace

bool is_private(const sockaddr& address) {
  std::array<uint8_t, 16> bytes{};
  if (address.sa_family == AF_INET) {
    std::memcpy(bytes.data(), reinterpret_cast<const char*>(&address) + offsetof(sockaddr_in, sin_addr), 4);
    return is_private4(std::span(bytes).first(4));
  }
  if (address.sa_family == AF_INET6) {
    std::memcpy(bytes.data(), reinterpret_cast<const char*>(&address) + offsetof(sockaddr_in6, sin6_addr),
                16);
    return is_private6(bytes);
  }
  return true;
}

}  // namespace pressmark
