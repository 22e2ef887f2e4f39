// PartsBuilder: puts the blocks that a reader finds, in reading order, into parts: a new part at each
// heading, the title first, boilerplate last. Owned by one reader's call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/publication.h"

namespace pressmark {

/// Whether two texts have the same letters and digits, capitals and punctuation aside.
bool same_words(std::string_view a, std::string_view b);

/// "#" and the percent-encoded fragment; "" for an empty one.
std::string anchor_of(std::string_view fragment);

class PartsBuilder {
 public:
  /// A heading opens a part with its text as label. `anchor` as in Part.
  void add_heading(std::string text, std::string anchor);
  /// Text is stored as it is; empty text is passed over.
  void add(Role role, std::string text);
  /// Goes into a last part without label and anchor.
  void add_boilerplate(std::string text);

  bool empty() const;
  /// The text of the first heading; "" if there is none.
  std::string first_heading() const;

  /// The parts, with a title block first; a heading that says the same as the title is not repeated.
  std::vector<Part> finish(std::string_view title) &&;

 private:
  std::vector<Part> parts_;
  Part boilerplate_;
};

}  // namespace pressmark
