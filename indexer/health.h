// What is worth telling an editor about a publication. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "engine/publication.h"

namespace pressmark {

/// Fewer words of text than this are named in the report.
inline constexpr uint32_t kLittleTextWords = 20;

/// The reader's own warnings, and besides "little_text", "no_date". `words_count` is of its text, boilerplate
/// apart.
std::vector<std::string> health_warnings(const Publication& publication, uint32_t words_count);

/// The warnings of a file of many publications, one for each kind: "no_date: 1400 publications". Few are kept
/// as they are.
std::vector<std::string> grouped(const std::vector<std::string>& warnings);

/// Adds the warnings of a piece of a file to those of the pieces before: of one kind, numbers are added up
/// and lists of names united.
void add_warnings(std::vector<std::string>& all, const std::vector<std::string>& more);

}  // namespace pressmark
