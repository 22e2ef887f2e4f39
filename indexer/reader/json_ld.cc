#include "indexer/reader/json_ld.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/limits.h"
#include "indexer/reader/html_blocks.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

using Json = nlohmann::json;

constexpr size_t kNodesMax = 2'000;  // items looked at on one page
constexpr int kDepthMax = 8;

constexpr auto kArticleTypes = std::to_array<std::string_view>(
    {"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
     "BackgroundNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "Article", "Report",
     "ScholarlyArticle", "TechArticle", "MedicalScholarlyArticle", "AdvertiserContentArticle",
     "SocialMediaPosting", "PressRelease"});
constexpr auto kPageTypes = std::to_array<std::string_view>(
    {"WebPage", "AboutPage", "FAQPage", "ItemPage", "ContactPage", "CollectionPage", "CreativeWork",
     "Dataset", "Book", "DigitalDocument", "GovernmentService", "Event", "Course", "HowTo", "VideoObject"});

template <size_t N>
bool one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

const Json* field(const Json& item, const char* name) {
  if (!item.is_object()) return nullptr;
  const auto found = item.find(name);
  return found == item.end() ? nullptr : &*found;
}

/// "NewsArticle" of "https://schema.org/NewsArticle".
std::string_view local_type(std::string_view type) {
  const size_t cut = type.find_last_of("/#:");
  return cut == std::string_view::npos ? type : type.substr(cut + 1);
}

/// The item's type; of several, the one that ranks highest.
std::string type_of(const Json& item) {
  const Json* type = field(item, "@type");
  if (type == nullptr) return {};
  if (type->is_string()) return std::string(local_type(type->get_ref<const std::string&>()));
  std::string best;
  for (const Json& each : *type) {
    if (!each.is_string()) continue;
    const std::string_view name = local_type(each.get_ref<const std::string&>());
    if (best.empty() || is_article_type(name)) best = name;
  }
  return best;
}

class Reader {
 public:
  size_t broken_count = 0;

