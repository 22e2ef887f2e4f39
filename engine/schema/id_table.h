// What LexiconBuilder is made of: ids by the hash of a string, strings end to end, and ids sorted by string.
// Internal; one thread at a time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

/// Ids by the hash of what they stand for: open addressing, linear probing, at most half full. The strings
/// are the caller's, so that a look-up makes none.
class IdTable {
 public:
  IdTable() : slots_(1024) {}

  template <class Equals>
  std::optional<uint32_t> find(uint32_t hash, const Equals& equals) const {
    for (size_t at = hash & mask();; at = (at + 1) & mask()) {
      const Slot& slot = slots_[at];
      if (slot.id == kNoId) return std::nullopt;
      if (slot.hash == hash && equals(slot.id)) return slot.id;
    }
  }

  /// Adds an id that is not there.
  void insert(uint32_t hash, uint32_t id) {
    if (2 * (count_ + 1) > slots_.size()) {
      std::vector<Slot> before(slots_.size() * 2);
      before.swap(slots_);
      for (const Slot& slot : before) {
        if (slot.id != kNoId) place(slot);
      }
    }
    place({hash, id});
    ++count_;
  }

 private:
  static constexpr uint32_t kNoId = 0xffffffff;
  struct Slot {
    uint32_t hash = 0;
    uint32_t id = kNoId;
  };
  size_t mask() const { return slots_.size() - 1; }
  void place(const Slot& slot) {
    size_t at = slot.hash & mask();
    while (slots_[at].id != kNoId) at = (at + 1) & mask();
    slots_[at] = slot;
  }

  std::vector<Slot> slots_;
  size_t count_ = 0;
};

/// Short strings end to end in chunks that never move.
class Arena {
 public:
  uint32_t add(std::string_view text) {
    if (chunks_.empty() || chunks_.back().size() + text.size() > kChunkBytes) {
      if ((chunks_.size() + 1) * kChunkBytes > UINT32_MAX) throw std::length_error("the lexicon is full");
      chunks_.emplace_back().reserve(kChunkBytes);
    }
    std::string& chunk = chunks_.back();
    const size_t at = (chunks_.size() - 1) * kChunkBytes + chunk.size();
    chunk.append(text);
    return static_cast<uint32_t>(at);
  }
  std::string_view text(uint32_t at, size_t length) const {
    // What is empty and was added to a full chunk has its place in one that is not there.
    if (length == 0) return {};
    return std::string_view(chunks_[at / kChunkBytes]).substr(at % kChunkBytes, length);
  }

 private:
  static constexpr size_t kChunkBytes = 1u << 20;
  std::vector<std::string> chunks_;
};

/// Sorts ids by their texts, then by `then` (of two ids, whether the first goes first).
template <class Text, class Then>
void sort_by_text(std::vector<uint32_t>& ids, const Text& text, const Then& then) {
  struct Key {
    uint64_t start;  // the first eight bytes as one number, which decides most comparisons
    uint32_t id;
  };
  std::vector<Key> keys;
  keys.reserve(ids.size());
  for (const uint32_t id : ids) {
    const std::string_view whole = text(id);
    uint64_t start = 0;
    for (size_t i = 0; i < 8; ++i)
      start = start << 8 | (i < whole.size() ? static_cast<uint8_t>(whole[i]) : 0);
    keys.push_back({start, id});
  }
  std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
    if (a.start != b.start) return a.start < b.start;
    const int order = text(a.id).compare(text(b.id));
    return order != 0 ? order < 0 : then(a.id, b.id);
  });
  for (size_t i = 0; i < ids.size(); ++i) ids[i] = keys[i].id;
}

}  // namespace pressmark
