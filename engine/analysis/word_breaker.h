// WordBreaker: the words of a text by Unicode's rules (UAX #29 as ICU's root locale has it, with its
// dictionaries). Runs of ASCII are cut by a small state machine that gives what ICU would; ICU cuts the rest.
// Owned by an Analyzer; one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace pressmark {

/// One word, as a half-open range of bytes.
struct RawWord {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool plain = false;  // ASCII letters and digits only
  bool operator==(const RawWord&) const = default;
};

class WordBreaker {
 public:
  WordBreaker();
  ~WordBreaker();
  WordBreaker(const WordBreaker&) = delete;
  WordBreaker& operator=(const WordBreaker&) = delete;

  /// Puts the words of `text`, rising, into `words` (cleared first). At most 2 GiB of text.
  void find(std::string_view text, std::vector<RawWord>& words);
  /// The same by ICU alone: what `find` is measured against.
  void testing_find_by_icu(std::string_view text, std::vector<RawWord>& words);

 private:
  struct Icu;
  void cut_by_icu(std::string_view text, size_t begin, size_t end, std::vector<RawWord>& words);
  std::unique_ptr<Icu> icu_;
};

}  // namespace pressmark
