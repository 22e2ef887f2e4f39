#include "indexer/collection/trace.h"

#include <xxhash.h>

#include <algorithm>

#include "engine/limits.h"

namespace pressmark {
namespace {

constexpr size_t kShingleWords = 5;
constexpr uint16_t kEmptyPlace = 0xffff;

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

/// From U+2E80 on scripts are written without blanks: each character is a word here.
bool is_word_of_its_own(char lead) {
  const auto byte = static_cast<uint8_t>(lead);
  return byte >= 0xe2 && byte != 0xef;
}

/// Calls visit(word) for each run of letters and digits, in small ASCII letters. Other scripts stay as they
/// are.
template <class F>
void for_each_word(std::string_view text, F visit) {
  std::string word;
  for (size_t i = 0; i < text.size();) {
    const char c = text[i];
    if ((c & 0x80) != 0 && is_word_of_its_own(c)) {
      if (!word.empty()) visit(std::string_view(word));
      const size_t length = std::min<size_t>(static_cast<uint8_t>(c) >= 0xf0 ? 4 : 3, text.size() - i);
      // General punctuation (quotes, dashes, blanks) is E2 80 xx.
      if (static_cast<uint8_t>(c) != 0xe2) visit(text.substr(i, length));
      word.clear();
      i += length;
      continue;
    }
    if (is_word_byte(c)) {
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!word.empty()) {
      visit(std::string_view(word));
      word.clear();
    }
    ++i;
  }
  if (!word.empty()) visit(std::string_view(word));
}

uint64_t hash_of(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

/// One permutation hashing: A. Shrivastava, P. Li, "Densifying One Permutation Hashing via Rotation for Fast
/// Near Neighbor Search", ICML 2014. Each shingle falls into one place of the sketch; a place without any
/// takes its next neighbour's value.
class Sketcher {
 public:
  Sketcher() { sketch_.fill(kEmptyPlace); }

  void add_word(uint64_t hash) {
    last_.at(count_++ % kShingleWords) = hash;
    if (count_ >= kShingleWords) add_shingle();
  }

  Sketch finish() {
    if (count_ > 0 && count_ < kShingleWords) add_shingle();
    Sketch dense = sketch_;
    for (size_t place = 0; place < kSketchSize; ++place) {
      for (size_t step = 1; dense.at(place) == kEmptyPlace && step < kSketchSize; ++step) {
        const uint16_t neighbour = sketch_.at((place + step) % kSketchSize);
        if (neighbour != kEmptyPlace) dense.at(place) = static_cast<uint16_t>(neighbour + step * 1021);
      }
    }
    return dense;
  }

 private:
  void add_shingle() {
    std::array<uint64_t, kShingleWords> words{};
    for (size_t i = 0; i < kShingleWords; ++i) words.at(i) = last_.at((count_ + i) % kShingleWords);
    const uint64_t hash = XXH3_64bits(words.data(), sizeof words);
    uint16_t& place = sketch_.at(hash % kSketchSize);
    place = std::min(place, static_cast<uint16_t>((hash >> 32) % kEmptyPlace));
  }

  Sketch sketch_;
  std::array<uint64_t, kShingleWords> last_{};
  size_t count_ = 0;
};

void sort_and_unite(std::vector<uint32_t>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

void trace_title(const std::string& title, Trace& trace) {
  for_each_word(title, [&](std::string_view word) {
    const auto hash = static_cast<uint32_t>(hash_of(word));
    trace.title.push_back(hash);
    if (word.find_first_of("0123456789") != std::string_view::npos) trace.title_numbers.push_back(hash);
  });
  sort_and_unite(trace.title);
  sort_and_unite(trace.title_numbers);
}

}  // namespace

uint32_t fingerprint_of(std::string_view text) {
  uint64_t hash = 0;
  for_each_word(text,
                [&](std::string_view word) { hash = XXH3_64bits_withSeed(word.data(), word.size(), hash); });
  const auto folded = static_cast<uint32_t>(hash ^ (hash >> 32));
  return folded == 0 ? 1 : folded;
}

double resemblance(const Sketch& a, const Sketch& b) {
  size_t same = 0;
  for (size_t i = 0; i < kSketchSize; ++i) same += a.at(i) == b.at(i) ? 1 : 0;
  return static_cast<double>(same) / kSketchSize;
}

Trace trace_of(const Publication& publication) {
  Trace trace;
  Sketcher sketcher;
  for (const Part& part : publication.parts) {
    for (const Block& block : part.blocks) {
      TracedBlock traced;
      traced.role = block.role;
      const bool main = block.role != Role::kBoilerplate && block.role != Role::kTitle;
      for_each_word(block.text, [&](std::string_view word) {
        ++traced.words_count;
        if (main) sketcher.add_word(hash_of(word));
      });
      const bool long_enough = traced.words_count >= kParagraphWordsMin || block.role == Role::kHeading;
      if (main && long_enough && block.text.size() <= limits::kBlockTextBytesMax)
        traced.fingerprint = fingerprint_of(block.text);
      if (main) trace.words_count += traced.words_count;
      trace.blocks.push_back(traced);
    }
  }
  trace.sketch = sketcher.finish();
  trace.address = hash_of(publication.url);
  for (const std::string& address : publication.documents) trace.documents.push_back(hash_of(address));
  trace_title(publication.title, trace);
  return trace;
}

}  // namespace pressmark
