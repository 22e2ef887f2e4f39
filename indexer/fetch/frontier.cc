#include "indexer/fetch/frontier.h"

#include "indexer/fetch/address.h"

namespace pressmark {

void Frontier::add(const std::string& url) {
  const Result<Address> address = parse_address(url);
  // What cannot be asked for is kept as it is: asking says why.
  const std::string key = address.ok() ? address.value().url : url;
  if (known_.insert(key).second) waiting_.push_back({key, ""});
}

bool Frontier::add_named(const std::string& url, const std::string& listed_as, const std::string& from) {
  if (from != from_) {
    // Thousands of links come from one list.
    const Result<Address> origin = parse_address(from);
    from_ = from;
    from_host_ = origin.ok() ? origin.value().host : "";
  }
  const Result<Address> address = parse_address(url);
  if (!address.ok() || from_host_.empty() || address.value().host != from_host_) return false;
  if (known_.count(address.value().url) > 0) return true;
  if (known_.size() >= kAddressesMax) return false;
  known_.insert(address.value().url);
  waiting_.push_back({address.value().url, listed_as});
  return true;
}

std::optional<Waiting> Frontier::next() {
  if (waiting_.empty()) return std::nullopt;
  Waiting first = std::move(waiting_.front());
  waiting_.pop_front();
  return first;
}

}  // namespace pressmark
