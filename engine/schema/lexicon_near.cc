// Lexicon::near: the sorted forms are walked like a tree of their prefixes. Each character of a prefix has
// one row of the table of edit distances (restricted Damerau-Levenshtein: Damerau 1964, Oflazer 1996 for the
// walk), forms share the rows of what they have in common, and a prefix whose whole row is above the bound is
// left with all that begin so.
#include <algorithm>
#include <array>
#include <vector>

#include "engine/limits.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/lexicon_file.h"

namespace pressmark {
namespace {

/// Distances between the prefixes of the wanted word and those of the path walked, in a band: cells further
/// than the bound from the diagonal cannot be within it.
class EditRows {
 public:
  EditRows(std::string_view wanted, uint32_t bound) : bound_(bound) {
    for (size_t at = 0; at < wanted.size();) wanted_.push_back(next_character(wanted, at));
    rows_.assign((limits::kFormBytesMax + 1) * width(), bound + 1);
    for (size_t i = 0; i <= std::min<size_t>(wanted_.size(), bound); ++i) rows_[i] = static_cast<uint32_t>(i);
  }

  /// Takes the path back to what lies within its first `bytes` bytes.
  void cut(size_t bytes) {
    while (ends_[depth_] > bytes) --depth_;
  }
  size_t bytes() const { return ends_[depth_]; }
  /// The distance from the path to the wanted word; above the bound it is only "above".
  uint32_t distance() const { return rows_[depth_ * width() + wanted_.size()]; }

  /// Makes the path longer by one character that ends at byte `end`; false if nothing that begins so can be
  /// near.
  bool push(uint32_t character, size_t end) {
    ++depth_;
    ends_[depth_] = end;
    path_[depth_] = character;
    uint32_t* const row = &rows_[depth_ * width()];
    const uint32_t* const above = row - width();
    const size_t first = depth_ > bound_ ? depth_ - bound_ : 0;
    const size_t last = std::min<size_t>(wanted_.size(), depth_ + bound_);
    uint32_t least = bound_ + 1;
    for (size_t i = first; i <= last; ++i) {
      uint32_t cell = above[i] + 1;
      if (i > 0) {
        cell = std::min(cell, above[i - 1] + (wanted_[i - 1] == character ? 0 : 1));
        cell = std::min(cell, row[i - 1] + 1);
        if (i > 1 && depth_ > 1 && wanted_[i - 1] == path_[depth_ - 1] && wanted_[i - 2] == character) {
          cell = std::min(cell, (above - width())[i - 2] + 1);
        }
      }
      row[i] = std::min(cell, bound_ + 1);
      least = std::min(least, row[i]);
    }
    return least <= bound_;
  }

 private:
  size_t width() const { return wanted_.size() + 1; }

  uint32_t bound_;
  std::vector<uint32_t> wanted_;
  std::vector<uint32_t> rows_;
  size_t depth_ = 0;
  std::array<size_t, limits::kFormBytesMax + 1> ends_{};
  std::array<uint32_t, limits::kFormBytesMax + 1> path_{};
};

struct Candidate {
  uint32_t distance;
  uint32_t documents;
  uint32_t rank;
};

bool better(const Candidate& a, const Candidate& b) {
  if (a.distance != b.distance) return a.distance < b.distance;
  return a.documents != b.documents ? a.documents > b.documents : a.rank < b.rank;
}

}  // namespace

std::vector<Lexicon::Near> Lexicon::near(std::string_view form, uint32_t distance, uint32_t frequency_min,
                                         size_t limit) const {
  const uint32_t bound = std::min<uint32_t>(distance, limits::kFormBytesMax);
  // Four bytes are the longest character: beyond that the difference in length alone is too great.
  if (form.size() > 4 * (limits::kFormBytesMax + bound)) return {};
  EditRows rows(form, bound);
  std::vector<Candidate> found;
  const auto order = state_->form_order;
  size_t skip_bytes = 0;  // entries that share so much with the one before are left out; 0 for none
  uint32_t offset = 0;
  for (size_t rank = 0; rank < order.size(); ++rank) {
    const FormEntry entry = state_->form_entry(offset);
    offset += entry.entry_bytes;
    if (skip_bytes > 0 && entry.shared >= skip_bytes) continue;
    skip_bytes = 0;
    rows.cut(entry.shared);
    for (size_t at = rows.bytes(); at < entry.form.size() && skip_bytes == 0;) {
      const uint32_t character = next_character(entry.form, at);
      if (!rows.push(character, at)) skip_bytes = at;
    }
    if (skip_bytes == 0 && rows.distance() <= bound && entry.document_frequency >= frequency_min) {
      found.push_back({rows.distance(), entry.document_frequency, static_cast<uint32_t>(rank)});
    }
  }
  const size_t count = std::min(limit, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(), better);
  std::vector<Near> nearest;
  for (size_t i = 0; i < count; ++i) nearest.push_back({order[found[i].rank], found[i].distance});
  return nearest;
}

}  // namespace pressmark
