// A text cut into the numbers, words and marks that dates are made of. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

struct DateToken {
  enum Kind { kNumber, kWord, kMark } kind = kMark;
  int value = 0;            // of a number
  size_t digits_count = 0;  // of a number
  std::string word;         // folded
  char mark = 0;            // ASCII punctuation; 0 for any other sign
  bool joined = false;      // nothing between it and the token before
};

/// The tokens of a text, in its order; blanks are left out.
std::vector<DateToken> date_tokens(std::string_view text);

/// 1 to 12, or 0 if the token names no month.
int month_of(const DateToken& token);

/// Whether the token may stand between day, month and year: full stops, commas, "of", "de".
bool is_date_link(const DateToken& token);

/// Whether the token is the "th" or "er" right behind a day.
bool is_ordinal(const DateToken& token);

}  // namespace pressmark
