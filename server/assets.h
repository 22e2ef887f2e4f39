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
  std::string_view packed;  // the same as a gzip stream; empty for templates
};
std::span<const EmbeddedFile> embedded_files();

/// The bytes of an embedded file; there must be one of that name.
std::string_view embedded(std::string_view name);

/// Where a page finds an asset: "/assets/style.1f2e3d4c5b6a.css". The address changes with the bytes, so that
/// it may be kept for ever.
std::string asset_address(std::string_view name);

/// The asset at an address made by asset_address(), or at one that does not change with the bytes, since
/// others name it: /widget.js and /widget.css, which other sites link to, /favicon.ico, and /openapi.json.
/// Null when there is none; templates are none.
struct Asset {
  std::string_view type, digest, bytes, packed;
  bool fixed_address = false;
};
const Asset* find_asset(std::string_view address);

}  // namespace pressmark
