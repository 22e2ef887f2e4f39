#include "server/assets.h"

#include <cstdlib>
#include <map>
#include <optional>
#include <utility>

#include "engine/result.h"

namespace pressmark {
namespace {

constexpr size_t kDigestShown = 12;
constexpr std::pair<std::string_view, std::string_view> kFixedAddresses[] = {
    {"/openapi.json", "openapi.json"},
    {"/widget.js", "widget.js"},
    {"/widget.css", "widget.css"},
    {"/favicon.ico", "icon.svg"},  // browsers ask for it beside a document, which cannot name another
};

std::optional<std::string_view> type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".json")) return "application/json";
  if (name.ends_with(".svg")) return "image/svg+xml";
  return std::nullopt;
}

const EmbeddedFile& find_embedded(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name == name) return file;
  }
  const bool listed_in_cmake = false;
  ENGINE_CHECK(listed_in_cmake);
  std::abort();
}

std::string address_of(const EmbeddedFile& file) {
  const size_t dot = file.name.rfind('.');
  return "/assets/" + std::string(file.name.substr(0, dot)) + '.' +
         std::string(file.digest.substr(0, kDigestShown)) + std::string(file.name.substr(dot));
}

}  // namespace

std::string_view embedded(std::string_view name) {
  return find_embedded(name).bytes;
}

std::string asset_address(std::string_view name) {
  return address_of(find_embedded(name));
}

const Asset* find_asset(std::string_view address) {
  static const std::map<std::string, Asset, std::less<>> kAssets = [] {
    std::map<std::string, Asset, std::less<>> assets;
    for (const EmbeddedFile& file : embedded_files()) {
      const auto type = type_of(file.name);
      if (type) assets[address_of(file)] = {*type, file.digest, file.bytes, file.packed};
    }
    for (const auto& [fixed, name] : kFixedAddresses) {
      Asset& asset = assets[std::string(fixed)] = assets.at(asset_address(name));
      asset.fixed_address = true;
    }
    return assets;
  }();
  const auto found = kAssets.find(address);
  return found == kAssets.end() ? nullptr : &found->second;
}

}  // namespace pressmark
