// Editorial: what the editors of a collection tell the search, as a value. Nothing here depends on a
// generation; HouseRules (house_rules.h) is what it comes to in one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/publication.h"

namespace pressmark {

/// Words that mean the same: who types one of `from` finds `to` as well. Each text is one or more words.
struct SynonymEntry {
  std::vector<std::string> from;
  std::vector<std::string> to;  // empty: each of `from` stands for all the others
  uint32_t line = 0;            // of the file, for messages; so for the others
  bool operator==(const SynonymEntry&) const = default;
};

/// Publications (by id or address) that come first for these queries, in this order.
struct PinEntry {
  std::vector<std::string> queries, publications;
  uint32_t line = 0;
  bool operator==(const PinEntry&) const = default;
};

/// Publications that are not shown for these queries; for none at all where there are no queries.
struct HideEntry {
  std::vector<std::string> queries, publications;
  uint32_t line = 0;
  bool operator==(const HideEntry&) const = default;
};

/// What the scores of some publications are multiplied by. One of the three conditions is set.
struct BoostEntry {
  std::optional<Kind> kind;
  std::string publication;     // id or address
  std::string address_prefix;  // of the addresses that begin so
  double factor = 1;           // limits::kBoostMin to limits::kBoostMax
  uint32_t line = 0;
  bool operator==(const BoostEntry&) const = default;
};

struct Editorial {
  std::string file;  // for messages
  std::vector<SynonymEntry> synonyms;
  std::vector<PinEntry> pins;
  std::vector<HideEntry> hides;
  std::vector<BoostEntry> boosts;
  std::vector<std::string> denied;  // words that are never suggested
  bool operator==(const Editorial&) const = default;
};

}  // namespace pressmark
