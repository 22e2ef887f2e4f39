// Words broken at the end of a printed line. While pages are laid out every hyphen at a line end is kept as
// '-' and a line feed; when the whole document is known, those that only the typesetter put there become
// U+00AD.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace pressmark {

/// Appends the next printed line of a paragraph to `text`, with a blank, a line feed after a hyphen, or
/// nothing.
void append_line(std::string& text, std::string_view line);

/// What a document itself writes within its lines, as evidence for what it breaks at their ends.
class Compounds {
 public:
  /// Takes note of the words and hyphenated compounds in a printed line.
  void add_line(std::string_view line);

  /// `text` with each "-\n" between small letters made "\u00AD\n", unless the hyphen is likely the word's
  /// own: the document writes it so elsewhere ("long-term"), or writes both halves as words and never the
  /// whole as one.
  std::string resolve(std::string text) const;

 private:
  bool is_compound(const std::string& hyphenated) const;

  std::unordered_set<std::string> known_;
  std::unordered_map<std::string, uint32_t> words_;  // without hyphens; how often each stands in a line
};

/// A resolved text on one line: typesetter's hyphens gone, others kept.
std::string unbroken(std::string_view text);

}  // namespace pressmark
