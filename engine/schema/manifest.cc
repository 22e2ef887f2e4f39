#include "engine/schema/manifest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "engine/schema/bytes.h"
#include "engine/schema/mapped_file.h"
#include "engine/schema/schema.h"

namespace pressmark {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr std::string_view kManifestName = "manifest.json";
constexpr size_t kManifestBytesMax = 16u << 20;
constexpr size_t kHashStepBytes = 8u << 20;

struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

std::string hex(std::span<const uint8_t> bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const uint8_t byte : bytes) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

/// The SHA-256 of what it is given. Throws std::system_error.
class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new()) {
    hold(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }

  void add(std::span<const uint8_t> bytes) {
    hold(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
  }

  std::string finish() {
    std::array<uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned digest_bytes = 0;
    hold(EVP_DigestFinal_ex(context_.get(), digest.data(), &digest_bytes) == 1);
    return hex(std::span(digest).first(digest_bytes));
  }

 private:
  static void hold(bool done) {
    if (done) return;
    throw std::system_error(std::make_error_code(std::errc::not_enough_memory), "SHA-256 is not to be had");
  }

  std::unique_ptr<EVP_MD_CTX, FreeDigest> context_;
};

std::string sha256(const MappedFile& file) {
  const std::span<const uint8_t> bytes = file.bytes();
  Digest digest;
  for (size_t at = 0; at < bytes.size(); at += kHashStepBytes) {
    digest.add(bytes.subspan(at, std::min(kHashStepBytes, bytes.size() - at)));
    file.release();
  }
  return digest.finish();
}

std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Sizes, and sums if wanted, of the regular files below `directory` but the manifest.
std::map<std::string, Manifest::File> list_files(const fs::path& directory, Verify verify) {
  std::map<std::string, Manifest::File> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!fs::is_regular_file(entry.symlink_status())) continue;
    const std::string name = entry.path().lexically_relative(directory).generic_string();
    if (name == kManifestName) continue;
    Manifest::File& file = files[name];
    if (verify == Verify::kSizes) {
      file.bytes = entry.file_size();
      continue;
    }
    const auto mapped = MappedFile::open(entry.path());
    if (!mapped.ok())
      throw std::system_error(std::make_error_code(std::errc::io_error), mapped.error().message);
    file = {mapped.value().bytes().size(), sha256(mapped.value())};
  }
  return files;
}

/// A number that must be there, whole and at most `max`; else Json::exception or std::out_of_range.
uint64_t number(const Json& json, const char* name, uint64_t max = UINT64_MAX) {
  const Json& value = json.at(name);
  if (!value.is_number_unsigned() || value.get<uint64_t>() > max) throw std::out_of_range(name);
  return value.get<uint64_t>();
}

/// The manifest that the JSON holds; throws as `number` does when it has another shape.
Manifest from_json(const Json& json) {
  Manifest manifest;
  manifest.format = static_cast<uint32_t>(number(json, "format", UINT32_MAX));
  json.at("generation").get_to(manifest.generation);
  json.at("created").get_to(manifest.created);
  json.at("pressmark_version").get_to(manifest.pressmark_version);
  json.at("analyzer").get_to(manifest.analyzer);
  json.at("xapian_version").get_to(manifest.xapian_version);
  manifest.publications = number(json, "publications");
  manifest.text_bytes = number(json, "text_bytes");
  json.at("average_length").get_to(manifest.average_length);
  for (const auto& [language, value] : json.at("languages").items()) {
    manifest.languages[language] = number(json.at("languages"), language.c_str());
  }
  for (const auto& [name, file] : json.at("files").items()) {
    manifest.files[name] = {number(file, "bytes"), file.at("sha256").get<std::string>()};
  }
  return manifest;
}

Error bad(ErrorCode code, const fs::path& file, const std::string& what) {
  return {code, file.string() + " " + what, file.string()};
}

/// The directory of the index that a generation, or its manifest's name, lies in.
std::string index_of(const fs::path& generation) {
  fs::path whole = fs::absolute(generation.empty() ? "." : generation).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();
  return whole.parent_path().string();
}

std::string rebuild(const fs::path& generation) {
  return "run: indexer rebuild --index " + index_of(generation);
}

std::string go_back(const fs::path& generation) {
  return "go back with: indexer rollback " + index_of(generation) + ", or " + rebuild(generation);
}

