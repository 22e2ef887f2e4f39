#include "indexer/reader/metadata.h"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/limits.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kDetectBytesMax = 4096;  // enough for a reliable answer; the detector reads 23 MB/s
constexpr size_t kItemDetectBytesMax =
    1024;  // of one item of many, which the detector would else take longest for

constexpr auto kToolPrefixes = std::to_array<std::string_view>({"microsoft word -",
                                                                "microsoft powerpoint -",
                                                                "microsoft excel -",
                                                                "microsoft word document",
                                                                "untitled",
                                                                "unnamed",
                                                                "powerpoint presentation",
                                                                "powerpoint-pr",
                                                                "sans titre",
                                                                "ohne titel",
                                                                "sin titulo",
                                                                "sin título",
                                                                "senza titolo",
                                                                "sem título",
                                                                "naamloos",
                                                                "no title",
                                                                "about:blank",
                                                                "file:",
                                                                "slide 1",
                                                                "layout 1",
                                                                "new document",
                                                                "blank page"});

// With nothing but digits after them these are what scanners, cameras and new windows write.
constexpr auto kToolStems = std::to_array<std::string_view>({"scan",         "scanned document",
                                                             "img",          "image",
                                                             "document",     "dokument",
                                                             "doc",          "page",
                                                             "presentation", "print",
                                                             "title",        "pdf",
                                                             "layout",       "slide",
                                                             "book",         "file",
                                                             "output",       "temp",
                                                             "test",         "default"});

constexpr auto kFileExtensions = std::to_array<std::string_view>(
    {"doc",  "docx", "docm", "dot", "dotx", "rtf", "odt", "pages", "ppt", "pptx", "xls",
     "xlsx", "pdf",  "indd", "qxd", "qxp",  "pub", "tex", "dvi",   "ps",  "eps",  "ai",
     "txt",  "md",   "html", "htm", "wpd",  "fm",  "jpg", "jpeg",  "png", "tif",  "tiff"});

template <size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The extension of a file name in small letters, without the dot; empty if there is none.
std::string extension_of(std::string_view name) {
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot > 6) return {};
  const std::string extension = ascii_lower(name.substr(dot + 1));
  const bool plain = !extension.empty() && std::all_of(extension.begin(), extension.end(),
                                                       [](char c) { return is_ascii_alnum(c); });
  return plain ? extension : std::string();
}

bool is_dropped(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return true;
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;  // directions, marks
}

bool is_space(char32_t c) {
  if (c < 0x80) return is_ascii_space(static_cast<char>(c));
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// The text that says which language a publication is in: its body from the start.
std::string language_sample(const Publication& publication, size_t bytes_max) {
  std::string sample = publication.title;
  for (const Part& part : publication.parts) {
    for (const Block& block : part.blocks) {
      if (block.role == Role::kBoilerplate) continue;
      if (sample.size() >= bytes_max) break;
      sample.append("\n").append(block.text, 0, bytes_max);
    }
  }
  clip_utf8(sample, bytes_max);
  return replace_ill_formed(sample);
}

void add_warning(Publication& publication, std::string warning) {
  if (std::find(publication.warnings.begin(), publication.warnings.end(), warning) ==
      publication.warnings.end()) {
    publication.warnings.push_back(std::move(warning));
  }
}

void clip_list(std::vector<std::string>& list) {
  if (list.size() > limits::kListItemsMax) list.resize(limits::kListItemsMax);
  for (std::string& item : list) clip_utf8(item, limits::kFieldBytesMax);
}

/// Cuts fields, parts and text to their limits; what is cut is warned of.
void apply_limits(Publication& publication) {
  for (std::string* field : {&publication.title, &publication.summary, &publication.publisher,
                             &publication.series, &publication.language}) {
    if (field->size() > limits::kFieldBytesMax) add_warning(publication, "field_truncated");
    clip_utf8(*field, limits::kFieldBytesMax);
  }
  clip_list(publication.authors);
  clip_list(publication.topics);
  if (publication.parts.size() > limits::kPagesMax) {
    add_warning(publication, "parts_truncated");
    publication.parts.resize(limits::kPagesMax);
  }
  size_t left = limits::kTextBytesMax;
  for (Part& part : publication.parts) {
    clip_utf8(part.label, limits::kFieldBytesMax);
    clip_utf8(part.anchor, limits::kFieldBytesMax);
    for (Block& block : part.blocks) {
      if (block.text.size() > left) add_warning(publication, "text_truncated");
      clip_utf8(block.text, left);
      left -= block.text.size();
    }
    std::erase_if(part.blocks, [](const Block& block) { return block.text.empty(); });
  }
}

void ensure_title_block(Publication& publication) {
  for (const Part& part : publication.parts) {
    for (const Block& block : part.blocks) {
      if (block.role == Role::kTitle) return;
    }
  }
  if (publication.title.empty()) return;
  if (publication.parts.empty()) publication.parts.emplace_back();
  auto& blocks = publication.parts.front().blocks;
  blocks.insert(blocks.begin(), Block{Role::kTitle, publication.title});
}

}  // namespace

