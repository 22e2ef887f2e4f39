// The API's own description, server/web/openapi.json, and how it is put in words. What it says is true by the
// tests that hold it against the parsers and the answers. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "server/response_json.h"

namespace pressmark {

/// The whole description. Lives for ever.
const Json& api_description();

/// What the reference of `node` leads to, or `node` itself when it is none.
const Json& resolved(const Json& node);

/// The name at the end of a reference: "Hit".
std::string reference_name(const Json& reference);

/// A schema in words: "whole number, 1 to 50", "list of Hit, at most 50". `name` is that of a schema that has
/// fields of its own, between the words before and after it; else it is empty.
struct SchemaWords {
  std::string before, name, after;
  std::string text() const { return before + name + after; }
};
SchemaWords schema_words(const Json& schema);

/// The string at `name`, or an empty one.
std::string text_at(const Json& node, std::string_view name);

}  // namespace pressmark
