// Whether some words are what an acronym stands for. Pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

/// One word before an acronym, as it is compared.
struct NameWord {
  std::string folded;  // case and accents folded
  bool small =
      false;  // may stand in a name without a letter of its own: "of", "und", the end of "co-operation"
};

/// Whether `text` has the shape of an acronym: 2 to 10 letters and digits (with & - . / between them), a
/// letter among them, more than half of the letters capitals, no more than a small s behind. Or a name in
/// one word, with a capital ("Defra"), of at least four letters.
bool is_acronym_shaped(std::string_view text);

/// The acronym as it is proposed: a plural's small s taken away ("SMEs": "SME").
std::string without_plural(std::string_view acronym);

/// The index of the first word of what `acronym` stands for, which goes to the end of `words`; nothing when
/// they do not fit. The letters are taken by the words from right to left, after A. S. Schwartz and M. A.
/// Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003), but
/// stricter: every word takes some, small ones excepted, each beginning with its initial, and at most half of
/// the letters may come from within words ("UKRI", "BMBF").
std::optional<size_t> match_acronym(std::string_view acronym, std::span<const NameWord> words);

}  // namespace pressmark
