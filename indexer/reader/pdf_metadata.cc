#include "indexer/reader/pdf_metadata.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <pugixml.hpp>

#include "engine/limits.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr int kYearMin = 1980;  // no PDF is older: an earlier one is a clock that was never set
constexpr size_t kXmpBytesMax = 1u << 20;
constexpr size_t kKeywordBytesMax = 120;  // a longer one is a sentence

constexpr auto kProgramNames =
    std::to_array<std::string_view>({"administrator", "admin", "user", "unknown", "anonymous", "owner",
                                     "microsoft office user", "author", "root"});
constexpr auto kParticles = std::to_array<std::string_view>(
    {"von", "van", "de",  "der", "den", "da",  "di", "la",  "le", "del", "della", "du",
     "dos", "bin", "ibn", "al",  "el",  "ter", "zu", "zur", "af", "y",   "e"});
constexpr auto kJoins = std::to_array<std::string_view>({" and ", " & ", " und ", " et ", " y ", ", and "});

template <size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string> split(std::string_view text, std::string_view separator) {
  std::vector<std::string> pieces;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(separator, at), text.size());
    std::string piece = squeeze(text.substr(at, end - at));
    if (!piece.empty()) pieces.push_back(std::move(piece));
    at = end + separator.size();
  }
  return pieces;
}

/// Two to five words, each with a capital but for particles: "Jan van der Berg", not "Ministry of Energy".
bool looks_like_person(std::string_view name) {
  const std::vector<std::string> words = split(name, " ");
  if (words.size() < 2 || words.size() > 5) return false;
  return std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return one_of(kParticles, word) || !(word[0] >= 'a' && word[0] <= 'z');
  });
}

bool has_letter(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (u_isalpha(static_cast<UChar32>(next_code_point(text, at)))) return true;
  }
  return false;
}

/// What a computer fills in: "Administrator", "d.fairley".
bool is_login(const std::string& name) {
  return one_of(kProgramNames, ascii_lower(name)) ||
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-@") == std::string::npos;
}

/// The people of a list with commas and a last "and"; the text itself where one of them would be no person.
std::vector<std::string> split_people(const std::string& text) {
  std::string commas;
  for (size_t at = 0; at < text.size();) {
    const std::string_view rest = std::string_view(text).substr(at);
    const auto join = std::find_if(kJoins.begin(), kJoins.end(),
                                   [&](std::string_view word) { return rest.starts_with(word); });
    commas += join == kJoins.end() ? text[at] : ',';
    at += join == kJoins.end() ? 1 : join->size();
  }
  std::vector<std::string> people = split(commas, ",");
  if (people.size() > 1 && std::all_of(people.begin(), people.end(), looks_like_person)) return people;
  return {text};
}

/// The name without its prefix: writers of XMP choose their own.
std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The title of an XMP packet: dc:title, its default language first.
std::string xmp_title(const std::string& packet) {
  if (packet.size() > kXmpBytesMax) return {};
  pugi::xml_document xml;
  if (!xml.load_buffer(packet.data(), packet.size(), pugi::parse_minimal | pugi::parse_escapes)) return {};
  const pugi::xml_node title =
      xml.find_node([](const pugi::xml_node& node) { return std::strcmp(node.name(), "dc:title") == 0; });
  const pugi::xml_node item =
      title.find_node([](const pugi::xml_node& node) { return local_name(node) == "li"; });
  return squeeze(item ? item.child_value() : title.child_value());
}

std::optional<Date> plausible(std::optional<Date> date) {
  if (date && date->year < kYearMin) return std::nullopt;
  return date;
}

}  // namespace

std::vector<std::string> split_authors(std::string_view text) {
  std::vector<std::string> authors;
  const bool has_semicolon = text.find(';') != std::string_view::npos;
  for (const std::string& piece : split(text, ";")) {
    std::vector<std::string> people = has_semicolon ? std::vector<std::string>{piece} : split_people(piece);
    for (std::string& person : people) {
      if (is_login(person) || authors.size() >= limits::kListItemsMax) continue;
      authors.push_back(std::move(person));
    }
  }
  return authors;
}

std::vector<std::string> split_keywords(std::string_view text) {
  std::string_view separator = ",";
  for (const std::string_view other : {"、", "，", ";"}) {
    if (text.find(other) != std::string_view::npos) separator = other;
  }
  std::vector<std::string> keywords;
  for (std::string& piece : split(text, separator)) {
    const bool usable = piece.size() <= kKeywordBytesMax && has_letter(piece);
    const bool known = std::find(keywords.begin(), keywords.end(), piece) != keywords.end();
    if (usable && !known && keywords.size() < limits::kListItemsMax) keywords.push_back(std::move(piece));
  }
  return keywords;
}

std::optional<Date> parse_pdf_date(std::string_view text) {
  text = trim(text);
  if (text.starts_with("D:")) text.remove_prefix(2);
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 4 && text.size() > 4) return plausible(Date::parse(text.substr(0, 10)));
  if (digits >= 8) return plausible(Date::parse(text.substr(0, 8)));
  if (digits >= 4) return plausible(Date::parse(text.substr(0, 4)));
  return std::nullopt;
}

bool read_document_info(const PdfDocument& document, Publication& publication) {
  bool tool_title = false;
  std::string title = document.info("Title");
  if (title.empty() || is_tool_title(title)) {
    tool_title = !title.empty();
    title = xmp_title(document.metadata());
    if (is_tool_title(title)) title.clear();
  }
  if (!title.empty()) {
    publication.title = std::move(title);
    publication.title_from = Provenance::kDocumentInfo;
  }
  publication.authors = split_authors(document.info("Author"));
  if (!publication.authors.empty()) publication.authors_from = Provenance::kDocumentInfo;
  publication.topics = split_keywords(document.info("Keywords"));
  if (!publication.topics.empty()) publication.topics_from = Provenance::kDocumentInfo;
  publication.published = parse_pdf_date(document.info("CreationDate"));
  if (publication.published) publication.published_from = Provenance::kDocumentInfo;
  publication.modified = parse_pdf_date(document.info("ModDate"));
  if (publication.modified < publication.published) publication.modified.reset();
  return tool_title;
}

}  // namespace pressmark
