#include "indexer/reader/metadata.h"

#include <cld2/public/compact_lang_det.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/limits.h"
#include "indexer/reader/identity.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kDetectBytesMax = 4096;  // enough for a reliable answer; the detector reads 23 MB/s
constexpr size_t kItemDetectBytesMax =
    1024;  // of one item of many, which the detector would else take longest for

constexpr int kFileYearMin = 1990;
constexpr int kPropertyYearMin = 1900;
constexpr int kYearMax = 2100;
// What clocks that were never set say, and the day before west of Greenwich.
constexpr auto kClockZeros =
    std::to_array<Date>({{1904, 1, 1}, {1969, 12, 31}, {1970, 1, 1}, {1979, 12, 31}, {1980, 1, 1}});

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

/// The items of an export or a feed are not dated, named or addressed by the file that carries them.
bool is_own_file(Format format) {
  return format != Format::kJsonLines && format != Format::kFeed && format != Format::kWxr;
}

/// Whether the time of a file can be meant: nothing was published as this file before there was a web.
bool is_plausible_time(const std::optional<Date>& date) {
  return date && date->year >= kFileYearMin && date->year <= kYearMax;
}

/// Whether a date in a document's properties can be meant; scans carry the dates of what was scanned.
bool is_plausible(const Date& date) {
  return date.year >= kPropertyYearMin && date.year <= kYearMax &&
         std::find(kClockZeros.begin(), kClockZeros.end(), date) == kClockZeros.end();
}

void complete_dates(Publication& publication, const ReadRequest& request, bool own_file) {
  const auto drop = [&](std::optional<Date>& date) {
    if (!date || is_plausible(*date)) return;
    add_warning(publication, "implausible_date: " + date->iso());
    date.reset();
  };
  if (publication.published_from == Provenance::kDocumentInfo) {
    drop(publication.published);
    if (!publication.published) publication.published_from = Provenance::kNone;
    drop(publication.modified);
  }
  if (!publication.published) {
    publication.published = date_in_path(publication.url);
    if (!publication.published && own_file) publication.published = date_in_path(name_of(request));
    if (publication.published) publication.published_from = Provenance::kPath;
  }
  if (!publication.published && own_file && is_plausible_time(request.file_date)) {
    publication.published = request.file_date;
    publication.published_from = Provenance::kFileTime;
  }
}

void complete_kind(Publication& publication, const ReadRequest& request, Format format) {
  if (publication.kind_from != Provenance::kNone || publication.kind != Kind::kPage) return;
  const bool paged = format == Format::kPdf || format == Format::kDocx || format == Format::kOdt ||
                     format == Format::kPptx || format == Format::kEpub;
  if (paged) {
    publication.kind = Kind::kReport;
    publication.kind_from = Provenance::kDetected;
  } else if (format == Format::kFeed || date_in_path(publication.url) ||
             (is_own_file(format) && date_in_path(name_of(request)))) {
    publication.kind = Kind::kPost;
    publication.kind_from = Provenance::kPath;
  }
}

}  // namespace

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
  if (subtag == "und" || subtag == "mul" || subtag == "zxx") return {};
  // "eng" and "en" are one language, and the shorter is its tag (RFC 5646, 2.2.1).
  std::array<char, ULOC_LANG_CAPACITY> shortest{};
  UErrorCode status = U_ZERO_ERROR;
  uloc_getLanguage(subtag.c_str(), shortest.data(), ULOC_LANG_CAPACITY, &status);
  return U_SUCCESS(status) && shortest.front() != 0 ? shortest.data() : subtag;
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
  const bool own_file = is_own_file(format);
  const std::string name = name_of(request);
  if (own_file && (publication.url.empty() || (publication.id.empty() && !request.url.empty()))) {
    publication.url = address_of(request);
  }
  if (publication.id.empty()) publication.id = request.url.empty() ? request.path : address_of(request);
  if (publication.filetype.empty()) publication.filetype = format_name(format);
  if (publication.title.empty()) {
    publication.title = title_from_path(own_file && name.size() > 1 ? name : publication.id);
    publication.title_from = Provenance::kPath;
  }
  complete_dates(publication, request, own_file);
  complete_kind(publication, request, format);
  if (publication.series.empty() && publication.kind == Kind::kReport) {
    publication.series = series_of_title(publication.title);
    if (!publication.series.empty()) publication.series_from = publication.title_from;
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