  void parse(std::string_view script) {
    const size_t begin = script.find_first_of("{[");
    const size_t end = script.find_last_of("}]");
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
      if (!trim(script).empty()) ++broken_count;
      return;
    }
    std::string text(script.substr(begin, end - begin + 1));
    // Line feeds inside strings are the commonest error of hand-made templates; outside they mean nothing.
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    Json document = Json::parse(text, nullptr, false, true);
    if (document.is_discarded()) {
      ++broken_count;
      return;
    }
    documents_.push_back(std::make_unique<Json>(std::move(document)));
    collect(*documents_.back(), 0);
  }

  JsonLdFacts facts() const {
    JsonLdFacts facts;
    const Json* best = nullptr;
    int best_rank = 0;
    for (const Json* item : items_) {
      const int rank = rank_of(*item);
      if (rank > best_rank) {
        best = item;
        best_rank = rank;
      }
      if (type_of(*item) == "WebSite" && facts.site_name.empty())
        facts.site_name = text(field(*item, "name"), 0);
    }
    if (best == nullptr) return facts;
    fill(*best, facts);
    // The page around an article often knows what the article's own item leaves out.
    for (const Json* item : items_) {
      if (item != best && type_of(*item) == "WebPage") fill(*item, facts);
    }
    return facts;
  }

 private:
  void collect(const Json& value, int depth) {
    if (depth > kDepthMax || items_.size() >= kNodesMax) return;
    if (value.is_array()) {
      for (const Json& each : value) collect(each, depth + 1);
      return;
    }
    if (!value.is_object()) return;
    items_.push_back(&value);
    if (const Json* id = field(value, "@id"); id != nullptr && id->is_string() && value.size() > 1) {
      by_id_.emplace(id->get<std::string>(), &value);
    }
    for (const char* name : {"@graph", "mainEntity", "mainEntityOfPage", "hasPart"}) {
      if (const Json* inner = field(value, name)) collect(*inner, depth + 1);
    }
  }

  static int rank_of(const Json& item) {
    const std::string type = type_of(item);
    if (is_article_type(type)) return field(item, "headline") != nullptr ? 4 : 3;
    if (one_of(kPageTypes, type)) return type == "WebPage" ? 2 : 1;
    return 0;
  }

  /// The text of a string, or the name of a thing; through a reference if need be.
  std::string text(const Json* value, int depth) const {
    if (value == nullptr || depth > kDepthMax) return {};
    if (value->is_string()) return html_to_text(value->get_ref<const std::string&>());
    if (value->is_array()) return value->empty() ? std::string() : text(&value->front(), depth + 1);
    if (!value->is_object()) return {};
    for (const char* name : {"@value", "name", "legalName"}) {
      if (const Json* inner = field(*value, name)) return text(inner, depth + 1);
    }
    const Json* id = field(*value, "@id");
    if (id == nullptr || !id->is_string()) return {};
    const auto found = by_id_.find(id->get<std::string>());
    return found == by_id_.end() || found->second == value ? std::string() : text(found->second, depth + 1);
  }

  std::vector<std::string> list(const Json* value) const {
    std::vector<std::string> texts;
    if (value == nullptr) return texts;
    const auto add = [&](const Json& each) {
      std::string one = text(&each, 0);
      if (!one.empty() && texts.size() < limits::kListItemsMax) texts.push_back(std::move(one));
    };
    if (value->is_array()) {
      for (const Json& each : *value) add(each);
    } else {
      add(*value);
    }
    return texts;
  }

  /// The name of the series that an item is part of; its site and the page around it are none.
  std::string series_of(const Json* whole, int depth) const {
    if (whole == nullptr || depth > kDepthMax) return {};
    if (whole->is_array()) {
      for (const Json& each : *whole) {
        if (std::string name = series_of(&each, depth + 1); !name.empty()) return name;
      }
      return {};
    }
    const std::string type = type_of(*whole);
    const bool series = type.ends_with("Series") || type == "Periodical" || type == "Newspaper" ||
                        type == "Collection" || type == "Book";
    if (series) return text(whole, 0);
    const bool issue = type == "PublicationIssue" || type == "PublicationVolume";
    return issue ? series_of(field(*whole, "isPartOf"), depth + 1) : std::string();
  }

  void fill(const Json& item, JsonLdFacts& facts) const {
    const auto take = [&](std::string& to, std::initializer_list<const char*> names) {
      for (const char* name : names) {
        if (to.empty()) to = text(field(item, name), 0);
      }
    };
    if (facts.type.empty()) facts.type = type_of(item);
    take(facts.headline, {"headline", "name"});
    take(facts.description, {"description", "abstract"});
    take(facts.published, {"datePublished", "dateCreated"});
    take(facts.modified, {"dateModified"});
    if (const Json* language = field(item, "inLanguage")) {
      const Json* code = field(*language, "alternateName");
      if (facts.language.empty()) facts.language = text(code != nullptr ? code : language, 0);
    }
    take(facts.publisher, {"publisher", "sourceOrganization"});
    if (facts.authors.empty()) facts.authors = list(field(item, "author"));
    if (facts.authors.empty()) facts.authors = list(field(item, "creator"));
    if (facts.topics.empty()) facts.topics = list(field(item, "keywords"));
    if (facts.topics.empty()) facts.topics = list(field(item, "about"));
    if (facts.sections.empty()) facts.sections = list(field(item, "articleSection"));
    if (facts.series.empty()) facts.series = series_of(field(item, "isPartOf"), 0);
  }

  std::vector<std::unique_ptr<Json>> documents_;
  std::vector<const Json*> items_;
  std::map<std::string, const Json*> by_id_;
};

}  // namespace

bool is_article_type(std::string_view type) {
  return one_of(kArticleTypes, type);
}

JsonLdFacts read_json_ld(const std::vector<std::string_view>& scripts, size_t& broken_count) {
  Reader reader;
  for (const std::string_view script : scripts) reader.parse(script);
  broken_count = reader.broken_count;
  return reader.facts();
}

}  // namespace pressmark
