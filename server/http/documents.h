// Documents: the source files themselves under /documents/, read only, so that what is found can be opened
// without another web server. Nothing outside the folder, no hidden names, regular files only. Any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace pressmark {

inline constexpr std::string_view kDocumentsPrefix = "/documents/";

class Documents {
 public:
  /// Throws std::system_error when `root` is no folder that can be opened, or the kernel cannot confine a
  /// path to it.
  explicit Documents(const std::filesystem::path& root);
  ~Documents();
  Documents(const Documents&) = delete;
  Documents& operator=(const Documents&) = delete;

  /// The answer for a path below kDocumentsPrefix: 200, 206 or 416 for a single range, 304; nothing when
  /// there is no such file or it is not to be seen.
  std::optional<HttpAnswer> answer(const HttpRequest& request) const;

 private:
  int root_;
};

/// The media type of a file by its name.
std::string_view media_type(std::string_view path);

/// One range of "bytes=…" on `size` bytes. kWhole when the header asks for several, is not understood or is
/// empty.
struct ByteRange {
  enum class Kind { kWhole, kPart, kUnsatisfiable };
  Kind kind = Kind::kWhole;
  uint64_t offset = 0, length = 0;
};
ByteRange parse_range(std::string_view header, uint64_t size);

}  // namespace pressmark
