#include "server/http/documents.h"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <system_error>

using namespace pressmark;
namespace data = boost::unit_test::data;
namespace fs = std::filesystem;

namespace {

struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "documents-XXXXXX").string();
    outer = mkdtemp(pattern.data());
    root = outer / "root";
    fs::create_directories(root / "sub dir");
    fs::create_directories(root / ".git");
    write(root / "a.html", "<p>hello</p>");
    write(root / "sub dir" / "b é.pdf", "0123456789");
    write(root / "c.bin", "x");
    write(root / ".git" / "config", "secret");
    write(root / ".hidden", "secret");
    write(outer / "secret.txt", "secret");
    fs::create_symlink("../secret.txt", root / "out.txt");
    fs::create_symlink(outer / "secret.txt", root / "abs.txt");
    fs::create_symlink("a.html", root / "in.html");
    mkfifo((root / "pipe.txt").c_str(), 0600);
  }
  ~Folder() { fs::remove_all(outer); }
  static void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

  fs::path outer, root;
};

HttpRequest get(const std::string& path) {
  HttpRequest request;
  request.path = path;
  return request;
}

std::string header(const HttpAnswer& answer, const std::string& name) {
  for (const auto& [key, value] : answer.headers) {
    if (key == name) return value;
  }
  return "";
}

