// Wording: how numbers, dates, kinds and languages are written for readers. English. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/publication.h"
#include "server/search_service.h"

namespace pressmark {

/// "12,345".
std::string number_words(uint64_t number);
/// "1 page", "12,345 pages": `plural` is `noun` with an s.
std::string count_words(uint64_t number, std::string_view noun);
/// "29 March 2022".
std::string date_words(const Date& date);
/// "Report", "Post", "Page", "Data".
std::string_view kind_words(Kind kind);
/// "English" for "en"; the code itself when it has no name here.
std::string language_words(const std::string& code);
/// What a file type is called: "PDF", "Word"; capitals for one that is not known.
std::string filetype_words(const std::string& filetype);
/// "213 results", "about 1,000 results", "No results".
std::string total_words(const SearchResponse& response);
/// The last page that can be asked for; 0 without results.
uint32_t last_page(const SearchResponse& response);

}  // namespace pressmark
