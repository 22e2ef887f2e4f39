// What Word and PowerPoint files share: their properties, and the relationships between the entries of their
// container. Pure functions.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "indexer/reader/office.h"
#include "indexer/reader/xml.h"

namespace pressmark {

/// The properties in the documents docProps/core.xml and docProps/app.xml; either may be empty.
OfficeProperties ooxml_properties(const pugi::xml_document& core, const pugi::xml_document& app);

struct Relationship {
  std::string type;    // the last name of its address: "slide", "notesSlide"
  std::string target;  // the name of an entry
};

/// By their ids, what the entry `source` refers to; `rels` is its relationships' document. Targets outside
/// the container are left out.
std::map<std::string, Relationship> relationships(const pugi::xml_document& rels, std::string_view source);

/// The name of the entry with the relationships of `entry`: "ppt/_rels/presentation.xml.rels".
std::string relationships_name(std::string_view entry);

/// `reference` in the entry `source`, as an entry's name: "../a.xml" in "x/y/b.xml" is "x/a.xml".
std::string entry_name(std::string_view source, std::string_view reference);

}  // namespace pressmark