std::string content(const HttpAnswer& answer) {
  std::string text(answer.file_length, '\0');
  const ssize_t got =
      pread(answer.file->descriptor(), text.data(), text.size(), static_cast<off_t>(answer.file_offset));
  text.resize(static_cast<size_t>(got));
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(documents)

BOOST_FIXTURE_TEST_CASE(serves_files_beneath_the_folder, Folder) {
  const Documents documents(root);
  const auto page = documents.answer(get("/documents/a.html"));
  BOOST_TEST_REQUIRE(page.has_value());
  BOOST_TEST(page->status == 200);
  BOOST_TEST(content(*page) == "<p>hello</p>");
  BOOST_TEST(content(*documents.answer(get("/documents/sub%20dir/b%20%C3%A9.pdf"))) == "0123456789");
  BOOST_TEST(content(*documents.answer(get("/documents/in.html"))) == "<p>hello</p>");
}

const char* const kMissing[] = {
    // not there, or no file
    "/documents/",
    "/documents/none.html",
    "/documents/sub%20dir",
    "/documents/sub%20dir/",
    "/documents/pipe.txt",
    // outside
    "/documents/../secret.txt",
    "/documents/%2e%2e/secret.txt",
    "/documents/sub%20dir/../../secret.txt",
    "/documents//etc/passwd",
    "/documents/%2Fetc/passwd",
    "/documents/out.txt",
    "/documents/abs.txt",
    "/documents/..%2fsecret.txt",
    // hidden
    "/documents/.hidden",
    "/documents/.git/config",
    "/documents/./a.html",
    "/documents/%2egit/config",
    // not well-formed
    "/documents/a.html%00.txt",
    "/documents/%ff",
    "/documents/%zz",
    "/documents/sub%20dir//b",
};
BOOST_DATA_TEST_CASE(shows_nothing_else, data::make(kMissing), path) {
  const Folder folder;
  BOOST_TEST(!Documents(folder.root).answer(get(path)).has_value());
}

BOOST_FIXTURE_TEST_CASE(keeps_scripts_of_documents_away_from_the_site, Folder) {
  const Documents documents(root);
  const auto page = documents.answer(get("/documents/a.html"));
  BOOST_TEST(header(*page, "Content-Type") == "text/html");
  BOOST_TEST(header(*page, "Content-Security-Policy") == "sandbox");
  const auto pdf = documents.answer(get("/documents/sub%20dir/b%20%C3%A9.pdf"));
  BOOST_TEST(header(*pdf, "Content-Type") == "application/pdf");
  BOOST_TEST(header(*pdf, "Content-Security-Policy") == "frame-ancestors 'self'");
  const auto other = documents.answer(get("/documents/c.bin"));
  BOOST_TEST(header(*other, "Content-Type") == "application/octet-stream");
  BOOST_TEST(header(*other, "Content-Disposition") == "attachment");
}

BOOST_FIXTURE_TEST_CASE(serves_a_range, Folder) {
  const Documents documents(root);
  HttpRequest request = get("/documents/sub%20dir/b%20%C3%A9.pdf");
  request.range = "bytes=2-4";
  const auto part = documents.answer(request);
  BOOST_TEST(part->status == 206);
  BOOST_TEST(header(*part, "Content-Range") == "bytes 2-4/10");
  BOOST_TEST(content(*part) == "234");
  request.if_range = "\"another\"";
  BOOST_TEST(documents.answer(request)->status == 200);
  request.if_range = header(*part, "ETag");
  BOOST_TEST(documents.answer(request)->status == 206);
  request.range = "bytes=10-";
  const auto beyond = documents.answer(request);
  BOOST_TEST(beyond->status == 416);
  BOOST_TEST(header(*beyond, "Content-Range") == "bytes */10");
}

BOOST_FIXTURE_TEST_CASE(answers_304_to_who_has_it, Folder) {
  const Documents documents(root);
  HttpRequest request = get("/documents/a.html");
  request.if_none_match = header(*documents.answer(request), "ETag");
  const auto answer = documents.answer(request);
  BOOST_TEST(answer->status == 304);
  BOOST_TEST(!answer->file);
}

BOOST_AUTO_TEST_CASE(refuses_a_folder_that_is_none) {
  BOOST_CHECK_THROW(Documents("/nonexistent/folder"), std::system_error);
}

struct Range {
  const char* text;
  ByteRange::Kind kind;
  uint64_t offset, length;
};
std::ostream& operator<<(std::ostream& out, const Range& row) {
  return out << row.text;
}
using RangeKind = ByteRange::Kind;
const Range kRanges[] = {
    {"bytes=0-0", RangeKind::kPart, 0, 1},
    {"bytes=0-9", RangeKind::kPart, 0, 10},
    {"bytes=3-99", RangeKind::kPart, 3, 7},
    {"bytes=9-", RangeKind::kPart, 9, 1},
    {"bytes=-3", RangeKind::kPart, 7, 3},
    {"bytes=-99", RangeKind::kPart, 0, 10},
    {"bytes=0-18446744073709551615", RangeKind::kPart, 0, 10},
    {"bytes=10-", RangeKind::kUnsatisfiable, 0, 0},
    {"bytes=-0", RangeKind::kUnsatisfiable, 0, 0},
    // not understood: the whole
    {"", RangeKind::kWhole, 0, 0},
    {"bytes=", RangeKind::kWhole, 0, 0},
    {"bytes=-", RangeKind::kWhole, 0, 0},
    {"bytes=5-3", RangeKind::kWhole, 0, 0},
    {"bytes=0-1,3-4", RangeKind::kWhole, 0, 0},
    {"bytes=a-b", RangeKind::kWhole, 0, 0},
    {"bytes=1-2x", RangeKind::kWhole, 0, 0},
    {"lines=1-2", RangeKind::kWhole, 0, 0},
    {"bytes=0-18446744073709551616", RangeKind::kWhole, 0, 0},
};
BOOST_DATA_TEST_CASE(understands_a_single_range, data::make(kRanges), row) {
  const ByteRange range = parse_range(row.text, 10);
  BOOST_TEST((range.kind == row.kind));
  BOOST_TEST(range.offset == row.offset);
  BOOST_TEST(range.length == row.length);
}

BOOST_AUTO_TEST_CASE(no_range_of_an_empty_file_can_be_had) {
  BOOST_TEST((parse_range("bytes=0-", 0).kind == ByteRange::Kind::kUnsatisfiable));
  BOOST_TEST((parse_range("bytes=-1", 0).kind == ByteRange::Kind::kUnsatisfiable));
}

BOOST_AUTO_TEST_SUITE_END()
