#include "engine/schema/manifest.h"

#include <boost/test/unit_test.hpp>
#include <random>

#include "engine/schema/schema.h"
#include "tests/unit/engine/schema/schema_test_support.h"

namespace pressmark {
namespace {

constexpr const char* kAnalyzer = "1 icu72 snowball2";

Manifest sample() {
  Manifest manifest;
  manifest.format = schema::kFormat;
  manifest.generation = "gen-000012";
  manifest.created = "2022-03-29T10:00:00Z";
  manifest.pressmark_version = "0.1.0";
  manifest.analyzer = kAnalyzer;
  manifest.xapian_version = "1.4.22";
  manifest.publications = 245'113;
  manifest.text_bytes = uint64_t{1} << 40;
  manifest.average_length = 262.125;
  manifest.languages = {{"en", 245'000}, {"de", 113}};
  return manifest;
}

/// A generation of an index: an own directory in that of the test.
std::filesystem::path write_generation(const TestDirectory& index) {
  const std::filesystem::path generation = index / "gen-000012";
  std::filesystem::create_directories(generation / "postings");
  write_bytes(generation / "text.dat", "abc");
  write_bytes(generation / "postings/empty", "");
  Manifest manifest = sample();
  manifest.files = hash_files(generation);
  write_bytes(generation / "manifest.json", to_json(manifest));
  return generation;
}

Error refusal(const std::filesystem::path& generation, Verify verify = Verify::kHashes) {
  const auto manifest = read_manifest(generation, verify, kAnalyzer);
  BOOST_REQUIRE(!manifest.ok());
  return manifest.error();
}

bool says(const Error& error, const std::string& what) {
  return error.message.find(what) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(manifests)

BOOST_AUTO_TEST_CASE(parsing_what_was_written_is_identity) {
  Manifest manifest = sample();
  manifest.files = {{"text.dat", {3, "ba78"}}, {"postings/é", {UINT64_MAX, ""}}};
  BOOST_TEST((parse_manifest(to_json(manifest), "manifest.json").value() == manifest));
}

BOOST_AUTO_TEST_CASE(hashes_files_of_every_folder_but_the_manifest) {
  const TestDirectory index;
  const auto files = hash_files(write_generation(index));
  BOOST_REQUIRE(files.size() == 2);
  BOOST_TEST(files.at("text.dat").bytes == 3);
  BOOST_TEST(files.at("text.dat").sha256 ==
             "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  BOOST_TEST(files.at("postings/empty").sha256 ==
             "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  BOOST_CHECK_THROW(hash_files(index / "missing"), std::system_error);
}

BOOST_AUTO_TEST_CASE(hashes_files_longer_than_one_step) {
  const TestDirectory index;
  write_bytes(index / "million", std::string(1'000'000, 'a'));
  write_bytes(index / "step", std::string(3 << 20, 'a'));
  const auto files = hash_files(index.path());
  BOOST_TEST(files.at("million").sha256 ==
             "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  BOOST_TEST(files.at("step").bytes == 3u << 20);
}

BOOST_AUTO_TEST_CASE(accepts_a_whole_generation) {
  const TestDirectory index;
  const auto generation = write_generation(index);
  for (const Verify verify : {Verify::kSizes, Verify::kHashes}) {
    const auto manifest = read_manifest(generation, verify, kAnalyzer);
    BOOST_REQUIRE(manifest.ok());
    BOOST_TEST(manifest.value().generation == "gen-000012");
    BOOST_TEST(read_manifest(generation, verify).ok());
  }
}

BOOST_AUTO_TEST_CASE(names_the_file_that_is_missing_longer_changed_or_strange) {
  const TestDirectory index;
  const auto generation = write_generation(index);
  write_bytes(generation / "text.dat", "abd");
  BOOST_TEST(read_manifest(generation, Verify::kSizes, kAnalyzer).ok());
  const Error changed = refusal(generation);
  BOOST_CHECK(changed.code == ErrorCode::kCorrupt);
  BOOST_TEST(changed.where == (generation / "text.dat").string());
  BOOST_TEST(says(changed, "text.dat is not what it was"));
  BOOST_TEST(says(changed, "indexer rollback " + index.path().string() +
                               ", or run: indexer rebuild --index " + index.path().string()));
  write_bytes(generation / "text.dat", "abcd");
  BOOST_TEST(says(refusal(generation, Verify::kSizes), "text.dat has 4 bytes where its manifest says 3"));
  std::filesystem::remove(generation / "text.dat");
  BOOST_TEST(says(refusal(generation, Verify::kSizes), "text.dat is missing"));
  write_bytes(generation / "text.dat", "abc");
  write_bytes(generation / "strange", "abc");
  BOOST_TEST(says(refusal(generation, Verify::kSizes), "strange is not in the manifest"));
}

BOOST_AUTO_TEST_CASE(refuses_another_format_or_analyser_and_says_how_to_rebuild) {
  const TestDirectory index;
  const auto generation = write_generation(index);
  const auto other = read_manifest(generation, Verify::kSizes, "2");
  BOOST_REQUIRE(!other.ok());
  BOOST_CHECK(other.error().code == ErrorCode::kUnsupported);
  BOOST_TEST(says(other.error(),
                  std::string("was made with analyser \"") + kAnalyzer + "\", this program has \"2\""));
  BOOST_TEST(says(other.error(), "run: indexer rebuild --index " + index.path().string()));
  const std::string ours = std::to_string(schema::kFormat), theirs = std::to_string(schema::kFormat + 1);
  write_bytes(generation / "manifest.json", "{\"format\": " + theirs + "}");
  const Error format = refusal(generation);
  BOOST_CHECK(format.code == ErrorCode::kUnsupported);
  BOOST_TEST(says(format, "is of format " + theirs + ", this program reads format " + ours +
                              "; run: indexer rebuild --index " + index.path().string()));
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_with_a_manifest_that_is_none) {
  const TestDirectory index;
  const auto generation = write_generation(index);
  const std::string bare = "{\"format\": " + std::to_string(schema::kFormat) + "}";
  for (const char* text : {"", "{", "[]", "{}", bare.c_str(), "{\"format\": \"1\"}", "{\"format\": -1}"}) {
    write_bytes(generation / "manifest.json", text);
    const Error error = refusal(generation);
    BOOST_CHECK(error.code == ErrorCode::kCorrupt);
    BOOST_TEST(says(error, "manifest.json is not a manifest ("), text);
  }
  Manifest manifest = sample();
  std::string text = to_json(manifest);
  text.replace(text.find("245113"), 6, "-1");
  BOOST_TEST(says(parse_manifest(text, "manifest.json").error(), "\"publications\""));
  std::filesystem::remove(generation / "manifest.json");
  const Error missing = refusal(generation);
  BOOST_CHECK(missing.code == ErrorCode::kUnreadable);
  BOOST_TEST(says(missing, "manifest.json: No such file"));
  BOOST_TEST(says(missing, "indexer rebuild"));
}

BOOST_AUTO_TEST_CASE(notices_every_damage_to_itself) {
  std::mt19937 random(8);
  Manifest manifest = sample();
  manifest.files = {{"text.dat", {3, "ba78"}}};
  const std::string whole = to_json(manifest);
  for (int round = 0; round < 2000; ++round) {
    std::string damaged = whole;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    if (round % 5 == 0) damaged.resize(random() % damaged.size());
    const auto parsed = parse_manifest(damaged, "manifest.json");
    BOOST_TEST(parsed.ok() == (damaged == whole), damaged);
    if (!parsed.ok()) BOOST_TEST(!parsed.error().message.empty());
  }
  BOOST_TEST(!parse_manifest(std::string(200'000, '['), "manifest.json").ok());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressmark
