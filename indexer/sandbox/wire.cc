#include "indexer/sandbox/wire.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/limits.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

// One byte before everything else, so that a record of another shape is refused at once.
constexpr uint8_t kRequestMark = 0x51;
constexpr uint8_t kValueMark = 0x56;
constexpr uint8_t kErrorMark = 0x45;

constexpr size_t kPublicationBytesMin = 58;

constexpr auto kKindLast = static_cast<uint8_t>(Kind::kData);
constexpr auto kRoleLast = static_cast<uint8_t>(kRoleCount - 1);
constexpr auto kProvenanceLast = static_cast<uint8_t>(Provenance::kDetected);
constexpr auto kErrorLast = static_cast<uint8_t>(ErrorCode::kConflict);

class Writer {
 public:
  void byte(uint8_t value) { out_.push_back(static_cast<char>(value)); }

  void number(uint64_t value) {
    for (int shift = 0; shift < 32; shift += 8) byte(static_cast<uint8_t>(value >> shift));
  }

  void text(std::string_view value) {
    number(value.size());
    out_.append(value);
  }

  void texts(const std::vector<std::string>& values) {
    number(values.size());
    for (const std::string& value : values) text(value);
  }

  void date(const std::optional<Date>& value) {
    byte(value ? 1 : 0);
    if (!value) return;
    number(static_cast<uint64_t>(value->year));
    byte(value->month);
    byte(value->day);
  }

  void reserve(size_t bytes) { out_.reserve(bytes); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// Reads what Writer wrote. After the first fault every read gives nothing and `fault()` says what was wrong.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return !fault_; }
  bool at_end() const { return at_ == bytes_.size(); }
  const Error& fault() const { return *fault_; }

  void fail(ErrorCode code, std::string message) {
    if (!fault_) fault_ = Error{code, std::move(message), {}};
  }

  uint8_t byte() {
    if (!have(1)) return 0;
    return static_cast<uint8_t>(bytes_[at_++]);
  }

  uint8_t byte_up_to(uint8_t last) {
    const uint8_t value = byte();
    if (value <= last) return value;
    fail(ErrorCode::kCorrupt, "the reader's answer holds a value that has no meaning");
    return 0;
  }

  uint32_t number() {
    if (!have(4)) return 0;
    uint32_t value = 0;
    for (int shift = 0; shift < 32; shift += 8) value |= uint32_t{byte()} << shift;
    return value;
  }

  std::string text(size_t bytes_max = limits::kFieldBytesMax) {
    const size_t size = number();
    if (!have(size)) return {};
    if (size > bytes_max) {
      fail(ErrorCode::kTooLarge, "a field has " + std::to_string(size) + " bytes, more than the " +
                                     std::to_string(bytes_max) + " that are kept; shorten it");
      return {};
    }
    std::string value = replace_ill_formed(bytes_.substr(at_, size));
    at_ += size;
    return value;
  }

  /// A count of things that take at least `bytes_min` bytes each, so that no claim costs more memory than its
  /// bytes.
  size_t count(size_t bytes_min) {
    const size_t value = number();
    if (!ok()) return 0;
    if (value <= (bytes_.size() - at_) / bytes_min) return value;
    fail(ErrorCode::kCorrupt, "the reader's answer counts more than it holds");
    return 0;
  }

  size_t count_up_to(size_t bytes_min, size_t items_max, const char* what) {
    const size_t value = count(bytes_min);
    if (value <= items_max) return value;
    fail(ErrorCode::kTooLarge, "there are " + std::to_string(value) + " " + what +
                                   ", more than the limit of " + std::to_string(items_max) +
                                   "; split the document");
    return 0;
  }

  std::vector<std::string> texts(const char* what) {
    std::vector<std::string> values;
    const size_t values_count = count_up_to(4, limits::kListItemsMax, what);
    for (size_t i = 0; i < values_count && ok(); ++i) values.push_back(text());
    return values;
  }

  std::optional<Date> date() {
    if (byte_up_to(1) == 0) return std::nullopt;
    const uint32_t year = number();
    const uint8_t month = byte();
    const uint8_t day = byte();
    const std::optional<Date> value = Date::make(year > 9999 ? 0 : static_cast<int>(year), month, day);
    if (!value) fail(ErrorCode::kCorrupt, "the reader's answer holds a day that does not exist");
    return value;
  }

 private:
  bool have(size_t size) {
    if (ok() && size <= bytes_.size() - at_) return true;
    fail(ErrorCode::kCorrupt, "the reader's answer ends in the middle of a field");
    return false;
  }

  std::string_view bytes_;
  size_t at_ = 0;
  std::optional<Error> fault_;
};

void put_publication(Writer& out, const Publication& publication) {
  out.text(publication.id);
  out.text(publication.url);
  out.byte(static_cast<uint8_t>(publication.kind));
  out.text(publication.title);
  out.text(publication.summary);
  out.texts(publication.authors);
  out.text(publication.publisher);
  out.date(publication.published);
  out.date(publication.modified);
  out.text(publication.language);
  out.texts(publication.topics);
  out.text(publication.series);
  out.text(publication.filetype);
  out.number(publication.pages_count);
  out.byte(static_cast<uint8_t>(publication.title_from));
  out.byte(static_cast<uint8_t>(publication.published_from));
  out.byte(static_cast<uint8_t>(publication.language_from));
  out.texts(publication.warnings);
  out.number(publication.parts.size());
  for (const Part& part : publication.parts) {
    out.text(part.label);
    out.text(part.anchor);
    out.number(part.blocks.size());
    for (const Block& block : part.blocks) {
      out.byte(static_cast<uint8_t>(block.role));
      out.text(block.text);
    }
  }
}

Part take_part(Reader& in, size_t& text_bytes) {
  Part part;
  part.label = in.text();
  part.anchor = in.text();
  const size_t blocks_count = in.count(5);
  for (size_t i = 0; i < blocks_count && in.ok(); ++i) {
    Block block;
    block.role = static_cast<Role>(in.byte_up_to(kRoleLast));
    block.text = in.text(SIZE_MAX);
    text_bytes += block.text.size();
    part.blocks.push_back(std::move(block));
    if (text_bytes > limits::kTextBytesMax) {
      in.fail(ErrorCode::kTooLarge, "the text has more than " + std::to_string(limits::kTextBytesMax >> 20) +
                                        " MiB; split the document");
    }
  }
  return part;
}

Publication take_publication(Reader& in) {
  Publication publication;
  publication.id = in.text();
  publication.url = in.text();
  publication.kind = static_cast<Kind>(in.byte_up_to(kKindLast));
  publication.title = in.text();
  publication.summary = in.text();
  publication.authors = in.texts("authors");
  publication.publisher = in.text();
  publication.published = in.date();
  publication.modified = in.date();
  publication.language = in.text();
  publication.topics = in.texts("topics");
  publication.series = in.text();
  publication.filetype = in.text();
  publication.pages_count = in.number();
  publication.title_from = static_cast<Provenance>(in.byte_up_to(kProvenanceLast));
  publication.published_from = static_cast<Provenance>(in.byte_up_to(kProvenanceLast));
  publication.language_from = static_cast<Provenance>(in.byte_up_to(kProvenanceLast));
  publication.warnings = in.texts("warnings");
  const size_t parts_count = in.count_up_to(12, limits::kPagesMax, "parts");
  size_t text_bytes = 0;
  for (size_t i = 0; i < parts_count && in.ok(); ++i) publication.parts.push_back(take_part(in, text_bytes));
  return publication;
}

void put_error(Writer& out, const Error& error) {
  out.byte(static_cast<uint8_t>(error.code));
  out.text(error.message);
  out.text(error.where);
}

Error take_error(Reader& in) {
  Error error;
  error.code = static_cast<ErrorCode>(in.byte_up_to(kErrorLast));
  error.message = in.text();
  error.where = in.text();
  return error;
}

size_t text_bytes_of(const ReadResult& result) {
  size_t bytes = 0;
  for (const Publication& publication : result.publications) {
    for (const Part& part : publication.parts) {
      for (const Block& block : part.blocks) bytes += block.text.size() + 5;
    }
  }
  return bytes;
}

}  // namespace

