// Columns: what facets and date order need of every publication, in memory, by document id. Loaded when a
// generation is opened; immutable.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/publication.h"

namespace Xapian {
class Database;
}

namespace pressmark {

class Columns {
 public:
  /// What many publications have alike.
  struct Profile {
    Kind kind = Kind::kPage;
    uint8_t language = 0;  // index into language_names()
    int year = -1;         // -1 when unknown
    auto operator<=>(const Profile&) const = default;
  };

  Columns() = default;
  /// Reads the value slots of all documents; Xapian's exceptions pass.
  explicit Columns(const Xapian::Database& postings);

  /// Day number (schema::day_number), -1 when unknown. 0 <= docid <= last.
  int32_t day(uint32_t docid) const { return docid < days_.size() ? days_[docid] : -1; }
  Kind kind(uint32_t docid) const { return profiles_[profile(docid)].kind; }
  /// Index into profiles().
  uint32_t profile(uint32_t docid) const { return docid < profile_of_.size() ? profile_of_[docid] : 0; }
  /// The first is that of a document of which nothing is known.
  const std::vector<Profile>& profiles() const { return profiles_; }
  /// The first is "", for unknown; at most 256, the rest counts as unknown.
  const std::vector<std::string>& language_names() const { return language_names_; }
  /// The latest day of publication in the collection; -1 when there is none.
  int32_t latest_day() const { return latest_day_; }

 private:
  uint8_t language_index(const std::string& name);

  std::vector<int32_t> days_;
  std::vector<uint32_t> profile_of_;
  std::vector<Profile> profiles_{{}};
  std::vector<std::string> language_names_{""};
  int32_t latest_day_ = -1;
};

}  // namespace pressmark
