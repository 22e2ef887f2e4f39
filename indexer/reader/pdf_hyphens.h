// Words broken at the end of a printed line. While pages are laid out every hyphen at a line end is kept as
// '-' and a line feed; when the whole document is known, those that only the typesetter put there become
// U+00AD.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace pressmark {

/// Appends the next printed line of a paragraph to `text`, with a blank, a line feed after a hyphen, or
/// nothing.
void append_line(std::string& text, std::string_view line);

/// The hyphenated compounds that a document writes unbroken ("long-term").
class Compounds {
 public:
  /// Takes note of the compounds in a printed line.
  void add_line(std::string_view line);

  /// `text` with each "-\n" between small letters made "\u00AD\n", unless the compound is known with its
  /// hyphen.
  std::string resolve(std::string text) const;

 private:
  std::unordered_set<std::string> known_;
};

/// A resolved text on one line: typesetter's hyphens gone, others kept.
std::string unbroken(std::string_view text);

}  // namespace pressmark
