#include "server/wording.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "engine/limits.h"

namespace pressmark {
namespace {

struct Name {
  std::string_view code, name;
};

constexpr std::array<Name, 52> kLanguages = {{
    {"af", "Afrikaans"},  {"ar", "Arabic"},    {"bg", "Bulgarian"}, {"bn", "Bengali"},    {"ca", "Catalan"},
    {"cs", "Czech"},      {"cy", "Welsh"},     {"da", "Danish"},    {"de", "German"},     {"el", "Greek"},
    {"en", "English"},    {"es", "Spanish"},   {"et", "Estonian"},  {"eu", "Basque"},     {"fa", "Persian"},
    {"fi", "Finnish"},    {"fr", "French"},    {"ga", "Irish"},     {"gd", "Gaelic"},     {"gl", "Galician"},
    {"he", "Hebrew"},     {"hi", "Hindi"},     {"hr", "Croatian"},  {"hu", "Hungarian"},  {"hy", "Armenian"},
    {"id", "Indonesian"}, {"is", "Icelandic"}, {"it", "Italian"},   {"ja", "Japanese"},   {"ka", "Georgian"},
    {"km", "Khmer"},      {"ko", "Korean"},    {"lo", "Lao"},       {"lt", "Lithuanian"}, {"lv", "Latvian"},
    {"mt", "Maltese"},    {"my", "Burmese"},   {"nl", "Dutch"},     {"no", "Norwegian"},  {"pl", "Polish"},
    {"pt", "Portuguese"}, {"ro", "Romanian"},  {"ru", "Russian"},   {"sk", "Slovak"},     {"sl", "Slovenian"},
    {"sr", "Serbian"},    {"sv", "Swedish"},   {"th", "Thai"},      {"tr", "Turkish"},    {"uk", "Ukrainian"},
    {"vi", "Vietnamese"}, {"zh", "Chinese"},
}};

constexpr std::array<Name, 10> kFiletypes = {{{"html", "Web page"},
                                              {"htm", "Web page"},
                                              {"docx", "Word"},
                                              {"pptx", "PowerPoint"},
                                              {"odt", "OpenDocument"},
                                              {"md", "Markdown"},
                                              {"txt", "Text"},
                                              {"jsonl", "Record"},
                                              {"xml", "Feed"},
                                              {"epub", "EPUB"}}};

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};

template <size_t N>
std::string_view named(const std::array<Name, N>& names, std::string_view code) {
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const Name& name) { return name.code == code; });
  return found == names.end() ? std::string_view() : found->name;
}

}  // namespace

std::string number_words(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

std::string count_words(uint64_t number, std::string_view noun) {
  return number_words(number) + ' ' + std::string(noun) + (number == 1 ? "" : "s");
}

std::string date_words(const Date& date) {
  return std::to_string(date.day) + ' ' + std::string(kMonths.at(date.month - 1u)) + ' ' +
         std::to_string(date.year);
}

std::string_view kind_words(Kind kind) {
  switch (kind) {
    case Kind::kReport:
      return "Report";
    case Kind::kPost:
      return "Post";
    case Kind::kData:
      return "Data";
    case Kind::kPage:
      break;
  }
  return "Page";
}

std::string language_words(const std::string& code) {
  const std::string_view name = named(kLanguages, code);
  return name.empty() ? code : std::string(name);
}

std::string filetype_words(const std::string& filetype) {
  const std::string_view name = named(kFiletypes, filetype);
  if (!name.empty()) return std::string(name);
  std::string capitals = filetype;
  for (char& c : capitals) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return capitals;
}

std::string total_words(const SearchResponse& response) {
  if (response.total == 0) return "No results";
  return (response.total_exact ? "" : "about ") + count_words(response.total, "result");
}

uint32_t last_page(const SearchResponse& response) {
  if (response.per_page == 0) return 0;
  const uint64_t pages = (response.total + response.per_page - 1) / response.per_page;
  return static_cast<uint32_t>(std::min<uint64_t>(pages, limits::kHitsDepthMax / response.per_page));
}

}  // namespace pressmark
