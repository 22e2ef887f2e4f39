#include "server/http/documents.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <system_error>

#include "server/url.h"

namespace pressmark {
namespace {

struct MediaType {
  std::string_view extension, type;
};
constexpr std::array<MediaType, 16> kTypes = {{
    {"html", "text/html"},
    {"htm", "text/html"},
    {"xhtml", "application/xhtml+xml"},
    {"pdf", "application/pdf"},
    {"txt", "text/plain; charset=utf-8"},
    {"md", "text/markdown; charset=utf-8"},
    {"markdown", "text/markdown; charset=utf-8"},
    {"xml", "application/xml"},
    {"jsonl", "application/jsonl; charset=utf-8"},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {"odt", "application/vnd.oasis.opendocument.text"},
    {"epub", "application/epub+zip"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
}};
constexpr std::string_view kUnknownType = "application/octet-stream";

/// Opens `path` below `root`; symbolic links count only as long as they stay below it. -1 with errno
/// otherwise.
int open_beneath(int root, const char* path) {
  open_how how = {};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  return static_cast<int>(syscall(SYS_openat2, root, path, &how, sizeof how));
}

/// Whether every name of the path is a plain one: not empty, no "." or "..", not hidden.
bool plain_names(std::string_view path) {
  if (path.find('\0') != std::string_view::npos) return false;
  while (true) {
    const size_t slash = std::min(path.find('/'), path.size());
    if (slash == 0 || path[0] == '.') return false;
    if (slash == path.size()) return true;
    path.remove_prefix(slash + 1);
    if (path.empty()) return false;
  }
}

std::optional<uint64_t> number(std::string_view text) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string entity_tag(const struct stat& file) {
  return '"' + std::to_string(file.st_size) + '-' + std::to_string(file.st_mtim.tv_sec) + '-' +
         std::to_string(file.st_mtim.tv_nsec) + '"';
}

}  // namespace

OpenFile::~OpenFile() {
  close(descriptor_);
}

std::string_view media_type(std::string_view path) {
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return kUnknownType;
  std::string extension(path.substr(dot + 1));
  for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                  [&](const MediaType& entry) { return entry.extension == extension; });
  return found == kTypes.end() ? kUnknownType : found->type;
}

ByteRange parse_range(std::string_view header, uint64_t size) {
  static constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit) || header.find(',') != std::string_view::npos) return {};
  header.remove_prefix(kUnit.size());
  const size_t dash = header.find('-');
  if (dash == std::string_view::npos) return {};
  const std::optional<uint64_t> first = number(header.substr(0, dash));
  const std::optional<uint64_t> second = number(header.substr(dash + 1));
  const ByteRange unsatisfiable = {ByteRange::Kind::kUnsatisfiable, 0, 0};
  if (dash == 0) {
    if (!second) return {};
    if (*second == 0 || size == 0) return unsatisfiable;
    const uint64_t length = std::min(*second, size);
    return {ByteRange::Kind::kPart, size - length, length};
  }
  const bool open_end = dash + 1 == header.size();
  if (!first || (!second && !open_end) || (second && *second < *first)) return {};
  if (*first >= size) return unsatisfiable;
  const uint64_t last = open_end ? size - 1 : std::min(*second, size - 1);
  return {ByteRange::Kind::kPart, *first, last - *first + 1};
}

Documents::Documents(const std::filesystem::path& root)
    : root_(open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
  if (root_ < 0)
    throw std::system_error(errno, std::generic_category(), "cannot open the folder " + root.string());
  open_how how = {};
  how.flags = O_PATH | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH;
  const int probe = static_cast<int>(syscall(SYS_openat2, root_, ".", &how, sizeof how));
  if (probe < 0) {
    const int reason = errno;
    close(root_);
    throw std::system_error(reason, std::generic_category(), "serving documents needs openat2 (Linux 5.6)");
  }
  close(probe);
}

Documents::~Documents() {
  close(root_);
}

std::optional<HttpAnswer> Documents::answer(const HttpRequest& request) const {
  const std::string_view encoded = std::string_view(request.path).substr(kDocumentsPrefix.size());
  const std::optional<std::string> path = percent_decode(encoded, Plus::kIsPlus);
  if (!path || path->empty() || !plain_names(*path)) return std::nullopt;
  const int descriptor = open_beneath(root_, path->c_str());
  if (descriptor < 0) return std::nullopt;
  auto opened = std::make_shared<OpenFile>(descriptor);
  struct stat file = {};
  if (fstat(descriptor, &file) != 0 || !S_ISREG(file.st_mode)) return std::nullopt;

  const auto size = static_cast<uint64_t>(file.st_size);
  const std::string_view type = media_type(*path);
  const std::string tag = entity_tag(file);
  HttpAnswer answer;
  answer.headers = {{"Content-Type", std::string(type)},
                    {"ETag", tag},
                    {"Accept-Ranges", "bytes"},
                    {"Cache-Control", "public, max-age=300"}};
  // A browser's own viewer shows a PDF, and does not in a sandbox; everything else may hold scripts of its
  // author.
  const bool pdf = type == "application/pdf";
  answer.headers.emplace_back("Content-Security-Policy", pdf ? "frame-ancestors 'self'" : "sandbox");
  if (type == kUnknownType) answer.headers.emplace_back("Content-Disposition", "attachment");

  if (request.if_none_match == tag) {
    answer.status = 304;
    return answer;
  }
  const bool same_file = request.if_range.empty() || request.if_range == tag;
  const ByteRange range = same_file ? parse_range(request.range, size) : ByteRange{};
  if (range.kind == ByteRange::Kind::kUnsatisfiable) {
    answer.status = 416;
    answer.headers.emplace_back("Content-Range", "bytes */" + std::to_string(size));
    return answer;
  }
  const bool part = range.kind == ByteRange::Kind::kPart;
  if (part) {
    answer.status = 206;
    answer.headers.emplace_back("Content-Range", "bytes " + std::to_string(range.offset) + '-' +
                                                     std::to_string(range.offset + range.length - 1) + '/' +
                                                     std::to_string(size));
  }
  answer.file = std::move(opened);
  answer.file_offset = part ? range.offset : 0;
  answer.file_length = part ? range.length : size;
  return answer;
}

}  // namespace pressmark
