#include "server/http/client_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <functional>
#include <string>

#include "server/trimmed.h"

namespace pressmark {
namespace {

constexpr std::array<uint8_t, 12> kV4Prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr uint8_t kV4PrefixBits = 96;
constexpr uint8_t kCountedBits = 64;
constexpr size_t kHopsMax = 16;  // of one X-Forwarded-For that are looked at

IpAddress from_v4(const void* four_bytes) {
  IpAddress address;
  std::copy(kV4Prefix.begin(), kV4Prefix.end(), address.bytes.begin());
  std::memcpy(address.bytes.data() + kV4Prefix.size(), four_bytes, 4);
  return address;
}

/// An address as proxies write it: bare, "192.0.2.1:4711", "[2001:db8::1]" or "[2001:db8::1]:4711".
std::optional<IpAddress> read_hop(std::string_view text) {
  if (text.starts_with('[')) return read_address(text.substr(1, std::min(text.find(']'), text.size()) - 1));
  if (std::count(text.begin(), text.end(), ':') == 1) text = text.substr(0, text.find(':'));
  return read_address(text);
}

}  // namespace

bool IpAddress::is_v4() const {
  return std::equal(kV4Prefix.begin(), kV4Prefix.end(), bytes.begin());
}

size_t IpAddressHash::operator()(const IpAddress& address) const {
  return std::hash<std::string_view>{}(
      {reinterpret_cast<const char*>(address.bytes.data()), address.bytes.size()});
}

std::optional<IpAddress> read_address(std::string_view text) {
  const std::string terminated(text);
  if (terminated.find('\0') != std::string::npos) return std::nullopt;
  in_addr v4 = {};
  if (inet_pton(AF_INET, terminated.c_str(), &v4) == 1) return from_v4(&v4);
  IpAddress v6;
  if (inet_pton(AF_INET6, terminated.c_str(), v6.bytes.data()) == 1) return v6;
  return std::nullopt;
}

bool Network::contains(const IpAddress& other) const {
  const size_t whole = bits / 8;
  if (!std::equal(address.bytes.begin(), address.bytes.begin() + static_cast<std::ptrdiff_t>(whole),
                  other.bytes.begin())) {
    return false;
  }
  const unsigned rest = bits % 8u;
  return rest == 0 || ((address.bytes[whole] ^ other.bytes[whole]) >> (8 - rest)) == 0;
}

std::optional<Network> read_network(std::string_view text) {
  const size_t slash = text.find('/');
  const std::optional<IpAddress> address = read_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  Network network = {*address, 128};
  if (slash == std::string_view::npos) return network;
  const std::string_view digits = text.substr(slash + 1);
  const unsigned bits_max = address->is_v4() ? 32 : 128;
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc() || end != digits.data() + digits.size() || bits > bits_max) return std::nullopt;
  network.bits = static_cast<uint8_t>(address->is_v4() ? kV4PrefixBits + bits : bits);
  return network;
}

std::vector<Network> read_networks(std::span<const std::string_view> texts) {
  std::vector<Network> networks;
  for (const std::string_view text : texts) {
    if (const std::optional<Network> network = read_network(text)) networks.push_back(*network);
  }
  return networks;
}

bool contains(std::span<const Network> networks, const IpAddress& address) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const Network& network) { return network.contains(address); });
}

IpAddress counted_as(const IpAddress& address) {
  IpAddress block = address;
  if (!address.is_v4()) std::fill(block.bytes.begin() + kCountedBits / 8, block.bytes.end(), uint8_t{0});
  return block;
}

IpAddress client_of(const IpAddress& peer, std::string_view forwarded_for, std::span<const Network> trusted) {
  IpAddress client = peer;
  for (size_t hops = 0; hops < kHopsMax && contains(trusted, client); ++hops) {
    const size_t comma = forwarded_for.rfind(',');
    const bool last = comma == std::string_view::npos;
    const std::optional<IpAddress> before =
        read_hop(trimmed(last ? forwarded_for : forwarded_for.substr(comma + 1)));
    if (!before) return client;
    client = *before;
    if (last) return client;
    forwarded_for = forwarded_for.substr(0, comma);
  }
  return client;
}

std::optional<IpAddress> peer_address(int socket) {
  sockaddr_storage storage = {};
  socklen_t length = sizeof storage;
  if (getpeername(socket, reinterpret_cast<sockaddr*>(&storage), &length) != 0) return std::nullopt;
  if (storage.ss_family == AF_INET) {
    return from_v4(&reinterpret_cast<const sockaddr_in*>(&storage)->sin_addr);
  }
  if (storage.ss_family != AF_INET6) return std::nullopt;
  IpAddress address;
  std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_addr, 16);
  return address;
}

}  // namespace pressmark
