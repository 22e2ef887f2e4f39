#include "indexer/reader/html_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr auto kBoilerplateWords = std::to_array<std::string_view>({"ad",
                                                                    "ads",
                                                                    "advert",
                                                                    "advertisement",
                                                                    "advertising",
                                                                    "adslot",
                                                                    "affiliate",
                                                                    "banner",
                                                                    "bio",
                                                                    "biography",
                                                                    "breadcrumb",
                                                                    "breadcrumbs",
                                                                    "byline",
                                                                    "carousel",
                                                                    "comment",
                                                                    "commentlist",
                                                                    "comments",
                                                                    "consent",
                                                                    "contact",
                                                                    "contacts",
                                                                    "cookie",
                                                                    "cookies",
                                                                    "copyright",
                                                                    "dateline",
                                                                    "disqus",
                                                                    "donate",
                                                                    "donation",
                                                                    "follow",
                                                                    "footer",
                                                                    "gdpr",
                                                                    "livefyre",
                                                                    "login",
                                                                    "masthead",
                                                                    "menu",
                                                                    "modal",
                                                                    "nav",
                                                                    "navbar",
                                                                    "navigation",
                                                                    "newsletter",
                                                                    "newsletters",
                                                                    "outbrain",
                                                                    "pager",
                                                                    "pagination",
                                                                    "paywall",
                                                                    "popular",
                                                                    "popup",
                                                                    "print",
                                                                    "promo",
                                                                    "promoted",
                                                                    "promotion",
                                                                    "promos",
                                                                    "rail",
                                                                    "recirc",
                                                                    "recommend",
                                                                    "recommendation",
                                                                    "recommendations",
                                                                    "recommended",
                                                                    "related",
                                                                    "respond",
                                                                    "share",
                                                                    "sharebar",
                                                                    "sharedaddy",
                                                                    "sharing",
                                                                    "sidebar",
                                                                    "signin",
                                                                    "signup",
                                                                    "skip",
                                                                    "skyscraper",
                                                                    "social",
                                                                    "sponsor",
                                                                    "sponsored",
                                                                    "subscribe",
                                                                    "subscription",
                                                                    "syndication",
                                                                    "taboola",
                                                                    "teaser",
                                                                    "timestamp",
                                                                    "toolbar",
                                                                    "tooltip",
                                                                    "trending",
                                                                    "upsell",
                                                                    "whatsnext",
                                                                    "tags"});

// Pairs of neighbouring words of a class.
constexpr auto kBoilerplatePairs = std::to_array<std::string_view>(
    {"about author", "the author",     "the authors",     "author bio",   "author box",   "author card",
     "author info",  "author profile", "read more",       "read next",    "more stories", "more from",
     "most read",    "most popular",   "latest news",     "latest posts", "entry meta",   "post meta",
     "article meta", "post tags",      "tag list",        "up next",      "you may",      "back top",
     "hidden print", "screen reader",  "visually hidden", "sr only"});

// Classes under which publishing systems put the text itself, whatever else they say.
constexpr auto kContentClasses = std::to_array<std::string_view>(
    {"articlebody", "article-body", "article-content", "article-text", "articlecontent", "blog-content",
     "body-content", "content-body", "entry-content", "main-content", "maincontent", "post-body",
     "post-content", "post-text", "rich-text", "story-body", "story-content", "storybody", "text-content"});

// Before the name of a thing these say that it is there or not, beside the element's own text.
constexpr auto kModifiers = std::to_array<std::string_view>(
    {"has", "with", "w", "no", "without", "hide", "show", "include", "includes", "not", "non"});

// What readers write, or what is written for them, may be longer than the article.
constexpr auto kConversationWords =
    std::to_array<std::string_view>({"comment", "commentlist", "comments", "disqus", "livefyre", "respond"});

constexpr auto kSummaryWords =
    std::to_array<std::string_view>({"lead", "lede", "standfirst", "intro", "introduction", "dek", "deck"});

template <size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The words of a class or id, small: cut at signs, at white space and where a capital follows a small
/// letter.
std::vector<std::string> words_of(std::string_view value) {
  std::vector<std::string> words;
  bool inside = false;
  for (size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (!is_ascii_alpha(c)) {
      inside = false;
      continue;
    }
    const bool hump = i > 0 && c >= 'A' && c <= 'Z' && value[i - 1] >= 'a' && value[i - 1] <= 'z';
    if (!inside || hump) words.emplace_back();
    words.back() += ascii_lower(c);
    inside = true;
  }
  return words;
}

/// Calls `use` with each part of a class attribute.
template <class Use>
void for_each_token(std::string_view value, Use use) {
  for (size_t at = 0; at < value.size();) {
    const size_t begin = value.find_first_not_of(" \t\r\n\f", at);
    if (begin == std::string_view::npos) return;
    at = std::min(value.find_first_of(" \t\r\n\f", begin), value.size());
    use(value.substr(begin, at - begin));
  }
}

}  // namespace

bool names_boilerplate(std::string_view value) {
  bool named = false;
  for_each_token(value, [&](std::string_view token) {
    const std::vector<std::string> words = words_of(token);
    for (size_t i = 0; i < words.size() && !named; ++i) {
      const bool modified = i > 0 && one_of(kModifiers, words[i - 1]);
      named =
          !modified && (one_of(kBoilerplateWords, words[i]) ||
                        (i + 1 < words.size() && one_of(kBoilerplatePairs, words[i] + " " + words[i + 1])));
    }
  });
  return named;
}

bool names_summary(std::string_view value) {
  const std::vector<std::string> words = words_of(value);
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return one_of(kSummaryWords, word); });
}

bool names_content(std::string_view value) {
  bool named = false;
  for_each_token(
      value, [&](std::string_view token) { named = named || one_of(kContentClasses, ascii_lower(token)); });
  return named;
}

bool names_conversation(std::string_view value) {
  const std::vector<std::string> words = words_of(value);
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return one_of(kConversationWords, word); });
}

}  // namespace pressmark