/// Holds the files that are there against those that should be.
std::optional<Error> compare(const fs::path& directory, const std::map<std::string, Manifest::File>& wanted,
                             const std::map<std::string, Manifest::File>& found, Verify verify) {
  const auto differs = [&](const std::string& name, const std::string& what) {
    return bad(ErrorCode::kCorrupt, directory / name, what + "; " + go_back(directory));
  };
  for (const auto& [name, file] : wanted) {
    const auto at = found.find(name);
    if (at == found.end()) return differs(name, "is missing");
    if (at->second.bytes != file.bytes) {
      return differs(name, "has " + std::to_string(at->second.bytes) + " bytes where its manifest says " +
                               std::to_string(file.bytes));
    }
    if (verify == Verify::kHashes && at->second.sha256 != file.sha256) {
      return differs(name, "is not what it was when its manifest was written (SHA-256)");
    }
  }
  for (const auto& [name, file] : found) {
    if (!wanted.contains(name)) return differs(name, "is not in the manifest");
  }
  return std::nullopt;
}

}  // namespace

std::string to_json(const Manifest& manifest) {
  Json files = Json::object();
  for (const auto& [name, file] : manifest.files)
    files[name] = {{"bytes", file.bytes}, {"sha256", file.sha256}};
  Json json = {{"format", manifest.format},
               {"generation", manifest.generation},
               {"created", manifest.created},
               {"pressmark_version", manifest.pressmark_version},
               {"analyzer", manifest.analyzer},
               {"xapian_version", manifest.xapian_version},
               {"publications", manifest.publications},
               {"text_bytes", manifest.text_bytes},
               {"average_length", manifest.average_length},
               {"languages", manifest.languages},
               {"files", files}};
  Digest digest;
  digest.add(as_bytes(text_of(json)));
  json["sha256"] = digest.finish();
  return text_of(json);
}

Result<Manifest> parse_manifest(std::string_view text, const std::string& where) {
  const fs::path generation = fs::path(where).parent_path();
  try {
    const Json json = Json::parse(text);
    const uint64_t format = number(json, "format");
    // Said first, since a manifest of another format may have another shape.
    if (format != schema::kFormat) {
      return bad(ErrorCode::kUnsupported, where,
                 "is of format " + std::to_string(format) + ", this program reads format " +
                     std::to_string(schema::kFormat) + "; " + rebuild(generation));
    }
    Manifest manifest = from_json(json);
    if (to_json(manifest) != text) {
      return bad(ErrorCode::kCorrupt, where,
                 "is not what it was when it was written (SHA-256); " + go_back(generation));
    }
    return manifest;
  } catch (const Json::parse_error& fault) {
    // Its own words quote bytes of the file.
    return bad(ErrorCode::kCorrupt, where,
               "is not a manifest (no JSON from byte " + std::to_string(fault.byte) + " on); " +
                   go_back(generation));
  } catch (const Json::exception& fault) {
    return bad(ErrorCode::kCorrupt, where,
               std::string("is not a manifest (") + fault.what() + "); " + go_back(generation));
  } catch (const std::out_of_range& fault) {
    return bad(ErrorCode::kCorrupt, where,
               std::string("is not a manifest (\"") + fault.what() + "\" is not a number that can be); " +
                   go_back(generation));
  }
}

std::map<std::string, Manifest::File> hash_files(const fs::path& directory) {
  return list_files(directory, Verify::kHashes);
}

Result<Manifest> read_manifest(const fs::path& directory, Verify verify, std::string_view analyzer) {
  const fs::path path = directory / kManifestName;
  const auto file = MappedFile::open(path);
  if (!file.ok()) {
    return Error{ErrorCode::kUnreadable, file.error().message + "; " + go_back(directory),
                 file.error().where};
  }
  if (file.value().bytes().size() > kManifestBytesMax) {
    return bad(ErrorCode::kCorrupt, path, "is too large for a manifest; " + go_back(directory));
  }
  auto manifest = parse_manifest(as_text(file.value().bytes()), path.string());
  if (!manifest.ok()) return manifest;
  if (!analyzer.empty() && manifest.value().analyzer != analyzer) {
    return bad(ErrorCode::kUnsupported, path,
               "was made with analyser \"" + manifest.value().analyzer + "\", this program has \"" +
                   std::string(analyzer) + "\"; " + rebuild(directory));
  }
  if (auto difference = compare(directory, manifest.value().files, list_files(directory, verify), verify)) {
    return *difference;
  }
  return manifest;
}

}  // namespace pressmark
