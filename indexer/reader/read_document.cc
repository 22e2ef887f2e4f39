// Which reader a file is for, and the checks that come before all of them (reader.h).
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "engine/limits.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/utf8.h"
#include "indexer/reader/zip_archive.h"

namespace pressmark {
namespace {

constexpr size_t kPdfHeaderBytes = 1024;  // a PDF's signature may stand this far in
constexpr size_t kHeadBytes = 4096;

struct ExtensionFormat {
  std::string_view extension;
  Format format;
};

constexpr auto kExtensions = std::to_array<ExtensionFormat>({
    {"html", Format::kHtml},         {"htm", Format::kHtml},       {"xhtml", Format::kHtml},
    {"shtml", Format::kHtml},        {"pdf", Format::kPdf},        {"md", Format::kMarkdown},
    {"markdown", Format::kMarkdown}, {"mdown", Format::kMarkdown}, {"mkd", Format::kMarkdown},
    {"txt", Format::kText},          {"text", Format::kText},      {"jsonl", Format::kJsonLines},
    {"ndjson", Format::kJsonLines},  {"docx", Format::kDocx},      {"docm", Format::kDocx},
    {"odt", Format::kOdt},           {"rss", Format::kFeed},       {"atom", Format::kFeed},
    {"rdf", Format::kFeed},
});

Format format_of_extension(std::string_view path) {
  const size_t dot = path.rfind('.');
  const size_t slash = path.rfind('/');
  if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash))
    return Format::kUnknown;
  const std::string extension = ascii_lower(path.substr(dot + 1));
  const auto* found = std::find_if(kExtensions.begin(), kExtensions.end(), [&](const ExtensionFormat& entry) {
    return entry.extension == extension;
  });
  return found == kExtensions.end() ? Format::kUnknown : found->format;
}

Format format_of_zip(std::string_view bytes) {
  const std::vector<std::string> names = zip_entry_names(bytes);
  const auto has = [&](std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (has("word/document.xml")) return Format::kDocx;
  if (has("mimetype") && has("content.xml")) {
    const auto entries = read_zip_entries(bytes, {"mimetype"});
    const std::string_view odt = "application/vnd.oasis.opendocument.text";
    if (entries.ok() && trim(entries.value().at("mimetype")).starts_with(odt)) return Format::kOdt;
  }
  return Format::kUnknown;
}

/// Past a byte order mark and white space.
std::string_view skip_start(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  while (!bytes.empty() && is_ascii_space(bytes.front())) bytes.remove_prefix(1);
  return bytes;
}

/// Past comments, declarations and processing instructions; stops before an element or a doctype.
std::string_view skip_prolog(std::string_view text) {
  while (true) {
    text = skip_start(text);
    size_t end = std::string_view::npos;
    size_t length = 0;
    if (text.starts_with("<!--")) {
      end = text.find("-->", 4);
      length = 3;
    } else if (text.starts_with("<?")) {
      end = text.find("?>", 2);
      length = 2;
    }
    if (end == std::string_view::npos) return text;
    text.remove_prefix(end + length);
  }
}

/// The name after '<', small, without its prefix; "" if text is no start tag.
std::string element_name(std::string_view text) {
  if (!text.starts_with('<')) return {};
  const size_t end = std::min(text.find_first_of(" \t\r\n/>", 1), text.size());
  const std::string name = ascii_lower(text.substr(1, end - 1));
  const size_t colon = name.find(':');
  return colon == std::string::npos ? name : name.substr(colon + 1);
}

constexpr auto kHtmlStarts = std::to_array<std::string_view>({"html", "head", "body"});
constexpr auto kHtmlTags =
    std::to_array<std::string_view>({"a",      "article", "blockquote", "center", "div",   "font",  "h1",
                                     "h2",     "h3",      "header",     "link",   "main",  "meta",  "p",
                                     "script", "section", "span",       "style",  "table", "title", "ul"});
constexpr auto kFeedRoots = std::to_array<std::string_view>({"feed", "rss", "rdf"});

template <size_t N>
bool one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Format format_of_markup(std::string_view bytes, Format by_extension) {
  std::string_view text = skip_prolog(bytes);
  if (equal_ignoring_case(text.substr(0, 9), "<!doctype")) {
    if (equal_ignoring_case(skip_start(text.substr(9)).substr(0, 4), "html")) return Format::kHtml;
    const size_t end = text.find('>');
    if (end != std::string_view::npos) text = skip_prolog(text.substr(end + 1));
  }
  const std::string name = element_name(text.substr(0, kHeadBytes));
  if (one_of(kHtmlStarts, name)) return Format::kHtml;
  if (one_of(kFeedRoots, name)) return Format::kFeed;
  // Markdown and plain text may well begin with a tag.
  if (by_extension == Format::kUnknown && one_of(kHtmlTags, name)) return Format::kHtml;
  return Format::kUnknown;
}

bool begins_with_json_item(std::string_view bytes) {
  const std::string_view text = skip_start(bytes);
  if (!text.starts_with('{')) return false;
  const std::string_view line = text.substr(0, text.find('\n'));
  return line.find("\"id\"") != std::string_view::npos && trim(line).ends_with('}');
}

bool is_text_format(Format format) {
  return format == Format::kMarkdown || format == Format::kText || format == Format::kJsonLines;
}

bool is_wide_text(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
         bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4));
}

