// Glue: what stands between two words that touch, so that they may be parts of one compound. Pure functions;
// any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/analysis/words.h"

namespace pressmark {

/// What stands between two words that touch.
enum class Glue : uint8_t {
  kNone,
  kHyphen,  // also at the end of a line
  kDash,    // an en dash
  kDot,
  kSlash,
  kAmpersand,
  kAt,
  kUnderscore,
  kOpen,       // (
  kClose,      // )
  kCloseOpen,  // )(
  kColon,      // between digits
  kScheme,     // ://
  kPlus,
  kPlusPlus,
  kApostrophe,  // of an elision
  kGroupSpace,  // a no-break space between groups of digits
  kQuery,       // ? = & … of an address
  kNothing,     // between letters and the year after them
};

/// What joins two neighbouring words of `text`, if anything.
Glue glue_between(std::string_view text, const Word& left, const Word& right, const LanguageRules& rules);

/// What a glue is written as in the form of a compound.
std::string_view glue_text(Glue glue);

/// False only if no glue begins or ends with this byte and no sign that makes a compound does.
bool may_be_glue(char byte);

}  // namespace pressmark
