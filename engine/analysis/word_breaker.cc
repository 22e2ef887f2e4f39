#include "engine/analysis/word_breaker.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <string>

#include "engine/analysis/utf8.h"
#include "engine/result.h"

namespace pressmark {
namespace {

/// Word_Break classes of ASCII, as far as the rules tell them apart.
enum class Class : uint8_t { kOther, kSpace, kLetter, kDigit, kLow, kMidNumLet, kMidNum, kForeign };

constexpr std::array<Class, 256> make_classes() {
  std::array<Class, 256> classes{};
  for (size_t c = 0; c < 256; ++c) {
    if (c >= 0x80) classes[c] = Class::kForeign;
    if (c >= '0' && c <= '9') classes[c] = Class::kDigit;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) classes[c] = Class::kLetter;
    if (c == ' ' || (c >= '\t' && c <= '\r')) classes[c] = Class::kSpace;
  }
  classes['@'] = Class::kLetter;  // ICU 72's tailoring; the analyser cuts there itself
  classes['_'] = Class::kLow;
  classes['.'] = classes['\''] = Class::kMidNumLet;
  classes[','] = classes[';'] = Class::kMidNum;
  return classes;
}
constexpr std::array<Class, 256> kClasses = make_classes();

Class class_at(std::string_view text, size_t at) {
  return at < text.size() ? kClasses[static_cast<uint8_t>(text[at])] : Class::kSpace;
}

bool in_word(Class c) {
  return c == Class::kLetter || c == Class::kDigit || c == Class::kLow;
}

/// Whether the punctuation at `at` stands inside a word: between two letters or between two digits (WB6, 7,
/// 11, 12).
bool joins(std::string_view text, size_t at) {
  const Class middle = class_at(text, at);
  if (middle != Class::kMidNumLet && middle != Class::kMidNum) return false;
  const Class before = class_at(text, at - 1);
  if (before != class_at(text, at + 1)) return false;
  return before == Class::kDigit || (before == Class::kLetter && middle == Class::kMidNumLet);
}

/// The word of ASCII that begins at `at`. Its end is right only if no byte of its chunk is foreign.
RawWord scan_word(std::string_view text, size_t at) {
  RawWord word{static_cast<uint32_t>(at), 0, true};
  size_t end = at;
  for (;;) {
    const Class c = class_at(text, end);
    if (c == Class::kLow || (c == Class::kLetter && text[end] == '@')) word.plain = false;
    if (in_word(c)) {
      ++end;
    } else if (joins(text, end)) {
      word.plain = false;
      end += 2;
      if (text[end - 1] == '@') word.plain = false;
    } else {
      break;
    }
  }
  word.end = static_cast<uint32_t>(end);
  return word;
}

/// How far ICU goes on past the space after a foreign chunk, in the hope of another one: opening it again
/// costs more than cutting this many bytes.
constexpr size_t kLookAheadBytes = 64;

/// End of the region for ICU whose last known foreign byte is at `at`: a space, or the end of the text.
size_t region_end(std::string_view text, size_t at) {
  size_t end = at;
  for (size_t i = at; i < text.size() && i - at <= kLookAheadBytes; ++i) {
    if (class_at(text, i) == Class::kForeign) at = end = i;
  }
  while (end < text.size() && class_at(text, end) != Class::kSpace) ++end;
  return end;
}

/// Size of the word that `segment` begins with and that a joiner and a picture follow; 0 if it has none.
size_t word_before_picture(std::string_view segment) {
  constexpr std::string_view kJoiner = "\u200d";
  const utf8::CodePoint first = utf8::decode(segment, 0);
  if (first.value == utf8::kIllFormed || !u_isalnum(static_cast<UChar32>(first.value))) return 0;
  for (size_t at = segment.find(kJoiner); at < segment.size(); at = segment.find(kJoiner, at + 1)) {
    const size_t next = at + kJoiner.size();
    if (next == segment.size()) return 0;
    const utf8::CodePoint point = utf8::decode(segment, next);
    if (point.value != utf8::kIllFormed &&
        u_hasBinaryProperty(static_cast<UChar32>(point.value), UCHAR_EXTENDED_PICTOGRAPHIC)) {
      return at;
    }
  }
  return 0;
}

}  // namespace

struct WordBreaker::Icu {
  std::unique_ptr<icu::BreakIterator> iterator;
  UText text = UTEXT_INITIALIZER;

  ~Icu() { utext_close(&text); }
};

WordBreaker::WordBreaker() : icu_(std::make_unique<Icu>()) {
  UErrorCode status = U_ZERO_ERROR;
  icu_->iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) {
    throw std::runtime_error(std::string("ICU has no rules for words (") + u_errorName(status) +
                             "); install its data package");
  }
}

WordBreaker::~WordBreaker() = default;

void WordBreaker::cut_by_icu(std::string_view text, size_t begin, size_t end, std::vector<RawWord>& words) {
  UErrorCode status = U_ZERO_ERROR;
  utext_openUTF8(&icu_->text, text.data() + begin, static_cast<int64_t>(end - begin), &status);
  icu_->iterator->setText(&icu_->text, status);
  ENGINE_CHECK(U_SUCCESS(status));
  int32_t from = icu_->iterator->first();
  for (int32_t to = icu_->iterator->next(); to != icu::BreakIterator::DONE; to = icu_->iterator->next()) {
    std::string_view slice = text.substr(begin + static_cast<size_t>(from), static_cast<size_t>(to - from));
    // ICU calls what ends in a picture no word, even if the picture is joined to one.
    if (icu_->iterator->getRuleStatus() < UBRK_WORD_NONE_LIMIT) {
      slice = slice.substr(0, word_before_picture(slice));
    }
    if (!slice.empty()) {
      const bool plain = std::all_of(slice.begin(), slice.end(), [](char c) {
        const Class kind = kClasses[static_cast<uint8_t>(c)];
        return c != '@' && (kind == Class::kLetter || kind == Class::kDigit);
      });
      const auto word = static_cast<uint32_t>(begin) + static_cast<uint32_t>(from);
      words.push_back({word, word + static_cast<uint32_t>(slice.size()), plain});
    }
    from = to;
  }
}

void WordBreaker::find(std::string_view text, std::vector<RawWord>& words) {
  ENGINE_CHECK(text.size() <= static_cast<size_t>(std::numeric_limits<int32_t>::max()));
  words.clear();
  size_t chunk_begin = 0;  // after the last space: no rule looks across it
  size_t chunk_words = 0;  // words before the chunk
  for (size_t at = 0; at < text.size();) {
    const Class c = class_at(text, at);
    if (in_word(c)) {
      const RawWord word = scan_word(text, at);
      if (word.end - word.begin > 1 || c != Class::kLow) words.push_back(word);
      at = word.end;
    } else if (c == Class::kForeign) {
      words.resize(chunk_words);
      const size_t end = region_end(text, at);
      cut_by_icu(text, chunk_begin, end, words);
      at = chunk_begin = end;
      chunk_words = words.size();
    } else {
      ++at;
      if (c == Class::kSpace) {
        chunk_begin = at;
        chunk_words = words.size();
      }
    }
  }
}

void WordBreaker::testing_find_by_icu(std::string_view text, std::vector<RawWord>& words) {
  words.clear();
  cut_by_icu(text, 0, text.size(), words);
}

}  // namespace pressmark
