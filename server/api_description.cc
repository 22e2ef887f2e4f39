#include "server/api_description.h"

#include <utility>

#include "server/assets.h"
#include "server/wording.h"

namespace pressmark {
namespace {

/// "a, b or c".
std::string alternatives(const Json& values) {
  std::string words;
  for (size_t i = 0; i < values.size(); ++i) {
    words += i == 0 ? "" : i + 1 == values.size() ? " or " : ", ";
    words += values[i].is_string() ? values[i].get<std::string>() : values[i].dump();
  }
  return words;
}

uint64_t number_at(const Json& node, const char* name) {
  return node.at(name).get<uint64_t>();
}

std::string bounds(const Json& schema) {
  if (schema.contains("minimum") && schema.contains("maximum"))
    return ", " + number_words(number_at(schema, "minimum")) + " to " +
           number_words(number_at(schema, "maximum"));
  return "";
}

std::string text_words(const Json& schema) {
  const std::string format = text_at(schema, "format");
  if (format == "date") return "day, such as 2022-03-29";
  if (format == "date-time") return "time, such as 2022-03-29T00:00:00Z";
  if (format == "uri") return "whole address";
  if (schema.contains("x-bytes-max"))
    return "text, at most " + count_words(number_at(schema, "x-bytes-max"), "byte");
  if (schema.contains("maxLength"))
    return "text, at most " + count_words(number_at(schema, "maxLength"), "character");
  if (schema.contains("x-cut-at-characters"))
    return "text, cut at " + count_words(number_at(schema, "x-cut-at-characters"), "character");
  return "text";
}

std::string value_words(const Json& schema, std::string_view type) {
  if (schema.contains("enum")) return alternatives(schema.at("enum"));
  if (schema.contains("const")) return "always " + schema.at("const").dump();
  if (type == "integer") return "whole number" + bounds(schema);
  if (type == "number") return "number" + bounds(schema);
  if (type == "boolean") return "true or false";
  if (type == "string") return text_words(schema);
  return std::string(type);
}

}  // namespace

const Json& api_description() {
  static const Json kDescription = Json::parse(embedded("openapi.json"));
  return kDescription;
}

const Json& resolved(const Json& node) {
  const auto reference = node.find("$ref");
  if (reference == node.end()) return node;
  return api_description().at(Json::json_pointer(reference->get<std::string>().substr(1)));
}

std::string reference_name(const Json& reference) {
  const std::string target = reference.at("$ref").get<std::string>();
  return target.substr(target.rfind('/') + 1);
}

std::string text_at(const Json& node, std::string_view name) {
  const auto found = node.find(std::string(name));
  return found != node.end() && found->is_string() ? found->get<std::string>() : "";
}

SchemaWords schema_words(const Json& schema) {
  const Json& target = resolved(schema);
  if (schema.contains("$ref") && text_at(target, "type") == "object") return {"", reference_name(schema), ""};
  if (target.contains("anyOf")) {
    SchemaWords words = schema_words(target.at("anyOf").at(0));
    words.after += " or null";
    return words;
  }
  if (target.at("type").is_array())
    return {value_words(target, target.at("type").at(0).get<std::string>()) + ", or null", "", ""};
  const std::string type = text_at(target, "type");
  if (type != "array") return {value_words(target, type), "", ""};
  if (target.contains("prefixItems"))
    return {"list of " + number_words(number_at(target, "maxItems")), "", ""};
  SchemaWords words = schema_words(target.at("items"));
  words.before = "list of " + words.before;
  if (target.contains("maxItems")) words.after += ", at most " + number_words(number_at(target, "maxItems"));
  return words;
}

}  // namespace pressmark
