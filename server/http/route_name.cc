#include "server/http/route_name.h"

#include "server/assets.h"
#include "server/http/documents.h"
#include "server/http/publications_routes.h"

namespace pressmark {

std::string route_name(std::string_view path, uint16_t status) {
  if (path.starts_with(kDocumentsPrefix)) return std::string(kDocumentsPrefix) + "{path}";
  if (is_publication_path(path)) {
    const std::string root = is_publication_page(path) ? "/publications/{id}" : "/api/v1/publications/{id}";
    const std::string_view last = path.substr(path.rfind('/'));
    return last == "/similar" || last == "/passages" ? root + std::string(last) : root;
  }
  if (status == 404) return "other";
  if (const Asset* asset = find_asset(path); asset != nullptr && !asset->fixed_address)
    return "/assets/{name}";
  return std::string(path);
}

}  // namespace pressmark
