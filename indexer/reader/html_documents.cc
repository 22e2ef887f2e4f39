#include "indexer/reader/html_documents.h"

#include <algorithm>
#include <array>

#include "engine/limits.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr auto kExtensions = std::to_array<std::string_view>({".pdf", ".docx", ".odt", ".pptx", ".epub"});

bool is_document(std::string_view url) {
  const std::string path = ascii_lower(url.substr(0, url.find('?')));
  return std::any_of(kExtensions.begin(), kExtensions.end(),
                     [&](std::string_view extension) { return path.ends_with(extension); });
}

}  // namespace

std::vector<std::string> offered_documents(const GumboNode* root, std::string_view base) {
  std::vector<std::string> documents;
  const auto enter = [&](const GumboNode* node) {
    if (tag_of(node) != GUMBO_TAG_A || documents.size() >= limits::kListItemsMax) return true;
    std::string url = resolve_url(base, trim(attribute(node, "href")));
    url.resize(std::min(url.find('#'), url.size()));
    if (is_document(url) && std::find(documents.begin(), documents.end(), url) == documents.end())
      documents.push_back(std::move(url));
    return true;
  };
  walk(root, enter, [](const GumboNode*) {});
  return documents;
}

}  // namespace pressmark
