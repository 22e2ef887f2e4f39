#include "server/http/address_limits.h"

#include <algorithm>

#include "engine/limits.h"

namespace pressmark {
namespace {

bool unlimited(const AddressLimitOptions& options, const IpAddress& address) {
  return contains(options.exempt, address) || contains(options.trusted, address);
}

}  // namespace

std::shared_ptr<void> AddressLimits::connect(const IpAddress& peer) {
  const std::shared_ptr<const AddressLimitOptions> options = options_.get();
  if (options->connections == 0 || unlimited(*options, peer)) return connections_;
  const IpAddress counted = counted_as(peer);
  const std::lock_guard lock(connections_->mutex);
  uint32_t& count = connections_->counts[counted];
  if (count >= options->connections) return nullptr;
  ++count;
  return {connections_.get(), [shared = connections_, counted](void*) {
            const std::lock_guard again(shared->mutex);
            const auto found = shared->counts.find(counted);
            if (--found->second == 0) shared->counts.erase(found);
          }};
}

std::optional<std::chrono::seconds> AddressLimits::request(const IpAddress& peer,
                                                           std::string_view forwarded_for,
                                                           Clock::time_point now) {
  const std::shared_ptr<const AddressLimitOptions> options = options_.get();
  if (options->requests_per_second == 0) return std::nullopt;
  const IpAddress client = client_of(peer, forwarded_for, options->trusted);
  if (unlimited(*options, client)) return std::nullopt;
  const IpAddress counted = counted_as(client);
  const Clock::duration interval = Clock::duration{std::chrono::seconds{1}} / options->requests_per_second;
  const Clock::duration ahead_max = interval * std::max(options->burst, 1u);

  const std::lock_guard lock(mutex_);
  const auto [found, added] = by_address_.try_emplace(counted);
  if (added) {
    if (by_address_.size() > limits::kAddressesMax) {
      by_address_.erase(paces_.back().address);
      paces_.pop_back();
    }
    paces_.push_front({counted, now});
    found->second = paces_.begin();
  } else {
    paces_.splice(paces_.begin(), paces_, found->second);
  }
  Clock::time_point& paid_until = paces_.front().paid_until;
  const Clock::time_point next = std::max(paid_until, now) + interval;
  if (next - now > ahead_max) {
    return std::max(std::chrono::ceil<std::chrono::seconds>(next - now - ahead_max), std::chrono::seconds{1});
  }
  paid_until = next;
  return std::nullopt;
}

size_t AddressLimits::remembered() const {
  const std::lock_guard lock(mutex_);
  return by_address_.size();
}

}  // namespace pressmark
