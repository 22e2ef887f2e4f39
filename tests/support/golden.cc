#include "tests/support/golden.h"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>

namespace pressmark::testing {
namespace {

std::filesystem::path golden_path(const std::string& name) {
  return std::filesystem::path(PRESSMARK_SOURCE_DIR) / "tests" / "golden" / name;
}

std::string read_all(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// "line 3: expected "a", got "b"" for the first line that differs.
std::string first_difference(const std::string& expected, const std::string& actual) {
  std::istringstream expected_lines(expected);
  std::istringstream actual_lines(actual);
  for (int number = 1;; ++number) {
    std::string left;
    std::string right;
    const bool has_left = static_cast<bool>(std::getline(expected_lines, left));
    const bool has_right = static_cast<bool>(std::getline(actual_lines, right));
    if (left != right || has_left != has_right || !has_left) {
      return "line " + std::to_string(number) + ": expected \"" + (has_left ? left : "(end)") + "\", got \"" +
             (has_right ? right : "(end)") + "\"";
    }
  }
}

}  // namespace

void check_golden(const std::string& name, const std::string& actual) {
  const std::filesystem::path file = golden_path(name);
  const char* update = std::getenv("PRESSMARK_UPDATE_GOLDEN");
  if (update != nullptr && std::string_view(update) == "1") {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << actual;
    return;
  }
  BOOST_REQUIRE_MESSAGE(std::filesystem::exists(file),
                        file << " is missing; write it with PRESSMARK_UPDATE_GOLDEN=1 and read it");
  const std::string expected = read_all(file);
  BOOST_CHECK_MESSAGE(expected == actual, "tests/golden/" << name << ": "
                                                          << first_difference(expected, actual)
                                                          << "; if that is right, PRESSMARK_UPDATE_GOLDEN=1");
}

std::string golden_input(const std::string& name) {
  const std::filesystem::path file = golden_path(name);
  BOOST_REQUIRE_MESSAGE(std::filesystem::exists(file), file << " is missing");
  return read_all(file);
}

}  // namespace pressmark::testing
