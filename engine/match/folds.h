// Folds: which publications of a generation are shown as one. Two ways: as forms of one work, and as editions
// of one series with all the forms of each. Made when a generation is opened; immutable, shared by all
// threads.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/schema/schema.h"
#include "engine/schema/works.h"

namespace pressmark {

enum class Fold : uint8_t { kNothing, kWorks, kSeries };

/// What a document has in schema::kEditionSlot.
struct EditionOfDocument {
  uint32_t docid = 0;
  schema::Edition edition;
};

class Folds {
 public:
  Folds() = default;
  /// Editions of one series in which two works have the same edition stay apart: the title does not tell them
  /// from each other, so that they are something else than editions. Ids over `last_docid` are left out.
  Folds(Works works, std::vector<EditionOfDocument> editions, uint32_t last_docid);

  /// The group of a document, from 1; 0 for one that is shown alone.
  uint32_t group(uint32_t docid, Fold fold) const;
  /// How many groups there are, the 0 counted in.
  size_t groups_count() const { return groups_count_; }
  /// All forms of the work, itself included, rising; empty for one that stands alone.
  std::span<const uint32_t> forms(uint32_t docid) const;
  /// All documents of a series' group, rising: every form of every edition. Looks at all documents.
  std::vector<uint32_t> members(uint32_t series_group) const;

 private:
  void join_series(const std::vector<EditionOfDocument>& editions);

  Works works_;
  std::vector<uint32_t> work_of_;    // by document id; index into works_ and one more
  std::vector<uint32_t> series_of_;  // by document id: its group when editions are folded
  size_t groups_count_ = 1;
};

}  // namespace pressmark
