// Lexicon::near: forms within a bound of edits. The forms are grouped by length and, within a length, sorted
// by frequency. Each has a signature: which characters it has once and which twice, in 64 bits. An edit sets
// at most one bit and clears at most one, so that a form with more bits that the wanted word lacks, or
// lacking more that it has, than the bound and the lengths allow is passed over in a few instructions; the
// others are compared in full (restricted Damerau-Levenshtein: Damerau 1964), in the band around the diagonal
// that the bound leaves.
#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "engine/limits.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/lexicon_file.h"

namespace pressmark {
namespace {

using Characters = std::array<uint32_t, limits::kFormBytesMax>;

/// Characters of `form`, which is at most kFormBytesMax bytes, and their number.
size_t characters_of(std::string_view form, Characters& characters) {
  size_t count = 0;
  for (size_t at = 0; at < form.size();) characters[count++] = next_character(form, at);
  return count;
}

/// Two bits for each of 32 classes of characters: there once, there twice. The last five bits of a character
/// tell the letters of an alphabet apart.
uint64_t signature_of(const Characters& characters, size_t count) {
  uint64_t signature = 0;
  for (size_t i = 0; i < count; ++i) {
    const uint32_t place = 2 * (characters[i] % 32);
    const uint64_t once = uint64_t{1} << place;
    signature |= (signature & once) == 0 ? once : once << 1;
  }
  return signature;
}

/// The bits of `bits` without its lowest `count`: 0 if there are no more than so many.
template <uint32_t count>
uint64_t without_lowest(uint64_t bits) {
  for (uint32_t i = 0; i < count; ++i) bits &= bits - 1;
  return bits;
}

/// How many of each word's signature bits the other may lack, by their lengths: of `bound` edits as many as
/// one word is longer make it longer, and can only add to it.
struct BitBounds {
  uint32_t extra;    // of the form
  uint32_t missing;  // of the wanted word
};

BitBounds bit_bounds(size_t form, size_t wanted, uint32_t bound) {
  const auto longer = [](size_t a, size_t b) { return static_cast<uint32_t>(a > b ? a - b : 0); };
  return {std::min(bound - longer(wanted, form), 64U), std::min(bound - longer(form, wanted), 64U)};
}

/// Edit distances to one word, as far as they are within the bound.
class Comparison {
 public:
  Comparison(const Characters& wanted, size_t count, uint32_t bound)
      : wanted_(wanted), count_(count), bound_(bound) {}

  /// The distance; above the bound it is only "above".
  uint32_t distance(const Characters& form, size_t length) {
    for (Row& row : rows_) std::fill_n(row.begin(), count_ + 1, bound_ + 1);
    for (size_t i = 0; i <= std::min<size_t>(count_, bound_); ++i) rows_[0][i] = static_cast<uint32_t>(i);
    for (size_t depth = 1; depth <= length; ++depth) {
      if (fill_row(form, depth) > bound_) return bound_ + 1;
    }
    return rows_[length % 3][count_];
  }

 private:
  using Row = std::array<uint32_t, limits::kFormBytesMax + 1>;

  /// The row of the first `depth` characters of `form`; the least of its cells.
  uint32_t fill_row(const Characters& form, size_t depth) {
    Row& row = rows_[depth % 3];
    const Row& above = rows_[(depth + 2) % 3];
    const Row& twice_above = rows_[(depth + 1) % 3];
    const uint32_t character = form[depth - 1];
    const size_t first = depth > bound_ ? depth - bound_ : 0;
    const size_t last = std::min<size_t>(count_, depth + bound_);
    // Three rows are used in turn: the cells beside the band still hold what an earlier row left there.
    if (first > 0) row[first - 1] = bound_ + 1;
    if (last < count_) row[last + 1] = bound_ + 1;
    uint32_t least = bound_ + 1;
    for (size_t i = first; i <= last; ++i) {
      uint32_t cell = above[i] + 1;
      if (i > 0) {
        cell = std::min({cell, above[i - 1] + (wanted_[i - 1] == character ? 0 : 1), row[i - 1] + 1});
        if (i > 1 && depth > 1 && wanted_[i - 1] == form[depth - 2] && wanted_[i - 2] == character) {
          cell = std::min(cell, twice_above[i - 2] + 1);
        }
      }
      row[i] = std::min(cell, bound_ + 1);
      least = std::min(least, row[i]);
    }
    return least;
  }

