// DocumentSet: documents of one generation, a bit each. FrequentTerms: those that have a frequent term, kept
// in memory once they were asked for; any thread.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace pressmark {

class DocumentSet {
 public:
  DocumentSet() = default;
  /// Holds none of the documents up to `last_docid`.
  explicit DocumentSet(uint32_t last_docid) : words_(size_t{last_docid} / kBits + 1) {}

  size_t bytes() const { return words_.size() * sizeof(uint64_t); }
  /// `docid` is at most the last.
  void add(uint32_t docid) { words_[docid / kBits] |= uint64_t{1} << (docid % kBits); }

  // The other must be of the same generation.
  DocumentSet& operator|=(const DocumentSet& other);
  DocumentSet& operator&=(const DocumentSet& other);
  DocumentSet& operator-=(const DocumentSet& other);

  /// Calls `found` with each, rising.
  template <class Found>
  void for_each(Found&& found) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t word = words_[i]; word != 0; word &= word - 1)
        found(static_cast<uint32_t>(i * kBits + static_cast<size_t>(std::countr_zero(word))));
    }
  }

 private:
  static constexpr size_t kBits = 64;
  std::vector<uint64_t> words_;
};

class FrequentTerms {
 public:
  // A term counts as frequent when one document of so many has it: its bits then take little more than its
  // postings.
  static constexpr uint32_t kDocumentsForOne = 64;
  static constexpr size_t kBytesMax = 16u << 20;  // what comes later is not kept

  /// Null for a term that is not kept.
  std::shared_ptr<const DocumentSet> find(const std::string& term) const;
  void keep(const std::string& term, std::shared_ptr<const DocumentSet> documents);

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const DocumentSet>> kept_;
  size_t bytes_ = 0;
};

}  // namespace pressmark
