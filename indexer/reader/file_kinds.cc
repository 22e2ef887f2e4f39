// Names for the files that no reader is for, and what a person can do about them (detect.h).
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader/detect.h"
#include "indexer/reader/identity.h"
#include "indexer/reader/utf8.h"
#include "indexer/reader/zip_archive.h"

namespace pressmark {
namespace {

using namespace std::string_view_literals;

struct Signature {
  size_t offset;
  std::string_view bytes;
  std::string_view kind;
};

constexpr auto kSignatures = std::to_array<Signature>({
    {0, "\xFF\xD8\xFF"sv, "a JPEG image"},
    {0, "\x89PNG\r\n\x1A\n"sv, "a PNG image"},
    {0, "GIF8"sv, "a GIF image"},
    {8, "WEBP"sv, "a WebP image"},
    {0, "II*\0"sv, "a TIFF image"},
    {0, "MM\0*"sv, "a TIFF image"},
    {0, "BM"sv, "a BMP image"},
    {0, "\0\0\1\0"sv, "an icon"},
    {0, "8BPS"sv, "a Photoshop image"},
    {4, "ftypheic"sv, "a HEIC image"},
    {4, "ftypmif1"sv, "a HEIF image"},
    {4, "ftypavif"sv, "an AVIF image"},
    {4, "ftypqt"sv, "a QuickTime film"},
    {4, "ftypM4A"sv, "an M4A sound recording"},
    {4, "ftyp"sv, "an MP4 film"},
    {0, "\x1A\x45\xDF\xA3"sv, "a Matroska or WebM film"},
    {8, "AVI "sv, "an AVI film"},
    {8, "WAVE"sv, "a WAV sound recording"},
    {0, "ID3"sv, "an MP3 sound recording"},
    {0, "\xFF\xFB"sv, "an MP3 sound recording"},
    {0, "OggS"sv, "an Ogg sound recording or film"},
    {0, "fLaC"sv, "a FLAC sound recording"},
    {0, "%!PS"sv, "a PostScript file"},
    {0, "\xC5\xD0\xD3\xC6"sv, "an EPS file"},
    {0, "{\\rtf"sv, "an RTF document"},
    {0, "AT&TFORM"sv, "a DjVu document"},
    {0, "\x06\x06\xED\xF5"sv, "an InDesign document"},
    {0, "\xFFWPC"sv, "a WordPerfect document"},
    {60, "BOOKMOBI"sv, "a Kindle book"},
    {0, "AC10"sv, "an AutoCAD drawing"},
    {0, "!BDN"sv, "an Outlook mailbox"},
    {0, "BEGIN:VCALENDAR"sv, "a calendar"},
    {0, "BEGIN:VCARD"sv, "an address card"},
    {0, "\x1F\x8B"sv, "a gzip archive"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive"},
    {0, "Rar!\x1A\x07"sv, "a RAR archive"},
    {0,
     "\xFD"
     "7zXZ\0"sv,
     "an XZ archive"},
    {0, "BZh"sv, "a bzip2 archive"},
    {0, "\x28\xB5\x2F\xFD"sv, "a Zstandard archive"},
    {257, "ustar"sv, "a tar archive"},
    {0,
     "\x7F"
     "ELF"sv,
     "a program"},
    {0, "MZ"sv, "a program"},
    {0, "\xCA\xFE\xBA\xBE"sv, "a program"},
    {0, "\xCF\xFA\xED\xFE"sv, "a program"},
    {0, "SQLite format 3\0"sv, "an SQLite database"},
    {0, "PAR1"sv, "a Parquet table"},
    {0, "\x89HDF\r\n"sv, "an HDF5 file"},
    {0, "OTTO"sv, "a font"},
    {0, "\0\1\0\0\0"sv, "a font"},
    {0, "wOFF"sv, "a font"},
    {0, "wOF2"sv, "a font"},
});

// What begins with these is a text in which they mean something else when it has no NUL byte.
bool is_weak(const Signature& signature) {
  return signature.offset == 0 && signature.bytes.size() <= 2;
}

struct Named {
  std::string_view name;
  std::string_view kind;
};

// By an entry in a zip container.
constexpr auto kZipEntries = std::to_array<Named>({
    {"xl/workbook.xml", "an Excel workbook"},
    {"xl/workbook.bin", "an Excel workbook"},
    {"visio/document.xml", "a Visio drawing"},
    {"Index/Document.iwa", "a Pages, Numbers or Keynote document"},
    {"Index.zip", "a Pages, Numbers or Keynote document"},
    {"AndroidManifest.xml", "a program"},
    {"META-INF/MANIFEST.MF", "a Java program"},
    {"doc.kml", "a map"},
});

constexpr auto kOpenDocuments = std::to_array<Named>({
    {"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet"},
    {"application/vnd.oasis.opendocument.presentation", "an OpenDocument presentation"},
    {"application/vnd.oasis.opendocument.graphics", "an OpenDocument drawing"},
});

// By a stream in a compound file, the container of the older Office programs.
constexpr auto kStreams = std::to_array<Named>({
    {"WordDocument", "a Word 97 document"},
    {"Workbook", "an Excel 97 workbook"},
    {"PowerPoint Document", "a PowerPoint 97 presentation"},
    {"VisioDocument", "a Visio drawing"},
    {"__substg1.0_", "an Outlook message"},
    {"Quill", "a Publisher document"},
});

// By extension, for what is text inside.
constexpr auto kExtensions = std::to_array<Named>({
    {"css", "a style sheet"},
    {"js", "a script"},
    {"mjs", "a script"},
    {"json", "a JSON file"},
    {"csv", "a table"},
    {"tsv", "a table"},
    {"tex", "a LaTeX source"},
    {"bib", "a bibliography"},
    {"xml", "an XML file of another kind"},
    {"xsd", "an XML schema"},
    {"xsl", "an XSL transform"},
    {"svg", "an SVG image"},
    {"yml", "a YAML file"},
    {"yaml", "a YAML file"},
    {"toml", "a TOML file"},
    {"eml", "a mail message"},
    {"mbox", "a mailbox"},
    {"py", "a program's source"},
    {"php", "a program's source"},
    {"sql", "a database script"},
    {"vtt", "subtitles"},
    {"srt", "subtitles"},
    {"log", "a log"},
    {"ini", "a configuration"},
});

std::string wide(std::string_view ascii) {
  std::string text;
  for (const char c : ascii) text.append(1, c).append(1, '\0');
  return text;
}

std::string_view kind_of_zip(std::string_view bytes) {
  const std::vector<std::string> names = zip_entry_names(bytes);
  const auto has = [&](std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const Named& entry : kZipEntries) {
    if (has(entry.name)) return entry.kind;
  }
  if (has("mimetype")) {
    const auto entries = read_zip_entries(bytes, {"mimetype"});
    const std::string_view type = entries.ok() ? trim(entries.value().at("mimetype")) : std::string_view();
    for (const Named& each : kOpenDocuments) {
      if (type.starts_with(each.name)) return each.kind;
    }
  }
  return names.empty() ? "a damaged zip container" : "a ZIP archive";
}

std::string_view kind_of_extension(std::string_view name) {
  const std::string extension = ascii_lower(name.substr(std::min(name.rfind('.'), name.size() - 1) + 1));
  for (const Named& each : kExtensions) {
    if (each.name == extension) return each.kind;
  }
  return {};
}

std::string_view kind_of(std::string_view bytes, std::string_view name) {
  const bool binary = bytes.substr(0, 4096).find('\0') != std::string_view::npos;
  if (bytes.starts_with("PK\x03\x04")) return kind_of_zip(bytes);
  for (const Signature& signature : kSignatures) {
    if (is_weak(signature) && !binary) continue;
    if (bytes.substr(std::min(signature.offset, bytes.size())).starts_with(signature.bytes)) {
      return signature.kind;
    }
  }
  if (binary) return "a binary file";
  const std::string_view kind = name.empty() ? std::string_view() : kind_of_extension(name);
  return kind.empty() ? "of a kind" : kind;
}

}  // namespace

Error unsupported(std::string_view bytes, const ReadRequest& request) {
  const std::string name = name_of(request);
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    // Encrypted documents of today lie in a container of yesterday.
    if (bytes.find(wide("EncryptedPackage")) != std::string_view::npos || ascii_lower(name).ends_with("x")) {
      return {ErrorCode::kEncrypted, "is protected by a password; publish a copy without one", request.path};
    }
    for (const Named& stream : kStreams) {
      if (bytes.find(wide(stream.name)) == std::string_view::npos) continue;
      return {ErrorCode::kUnsupported, "is " + std::string(stream.kind) + "; save it as DOCX, ODT or PDF",
              request.path};
    }
    return {ErrorCode::kUnsupported, "is a binary Office file; save it as DOCX, ODT or PDF", request.path};
  }
  const std::string_view kind = kind_of(bytes, name);
  if (kind.ends_with("archive")) {
    return {ErrorCode::kUnsupported, "is " + std::string(kind) + "; unpack it", request.path};
  }
  return {ErrorCode::kUnsupported,
          "is " + std::string(kind) +
              " that no reader is for; readable are HTML, PDF, DOCX, ODT, PPTX, EPUB, Markdown, text, JSON "
              "Lines, "
              "Atom, RSS, sitemaps, WordPress exports and WARC",
          request.path};
}

}  // namespace pressmark
