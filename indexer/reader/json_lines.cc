// JSON Lines (reader.h): one publication a line, read in pieces that end where a line does. A piece begins
// with
// '{' where it begins with a line; anything else at its start is the rest of a line that was too long, and is
// passed over.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/limits.h"
#include "indexer/reader/json_publication.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

using Json = nlohmann::json;

constexpr int kNestingMax = 16;  // a publication needs 5
constexpr size_t kUnknownFieldsMax = 16;
constexpr size_t kUnknownBytesMax = 64;  // of the name of one

/// Whether brackets nest deeper than any publication's; strings aside.
bool nests_too_deep(std::string_view line) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_string) {
      // Text is most of a line: jump to where the string may end.
      i = line.find_first_of("\"\\", i);
      if (i == std::string_view::npos) return false;
      if (line[i] == '\\') {
        ++i;
      } else {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kNestingMax) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

class Lines {
 public:
  Lines(std::string_view bytes, const ReadRequest& request)
      : bytes_(bytes),
        request_(request),
        line_(std::max(request.first_line, 1u)),
        has_more_file_(request.offset + bytes.size() < request.file_bytes) {}

  void read() {
    if (request_.offset == 0 && bytes_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    if (request_.offset > 0 && !bytes_.empty() && bytes_.front() != '{' && !is_ascii_space(bytes_.front())) {
      at_ = std::min(bytes_.find('\n'), bytes_.size());
      if (at_ == bytes_.size()) return stop_inside_line(0);
    }
    while (true) {
      skip_blanks();
      if (at_ == bytes_.size()) return stop_at_end();
      if (bytes_[at_] == '{' && at_ >= limits::kPieceBytes) return stop_at(at_);
      const size_t end = bytes_.find('\n', at_);
      if (end == std::string_view::npos && has_more_file_) return unfinished_line();
      read_line(trim(bytes_.substr(at_, end - at_)));
      at_ = std::min(end, bytes_.size());
    }
  }

  ReadResult finish() && {
    if (!unknown_.empty()) {
      std::string names;
      for (const std::string& name : unknown_) names.append(names.empty() ? "" : ", ").append(name);
      result_.warnings.push_back("unknown_fields: " + names);
    }
    return std::move(result_);
  }

 private:
  void skip_blanks() {
    for (; at_ < bytes_.size() && is_ascii_space(bytes_[at_]); ++at_) line_ += bytes_[at_] == '\n' ? 1 : 0;
  }

  void stop_at(size_t at) {
    result_.next_offset = request_.offset + at;
    result_.next_line = line_;
  }

  void stop_at_end() {
    if (!has_more_file_) return;
    // With the line's end before it, a line that begins with anything but '{' is not taken for a rest.
    const bool ended = bytes_.size() > 1 && bytes_.back() == '\n';
    if (ended) --line_;
    stop_at(bytes_.size() - (ended ? 1 : 0));
  }

  /// Stops at a byte with which no line begins that is worth reading.
  void stop_inside_line(size_t begin) {
    if (!has_more_file_) return;
    size_t at = bytes_.size() - 1;
    while (at > begin && (bytes_[at] == '{' || is_ascii_space(bytes_[at]))) --at;
    stop_at(at > 0 ? at : bytes_.size());
  }

  /// A line that goes on behind the bytes given: the next piece begins with it, or it is too long.
  void unfinished_line() {
    const bool may_be_read = bytes_.size() - at_ <= limits::kJsonLineBytesMax && at_ > 0;
    if (bytes_[at_] == '{' && may_be_read) return stop_at(at_);
    if (bytes_[at_] == '{') {
      too_long();
    } else {
      not_an_object();
    }
    stop_inside_line(at_);
  }

  void read_line(std::string_view line) {
    if (line.size() > limits::kJsonLineBytesMax) return too_long();
    if (nests_too_deep(line)) return reject(ErrorCode::kBadSyntax, "nests too deep for a publication");
    Json item;
    try {
      item = Json::parse(line);
    } catch (const Json::exception& error) {
      const std::string_view what = error.what();
      const std::string_view reason = what.substr(std::min(what.find("column"), what.size()));
      const bool encoding = what.find("UTF-8") != std::string_view::npos;
      return reject(
          encoding ? ErrorCode::kBadEncoding : ErrorCode::kBadSyntax,
          "is not JSON (" + std::string(reason) + "); write one whole object on each line, in UTF-8");
    }
    if (!item.is_object()) return not_an_object();
    note_unknown(item);
    Result<Publication> publication = read_json_publication(item, request_, line_);
    if (publication.ok()) {
      result_.publications.push_back(std::move(publication).value());
    } else {
      add_bad(publication.error());
    }
  }

  void too_long() {
    reject(ErrorCode::kTooLarge,
           "has more than " + std::to_string(limits::kJsonLineBytesMax) + " bytes; split the publication");
  }

  void not_an_object() {
    reject(ErrorCode::kBadSyntax, "is not a JSON object; write one whole object on each line");
  }

  void reject(ErrorCode code, std::string message) {
    add_bad({code, std::move(message), "line " + std::to_string(line_)});
  }

  void add_bad(Error error) {
    if (result_.bad_items.size() < limits::kBadItemsMax) {
      result_.bad_items.push_back(std::move(error));
    } else if (bad_dropped_++ == 0) {
      result_.warnings.push_back("bad_lines_truncated: from line " + std::to_string(line_) + " on");
    }
  }

  void note_unknown(const Json& item) {
    for (const auto& [name, value] : item.items()) {
      if (is_publication_field(name)) continue;
      if (unknown_.size() >= kUnknownFieldsMax) return;
      std::string shown = squeeze(name);
      clip_utf8(shown, kUnknownBytesMax);
      unknown_.insert(std::move(shown));
    }
  }

  std::string_view bytes_;
  const ReadRequest& request_;
  uint32_t line_;
  bool has_more_file_;
  size_t at_ = 0;
  size_t bad_dropped_ = 0;
  ReadResult result_;
  std::set<std::string> unknown_;
};

bool is_utf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

}  // namespace

Result<ReadResult> read_json_lines(std::string_view bytes, const ReadRequest& request) {
  ReadRequest whole = request;
  std::string wide;
  if (request.offset == 0 && is_utf16(bytes)) {
    if (request.file_bytes > bytes.size()) {
      return Error{ErrorCode::kTooLarge, "is too large for UTF-16; save it in UTF-8", request.path};
    }
    std::string warning;
    Result<std::string> decoded = to_utf8(bytes, {}, warning);
    if (!decoded.ok()) return Error{decoded.error().code, decoded.error().message, request.path};
    wide = std::move(decoded).value();
    bytes = wide;
    whole.file_bytes = 0;
  }
  Lines lines(bytes, whole);
  lines.read();
  ReadResult result = std::move(lines).finish();
  const bool last = result.next_offset == 0 && request.offset == 0;
  if (last && result.publications.empty() && result.bad_items.empty()) {
    return Error{ErrorCode::kEmpty, "has no line with a publication", request.path};
  }
  return result;
}

}  // namespace pressmark
