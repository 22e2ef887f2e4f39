// Which reader a file is for (reader.h): by its bytes, then its name, then what its server said.
#include "indexer/reader/detect.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader/identity.h"
#include "indexer/reader/inflate.h"
#include "indexer/reader/utf8.h"
#include "indexer/reader/warc_record.h"
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
    {"rdf", Format::kFeed},          {"pptx", Format::kPptx},      {"pptm", Format::kPptx},
    {"ppsx", Format::kPptx},         {"epub", Format::kEpub},      {"warc", Format::kWarc},
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
  if (has("ppt/presentation.xml")) return Format::kPptx;
  if (has("META-INF/container.xml") && !has("META-INF/MANIFEST.MF")) return Format::kEpub;
  if (has("mimetype") && has("content.xml")) {
    const auto entries = read_zip_entries(bytes, {"mimetype"});
    constexpr std::string_view kOdt = "application/vnd.oasis.opendocument.text";
    if (entries.ok() && trim(entries.value().at("mimetype")).starts_with(kOdt)) return Format::kOdt;
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

bool is_wordpress_export(std::string_view bytes) {
  return bytes.substr(0, kHeadBytes).find("://wordpress.org/export/") != std::string_view::npos;
}

template <size_t N>
bool one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Format format_of_markup(std::string_view bytes, Format by_extension) {
  std::string_view text = skip_prolog(bytes);
  if (equal_ignoring_case(text.substr(0, 9), "<!doctype")) {
    if (equal_ignoring_case(skip_start(text.substr(9)).substr(0, 4), "html")) return Format::kHtml;
    size_t end = text.find('>');
    if (text.substr(0, end).find('[') != std::string_view::npos) end = text.find('>', text.find(']'));
    if (end != std::string_view::npos) text = skip_prolog(text.substr(end + 1));
  }
  const std::string name = element_name(text.substr(0, kHeadBytes));
  if (one_of(kHtmlStarts, name)) return Format::kHtml;
  if (one_of(kFeedRoots, name)) return is_wordpress_export(bytes) ? Format::kWxr : Format::kFeed;
  if (name == "urlset" || name == "sitemapindex") return Format::kSitemap;
  // Markdown and plain text may well begin with a tag.
  if (by_extension == Format::kUnknown && one_of(kHtmlTags, name)) return Format::kHtml;
  return Format::kUnknown;
}

/// A sitemap as plain text: nothing but addresses, one a line. The last line of the head may be cut.
bool is_list_of_addresses(std::string_view bytes) {
  std::string_view head = skip_start(bytes).substr(0, kHeadBytes);
  size_t addresses = 0;
  while (!head.empty()) {
    const size_t end = std::min(head.find('\n'), head.size());
    const std::string_view line = trim(head.substr(0, end));
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.empty()) continue;
    const bool address = line.starts_with("https://") || line.starts_with("http://");
    if (!address || line.find(' ') != std::string_view::npos) return false;
    ++addresses;
  }
  return addresses > 0;
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

/// The ASCII of the first bytes of a text in UTF-16 or UTF-32; "" of any other.
std::string narrow_head(std::string_view bytes) {
  std::string narrow;
  const std::string_view head = bytes.substr(0, kHeadBytes);
  if (!is_wide_text(bytes) && head.substr(0, 4).find('\0') == std::string_view::npos) return narrow;
  for (const char c : head) {
    if (c != '\0' && static_cast<unsigned char>(c) < 0x80) narrow += c;
  }
  return skip_start(narrow).starts_with('<') ? narrow : std::string();
}

/// What is read though it is compressed.
Format format_of_gzip(std::string_view bytes, std::string_view path) {
  const std::string head = peek_gzip(bytes, kHeadBytes);
  if (begins_warc_record(head)) return Format::kWarc;
  if (ascii_lower(path).ends_with(".gz")) path.remove_suffix(3);
  const Format format = format_of_markup(head, format_of_extension(path));
  const bool read = format == Format::kFeed || format == Format::kWxr || format == Format::kSitemap;
  return read ? format : Format::kUnknown;
}

struct TypeFormat {
  std::string_view type;
  Format format;
};

// Where neither the bytes nor a name tell: what servers say.
constexpr auto kTypes = std::to_array<TypeFormat>({
    {"text/html", Format::kHtml},
    {"application/xhtml+xml", Format::kHtml},
    {"text/plain", Format::kText},
    {"text/markdown", Format::kMarkdown},
    {"application/x-ndjson", Format::kJsonLines},
    {"application/jsonl", Format::kJsonLines},
    {"application/pdf", Format::kPdf},
});

Format format_of_type(std::string_view content_type) {
  const std::string type = ascii_lower(trim(content_type.substr(0, content_type.find(';'))));
  const auto* found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeFormat& entry) { return entry.type == type; });
  return found == kTypes.end() ? Format::kUnknown : found->format;
}

}  // namespace

Format detect_format(std::string_view bytes, std::string_view path) {
  const Format by_extension = format_of_extension(path);
  if (bytes.substr(0, kPdfHeaderBytes).find("%PDF-") != std::string_view::npos &&
      (by_extension == Format::kPdf || skip_start(bytes).starts_with("%PDF-") ||
       !is_text_format(by_extension))) {
    return Format::kPdf;
  }
  if (bytes.starts_with("PK\x03\x04")) return format_of_zip(bytes);
  if (is_gzip(bytes)) return format_of_gzip(bytes, path);
  if (begins_warc_record(bytes)) return Format::kWarc;
  const std::string narrow = narrow_head(bytes);
  const Format markup = format_of_markup(narrow.empty() ? bytes : std::string_view(narrow), by_extension);
  if (markup != Format::kUnknown) return markup;
  if (by_extension == Format::kUnknown && begins_with_json_item(bytes)) return Format::kJsonLines;
  const bool binary =
      bytes.substr(0, kHeadBytes).find('\0') != std::string_view::npos && !is_wide_text(bytes);
  if (binary && by_extension != Format::kPdf) return Format::kUnknown;
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) return Format::kUnknown;
  const bool plain = by_extension == Format::kText || by_extension == Format::kUnknown;
  if (plain && is_list_of_addresses(bytes)) return Format::kSitemap;
  return by_extension;
}

Format detect(std::string_view bytes, const ReadRequest& request) {
  const std::string name = name_of(request);
  if (request.offset > 0) {
    // The middle of a file of many publications may begin with anything.
    const std::string lower = ascii_lower(name);
    const bool archive = lower.ends_with(".warc") || lower.ends_with(".warc.gz") || is_gzip(bytes) ||
                         begins_warc_record(bytes);
    return archive ? Format::kWarc : Format::kJsonLines;
  }
  const Format format = detect_format(bytes, name);
  if (format != Format::kUnknown || request.content_type.empty()) return format;
  const Format declared = format_of_type(request.content_type);
  const bool binary =
      bytes.substr(0, kHeadBytes).find('\0') != std::string_view::npos && !is_wide_text(bytes);
  return binary && declared != Format::kPdf ? Format::kUnknown : declared;
}

}  // namespace pressmark
