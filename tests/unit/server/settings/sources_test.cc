#include "server/settings/sources.h"

#include <unistd.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>

#include "engine/limits.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

/// pressmark.toml in a folder of its own.
struct File {
  explicit File(const std::string& text) {
    std::string pattern = (std::filesystem::temp_directory_path() / "settings-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    path = folder / "pressmark.toml";
    std::ofstream(path, std::ios::binary) << text;
  }
  ~File() { std::filesystem::remove_all(folder); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  std::filesystem::path folder, path;
};

SettingsReading read(const std::string& text) {
  const File file(text);
  return read_settings({file.path, {}, {}});
}

std::string origin(const SettingsReading& reading, std::string_view name) {
  for (size_t i = 0; i < all_settings().size(); ++i) {
    if (all_settings()[i].name == name) return std::filesystem::path(reading.origins[i]).filename().string();
  }
  return "none";
}

void same_settings(const Settings& left, const Settings& right) {
  for (const Setting& setting : all_settings()) {
    BOOST_TEST((value_of(setting, left) == value_of(setting, right)), setting.name);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(setting_sources)

BOOST_AUTO_TEST_CASE(a_flag_counts_before_the_environment_and_that_before_the_file) {
  const File file(
      "index = \"file\"\nlisten = \"127.0.0.1:1\"\noperator = \"127.0.0.1:1\"\n[times]\nidle_ms = 11\n");
  const SettingsReading reading = read_settings({file.path,
                                                 {{"PRESSMARK_LISTEN", "127.0.0.1:2"},
                                                  {"PRESSMARK_OPERATOR", "127.0.0.1:2"},
                                                  {"PRESSMARK_PORT_8080_TCP", "of no setting"}},
                                                 {{"operator", "127.0.0.1:3"}}});
  BOOST_TEST(reading.faults.empty());
  BOOST_TEST(reading.settings.index == "file");
  BOOST_TEST(reading.settings.server.listen == "127.0.0.1:2");
  BOOST_TEST(reading.settings.operator_listen == "127.0.0.1:3");
  BOOST_TEST(reading.settings.server.times.idle.count() == 11);
  BOOST_TEST(origin(reading, "index") == "pressmark.toml:1");
  BOOST_TEST(origin(reading, "times.idle_ms") == "pressmark.toml:5");
  BOOST_TEST(origin(reading, "listen") == "PRESSMARK_LISTEN");
  BOOST_TEST(origin(reading, "operator") == "--operator");
  BOOST_TEST(origin(reading, "cors") == "default");
}

BOOST_AUTO_TEST_CASE(a_flag_of_a_list_may_be_repeated_and_another_may_not) {
  const SettingsReading reading = read_settings(
      {{}, {}, {{"cors", "https://a.example"}, {"cors", "*"}, {"listen", "a:1"}, {"listen", "a:2"}}});
  BOOST_TEST(reading.settings.cors == (std::vector<std::string>{"https://a.example", "*"}));
  BOOST_TEST_REQUIRE(reading.faults.size() == 1u);
  BOOST_TEST(reading.faults[0].where == "--listen");
  BOOST_TEST(reading.faults[0].on_command_line);
}

struct Bad {
  const char* text;
  const char* where;
  const char* message;  // what it begins with
};
std::ostream& operator<<(std::ostream& out, const Bad& row) {
  return out << row.text;
}
const Bad kBad[] = {
    {"index = \"x\"\nlistn = \"a\"\n", "pressmark.toml:2",
     "there is no setting \"listn\"; the nearest is \"listen\""},
    {"[times]\n\nhaed_ms = 5\n", "pressmark.toml:3",
     "there is no setting \"times.haed_ms\"; the nearest is \"times.head_ms\""},
    {"[times.head_ms]\na = 5\n", "pressmark.toml:1", "times.head_ms: it can be text, a whole number"},
    {"[index]\n", "pressmark.toml:1", "index: it can be"},
    {"[times]\nhead_ms = \"5\"\n", "pressmark.toml:2",
     "times.head_ms: it must be a whole number from 10 to 600000"},
    {"[work]\nthreads = 0\n", "pressmark.toml:2", "work.threads: it must be a whole number from 1 to 1024"},
    {"[work]\nthreads = 1.5\n", "pressmark.toml:2", "work.threads: it can be text, a whole number"},
    {"cors = [\"*\", 5]\n", "pressmark.toml:1", "cors: it can be"},
    {"\n\nlisten = \n", "pressmark.toml:3", "it is no TOML: "},
    {"index = \"a\"\nindex = \"b\"\n", "pressmark.toml:2", "it is no TOML: "},
};
BOOST_DATA_TEST_CASE(names_the_line_of_what_is_wrong, data::make(kBad), row) {
  const SettingsReading reading = read(row.text);
  BOOST_TEST_REQUIRE(reading.faults.size() == 1u);
  BOOST_TEST(std::filesystem::path(reading.faults[0].where).filename().string() == row.where);
  BOOST_TEST(reading.faults[0].message.starts_with(row.message), reading.faults[0].message);
  BOOST_TEST(!reading.faults[0].on_command_line);
}

BOOST_AUTO_TEST_CASE(names_all_that_is_wrong) {
  BOOST_TEST(read("a = 1\nb = 2\n[work]\nthreads = 0\n").faults.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_wrong_variable_is_named) {
  const SettingsReading reading = read_settings({{}, {{"PRESSMARK_WORK_THREADS", "many"}}, {}});
  BOOST_TEST_REQUIRE(reading.faults.size() == 1u);
  BOOST_TEST(reading.faults[0].where == "PRESSMARK_WORK_THREADS");
  BOOST_TEST(!reading.faults[0].on_command_line);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_or_too_large_is_a_fault) {
  BOOST_TEST_REQUIRE(read_settings({"/nowhere/pressmark.toml", {}, {}}).faults.size() == 1u);
  BOOST_TEST(read(std::string(limits::kSettingsBytesMax, '#')).faults.empty());
  BOOST_TEST(read(std::string(limits::kSettingsBytesMax + 1, '#')).faults.size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_printed_sets_the_same_again) {
  const SettingsReading reading = read(
      "index = \"a \\\"quoted\\\" path\"\ncors = [\"*\", \"https://a.example\"]\n[log]\nrequests = false\n"
      "[address]\nexempt = []\nburst = 7\n");
  BOOST_TEST(reading.faults.empty());
  const std::string printed = print_settings(reading);
  const SettingsReading again = read(printed);
  BOOST_TEST(again.faults.empty());
  same_settings(reading.settings, again.settings);
  BOOST_TEST(printed.find("burst = 7  # ") != std::string::npos);
  BOOST_TEST(printed.find("pressmark.toml:7\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_default_file_sets_nothing_and_names_every_setting_with_its_default) {
  const std::string file = print_default_file();
  const SettingsReading untouched = read(file);
  BOOST_TEST(untouched.faults.empty());
  for (const std::string& from : untouched.origins) BOOST_TEST(from == "default");

  // The lines that set something have a key and " = " after their mark.
  std::string uncommented;
  std::istringstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    const size_t equals = line.find(" = ");
    const bool sets = line.starts_with("# ") && equals != std::string::npos && line.find(' ', 2) == equals;
    uncommented += (sets ? line.substr(2) : line) + '\n';
    BOOST_TEST(line.size() <= 110u);
  }
  const SettingsReading set = read(uncommented);
  BOOST_TEST(set.faults.empty());
  for (size_t i = 0; i < set.origins.size(); ++i) {
    BOOST_TEST(set.origins[i] != "default", all_settings()[i].name);
  }
  same_settings(set.settings, Settings{});
}

BOOST_AUTO_TEST_SUITE_END()
