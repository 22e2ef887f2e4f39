#include "indexer/reader/pdf_hyphens.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "indexer/reader/pdf_page.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr std::string_view kSoftHyphen = "\u00AD";
constexpr std::string_view kPrintedHyphen = "\u2010";
// Shorter halves are syllables more often than words.
constexpr size_t kHalfBytesMin = 3;
// After these the hyphen stands for a part left out: "short- and long-term".
constexpr auto kJoiners =
    std::to_array<std::string_view>({"and", "or", "to", "und", "oder", "bzw", "bis", "et", "ou", "en", "of",
                                     "och", "eller", "og", "y", "o", "e"});

/// The last code point before `end`, 0 if there is none.
char32_t before(std::string_view text, size_t end) {
  if (end == 0) return 0;
  size_t at = end - 1;
  while (at > 0 && (static_cast<uint8_t>(text[at]) & 0xC0) == 0x80) --at;
  return next_code_point(text, at);
}

char32_t after(std::string_view text, size_t at) {
  return at < text.size() ? next_code_point(text, at) : 0;
}

bool is_letter(char32_t c) {
  return u_isalpha(static_cast<UChar32>(c)) != 0;
}
bool is_small(char32_t c) {
  return u_islower(static_cast<UChar32>(c)) != 0;
}
bool is_word(char32_t c) {
  return u_isalnum(static_cast<UChar32>(c)) != 0;
}

/// Where the run of letters, digits and hyphens that ends at `end` begins.
size_t word_begin(std::string_view text, size_t end) {
  size_t at = end;
  while (at > 0) {
    size_t previous = at - 1;
    while (previous > 0 && (static_cast<uint8_t>(text[previous]) & 0xC0) == 0x80) --previous;
    size_t read = previous;
    const char32_t c = next_code_point(text, read);
    if (!is_word(c) && c != '-') break;
    at = previous;
  }
  return at;
}

size_t word_end(std::string_view text, size_t begin) {
  size_t at = begin;
  while (at < text.size()) {
    size_t next = at;
    const char32_t c = next_code_point(text, next);
    if (!is_word(c) && c != '-') break;
    at = next;
  }
  return at;
}

bool is_joiner(std::string_view word) {
  return std::find(kJoiners.begin(), kJoiners.end(), word) != kJoiners.end();
}

/// "long-term" for the letters around the hyphen that ends at `hyphen_end` and the line that follows it.
std::string compound(std::string_view text, size_t hyphen_at, size_t rest_at) {
  const size_t begin = word_begin(text, hyphen_at);
  const size_t end = word_end(text, rest_at);
  return ascii_lower(std::string(text.substr(begin, hyphen_at - begin)) + "-" +
                     std::string(text.substr(rest_at, end - rest_at)));
}

}  // namespace

void append_line(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (text.empty()) {
    text = line;
    return;
  }
  if (text.ends_with(kSoftHyphen)) {
    text += '\n';
    text += line;
    return;
  }
  for (const std::string_view hyphen : {std::string_view("-"), kPrintedHyphen}) {
    if (!text.ends_with(hyphen)) continue;
    const size_t end = text.size() - hyphen.size();
    const bool goes_on = is_word(before(text, end)) && is_word(after(line, 0)) &&
                         !is_joiner(line.substr(0, word_end(line, 0)));
    if (!goes_on) break;
    text.resize(end);
    text += "-\n";
    text += line;
    return;
  }
  if (!joins_without_blank(text, line)) text += ' ';
  text += line;
}

void Compounds::add_line(std::string_view line) {
  for (size_t at = 0; at < line.size();) {
    const size_t end = word_end(line, at);
    const std::string_view word = line.substr(at, end - at);
    if (word.size() >= kHalfBytesMin && word.find('-') == std::string_view::npos) ++words_[ascii_lower(word)];
    at = end;
    if (at < line.size()) next_code_point(line, at);
  }
  for (size_t at = line.find('-'); at != std::string_view::npos; at = line.find('-', at + 1)) {
    if (!is_letter(before(line, at)) || !is_letter(after(line, at + 1))) continue;
    known_.insert(compound(line, at, at + 1));
  }
}

std::string Compounds::resolve(std::string text) const {
  std::string resolved;
  size_t from = 0;
  for (size_t at = text.find("-\n"); at != std::string::npos; at = text.find("-\n", at + 2)) {
    const bool solid = is_small(before(text, at)) && is_small(after(text, at + 2)) &&
                       !is_compound(compound(text, at, at + 2));
    if (!solid) continue;
    resolved.append(text, from, at - from).append(kSoftHyphen);
    from = at + 1;
  }
  if (from == 0) return text;
  resolved.append(text, from);
  return resolved;
}

bool Compounds::is_compound(const std::string& hyphenated) const {
  if (known_.contains(hyphenated)) return true;
  const size_t hyphen = hyphenated.rfind('-');
  const std::string first = hyphenated.substr(0, hyphen), second = hyphenated.substr(hyphen + 1);
  const auto count = [this](const std::string& word) {
    const auto found = words_.find(word);
    return found == words_.end() ? 0U : found->second;
  };
  // The second half begins a line here, and was counted for it.
  return count(first) >= 1 && count(second) >= 2 && count(first + second) == 0;
}

std::string unbroken(std::string_view text) {
  std::string joined;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with("\u00AD\n")) {
      at += kSoftHyphen.size();
    } else if (text[at] != '\n') {
      joined += text[at];
    }
  }
  return joined;
}

}  // namespace pressmark
