// AddressLimits: how much one client's address may ask for at once and in a second. Remembers at most
// limits::kAddressesMax addresses, those that asked last, and writes none down. Safe to call from many
// threads.
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/http/client_address.h"
#include "server/http/live.h"

namespace pressmark {

struct AddressLimitOptions {
  uint32_t connections = 20;                                 // at once; 0 is without limit
  uint32_t requests_per_second = 20;                         // in the long run; 0 is without limit
  uint32_t burst = 60;                                       // at once, after a pause
  std::vector<Network> exempt = read_networks(kOwnMachine);  // held to no limit
  std::vector<Network> trusted = {};  // proxies, whose X-Forwarded-For is believed; held to none either
};

class AddressLimits {
 public:
  using Clock = std::chrono::steady_clock;

  explicit AddressLimits(AddressLimitOptions options) : options_(std::move(options)) {}
  void set(AddressLimitOptions options) { options_.set(std::move(options)); }

  /// A place for one connection of `peer`, given back when it is dropped, which may be after the limits are
  /// gone; null when it has as many as it may.
  std::shared_ptr<void> connect(const IpAddress& peer);
  /// Counts one request, which came from `peer` with this X-Forwarded-For. Nothing when it is within the
  /// limit, else how long to wait before the next, in whole seconds and at least one.
  std::optional<std::chrono::seconds> request(const IpAddress& peer, std::string_view forwarded_for,
                                              Clock::time_point now);
  /// Addresses whose requests are remembered.
  size_t remembered() const;

 private:
  struct Connections {
    std::mutex mutex;
    std::unordered_map<IpAddress, uint32_t, IpAddressHash> counts;  // of those that have any
  };
  /// When a client that had asked at exactly its rate would have asked last.
  struct Pace {
    IpAddress address;
    Clock::time_point paid_until;
  };

  Live<AddressLimitOptions> options_;
  std::shared_ptr<Connections> connections_ = std::make_shared<Connections>();
  mutable std::mutex mutex_;  // guards what follows
  std::list<Pace> paces_;     // who asked last, first
  std::unordered_map<IpAddress, std::list<Pace>::iterator, IpAddressHash> by_address_;
};

}  // namespace pressmark
