#include "server/docs_page.h"

#include <set>
#include <utility>
#include <vector>

#include "server/api_description.h"
#include "server/frame.h"
#include "server/problem.h"
#include "server/template.h"
#include "server/url.h"

namespace pressmark {
namespace {

/// What the words of a schema say, with a link to the schema that has a table of its own.
void set_words(View& view, const SchemaWords& words) {
  view.set("before", words.before);
  set_text(view, "schema", words.name);
  view.set("after", words.after);
}

View row(const std::string& name, const SchemaWords& words, const std::string& says) {
  View view;
  view.set("name", name);
  set_words(view, words);
  view.set("says", says);
  view.set("needed", false);
  return view;
}

/// The fields of an object, one a row.
List fields_of(const Json& schema) {
  const std::set<std::string> required = schema.at("required").get<std::set<std::string>>();
  List rows(List::type::list);
  for (const auto& [name, value] : schema.at("properties").items()) {
    std::string says = text_at(value, "description");
    if (says.empty()) says = text_at(resolved(value), "description");
    View view = row(name, schema_words(value), says);
    view.set("needed", required.count(name) == 0);
    rows.push_back(view);
  }
  return rows;
}

List parameters_of(const Json& operation) {
  List rows(List::type::list);
  if (!operation.contains("parameters")) return rows;
  for (const Json& reference : operation.at("parameters")) {
    const Json& parameter = resolved(reference);
    const Json& schema = parameter.at("schema");
    SchemaWords words = schema_words(schema);
    const auto otherwise = schema.find("default");
    if (otherwise != schema.end() && *otherwise != "")
      words.after += "; " + (otherwise->is_string() ? otherwise->get<std::string>() : otherwise->dump()) +
                     " if not given";
    std::string says = text_at(parameter, "description");
    if (text_at(parameter, "in") == "path") says += " It stands in the path.";
    if (text_at(parameter, "in") == "header") says += " It is a field of the request's head.";
    View view = row(text_at(parameter, "name"), words, says);
    view.set("needed", parameter.value("required", false));
    rows.push_back(view);
  }
  return rows;
}

/// The one answer that has what was asked for.
void set_answer(View& view, const Json& operation) {
  const Json& answer = resolved(operation.at("responses").at("200"));
  const auto first = answer.at("content").begin();
  const Json& content = first.value();
  const Json& schema = resolved(content.at("schema"));
  const bool object = text_at(schema, "type") == "object";
  view.set("answer", text_at(answer, "description"));
  view.set("type", first.key());
  set_text(view, "shape", object ? "" : text_at(schema, "description"));
  view.set("has_fields", object);
  view.set("fields", object ? fields_of(schema) : List(List::type::list));
  const Json& example = content.at("example");
  view.set("example", example.is_string() ? example.get<std::string>() : example.dump(2));
}

/// The answers beside that, with the codes of their problems.
List other_answers(const Json& operation) {
  List rows(List::type::list);
  for (const auto& [status, reference] : operation.at("responses").items()) {
    if (status == "200") continue;
    const Json& answer = resolved(reference);
    List codes(List::type::list);
    const Json contents = answer.value("content", Json::object());
    for (const Json& content : contents) {
      const Json examples = content.value("examples", Json::object());
      for (const auto& [code, example] : examples.items()) {
        View link;
        link.set("code", code);
        codes.push_back(link);
      }
    }
    View view;
    view.set("status", status);
    view.set("says", text_at(answer, "description"));
    view.set("codes", codes);
    rows.push_back(view);
  }
  return rows;
}

std::string request_of(const Json& operation, const std::string& example_id) {
  static constexpr std::string_view kPlace = "{id}";
  std::string request = text_at(operation, "x-example-request");
  const size_t at = request.find(kPlace);
  if (at == std::string::npos) return request;
  std::string id = example_id;
  if (id.empty()) id = text_at(resolved(operation.at("parameters").at(0)), "example");
  return request.replace(at, kPlace.size(), percent_encode(id));
}

View path_view(const std::string& path, const Json& operation, const std::string& example_id) {
  View view;
  const List parameters = parameters_of(operation);
  view.set("id", "path-" + text_at(operation, "operationId"));
  view.set("path", path);
  view.set("summary", text_at(operation, "summary"));
  view.set("description", text_at(operation, "description"));
  view.set("request", request_of(operation, example_id));
  view.set("has_parameters", parameters.is_non_empty_list());
  view.set("parameters", parameters);
  set_answer(view, operation);
  view.set("others", other_answers(operation));
  return view;
}

/// The paths of each tag, in the description's order.
List groups(const std::string& example_id) {
  List list(List::type::list);
  for (const Json& tag : api_description().at("tags")) {
    const std::string name = text_at(tag, "name");
    List paths(List::type::list);
    for (const auto& [path, methods] : api_description().at("paths").items()) {
      const Json& operation = methods.at("get");
      if (operation.at("tags").at(0) == name) paths.push_back(path_view(path, operation, example_id));
    }
    View view;
    view.set("tag", name);
    view.set("tag_says", text_at(tag, "description"));
    view.set("paths", paths);
    list.push_back(view);
  }
  return list;
}

/// The objects that stand within answers: those that are an answer have their table where they are answered.
List schemas() {
  std::set<std::string> whole;
  for (const auto& [path, methods] : api_description().at("paths").items()) {
    const Json& answer = resolved(methods.at("get").at("responses").at("200"));
    const Json& schema = answer.at("content").front().at("schema");
    if (schema.contains("$ref")) whole.insert(reference_name(schema));
  }
  List list(List::type::list);
  for (const auto& [name, schema] : api_description().at("components").at("schemas").items()) {
    if (text_at(schema, "type") != "object" || whole.count(name) != 0) continue;
    View view;
    view.set("schema_name", name);
    set_text(view, "schema_says", text_at(schema, "description"));
    view.set("fields", fields_of(schema));
    list.push_back(view);
  }
  return list;
}

List problems() {
  List list(List::type::list);
  const Json& examples = api_description().at("components").at("examples");
  for (const ProblemKind& kind : problem_kinds()) {
    const Json& example = examples.at(std::string(kind.name));
    View view;
    view.set("code", std::string(kind.name));
    view.set("status", std::to_string(kind.status));
    view.set("title", std::string(kind.title));
    set_text(view, "request", text_at(example, "x-example-request"));
    view.set("example", example.at("value").dump(2));
    list.push_back(view);
  }
  return list;
}

}  // namespace

std::string docs_page(const std::string& example_id) {
  View view;
  view.set("about", text_at(api_description().at("info"), "description"));
  view.set("groups", groups(example_id));
  view.set("schemas", schemas());
  view.set("problems", problems());
  Frame page;
  page.title = "The API – Pressmark";
  page.css_class = "docs";
  page.main = render("docs.mustache", view);
  return frame(page);
}

}  // namespace pressmark