std::string encode_request(const ReadRequest& request) {
  Writer out;
  out.byte(kRequestMark);
  out.text(request.path);
  out.text(request.base_url);
  out.date(request.file_date);
  return out.take();
}

Result<ReadRequest> decode_request(std::string_view bytes) {
  Reader in(bytes);
  ReadRequest request;
  if (in.byte() != kRequestMark) in.fail(ErrorCode::kCorrupt, "this is no request to a reader");
  request.path = in.text();
  request.base_url = in.text();
  request.file_date = in.date();
  if (in.ok() && !in.at_end()) in.fail(ErrorCode::kCorrupt, "the request goes on after its end");
  if (!in.ok()) return in.fault();
  return request;
}

std::string encode_result(const Result<ReadResult>& result) {
  Writer out;
  if (!result.ok()) {
    out.byte(kErrorMark);
    put_error(out, result.error());
    return out.take();
  }
  const ReadResult& value = result.value();
  // One allocation for the text: doubling a string of this size would ask for three times its memory.
  out.reserve(text_bytes_of(value) + 4096);
  out.byte(kValueMark);
  out.number(value.publications.size());
  for (const Publication& publication : value.publications) put_publication(out, publication);
  out.number(value.bad_items.size());
  for (const Error& error : value.bad_items) put_error(out, error);
  return out.take();
}

Result<ReadResult> decode_result(std::string_view bytes) {
  Reader in(bytes);
  const uint8_t mark = in.byte();
  ReadResult result;
  Error error;
  if (mark == kErrorMark) {
    error = take_error(in);
  } else if (mark == kValueMark) {
    const size_t publications_count = in.count(kPublicationBytesMin);
    for (size_t i = 0; i < publications_count && in.ok(); ++i) {
      result.publications.push_back(take_publication(in));
    }
    const size_t bad_items_count = in.count(9);
    for (size_t i = 0; i < bad_items_count && in.ok(); ++i) result.bad_items.push_back(take_error(in));
  } else {
    in.fail(ErrorCode::kCorrupt, "this is no answer of a reader");
  }
  if (in.ok() && !in.at_end()) in.fail(ErrorCode::kCorrupt, "the reader's answer goes on after its end");
  if (!in.ok()) return in.fault();
  if (mark == kErrorMark) return error;
  return result;
}

}  // namespace pressmark
