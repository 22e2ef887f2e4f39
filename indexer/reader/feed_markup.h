// The values of the elements of feeds and of exports that are made like them. Pure functions.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/xml.h"

namespace pressmark {

/// Parses a feed, compressed or not, also one that is not well-formed: then `warning` says what was wrong.
/// Error: as parse_xml, with the request's path.
Result<bool> parse_feed(std::string_view bytes, const ReadRequest& request, pugi::xml_document& document,
                        std::string& warning);

/// The markup of an element: its text, which is HTML, or the elements in it written out.
std::string markup_of(const pugi::xml_node& node);

/// The markup of the first child that has one of these full names and is not empty; "" if there is none.
std::string first_markup(const pugi::xml_node& entry, std::initializer_list<std::string_view> names);

/// The same as text without markup.
std::string first_text(const pugi::xml_node& entry, std::initializer_list<std::string_view> names);

/// The text of an element, entities of HTML decoded.
std::string plain_text(const pugi::xml_node& node);

}  // namespace pressmark