bool is_tool_title(std::string_view title) {
  const std::string clean = squeeze(title);
  const std::string lower = ascii_lower(clean);
  if (lower.empty()) return true;
  for (const std::string_view prefix : kToolPrefixes) {
    if (lower.starts_with(prefix)) return true;
  }
  if (one_of(kFileExtensions, extension_of(lower))) {
    const size_t dot = lower.rfind('.');
    if (lower[dot - 1] != ' ') return true;
  }
  if (lower.starts_with("http://") || lower.starts_with("https://")) {
    return lower.find(' ') == std::string::npos;
  }
  if (lower.size() > 2 && is_ascii_alpha(lower[0]) && lower[1] == ':' && lower[2] == '\\') return true;
  std::string_view stem = lower;
  while (!stem.empty() && (is_ascii_digit(stem.back()) ||
                           std::string_view(" _-.()#").find(stem.back()) != std::string_view::npos)) {
    stem.remove_suffix(1);
  }
  if (stem.empty()) {
    // A year alone is a title that somebody may have meant.
    return !(lower.size() == 4 && lower.find_first_not_of("0123456789") == std::string::npos);
  }
  return one_of(kToolStems, stem);
}

std::string title_from_path(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  size_t slash = path.rfind('/');
  std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const std::string extension = extension_of(name);
  if (!extension.empty()) name.remove_suffix(extension.size() + 1);
  const std::string lower = ascii_lower(name);
  if ((lower == "index" || lower == "default") && slash != std::string_view::npos) {
    return title_from_path(path.substr(0, slash));
  }
  // "2022-03-29-title": the date is kept as a date.
  if (name.size() > 11 && name[4] == '-' && name[7] == '-' && (name[10] == '-' || name[10] == '_') &&
      Date::parse(name.substr(0, 10))) {
    name.remove_prefix(11);
  }
  std::string title(name);
  std::replace_if(
      title.begin(), title.end(), [](char c) { return c == '-' || c == '_' || c == '+'; }, ' ');
  return squeeze(replace_ill_formed(title));
}

std::string detect_language(std::string_view text) {
  const std::string_view sample = text.substr(0, kDetectBytesMax);
  bool reliable = false;
  CLD2::Language top[3];
  int percent[3];
  int text_bytes = 0;
  CLD2::DetectLanguageSummary(sample.data(), static_cast<int>(sample.size()), true, top, percent, &text_bytes,
                              &reliable);
  if (!reliable || top[0] == CLD2::UNKNOWN_LANGUAGE) return {};
  const std::string tag = CLD2::LanguageCode(top[0]);
  if (tag == "un" || tag == "xxx") return {};
  if (tag == "iw") return "he";
  return primary_subtag(tag);
}

std::string primary_subtag(std::string_view tag) {
  tag = trim(tag);
  size_t length = 0;
  while (length < tag.size() && is_ascii_alpha(tag[length])) ++length;
  if (length < 2 || length > 3) return {};
  if (length < tag.size() && tag[length] != '-' && tag[length] != '_' && tag[length] != '.') return {};
  const std::string subtag = ascii_lower(tag.substr(0, length));
  return subtag == "und" || subtag == "mul" || subtag == "zxx" ? std::string() : subtag;
}

std::string squeeze(std::string_view text) {
  std::string squeezed;
  squeezed.reserve(text.size());
  bool pending = false;
  const auto blank = [&] {
    if (pending && !squeezed.empty()) squeezed += ' ';
    pending = false;
  };
  for (size_t at = 0; at < text.size();) {
    if (const char c = text[at]; c > ' ' && c < 0x7F) {
      blank();
      squeezed += c;
      ++at;
      continue;
    }
    const size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (is_space(c)) {
      pending = true;
    } else if (!is_dropped(c)) {
      blank();
      if (c == 0xFFFD) {
        append_code_point(squeezed, c);
      } else {
        squeezed.append(text, begin, at - begin);
      }
    }
  }
  return squeezed;
}

void complete(Publication& publication, const ReadRequest& request, Format format) {
  // The items of an export or a feed are not dated, named or addressed by the file that carries them.
  const bool own_file = format != Format::kJsonLines && format != Format::kFeed;
  if (publication.id.empty()) publication.id = request.path;
  if (publication.url.empty() && own_file) publication.url = url_of_path(request.base_url, request.path);
  if (publication.filetype.empty()) publication.filetype = format_name(format);
  if (publication.title.empty()) {
    publication.title = title_from_path(own_file ? request.path : publication.id);
    publication.title_from = Provenance::kPath;
  }
  if (!publication.published) {
    publication.published = date_in_path(publication.url);
    if (!publication.published && own_file) publication.published = date_in_path(request.path);
    if (publication.published) publication.published_from = Provenance::kPath;
  }
  if (publication.kind == Kind::kPage) {
    const bool paged = format == Format::kPdf || format == Format::kDocx || format == Format::kOdt;
    if (paged) {
      publication.kind = Kind::kReport;
    } else if (format == Format::kFeed || date_in_path(publication.url) ||
               (own_file && date_in_path(request.path))) {
      publication.kind = Kind::kPost;
    }
  }
  if (!publication.published && own_file && request.file_date) {
    publication.published = request.file_date;
    publication.published_from = Provenance::kFileTime;
  }
  publication.language = primary_subtag(publication.language);
  apply_limits(publication);
  ensure_title_block(publication);
  if (publication.language.empty()) {
    publication.language =
        detect_language(language_sample(publication, own_file ? kDetectBytesMax : kItemDetectBytesMax));
    publication.language_from = publication.language.empty() ? Provenance::kNone : Provenance::kDetected;
  }
}

}  // namespace pressmark
