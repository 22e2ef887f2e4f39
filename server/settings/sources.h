// Where settings come from: the file, then the environment, then the command line, each over the one before.
// And how they are printed. The file is TOML; toml++ is known to this folder and the editors' file only.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/settings/settings.h"

namespace pressmark {

struct SettingSources {
  std::filesystem::path file;                      // empty for none
  std::map<std::string, std::string> environment;  // by name; those that are no setting's are passed over
  /// What the command line gives, by the setting's name, in order.
  std::vector<std::pair<std::string_view, std::string>> flags;
};

struct SettingFault {
  std::string where;  // "pressmark.toml:12", "PRESSMARK_LISTEN", "--listen"
  std::string message;
  bool on_command_line = false;
};

struct SettingsReading {
  Settings settings;                 // with defaults where there is a fault
  std::vector<std::string> origins;  // of each of all_settings(): as SettingFault::where, or "default"
  std::vector<SettingFault> faults;  // all of them; with any, the settings are not to be used
};
SettingsReading read_settings(const SettingSources& sources);

/// Each setting as the file has it, with its origin: itself a file that sets the same.
std::string print_settings(const SettingsReading& reading);
/// A file that explains every setting and sets none.
std::string print_default_file();

}  // namespace pressmark
