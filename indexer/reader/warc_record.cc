#include "indexer/reader/warc_record.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/limits.h"
#include "indexer/reader/detect.h"
#include "indexer/reader/http_message.h"
#include "indexer/reader/identity.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kPlaceBytesMax = 300;  // of an address in a message

/// Whether a page of a site has this format. Feeds and sitemaps name pages that are crawled as well.
bool is_document(Format format) {
  constexpr auto kDocuments =
      std::to_array<Format>({Format::kHtml, Format::kPdf, Format::kMarkdown, Format::kText, Format::kDocx,
                             Format::kOdt, Format::kPptx, Format::kEpub});
  return std::find(kDocuments.begin(), kDocuments.end(), format) != kDocuments.end();
}

bool is_never_text(std::string_view content_type) {
  const std::string type = ascii_lower(content_type);
  for (const std::string_view start :
       {"image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript",
        "application/x-javascript", "application/json", "text/dns"}) {
    if (type.starts_with(start)) return true;
  }
  return false;
}

}  // namespace

bool begins_warc_record(std::string_view bytes) {
  return bytes.size() > 8 && bytes.starts_with("WARC/") && is_ascii_digit(bytes[5]) && bytes[6] == '.' &&
         is_ascii_digit(bytes[7]) && (bytes[8] == '\r' || bytes[8] == '\n');
}

bool WarcRecords::is_full() const {
  return result_.bad_items.size() >= limits::kBadItemsMax;
}

void WarcRecords::reject(Error error) {
  if (!is_full()) result_.bad_items.push_back(std::move(error));
}

void WarcRecords::add(const MessageHead& head, std::string_view block, const std::string& where) {
  const std::string type = ascii_lower(head.field("warc-type"));
  std::string_view target = head.field("warc-target-uri");
  // Some crawlers write it in angle brackets.
  if (target.starts_with('<') && target.ends_with('>')) target = target.substr(1, target.size() - 2);
  if (type == "revisit") ++counts_.revisits;
  if (type != "response" && type != "resource" && type != "conversion") return;
  Document document;
  document.url = resolve_url({}, target);
  if (!is_absolute(document.url)) return;
  document.date = head.field("warc-date");
  document.content_type = head.field("content-type");
  document.where = where + ", " + std::string(target.substr(0, kPlaceBytesMax));
  document.truncated = !head.field("warc-truncated").empty();
  if (type == "response" && ascii_lower(document.content_type).starts_with("application/http")) {
    add_response(std::move(document), block);
  } else {
    read(document, block);
  }
}

void WarcRecords::add_response(Document document, std::string_view block) {
  const Result<HttpMessage> message = parse_http(block);
  if (!message.ok()) return reject({message.error().code, message.error().message, document.where});
  const int status = message.value().status;
  if (status >= 300 && status < 400) {
    ++counts_.redirects;
  } else if (status < 200 || status >= 400) {
    ++counts_.errors;
  } else if (is_never_text(message.value().content_type)) {
    ++counts_.other_types;
  } else {
    const Result<std::string> body = decoded_body(message.value(), document.truncated);
    if (!body.ok()) return reject({body.error().code, body.error().message, document.where});
    document.content_type = message.value().content_type;
    read(document, body.value());
  }
}

void WarcRecords::read(const Document& document, std::string_view body) {
  ReadRequest request;
  request.path = request_.path;
  request.base_url = request_.base_url;
  request.url = document.url;
  request.content_type = document.content_type;
  request.file_date = Date::parse(document.date);
  const Format format = is_never_text(document.content_type) ? Format::kUnknown : detect(body, request);
  const std::string name = name_of(request);
  if (!is_document(format) || name == "/robots.txt") {
    ++counts_.other_types;
    return;
  }
  Result<ReadResult> result = read_as(format, body, request);
  if (!result.ok()) return reject({result.error().code, result.error().message, document.where});
  for (Publication& publication : result.value().publications) {
    if (document.truncated) publication.warnings.emplace_back("truncated_by_crawler");
    result_.publications.push_back(std::move(publication));
  }
}

}  // namespace pressmark
