// Which network addresses a fetcher must not reach without being told to: those of this machine, of private
// networks, and all that the IANA registries of special-purpose addresses call "not globally reachable".
// Pure.
#pragma once

#include <sys/socket.h>

namespace pressmark {

/// Whether the address lies outside the public internet. An IPv4 address inside an IPv6 one (mapped,
/// compatible, 6to4, NAT64) is judged by itself. An address of any other family counts as private.
bool is_private(const sockaddr& address);

}  // namespace pressmark
