// manifest.json of a generation: what made it, what is in it, and the SHA-256 of every file and of itself, so
// that damage is noticed before it is served.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "engine/result.h"

namespace pressmark {

struct Manifest {
  struct File {
    uint64_t bytes = 0;
    std::string sha256;  // lower-case hexadecimal
    bool operator==(const File&) const = default;
  };
  uint32_t format = 0;     // schema::kFormat
  std::string generation;  // "gen-000012"
  std::string created;     // ISO 8601, UTC
  std::string pressmark_version, analyzer, xapian_version;
  uint64_t publications = 0;
  uint64_t text_bytes = 0;
  double average_length = 0;                  // weighted words, the one that the impacts were made with
  std::map<std::string, uint64_t> languages;  // subtag -> publications
  std::map<std::string, File> files;          // path relative to the generation
  bool operator==(const Manifest&) const = default;
};

/// The file's text, the same for the same manifest. Its member "sha256" is that of the text without it.
std::string to_json(const Manifest& manifest);
/// Error kCorrupt for whatever to_json() does not write, kUnsupported for another format.
Result<Manifest> parse_manifest(std::string_view json, const std::string& where);

/// SHA-256 and size of every regular file below `directory` but manifest.json. Throws std::system_error.
std::map<std::string, Manifest::File> hash_files(const std::filesystem::path& directory);

enum class Verify { kSizes, kHashes };
/// Reads `directory`/manifest.json and holds the files against it. Error kCorrupt names the first file that
/// differs, is missing or is not in it; a format or analyser of another version is an error that says how to
/// rebuild. `analyzer` is analyzer_version() of the caller, since this folder knows no analyser; empty leaves
/// it unchecked. Throws std::system_error when a file cannot be read.
Result<Manifest> read_manifest(const std::filesystem::path& directory, Verify verify,
                               std::string_view analyzer = {});

}  // namespace pressmark
