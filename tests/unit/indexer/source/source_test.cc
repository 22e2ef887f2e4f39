#include "indexer/source/source.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <stdexcept>

#include "engine/limits.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using pressmark::testing::TempDir;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> paths_of(const SourceListing& listing) {
  std::vector<std::string> paths;
  for (const SourceItem& item : listing.items) paths.push_back(item.path);
  return paths;
}

void check_paths(const SourceListing& listing, const std::vector<std::string>& expected) {
  const std::vector<std::string> paths = paths_of(listing);
  BOOST_CHECK_EQUAL_COLLECTIONS(paths.begin(), paths.end(), expected.begin(), expected.end());
}

SourceListing list(const TempDir& root) {
  return list_sources({root.path().string()});
}

}  // namespace

BOOST_AUTO_TEST_CASE(lists_files_by_path_whatever_the_order_on_disk) {
  const TempDir root;
  for (const char* name : {"z.txt", "a/b.txt", "a.txt", "a/B.txt", "m/n/o.pdf"}) root.write(name, "text");
  const SourceListing listing = list(root);
  check_paths(listing, {"a.txt", "a/B.txt", "a/b.txt", "m/n/o.pdf", "z.txt"});
  BOOST_TEST(listing.errors.empty());
}

BOOST_AUTO_TEST_CASE(knows_size_and_time_of_each_file) {
  const TempDir root;
  const fs::path file = root.write("a.txt", "12345");
  const timespec times[2] = {{1'600'000'000, 0}, {1'600'000'000, 123'456'789}};
  BOOST_REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times, 0) == 0);
  const SourceListing listing = list(root);
  BOOST_REQUIRE(listing.items.size() == 1);
  BOOST_TEST(listing.items[0].bytes == 5u);
  BOOST_TEST(listing.items[0].modified_ns == 1'600'000'000'123'456'789);
}

BOOST_AUTO_TEST_CASE(passes_over_hidden_names_and_pipes) {
  const TempDir root;
  root.write(".git/config", "x");
  root.write("a/.hidden.txt", "x");
  root.write("a/seen.txt", "x");
  BOOST_REQUIRE(::mkfifo((root.path() / "pipe").c_str(), 0600) == 0);
  const SourceListing listing = list(root);
  check_paths(listing, {"a/seen.txt"});
  BOOST_TEST(listing.errors.empty());
}

BOOST_AUTO_TEST_CASE(takes_a_single_file_by_its_name) {
  const TempDir root;
  const fs::path file = root.write("deep/down/export.jsonl", "{}");
  check_paths(list_sources({file.string()}), {"export.jsonl"});
}

BOOST_AUTO_TEST_CASE(follows_links_inside_the_root_only) {
  const TempDir root;
  const TempDir other;
  other.write("secret.txt", "x");
  root.write("a/one.txt", "x");
  fs::create_directory_symlink(other.path(), root.path() / "out");
  fs::create_symlink(other.path() / "secret.txt", root.path() / "out.txt");
  fs::create_symlink(root.path() / "a" / "one.txt", root.path() / "in.txt");
  fs::create_symlink(root.path() / "nowhere", root.path() / "broken.txt");
  const SourceListing listing = list(root);
  check_paths(listing, {"a/one.txt", "in.txt"});
  BOOST_REQUIRE(listing.errors.size() == 3);
  BOOST_TEST(listing.errors[0].where == "broken.txt");
  BOOST_TEST(listing.errors[1].where == "out");
  BOOST_TEST(listing.errors[1].message == "is a link out of its source folder, which is not followed");
  BOOST_TEST(listing.errors[2].where == "out.txt");
}

BOOST_AUTO_TEST_CASE(does_not_take_a_sibling_with_the_same_beginning_for_the_root) {
  const TempDir top;
  top.write("news/a.txt", "x");
  top.write("newsroom/b.txt", "x");
  fs::create_symlink(top.path() / "newsroom" / "b.txt", top.path() / "news" / "b.txt");
  const SourceListing listing = list_sources({(top.path() / "news").string()});
  check_paths(listing, {"a.txt"});
  BOOST_TEST(listing.errors.size() == 1u);
}

