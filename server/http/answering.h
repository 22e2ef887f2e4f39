// Answering: what the routes make their answers of, and what is done to every answer before it is written.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/assets.h"
#include "server/http/message.h"
#include "server/problem.h"
#include "server/url.h"

namespace pressmark {

inline constexpr std::string_view kJsonType = "application/json";
inline constexpr std::string_view kHtmlType = "text/html; charset=utf-8";

/// Whether the path is a page's, whose problems are told to a reader.
bool is_page(std::string_view path);

HttpAnswer make_answer(uint16_t status, std::string_view type, std::string body);
HttpAnswer not_modified(HttpAnswer answer);
/// The asset, packed for those who take it so; 304 for whoever has it.
HttpAnswer asset_answer(const Asset& asset, const HttpRequest& request);
/// A page when `path` is a page's, else a problem document.
HttpAnswer refusal(const Problem& problem, std::string_view path, std::string_view request_id);

/// The parameters of an address, or what is wrong with them.
std::variant<std::vector<Parameter>, Problem> parameters_of(const std::string& query);

/// Weak, since the time taken and the compression may differ: the generation, what is asked, and the program.
std::string entity_tag(std::string_view generation, std::string_view path, std::string_view asked);
/// Whether an If-None-Match list names `tag`, compared weakly.
bool names_tag(std::string_view list, std::string_view tag);

/// Adds the headers that keep a page to what it is made of.
void secure(HttpAnswer& answer);
/// Compresses text for those who accept it.
void compress(HttpAnswer& answer, const HttpRequest& request);
/// Lets pages of `origins` read the answer; "*" among them is every origin.
void share(HttpAnswer& answer, const HttpRequest& request, const std::vector<std::string>& origins);

}  // namespace pressmark
