// Settings: all that can be set about `server`, each told once: its name, what it means, its limits. Flags,
// environment, file and what is printed of them are made from this table. Values; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/limits.h"
#include "server/http/client_address.h"
#include "server/http/server.h"
#include "server/http/site.h"

namespace pressmark {

/// As given; a default that a part of the server has stands there.
struct Settings {
  std::string index, documents, editorial, public_url;
  std::vector<std::string> cors;
  std::string operator_listen;
  ServerOptions server;  // but its networks, which are below
  uint32_t searches_max = SiteOptions{}.searches_max;
  uint32_t documents_max = SiteOptions{}.documents_max;
  std::vector<std::string> exempt{kOwnMachine.begin(), kOwnMachine.end()};
  std::vector<std::string> trusted_proxies;
  bool log_requests = true;
  std::string query_log;  // its directory
  uint32_t query_log_least = limits::kQueryLogLeastDefault;
};

using SettingValue = std::variant<bool, int64_t, std::string, std::vector<std::string>>;

/// Says what is wrong with a text; empty when nothing is.
using TextCheck = std::string (*)(const std::string& text);

struct TextField {
  std::string& (*at)(Settings&);
  TextCheck check;  // not asked about an empty one
};
struct TextsField {
  std::vector<std::string>& (*at)(Settings&);
  TextCheck check;  // of each
};
struct NumberField {
  uint32_t& (*at)(Settings&);
  uint32_t min, max;
};
struct MillisecondsField {
  std::chrono::milliseconds& (*at)(Settings&);
  uint32_t min, max;
};
struct SwitchField {
  bool& (*at)(Settings&);
};

/// When a changed value counts, once the settings are read again.
enum class Takes : uint8_t { kReload, kRestart };

struct Setting {
  std::string_view name;  // in the file: "listen", or with its section, "times.head_ms"
  Takes takes;
  std::string_view help;
  std::variant<TextField, TextsField, NumberField, MillisecondsField, SwitchField> field;

  std::string flag() const;         // "--times-head-ms"
  std::string environment() const;  // "PRESSMARK_TIMES_HEAD_MS"
};

/// Every setting there is; those of one section stand together, those of none first.
std::span<const Setting> all_settings();

SettingValue value_of(const Setting& setting, Settings settings);
/// Sets it. What is wrong with the value instead, with what it may be; empty when it was set.
std::string set_value(const Setting& setting, Settings& settings, const SettingValue& value);
/// Sets it from text as flags and the environment have it: a list's texts with commas between. As above.
std::string set_text(const Setting& setting, Settings& settings, const std::string& text);

/// What of them the parts of the server take. They have been checked, so nothing is thrown.
ServerOptions server_options(const Settings& settings);
ServerOptions operator_options(const Settings& settings);
SiteOptions site_options(const Settings& settings);

/// `now` with those of `next` that count without a restart. `taken` and `waiting` are the names of those that
/// differ, by whether they are in it.
struct Reloaded {
  Settings settings;
  std::vector<std::string_view> taken, waiting;
};
Reloaded reload(const Settings& now, const Settings& next);

}  // namespace pressmark
