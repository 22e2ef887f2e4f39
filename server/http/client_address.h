// Addresses of clients: read from text and from sockets, compared with networks, and which of those that a
// request names is its client's. Pure but for peer_address(); any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pressmark {

/// An address of IPv6, or of IPv4 as IPv6 has it (::ffff:192.0.2.1).
struct IpAddress {
  std::array<uint8_t, 16> bytes{};
  bool operator==(const IpAddress&) const = default;
  bool is_v4() const;
};
struct IpAddressHash {
  size_t operator()(const IpAddress& address) const;
};

/// "192.0.2.1" or "2001:db8::1"; nothing for anything else.
std::optional<IpAddress> read_address(std::string_view text);

struct Network {
  IpAddress address;
  uint8_t bits = 128;  // that count, of 128
  bool operator==(const Network&) const = default;
  bool contains(const IpAddress& other) const;
};
/// "192.0.2.0/24", "2001:db8::/32", or one address; nothing for anything else.
std::optional<Network> read_network(std::string_view text);

/// This machine as it speaks to itself.
inline constexpr std::array<std::string_view, 2> kOwnMachine = {"127.0.0.0/8", "::1"};
/// The networks that the texts name; those that are none are left out.
std::vector<Network> read_networks(std::span<const std::string_view> texts);

bool contains(std::span<const Network> networks, const IpAddress& address);

/// What is counted as one client: an IPv4 address, the /64 of an IPv6 address, since a household or a machine
/// has that many to itself.
IpAddress counted_as(const IpAddress& address);

/// Whom a request is from, which came from `peer` with this X-Forwarded-For. Only what `trusted` machines
/// wrote is believed: from the right, the first address that is not one of theirs. `peer` when that is not
/// one of them, or when they name nobody.
IpAddress client_of(const IpAddress& peer, std::string_view forwarded_for, std::span<const Network> trusted);

/// The other side of a connected socket; nothing when it has gone or speaks no IP.
std::optional<IpAddress> peer_address(int socket);

}  // namespace pressmark
