#include "indexer/reader/identity.h"

#include <algorithm>
#include <string>

#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

std::string_view path_of_url(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return url;
  const size_t slash = url.find('/', scheme + 3);
  return slash == std::string_view::npos ? std::string_view() : url.substr(slash);
}

/// The host without "www.", small; "" of a relative address.
std::string host_of(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::string_view rest = url.substr(scheme + 3);
  const std::string host = ascii_lower(rest.substr(0, rest.find_first_of("/?#")));
  return host.starts_with("www.") ? host.substr(4) : host;
}

}  // namespace

std::string address_of(const ReadRequest& request) {
  if (request.url.empty()) return url_of_path(request.base_url, request.path);
  const std::string url = resolve_url({}, request.url);
  return url.substr(0, url.find('#'));
}

std::string name_of(const ReadRequest& request) {
  if (request.url.empty()) return request.path;
  const std::string_view path = path_of_url(request.url);
  return percent_decoded(path.substr(0, path.find_first_of("?#")));
}

void set_canonical(Publication& publication, std::string_view canonical, const ReadRequest& request) {
  if (trim(canonical).empty()) return;
  const std::string own = address_of(request);
  std::string url = resolve_url(own, canonical);
  url.resize(std::min(url.find('#'), url.size()));
  const std::string_view path = path_of_url(url);
  const std::string_view own_path = path_of_url(std::string_view(own).substr(0, own.find('?')));
  const std::string name = name_of(request);
  const bool is_index = std::string_view(name).substr(name.rfind('/') + 1).starts_with("index.") ||
                        (!request.url.empty() && (own_path.empty() || own_path == "/"));
  // A fetched page knows the site it is of.
  const bool elsewhere = !request.url.empty() && host_of(url) != host_of(own);
  if (url.empty() || elsewhere || ((path.empty() || path == "/") && !is_index)) {
    // The front page as the canonical address of every page is an error of the site's template.
    publication.warnings.push_back("canonical_ignored");
    return;
  }
  const std::string base = url_of_path(request.base_url, "");
  const bool below = request.url.empty() && url.size() > base.size() && url.starts_with(base);
  publication.id = below ? percent_decoded(std::string_view(url).substr(base.size())) : url;
  publication.url = std::move(url);
}

}  // namespace pressmark
