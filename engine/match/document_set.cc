#include "engine/match/document_set.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace pressmark {
namespace {

template <class Combine>
void combine(std::vector<uint64_t>& words, const std::vector<uint64_t>& others, Combine of) {
  std::transform(words.begin(), words.end(), others.begin(), words.begin(), of);
}

}  // namespace

DocumentSet& DocumentSet::operator|=(const DocumentSet& other) {
  combine(words_, other.words_, std::bit_or<>());
  return *this;
}

DocumentSet& DocumentSet::operator&=(const DocumentSet& other) {
  combine(words_, other.words_, std::bit_and<>());
  return *this;
}

DocumentSet& DocumentSet::operator-=(const DocumentSet& other) {
  combine(words_, other.words_, [](uint64_t word, uint64_t without) { return word & ~without; });
  return *this;
}

std::shared_ptr<const DocumentSet> FrequentTerms::find(const std::string& term) const {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(term);
  return found == kept_.end() ? nullptr : found->second;
}

void FrequentTerms::keep(const std::string& term, std::shared_ptr<const DocumentSet> documents) {
  const std::lock_guard lock(mutex_);
  const size_t bytes = documents->bytes();
  if (bytes_ + bytes > kBytesMax) return;
  if (kept_.emplace(term, std::move(documents)).second) bytes_ += bytes;
}

}  // namespace pressmark
