// The rules, by name:
//
//   separators    @, : and ;, _ and its kin always part words, a dot between letters does
//   scripts       letters of Thai, Lao, Khmer and Burmese and other letters or digits are not of one word
//   possessive    a final 's is no part of the word
//   elision       l', d', qu', dell', … before a word is a word of its own
//   suffix        Turkish and Azerbaijani: an apostrophe ends the word ("Ankara'da")
//   soft hyphen   U+00AD and a line feed between two halves joins them
//   subscript     subscript digits belong to the word ("CO₂", "H₂O")
//   year          the year that ends a word of letters is a word of its own ("FY2018")
//   edges         a word begins with a letter or digit and ends with no apostrophe
//
// Elision is the same in every language, so that a query and a text of different language agree.
#include "engine/analysis/words.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "engine/analysis/folding.h"
#include "engine/analysis/utf8.h"

namespace pressmark {
namespace {

// Sorted. Those of one letter also stand in English names ("D'Angelo", "L'Oréal").
constexpr std::array<std::string_view, 29> kElisions = {
    "agl", "all",   "bell",   "c",     "coll",   "d", "dagl", "dall", "degl", "dell",
    "gl",  "j",     "jusqu",  "l",     "lorsqu", "m", "n",    "negl", "nell", "puisqu",
    "qu",  "quell", "quelqu", "quest", "quoiqu", "s", "sull", "t",    "un"};
static_assert(std::is_sorted(kElisions.begin(), kElisions.end()));

constexpr std::array<std::string_view, 3> kEliding = {"ca", "fr", "it"};
constexpr std::array<std::string_view, 16> kDotGroups = {"az", "ca", "da", "de", "el", "es", "hr", "id",
                                                         "it", "nl", "pt", "ro", "sl", "sr", "tr", "vi"};

constexpr size_t kElisionBytesMax = 6;

enum class Mark : uint8_t { kNone, kSeparator, kDot, kApostrophe };

Mark mark_of(char32_t c) {
  switch (c) {
    case '@':
    case '_':
    case ';':
    case ':':
    case 0x037e:  // Greek question mark
    case 0x202f:  // narrow no-break space
    case 0x203f:
    case 0x2040:
    case 0x2054:
    case 0xfe13:
    case 0xfe14:
    case 0xfe33:
    case 0xfe34:
    case 0xfe4d:
    case 0xfe4e:
    case 0xfe4f:
    case 0xfe54:
    case 0xfe55:
    case 0xff1a:
    case 0xff1b:
    case 0xff3f:
      return Mark::kSeparator;
    case '.':
    case 0x2024:
    case 0xfe52:
    case 0xff0e:
      return Mark::kDot;
    default:
      return is_apostrophe(c) ? Mark::kApostrophe : Mark::kNone;
  }
}

bool is_digit(char32_t c) {
  return c < 0x80 ? c >= '0' && c <= '9' : u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER;
}

/// What a word can do without: joiners, soft hyphens, marks of direction.
bool is_ignorable(char32_t c) {
  return c >= 0x80 &&
         (u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 ||
          u_charType(static_cast<UChar32>(c)) == U_FORMAT_CHAR);
}

bool is_mark(char32_t c) {
  return c >= 0x80 && (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

/// Where the code point before `at` begins.
size_t before(std::string_view text, size_t at) {
  do {
    --at;
  } while (at > 0 && utf8::is_continuation(text[at]));
  return at;
}

/// Letters and digits. Vowel signs are alphabetic too, but belong to the letter before them, as the marks 々
/// and 〻 repeat it.
bool makes_a_word(char32_t c) {
  if (c < 0x80) return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  const auto point = static_cast<UChar32>(c);
  if (c == 0x3005 || c == 0x303b) return false;
  if (is_ignorable(c) || is_mark(c)) return false;
  return u_isUAlphabetic(point) || u_charType(point) == U_DECIMAL_DIGIT_NUMBER;
}

/// Size of the digits of the years 1900 to 2099 that `word` ends with after letters alone, in any script's
/// digits; 0 if it does not.
size_t year_size(std::string_view word) {
  constexpr int kYearDigits = 4;
  std::array<int32_t, kYearDigits> digits{};
  size_t begin = word.size();
  for (int i = kYearDigits - 1; i >= 0; --i) {
    if (begin == 0) return 0;
    begin = before(word, begin);
    const auto c = static_cast<UChar32>(utf8::decode(word, begin).value);
    if ((digits[static_cast<size_t>(i)] = u_charDigitValue(c)) < 0) return 0;
  }
  const bool year = (digits[0] == 1 && digits[1] == 9) || (digits[0] == 2 && digits[1] == 0);
  if (!year || begin == 0) return 0;
  for (size_t at = 0; at < begin;) {
    const utf8::CodePoint point = utf8::decode(word, at);
    const bool letter = makes_a_word(point.value) && !is_digit(point.value);
    if (!letter && (at == 0 || (!is_ignorable(point.value) && !is_mark(point.value)))) return 0;
    at += point.size;
  }
  return word.size() - begin;
}

/// Whether words of this letter's script are written without blanks and found by a dictionary (Line_Break
/// SA). Chinese and Japanese ones are parted from others by Unicode's rules already.
bool is_unspaced(char32_t c) {
  constexpr char32_t kFirstThai = 0xe00;
  return c >= kFirstThai && c != utf8::kIllFormed &&
         u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

bool is_subscript_at(std::string_view text, size_t at) {
  return text.size() - at >= 3 && text[at] == '\xe2' && text[at + 1] == '\x82' &&
         static_cast<uint8_t>(text[at + 2]) - 0x80u <= 9u;
}

/// Cuts raw words by the rules and collects the words.
class Cutter {
 public:
  Cutter(std::string_view text, const LanguageRules& rules, std::vector<Word>& words)
      : text_(text), rules_(rules), words_(words) {}

  void cut(const RawWord& raw) {
    if (raw.plain) {
      add_parted({raw.begin, raw.end, true});
    } else {
      cut_at_marks(raw);
    }
  }

 private:
  /// Separators, dots and a change of script end pieces; a dot between digits is part of the number.
  void cut_at_marks(const RawWord& raw) {
    uint32_t begin = raw.begin;
    char32_t before = 0;
    std::optional<bool> unspaced;  // of the letters of the piece
    for (uint32_t at = raw.begin; at < raw.end;) {
      const utf8::CodePoint point = utf8::decode(text_, at);
      const Mark mark = mark_of(point.value);
      if (mark == Mark::kSeparator || (mark == Mark::kDot && !is_digit(before))) {
        add_piece(begin, at);
        begin = at + point.size;
      } else if (makes_a_word(point.value)) {
        const bool now = is_unspaced(point.value);
        if (unspaced.value_or(now) != now) {
          add_piece(begin, at);
          begin = at;
        }
        unspaced = now;
      }
      at += point.size;
      if (!is_ignorable(point.value)) before = point.value;
    }
    add_piece(begin, raw.end);
  }

  /// A piece without separators: its edges and apostrophes.
  void add_piece(uint32_t begin, uint32_t end) {
    if (rules_.turkic) end = first_apostrophe(first_letter(begin, end), end);
    end = without_suffix(begin, end);
    while ((begin = first_letter(begin, end)) < end) {
      const uint32_t apostrophe = first_apostrophe(begin, end);
      if (apostrophe == end || !is_elision(begin, apostrophe)) break;
      add_word(begin, apostrophe);
      begin = apostrophe + utf8::decode(text_, apostrophe).size;
    }
    if (begin < end) add_word(begin, end);
  }

  uint32_t first_letter(uint32_t begin, uint32_t end) const {
    while (begin < end) {
      const utf8::CodePoint point = utf8::decode(text_, begin);
      if (makes_a_word(point.value)) break;
      begin += point.size;
    }
    return begin;
  }

  uint32_t first_apostrophe(uint32_t begin, uint32_t end) const {
    while (begin < end) {
      const utf8::CodePoint point = utf8::decode(text_, begin);
      if (mark_of(point.value) == Mark::kApostrophe) break;
      begin += point.size;
    }
    return begin;
  }

  /// The end without apostrophes and 's, and without the marks that stand after one.
  uint32_t without_suffix(uint32_t begin, uint32_t end) const {
    for (;;) {
      uint32_t at = end;
      uint32_t last = begin;  // of the last code point that is seen
      while (at > begin) {
        last = static_cast<uint32_t>(before(text_, at));
        const char32_t c = utf8::decode(text_, last).value;
        if (makes_a_word(c) || mark_of(c) == Mark::kApostrophe) break;
        at = last;
      }
      if (at == begin) return end;
      if (text_[last] == 's' || text_[last] == 'S') {
        if (last == begin) return end;
        last = static_cast<uint32_t>(before(text_, last));
      }
      if (mark_of(utf8::decode(text_, last).value) != Mark::kApostrophe) return end;
      end = last;
    }
  }

  bool is_elision(uint32_t begin, uint32_t end) const {
    std::string clitic;
    append_form(text_.substr(begin, std::min<size_t>(end - begin, 4 * kElisionBytesMax)), false, clitic);
    return std::binary_search(kElisions.begin(), kElisions.end(), std::string_view(clitic));
  }

  void add_word(uint32_t begin, uint32_t end) {
    const std::string_view word = text_.substr(begin, end - begin);
    const bool plain = std::all_of(word.begin(), word.end(), [](char c) {
      return (c & 0x80) == 0 && makes_a_word(static_cast<char32_t>(c));
    });
    add_parted({begin, end, plain});
  }

  /// Adds a word; a year that it ends with as another.
  void add_parted(const Word& word) {
    if (word.end - word.begin <= 4 || !may_end_a_year(text_[word.end - 1])) return add(word);
    const auto size = static_cast<uint32_t>(year_size(text_.substr(word.begin, word.end - word.begin)));
    if (size == 0) return add(word);
    add({word.begin, word.end - size, word.plain});
    add({word.end - size, word.end, word.plain, true});
  }

  /// False only if no digit ends with this byte.
  static bool may_end_a_year(char c) { return (c & 0x80) != 0 || (c >= '0' && c <= '9'); }

  /// Adds a word, or the second half of the one before it.
  void add(Word word) {
    if (!words_.empty() && halves(words_.back(), word)) {
      words_.back().end = word.end;
      words_.back().plain = false;
      word = words_.back();
      words_.pop_back();
    }
    while (is_subscript_at(text_, word.end)) {
      word.end += 3;
      word.plain = false;
    }
    words_.push_back(word);
  }

  bool halves(const Word& first, const Word& second) const {
    const std::string_view head = text_.substr(0, first.end);
    if (head.ends_with("\u00ad")) {
      return second.begin == first.end + 1 && text_[first.end] == '\n';
    }
    return second.begin == first.end && first.end >= 3 && is_subscript_at(text_, first.end - 3);
  }

  std::string_view text_;
  const LanguageRules& rules_;
  std::vector<Word>& words_;
};

}  // namespace

LanguageRules language_rules(std::string_view language) {
  LanguageRules rules;
  rules.turkic = language == "tr" || language == "az";
  rules.elides = std::binary_search(kEliding.begin(), kEliding.end(), language);
  rules.dot_groups = std::binary_search(kDotGroups.begin(), kDotGroups.end(), language);
  return rules;
}

void make_words(std::string_view text, const std::vector<RawWord>& raw, const LanguageRules& rules,
                std::vector<Word>& words) {
  words.clear();
  Cutter cutter(text, rules, words);
  for (const RawWord& word : raw) cutter.cut(word);
}

}  // namespace pressmark