BOOST_AUTO_TEST_CASE(ends_when_links_go_round) {
  const TempDir root;
  root.write("a/b/file.txt", "x");
  fs::create_directory_symlink(root.path() / "a", root.path() / "a" / "b" / "again");
  check_paths(list(root), {"a/b/file.txt"});
}

BOOST_AUTO_TEST_CASE(leaves_out_names_that_are_not_utf8_and_says_so) {
  const TempDir root;
  root.write("gr\xFC\xDF.txt", "x");
  root.write("grüß.txt", "x");
  root.write("bad\xED\xA0\x80/inner.txt", "x");
  const SourceListing listing = list(root);
  check_paths(listing, {"grüß.txt"});
  BOOST_REQUIRE(listing.errors.size() == 2);
  BOOST_TEST(listing.errors[0].where == "bad\\xED\\xA0\\x80");
  BOOST_TEST(listing.errors[1].where == "gr\\xFC\\xDF.txt");
  BOOST_TEST((listing.errors[1].code == ErrorCode::kBadEncoding));
}

BOOST_AUTO_TEST_CASE(takes_the_first_of_two_files_with_one_path) {
  const TempDir first;
  const TempDir second;
  first.write("a.txt", "first");
  second.write("a.txt", "second");
  const SourceListing listing = list_sources({first.path().string(), second.path().string()});
  BOOST_REQUIRE(listing.items.size() == 1);
  BOOST_TEST((listing.items[0].file.parent_path() == fs::canonical(first.path())));
  BOOST_REQUIRE(listing.errors.size() == 1);
  BOOST_TEST((listing.errors[0].code == ErrorCode::kConflict));
}

BOOST_AUTO_TEST_CASE(counts_a_file_named_twice_once) {
  const TempDir root;
  root.write("a.txt", "x");
  const SourceListing listing = list_sources({root.path().string(), root.path().string()});
  check_paths(listing, {"a.txt"});
  BOOST_TEST(listing.errors.empty());
}

BOOST_AUTO_TEST_CASE(throws_for_a_source_that_does_not_exist) {
  BOOST_CHECK_EXCEPTION(list_sources({"/nowhere/at/all"}), std::invalid_argument,
                        [](const std::invalid_argument& error) {
                          return std::string(error.what()).find("/nowhere/at/all") != std::string::npos;
                        });
}

BOOST_AUTO_TEST_CASE(refuses_folders_that_go_on_for_ever) {
  const TempDir root;
  std::string deep = "file.txt";
  for (int i = 0; i < 70; ++i) deep = "d/" + deep;
  root.write(deep, "x");
  const SourceListing listing = list(root);
  BOOST_TEST(listing.items.empty());
  BOOST_REQUIRE(listing.errors.size() == 1);
  BOOST_TEST((listing.errors[0].code == ErrorCode::kTooLarge));
}

BOOST_AUTO_TEST_CASE(opens_files_and_says_why_others_cannot_be_read) {
  const TempDir root;
  BOOST_TEST(open_file(root.write("a.bin", "abc")).ok());
  const auto missing = open_file(root.path() / "missing");
  BOOST_REQUIRE(!missing.ok());
  BOOST_TEST((missing.error().code == ErrorCode::kUnreadable));
  BOOST_TEST(missing.error().message == "cannot be read: No such file or directory");
  const auto folder = open_file(root.path());
  BOOST_REQUIRE(!folder.ok());
  BOOST_TEST((folder.error().code == ErrorCode::kUnreadable));
}

BOOST_AUTO_TEST_CASE(hashes_content_and_nothing_else) {
  BOOST_TEST(content_hash("") == "99aa06d3014798d86001c324468d497f");
  BOOST_TEST(content_hash("a") != content_hash("b"));
  BOOST_TEST(content_hash("abc").size() == 32u);
}
