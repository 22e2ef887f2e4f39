// Titles that tools wrote, and titles made from names (metadata.h).
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr auto kToolPrefixes = std::to_array<std::string_view>(
    {"microsoft word -", "microsoft powerpoint -", "microsoft excel -", "microsoft word –",
     "microsoft powerpoint –", "powerpoint-pr", "about:blank", "file:"});

// With nothing but digits and marks after them these are what programs call what nobody has named yet, and
// what scanners and cameras write. ASCII letters small.
constexpr auto kToolStems = std::to_array<std::string_view>({
    "untitled",
    "untitled document",
    "untitled presentation",
    "untitled spreadsheet",
    "unnamed",
    "no title",
    "(no title)",
    "new document",
    "blank page",
    "blank",
    "document",
    "doc",
    "presentation",
    "microsoft word",
    "microsoft powerpoint",
    "microsoft word document",
    "powerpoint presentation",
    "slide",
    "layout",
    "template",
    "page",
    "print",
    "title",
    "pdf",
    "book",
    "file",
    "output",
    "temp",
    "tmp",
    "test",
    "default",
    "draft",
    "final",
    "scan",
    "scanned document",
    "img",
    "image",
    "dsc",
    "cover",
    // German, Dutch
    "unbenannt",
    "unbenanntes dokument",
    "ohne titel",
    "kein titel",
    "dokument",
    "präsentation",
    "folie",
    "vorlage",
    "neues dokument",
    "naamloos",
    "naamloos document",
    "presentatie",
    "dia",
    // French, Spanish, Italian, Portuguese
    "sans titre",
    "sans nom",
    "document sans titre",
    "présentation",
    "présentation powerpoint",
    "diapositive",
    "modèle",
    "sin título",
    "sin titulo",
    "documento sin título",
    "documento",
    "presentación",
    "presentación de powerpoint",
    "diapositiva",
    "plantilla",
    "senza titolo",
    "senza nome",
    "documento senza titolo",
    "presentazione",
    "presentazione standard di powerpoint",
    "presentazione di powerpoint",
    "modello",
    "sem título",
    "sem titulo",
    "documento sem título",
    "apresentação",
    "apresentação do powerpoint",
    // Scandinavian, Slavic, Hungarian, Turkish
    "namnlös",
    "namnlös presentation",
    "utan titel",
    "uten navn",
    "uten tittel",
    "uden navn",
    "nimetön",
    "bez nazwy",
    "bez tytułu",
    "bez názvu",
    "без названия",
    "Без названия",
    "без имени",
    "Без имени",
    "документ",
    "Документ",
    "névtelen",
    "adsız",
    "başlıksız",
    // Japanese, Chinese, Korean
    "無題",
    "名称未設定",
    "文書",
    "無標題",
    "无标题",
    "未命名",
    "文档",
    "文檔",
    "演示文稿",
    "제목 없음",
    "문서",
    "powerpoint プレゼンテーション",
    "powerpoint 演示文稿",
    "powerpoint 프레젠테이션",
});

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

bool is_stem_mark(char c) {
  return is_ascii_digit(c) || std::string_view(" _-.()[]<>#").find(c) != std::string_view::npos;
}

bool is_version(std::string_view word) {
  return word.size() > 1 && word.front() == 'v' && is_ascii_digit(word[1]) &&
         word.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

/// Whether a title without an extension is still a file's name: "RFP_v3 (2) FINAL", "annual_report_2021".
bool is_file_name(std::string_view lower) {
  size_t underscores = 0;
  bool has_digit = false;
  bool has_version = false;
  std::string_view last;
  for (size_t at = 0; at < lower.size();) {
    const size_t end = std::min(lower.find_first_of(" _-", at), lower.size());
    const std::string_view word = lower.substr(at, end - at);
    if (!word.empty()) last = word;
    has_version = has_version || is_version(word);
    underscores += end < lower.size() && lower[end] == '_' ? 1 : 0;
    at = end + 1;
  }
  for (const char c : lower) has_digit = has_digit || is_ascii_digit(c);
  if (underscores > 0 && lower.find(' ') == std::string_view::npos) return has_digit || underscores > 1;
  const bool is_state = last == "final" || last == "draft" || last == "copy" || last == "clean" ||
                        (last.starts_with('(') && last.ends_with(')'));
  return has_version && (underscores > 0 || is_state);
}

}  // namespace

bool is_tool_title(std::string_view title) {
  const std::string lower = ascii_lower(squeeze(title));
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
  while (!stem.empty() && is_stem_mark(stem.back())) stem.remove_suffix(1);
  if (stem.empty()) {
    // A year alone is a title that somebody may have meant.
    return !(lower.size() == 4 && lower.find_first_not_of("0123456789") == std::string::npos);
  }
  if (stem.starts_with('<') || stem.starts_with('[')) stem.remove_prefix(1);
  return one_of(kToolStems, stem) || one_of(kToolStems, lower) || is_file_name(lower);
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

}  // namespace pressmark
