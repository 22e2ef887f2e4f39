// Columns: what facets and date order need of every publication, in memory, by document id. Loaded when a
// generation is opened; immutable.
#pragma once

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
  Columns() = default;
  /// Reads the value slots of all documents; Xapian's exceptions pass.
  explicit Columns(const Xapian::Database& postings);

  /// Day number (schema::day_number), -1 when unknown. 0 <= docid <= last.
  int32_t day(uint32_t docid) const { return docid < days_.size() ? days_[docid] : -1; }
  Kind kind(uint32_t docid) const {
    return docid < kinds_.size() ? static_cast<Kind>(kinds_[docid]) : Kind::kPage;
  }
  /// Index into language_names().
  uint8_t language(uint32_t docid) const { return docid < languages_.size() ? languages_[docid] : 0; }
  /// The first is "", for unknown; at most 256, the rest counts as unknown.
  const std::vector<std::string>& language_names() const { return language_names_; }
  /// The latest day of publication in the collection; -1 when there is none.
  int32_t latest_day() const { return latest_day_; }

 private:
  std::vector<int32_t> days_;
  std::vector<uint8_t> kinds_;
  std::vector<uint8_t> languages_;
  std::vector<std::string> language_names_{""};
  int32_t latest_day_ = -1;
};

}  // namespace pressmark