Error unsupported(std::string_view bytes, const ReadRequest& request) {
  constexpr std::string_view kOle = "\xD0\xCF\x11\xE0";
  if (bytes.starts_with(kOle)) {
    const bool office = ascii_lower(request.path).ends_with("x");
    return office ? Error{ErrorCode::kEncrypted, "is protected by a password; publish a copy without one",
                          request.path}
                  : Error{ErrorCode::kUnsupported, "is a binary Office file; save it as DOCX, ODT or PDF",
                          request.path};
  }
  const bool binary = bytes.substr(0, kHeadBytes).find('\0') != std::string_view::npos;
  const std::string what =
      binary ? "is a binary file that no reader is for" : "is of a kind that no reader is for";
  return Error{ErrorCode::kUnsupported,
               what + "; readable are HTML, PDF, Markdown, text, JSON Lines, DOCX, ODT, Atom and RSS",
               request.path};
}

}  // namespace

std::string_view format_name(Format format) {
  static constexpr std::array<std::string_view, 9> kNames = {"html", "pdf", "md",   "txt", "jsonl",
                                                             "docx", "odt", "atom", ""};
  return kNames.at(static_cast<size_t>(format));
}

Format detect_format(std::string_view bytes, std::string_view path) {
  const Format by_extension = format_of_extension(path);
  if (bytes.substr(0, kPdfHeaderBytes).find("%PDF-") != std::string_view::npos &&
      (by_extension == Format::kPdf || skip_start(bytes).starts_with("%PDF-") ||
       !is_text_format(by_extension))) {
    return Format::kPdf;
  }
  if (bytes.starts_with("PK\x03\x04")) return format_of_zip(bytes);
  if (const Format markup = format_of_markup(bytes, by_extension); markup != Format::kUnknown) return markup;
  if (by_extension == Format::kUnknown && begins_with_json_item(bytes)) return Format::kJsonLines;
  const bool binary =
      bytes.substr(0, kHeadBytes).find('\0') != std::string_view::npos && !is_wide_text(bytes);
  if (binary && by_extension != Format::kPdf) return Format::kUnknown;
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) return Format::kUnknown;
  return by_extension;
}

Result<ReadResult> read_document(std::string_view bytes, const ReadRequest& request) {
  if (bytes.size() > limits::kFileBytesMax) {
    return Error{ErrorCode::kTooLarge,
                 "has " + std::to_string(bytes.size()) + " bytes; the limit is " +
                     std::to_string(limits::kFileBytesMax) + ": split it",
                 request.path};
  }
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return Error{ErrorCode::kEmpty, "has nothing in it", request.path};
  }
  switch (detect_format(bytes, request.path)) {
    case Format::kHtml:
      return read_html(bytes, request);
    case Format::kPdf:
      return read_pdf(bytes, request);
    case Format::kMarkdown:
      return read_markdown(bytes, request);
    case Format::kText:
      return read_text(bytes, request);
    case Format::kJsonLines:
      return read_json_lines(bytes, request);
    case Format::kDocx:
      return read_docx(bytes, request);
    case Format::kOdt:
      return read_odt(bytes, request);
    case Format::kFeed:
      return read_feed(bytes, request);
    case Format::kUnknown:
      break;
  }
  return unsupported(bytes, request);
}

}  // namespace pressmark
