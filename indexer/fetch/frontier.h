// Frontier: which addresses are still to be fetched in a run, each once, in the order in which they became
// known. Sitemaps and pages may name only what lies on their own host. A value; no I/O.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>

namespace pressmark {

struct Waiting {
  std::string url;
  std::string listed_as;  // what the list that names it says of its last change; may be empty
};

class Frontier {
 public:
  /// An address of the command line.
  void add(const std::string& url);
  /// One that the document at `from` names. False if it lies elsewhere, is no http(s) address, or the limit
  /// is reached; true also if it is known already.
  bool add_named(const std::string& url, const std::string& listed_as, const std::string& from);
  std::optional<Waiting> next();

  size_t waiting_count() const { return waiting_.size(); }
  size_t known_count() const { return known_.size(); }

  static constexpr size_t kAddressesMax = 1'000'000;

 private:
  std::string from_, from_host_;  // of the list whose links come in at the moment
  std::deque<Waiting> waiting_;
  std::set<std::string> known_;
};

}  // namespace pressmark
