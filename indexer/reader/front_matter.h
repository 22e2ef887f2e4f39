// YAML front matter: the lines between two rows of dashes at the start of a Markdown file.
#pragma once

#include <string>
#include <string_view>

#include "engine/publication.h"
#include "engine/result.h"
#include "indexer/reader/reader.h"

namespace pressmark {

struct FrontMatter {
  std::string_view yaml;  // without the rows of dashes; empty when there is none
  std::string_view rest;  // the text after it
};

FrontMatter split_front_matter(std::string_view text);

/// What the front matter says that no field of a publication holds.
struct FrontMatterFacts {
  bool is_draft = false;
};

/// Fills the publication from the fields. What does not parse or cannot be used leaves a warning.
FrontMatterFacts read_front_matter(std::string_view yaml, const ReadRequest& request,
                                   Publication& publication);

}  // namespace pressmark
