// Assets: the files of server/web/ that are built into the program, so that it needs nothing beside itself.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace pressmark {

/// A file as it was embedded: written by web/embed.cmake when the program is built.
struct EmbeddedFile {
  std::string_view name;    // "style.css"
  std::string_view digest;  // of the bytes, hexadecimal
  std::string_view bytes;
};
std::span<const EmbeddedFile> embedded_files();

/// The bytes of an embedded file; there must be one of that name.
std::string_view embedded(std::string_view name);

/// Where a page finds an asset: "/assets/style.1f2e3d4c5b6a.css". The address changes with the bytes, so that
/// it may be kept for ever.
std::string asset_address(std::string_view name);

/// The asset at an address made by asset_address(), or null; templates are none.
struct Asset {
  std::string_view type, digest, bytes;
};
const Asset* find_asset(std::string_view address);

}  // namespace pressmark
