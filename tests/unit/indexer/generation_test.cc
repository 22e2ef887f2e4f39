#include "indexer/generation.h"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "engine/analysis/analyzer.h"
#include "engine/schema/schema.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace fs = std::filesystem;

namespace {

Manifest manifest() {
  Manifest manifest;
  manifest.format = schema::kFormat;
  manifest.analyzer = analyzer_version();
  return manifest;
}

/// Publishes a generation that holds one file with `text`.
std::string publish(IndexDirectory& index, const std::string& text, bool copy_current = false) {
  const fs::path built = index.begin(copy_current);
  std::ofstream(built / "data") << text;
  return index.publish(built, manifest());
}

std::string served(const fs::path& directory) {
  std::ifstream in(directory / "current" / "data");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_published_generation_is_the_one_that_is_served) {
  const TempDir directory;
  IndexDirectory index(directory.path());
  index.lock();
  BOOST_TEST(!index.current().has_value());
  BOOST_TEST(publish(index, "one") == "gen-000001");
  BOOST_TEST(served(directory.path()) == "one");
  BOOST_TEST(publish(index, "two") == "gen-000002");
  BOOST_TEST(served(directory.path()) == "two");
  BOOST_TEST(read_manifest(directory.path() / "current", Verify::kHashes).ok());
}

BOOST_AUTO_TEST_CASE(three_generations_are_kept_and_the_served_one_always) {
  const TempDir directory;
  IndexDirectory index(directory.path());
  index.lock();
  for (int i = 1; i <= 5; ++i) publish(index, std::to_string(i));
  BOOST_TEST(index.generations() == (std::vector<std::string>{"gen-000003", "gen-000004", "gen-000005"}),
             boost::test_tools::per_element());
  BOOST_REQUIRE(index.roll_back("gen-000003").ok());
  BOOST_TEST(served(directory.path()) == "3");
  publish(index, "6");
  BOOST_TEST(served(directory.path()) == "6");
}

BOOST_AUTO_TEST_CASE(rolling_back_goes_to_the_generation_before_or_the_one_named) {
  const TempDir directory;
  IndexDirectory index(directory.path());
  index.lock();
  publish(index, "one");
  BOOST_TEST(!index.roll_back("").ok());
  publish(index, "two");
  publish(index, "three");
  BOOST_TEST(index.roll_back("").value() == "gen-000002");
  BOOST_TEST(served(directory.path()) == "two");
  BOOST_TEST(index.roll_back("gen-000003").value() == "gen-000003");
  const auto unknown = index.roll_back("gen-000009");
  BOOST_REQUIRE(!unknown.ok());
  BOOST_TEST(unknown.error().message.find("gen-000001, gen-000002, gen-000003") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_damaged_generation_is_not_gone_back_to) {
  const TempDir directory;
  IndexDirectory index(directory.path());
  index.lock();
  publish(index, "one");
  publish(index, "two");
  std::ofstream(directory.path() / "gen-000001" / "data") << "eno";
  BOOST_TEST(!index.roll_back("").ok());
  BOOST_TEST(served(directory.path()) == "two");
}

BOOST_AUTO_TEST_CASE(what_is_built_on_a_copy_leaves_the_original_alone) {
  const TempDir directory;
  IndexDirectory index(directory.path());
  index.lock();
  publish(index, "one");
  const fs::path built = index.begin(true);
  std::ofstream(built / "data", std::ios::app) << " and more";
  BOOST_TEST(served(directory.path()) == "one");
  index.discard(built);
  BOOST_TEST(!fs::exists(built));
}

BOOST_AUTO_TEST_CASE(a_second_run_is_told_who_holds_the_lock) {
  const TempDir directory;
  IndexDirectory first(directory.path());
  first.lock();
  IndexDirectory second(directory.path());
  BOOST_CHECK_EXCEPTION(second.lock(), LockHeld, [](const LockHeld& held) {
    return std::string(held.what()).find("process " + std::to_string(getpid())) != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(what_a_dead_run_left_behind_is_cleared_away) {
  const TempDir directory;
  fs::create_directories(directory.path() / "gen-000007.building" / "postings");
  IndexDirectory index(directory.path());
  index.lock();
  BOOST_TEST(!fs::exists(directory.path() / "gen-000007.building"));
}
