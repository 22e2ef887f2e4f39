#include "server/settings/settings.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <set>

#include "engine/limits.h"

using namespace pressmark;
namespace data = boost::unit_test::data;

namespace {

const Setting& named(std::string_view name) {
  for (const Setting& setting : all_settings()) {
    if (setting.name == name) return setting;
  }
  BOOST_FAIL("there is no such setting");
  throw std::logic_error("not reached");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(settings)

BOOST_AUTO_TEST_CASE(each_setting_has_a_name_a_flag_and_a_variable_of_its_own) {
  std::set<std::string> names, flags, variables;
  for (const Setting& setting : all_settings()) {
    BOOST_TEST(names.emplace(setting.name).second);
    BOOST_TEST(flags.insert(setting.flag()).second);
    BOOST_TEST(variables.insert(setting.environment()).second);
    BOOST_TEST(!setting.help.empty());
  }
  BOOST_TEST(named("times.head_ms").flag() == "--times-head-ms");
  BOOST_TEST(named("times.head_ms").environment() == "PRESSMARK_TIMES_HEAD_MS");
}

BOOST_AUTO_TEST_CASE(every_default_is_a_value_that_can_be_set) {
  for (const Setting& setting : all_settings()) {
    Settings settings;
    const SettingValue value = value_of(setting, settings);
    BOOST_TEST_CONTEXT(setting.name) {
      BOOST_TEST(set_value(setting, settings, value) == "");
      BOOST_TEST((value_of(setting, settings) == value));
    }
  }
}

BOOST_AUTO_TEST_CASE(every_setting_reaches_a_field_of_its_own) {
  for (const Setting& setting : all_settings()) {
    Settings settings;
    std::visit(
        [&](const auto& field) {
          auto& value = field.at(settings);
          if constexpr (
              requires { value.push_back(""); } && !requires { value.c_str(); }) {
            value.push_back("x");
          } else if constexpr (requires { value.c_str(); }) {
            value += "x";
          } else if constexpr (std::is_same_v<std::decay_t<decltype(value)>, bool>) {
            value = !value;
          } else {
            ++value;
          }
        },
        setting.field);
    for (const Setting& other : all_settings()) {
      const bool changed = value_of(other, settings) != value_of(other, Settings{});
      BOOST_TEST(changed == (&other == &setting), setting.name << " and " << other.name);
    }
  }
}

struct Wrong {
  const char* name;
  SettingValue value;
};
std::ostream& operator<<(std::ostream& out, const Wrong& row) {
  return out << row.name;
}
using Texts = std::vector<std::string>;
const Wrong kWrong[] = {
    // of another type
    {"listen", int64_t{8080}},
    {"cors", std::string("*")},
    {"work.threads", std::string("8")},
    {"log.requests", int64_t{1}},
    // beyond the limits
    {"work.threads", int64_t{0}},
    {"work.threads", int64_t{1'025}},
    {"times.head_ms", int64_t{9}},
    {"times.head_ms", int64_t{600'001}},
    {"address.burst", int64_t{-1}},
    // not what it is about
    {"listen", std::string("8080")},
    {"listen", std::string("127.0.0.1:")},
    {"listen", std::string("127.0.0.1:65536")},
    {"listen", std::string(":8080")},
    {"operator", std::string("::1:9090")},
    {"public_url", std::string("search.example.org")},
    {"public_url", std::string("https://search.example.org/path")},
    {"cors", Texts{"https://www.example.org", "www.example.org"}},
    {"address.exempt", Texts{"10.0.0.0/33"}},
    {"address.trusted_proxies", Texts{"proxy.example.org"}},
    // too much
    {"index", std::string(limits::kSettingTextBytesMax + 1, 'a')},
    {"cors", Texts(limits::kSettingTextsMax + 1, "*")},
    {"index", std::string("a\0b", 3)},
};
BOOST_DATA_TEST_CASE(refuses_what_a_setting_cannot_be, data::make(kWrong), row) {
  Settings settings;
  BOOST_TEST(set_value(named(row.name), settings, row.value) != "");
  BOOST_TEST((value_of(named(row.name), settings) == value_of(named(row.name), Settings{})));
}

const Wrong kRight[] = {
    {"work.threads", int64_t{1'024}},
    {"work.threads", int64_t{1}},
    {"times.head_ms", int64_t{10}},
    {"listen", std::string("[::1]:0")},
    {"listen", std::string("localhost:65535")},
    {"operator", std::string()},
    {"public_url", std::string("https://search.example.org/")},
    {"cors", Texts{"*"}},
    {"cors", Texts()},
    {"index", std::string(limits::kSettingTextBytesMax, 'a')},
    {"cors", Texts(limits::kSettingTextsMax, "*")},
};
BOOST_DATA_TEST_CASE(takes_what_is_just_within, data::make(kRight), row) {
  Settings settings;
  BOOST_TEST(set_value(named(row.name), settings, row.value) == "");
  BOOST_TEST((value_of(named(row.name), settings) == row.value));
}

BOOST_AUTO_TEST_CASE(reads_values_from_text) {
  Settings settings;
  BOOST_TEST(set_text(named("cors"), settings, "https://a.example, https://b.example ,") == "");
  BOOST_TEST(settings.cors == (Texts{"https://a.example", "https://b.example"}));
  BOOST_TEST(set_text(named("work.threads"), settings, "7") == "");
  BOOST_TEST(settings.server.threads == 7u);
  BOOST_TEST(set_text(named("log.requests"), settings, "false") == "");
  BOOST_TEST(!settings.log_requests);
  BOOST_TEST(set_text(named("log.requests"), settings, "no") != "");
  BOOST_TEST(set_text(named("work.threads"), settings, "7x") != "");
  BOOST_TEST(set_text(named("work.threads"), settings, "") != "");
}

BOOST_AUTO_TEST_CASE(the_parts_of_the_server_get_what_is_set) {
  Settings settings;
  settings.documents = "/srv";
  settings.public_url = "https://Search.example.org:443/";
  settings.cors = {"HTTPS://www.example.org", "*"};
  settings.trusted_proxies = {"10.0.0.0/8"};
  settings.searches_max = 3;
  const SiteOptions site = site_options(settings);
  BOOST_TEST(site.documents->string() == "/srv");
  BOOST_TEST(site.public_origin == "https://search.example.org");
  BOOST_TEST(site.cors == (Texts{"https://www.example.org", "*"}));
  BOOST_TEST(site.searches_max == 3u);
  BOOST_TEST(server_options(settings).addresses.trusted.size() == 1u);
  BOOST_TEST((server_options(Settings{}).addresses.exempt == AddressLimitOptions{}.exempt));
}

BOOST_AUTO_TEST_CASE(a_reload_takes_what_can_change_and_says_what_must_wait) {
  Settings now, next;
  next.server.listen = "127.0.0.1:9";
  next.server.times.head = std::chrono::milliseconds{77};
  next.cors = {"*"};
  const Reloaded reloaded = reload(now, next);
  BOOST_TEST(reloaded.settings.server.listen == now.server.listen);
  BOOST_TEST(reloaded.settings.server.times.head.count() == 77);
  BOOST_TEST(reloaded.settings.cors == next.cors);
  BOOST_TEST(reloaded.taken == (std::vector<std::string_view>{"cors", "times.head_ms"}));
  BOOST_TEST(reloaded.waiting == std::vector<std::string_view>{"listen"});
}

BOOST_AUTO_TEST_SUITE_END()
