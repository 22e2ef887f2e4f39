// Terminal: answers as plain text for `search`. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/search_service.h"

namespace pressmark {

enum class Emphasis : uint8_t { kNone, kBold };  // of matches; kBold writes ANSI sequences

/// Rank, title, kind, date and publisher, address and passages of each hit, then the count. Control
/// characters of documents, which could steer the terminal, are blanks.
std::string terminal_text(const SearchResponse& response, Emphasis emphasis);
/// Rank, title, address and text of each passage, then the count.
std::string terminal_text(const PassagesResponse& response, Emphasis emphasis);

/// `text` on one line, in the same way.
std::string terminal_line(std::string_view text);

}  // namespace pressmark