  const Characters& wanted_;
  const size_t count_;
  const uint32_t bound_;
  std::array<Row, 3> rows_{};
};

/// Calls `found` with the place of each signature that has at most `extra` bits that `wanted` lacks, and
/// lacks at most `missing` that it has, until it returns false. All signatures of a length pass here: the
/// bounds are constants, so that no loop is left in it.
template <uint32_t extra, uint32_t missing, typename Found>
void scan(std::span<const uint64_t> signatures, uint64_t wanted, const Found& found) {
  for (size_t at = 0; at < signatures.size(); ++at) {
    const uint64_t beyond = without_lowest<extra>(signatures[at] & ~wanted);
    if ((beyond | without_lowest<missing>(wanted & ~signatures[at])) == 0 && !found(at)) return;
  }
}

template <typename Found>
void scan(std::span<const uint64_t> signatures, uint64_t wanted, BitBounds bounds, const Found& found) {
  if (bounds.extra > 3 || bounds.missing > 3) return scan<64, 64>(signatures, wanted, found);
  switch (bounds.extra * 4 + bounds.missing) {
    case 0:
      return scan<0, 0>(signatures, wanted, found);
    case 1:
      return scan<0, 1>(signatures, wanted, found);
    case 2:
      return scan<0, 2>(signatures, wanted, found);
    case 4:
      return scan<1, 0>(signatures, wanted, found);
    case 5:
      return scan<1, 1>(signatures, wanted, found);
    case 6:
      return scan<1, 2>(signatures, wanted, found);
    case 8:
      return scan<2, 0>(signatures, wanted, found);
    case 9:
      return scan<2, 1>(signatures, wanted, found);
    case 10:
      return scan<2, 2>(signatures, wanted, found);
    default:
      return scan<3, 3>(signatures, wanted, found);
  }
}

}  // namespace

NearTable make_near_table(std::span<const NearForm> forms) {
  // Length, frequency from the highest down and id in one number, so that sorting compares nothing else.
  static_assert(limits::kFormsMax < 1U << 24 && limits::kFormBytesMax < 1U << 8);
  struct Key {
    uint64_t place;
    uint64_t signature;
  };
  std::vector<Key> keys;
  keys.reserve(forms.size());
  NearTable table;
  Characters characters;
  for (const NearForm& form : forms) {
    const size_t length = characters_of(form.form, characters);
    keys.push_back({uint64_t{length} << 56 | uint64_t{UINT32_MAX - form.documents} << 24 | form.id,
                    signature_of(characters, length)});
    ++table.starts[length + 1];
  }
  std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) { return a.place < b.place; });
  std::partial_sum(table.starts.begin(), table.starts.end(), table.starts.begin());
  table.signatures.reserve(keys.size());
  table.order.reserve(keys.size());
  for (const Key& key : keys) {
    table.signatures.push_back(key.signature);
    table.order.push_back(static_cast<FormId>(key.place & 0xffffff));
  }
  return table;
}

void Lexicon::near(std::string_view form, uint32_t distance, uint32_t frequency_min,
                   const std::function<uint32_t(const Near&)>& visit) const {
  // A longer word has no room in the rows, and nothing in the lexicon is like it.
  if (form.size() > limits::kFormBytesMax) return;
  const State& state = *state_;
  const uint32_t bound = std::min<uint32_t>(distance, limits::kFormBytesMax);
  Characters wanted, characters;
  const size_t count = characters_of(form, wanted);
  const uint64_t signature = signature_of(wanted, count);
  Comparison comparison(wanted, count, bound);
  const auto of_length = [&](size_t length) {
    const auto order = state.near_order.subspan(state.near_starts[length],
                                                state.near_starts[length + 1] - state.near_starts[length]);
    // Frequencies fall along it: what is too rare is not even looked at.
    const auto end = std::partition_point(order.begin(), order.end(), [&](FormId id) {
      return state.form_entry(state.form_offset[id]).document_frequency >= frequency_min;
    });
    const auto signatures =
        state.near_signature.subspan(state.near_starts[length], static_cast<size_t>(end - order.begin()));
    scan(signatures, signature, bit_bounds(length, count, bound), [&](size_t at) {
      const FormEntry entry = state.form_entry(state.form_offset[order[at]]);
      if (entry.document_frequency < frequency_min) return false;
      const uint32_t edits = comparison.distance(characters, characters_of(entry.form, characters));
      if (edits <= bound) frequency_min = visit({order[at], edits, entry.document_frequency});
      return true;
    });
  };
  for (size_t apart = 0; apart <= bound; ++apart) {
    if (count >= apart) of_length(count - apart);
    if (apart > 0 && count + apart <= limits::kFormBytesMax) of_length(count + apart);
  }
}

}  // namespace pressmark
