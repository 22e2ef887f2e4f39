// An index whose files are not what was published is refused, whichever file it is.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "tests/support/published_index.h"
#include "tests/support/temp_dir.h"

using namespace pressmark;
using namespace pressmark::testing;
namespace fs = std::filesystem;

namespace {

std::set<fs::path> files_of(const fs::path& generation) {
  std::set<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(generation)) {
    if (entry.is_regular_file() && entry.file_size() > 0 && entry.path().filename() != "manifest.json") {
      files.insert(entry.path());
    }
  }
  return files;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_flipped_bit_in_any_file_is_noticed_and_the_file_named) {
  const TempDir directory;
  publish(directory.path(), {post("a", "Tides", {"High water at noon."})});
  const fs::path generation = fs::canonical(directory.path() / "current");
  const auto files = files_of(generation);
  BOOST_REQUIRE_GE(files.size(), 6U);
  for (const fs::path& file : files) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    const auto middle = static_cast<std::streamoff>(fs::file_size(file) / 2);
    stream.seekg(middle);
    const int byte = stream.get();
    const auto put = [&](int value) {
      stream.seekp(middle);
      stream.put(static_cast<char>(value));
      stream.flush();
    };
    put(byte ^ 1);
    const auto damaged = Index::open(generation, Verify::kHashes);
    BOOST_REQUIRE_MESSAGE(!damaged.ok(), file.string());
    BOOST_TEST(damaged.error().where.find(file.filename().string()) != std::string::npos,
               damaged.error().where << " does not name " << file);
    put(byte);
  }
  BOOST_TEST(Index::open(generation, Verify::kHashes).ok());
}

BOOST_AUTO_TEST_CASE(a_missing_file_and_a_foreign_directory_are_refused) {
  const TempDir directory;
  publish(directory.path(), {post("a", "Tides", {"High water at noon."})});
  fs::remove(fs::canonical(directory.path() / "current") / "records.dat");
  BOOST_TEST(!Index::open(directory.path() / "current", Verify::kSizes).ok());
  BOOST_TEST(!Index::open(directory.path(), Verify::kSizes).ok());
  BOOST_TEST(!Index::open(directory.path() / "nowhere", Verify::kSizes).ok());
}
