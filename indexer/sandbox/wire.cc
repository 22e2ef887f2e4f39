#include "indexer/sandbox/wire.h"

#include <cstdint>
#include <utility>

#include "engine/limits.h"
#include "indexer/sandbox/wire_fields.h"

namespace pressmark {
namespace {

// One byte before everything else, so that a record of another shape is refused at once.
constexpr uint8_t kRequestMark = 0x51;
constexpr uint8_t kValueMark = 0x56;
constexpr uint8_t kErrorMark = 0x45;

constexpr size_t kPublicationBytesMin = 66;
constexpr size_t kErrorBytesMin = 9;
constexpr size_t kLinkBytesMin = 6;

constexpr auto kKindLast = static_cast<uint8_t>(Kind::kData);
constexpr auto kRoleLast = static_cast<uint8_t>(kRoleCount - 1);
constexpr auto kProvenanceLast = static_cast<uint8_t>(Provenance::kDetected);
constexpr auto kErrorLast = static_cast<uint8_t>(ErrorCode::kGone);

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
  out.texts(publication.documents);
  out.byte(static_cast<uint8_t>(publication.kind_from));
  out.byte(static_cast<uint8_t>(publication.title_from));
  out.byte(static_cast<uint8_t>(publication.authors_from));
  out.byte(static_cast<uint8_t>(publication.published_from));
  out.byte(static_cast<uint8_t>(publication.language_from));
  out.byte(static_cast<uint8_t>(publication.topics_from));
  out.byte(static_cast<uint8_t>(publication.series_from));
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

Provenance take_provenance(Reader& in) {
  return static_cast<Provenance>(in.byte_up_to(kProvenanceLast));
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
  publication.documents = in.texts("documents");
  publication.kind_from = take_provenance(in);
  publication.title_from = take_provenance(in);
  publication.authors_from = take_provenance(in);
  publication.published_from = take_provenance(in);
  publication.language_from = take_provenance(in);
  publication.topics_from = take_provenance(in);
  publication.series_from = take_provenance(in);
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

void put_link(Writer& out, const Link& link) {
  out.text(link.url);
  out.date(link.modified);
  out.byte(link.sitemap ? 1 : 0);
}

Link take_link(Reader& in) {
  Link link;
  link.url = in.text();
  link.modified = in.date();
  link.sitemap = in.byte_up_to(1) == 1;
  return link;
}

ReadResult take_result(Reader& in, const ReadRequest& asked) {
  ReadResult result;
  const size_t publications_count = in.count(kPublicationBytesMin);
  for (size_t i = 0; i < publications_count && in.ok(); ++i) {
    result.publications.push_back(take_publication(in));
  }
  const size_t bad_items_count = in.count(kErrorBytesMin);
  for (size_t i = 0; i < bad_items_count && in.ok(); ++i) result.bad_items.push_back(take_error(in));
  result.warnings = in.texts("warnings");
  const size_t links_count = in.count_up_to(kLinkBytesMin, limits::kLinksMax, "links");
  for (size_t i = 0; i < links_count && in.ok(); ++i) result.links.push_back(take_link(in));
  result.next_offset = in.wide();
  result.next_line = in.number();
  const bool goes_on = result.next_offset > asked.offset && result.next_offset <= asked.file_bytes;
  if (result.next_offset != 0 && !goes_on) {
    in.fail(ErrorCode::kCorrupt, "the reader's answer names a place to go on from that is not ahead");
  }
  return result;
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
  out.texts(request.content_selectors);
  out.text(request.url);
  out.text(request.content_type);
  out.date(request.file_date);
  out.wide(request.offset);
  out.wide(request.file_bytes);
  out.number(request.first_line);
  out.text(request.ocr_languages);
  out.number(request.ocr_time_ms);
  return out.take();
}

Result<ReadRequest> decode_request(std::string_view bytes) {
  Reader in(bytes);
  ReadRequest request;
  if (in.byte() != kRequestMark) in.fail(ErrorCode::kCorrupt, "this is no request to a reader");
  request.path = in.text();
  request.base_url = in.text();
  request.content_selectors = in.texts("selectors");
  request.url = in.text();
  request.content_type = in.text();
  request.file_date = in.date();
  request.offset = in.wide();
  request.file_bytes = in.wide();
  request.first_line = in.number();
  request.ocr_languages = in.text();
  request.ocr_time_ms = in.number();
  if (request.offset > request.file_bytes) {
    in.fail(ErrorCode::kCorrupt, "the request begins behind the end of the file");
  }
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
  out.texts(value.warnings);
  out.number(value.links.size());
  for (const Link& link : value.links) put_link(out, link);
  out.wide(value.next_offset);
  out.number(value.next_line);
  return out.take();
}

Result<ReadResult> decode_result(std::string_view bytes, const ReadRequest& asked) {
  Reader in(bytes);
  const uint8_t mark = in.byte();
  ReadResult result;
  Error error;
  if (mark == kErrorMark) {
    error = take_error(in);
  } else if (mark == kValueMark) {
    result = take_result(in, asked);
  } else {
    in.fail(ErrorCode::kCorrupt, "this is no answer of a reader");
  }
  if (in.ok() && !in.at_end()) in.fail(ErrorCode::kCorrupt, "the reader's answer goes on after its end");
  if (!in.ok()) return in.fault();
  if (mark == kErrorMark) return error;
  return result;
}

}  // namespace pressmark
