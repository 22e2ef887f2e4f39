#include "server/settings/sources.h"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "engine/limits.h"
#include "server/nearest_name.h"

namespace pressmark {
namespace {

constexpr size_t kHelpColumns = 110;

class SourcesReader {
 public:
  SourcesReader() { reading_.origins.assign(all_settings().size(), "default"); }

  SettingsReading read(const SettingSources& sources) {
    if (!sources.file.empty()) read_file(sources.file);
    for (size_t i = 0; i < all_settings().size(); ++i) {
      const Setting& setting = all_settings()[i];
      const auto found = sources.environment.find(setting.environment());
      if (found == sources.environment.end()) continue;
      note(i, found->first, set_text(setting, reading_.settings, found->second), false);
    }
    for (size_t i = 0; i < all_settings().size(); ++i) read_flag(i, sources);
    return std::move(reading_);
  }

 private:
  /// What setting `index` from `where` came to.
  void note(size_t index, std::string where, std::string fault, bool on_command_line) {
    if (fault.empty()) {
      reading_.origins[index] = std::move(where);
    } else {
      reading_.faults.push_back(
          {std::move(where), std::string(all_settings()[index].name) + ": " + fault, on_command_line});
    }
  }

  void fault(std::string where, std::string message) {
    reading_.faults.push_back({std::move(where), std::move(message), false});
  }

  void read_flag(size_t index, const SettingSources& sources) {
    const Setting& setting = all_settings()[index];
    std::vector<std::string> given;
    for (const auto& [name, text] : sources.flags) {
      if (name == setting.name) given.push_back(text);
    }
    if (given.empty()) return;
    const bool list = std::holds_alternative<TextsField>(setting.field);
    const std::string fault = list               ? set_value(setting, reading_.settings, given)
                              : given.size() > 1 ? "it is given more than once"
                                                 : set_text(setting, reading_.settings, given.front());
    note(index, setting.flag(), fault, true);
  }

  void read_file(const std::filesystem::path& path) {
    file_ = path.string();
    std::ifstream stream(path, std::ios::binary);
    std::string text(limits::kSettingsBytesMax + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!stream.is_open() || stream.bad()) return fault(file_, "it cannot be read");
    text.resize(static_cast<size_t>(stream.gcount()));
    if (text.size() > limits::kSettingsBytesMax) {
      return fault(file_, "it is larger than " + std::to_string(limits::kSettingsBytesMax >> 10) + " KiB");
    }
    try {
      read_table(toml::parse(text), "");
    } catch (const toml::parse_error& error) {
      fault(at(error.source()), "it is no TOML: " + std::string(error.description()));
    }
  }

  std::string at(const toml::source_region& region) const {
    return file_ + ':' + std::to_string(region.begin.line);
  }

  void read_table(const toml::table& table, const std::string& section) {
    for (const auto& [key, node] : table) {
      const std::string name = section + std::string(key.str());
      if (const toml::table* inner = node.as_table();
          inner != nullptr && section.empty() && !is_setting(name)) {
        read_table(*inner, name + '.');
      } else {
        read_node(name, node, at(key.source()));
      }
    }
  }

  static bool is_setting(std::string_view name) {
    return std::any_of(all_settings().begin(), all_settings().end(),
                       [&](const Setting& setting) { return setting.name == name; });
  }

  void read_node(const std::string& name, const toml::node& node, std::string where) {
    for (size_t i = 0; i < all_settings().size(); ++i) {
      if (all_settings()[i].name != name) continue;
      const std::optional<SettingValue> value = value_in(node);
      std::string fault = value ? set_value(all_settings()[i], reading_.settings, *value)
                                : "it can be text, a whole number, true, false, or a list of texts";
      return note(i, std::move(where), std::move(fault), false);
    }
    std::vector<std::string_view> names;
    for (const Setting& setting : all_settings()) names.push_back(setting.name);
    fault(std::move(where), "there is no setting \"" + name.substr(0, limits::kSettingTextBytesMax) +
                                "\"; the nearest is \"" + std::string(nearest_name(name, names)) + '"');
  }

  static std::optional<SettingValue> value_in(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) return *text;
    if (const auto number = node.value_exact<int64_t>()) return *number;
    if (const auto on = node.value_exact<bool>()) return *on;
    if (!node.is_array()) return std::nullopt;
    std::vector<std::string> texts;
    for (const toml::node& item : *node.as_array()) {
      const auto text = item.value_exact<std::string>();
      if (!text) return std::nullopt;
      texts.push_back(*text);
    }
    return texts;
  }

  std::string file_;
  SettingsReading reading_;
};

std::string in_toml(const std::string& text) {
  std::ostringstream out;
  out << toml::value<std::string>(text);
  return std::move(out).str();
}

std::string in_toml(const SettingValue& value) {
  if (const bool* on = std::get_if<bool>(&value)) return *on ? "true" : "false";
  if (const int64_t* number = std::get_if<int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return in_toml(*text);
  std::string list;
  for (const std::string& text : std::get<std::vector<std::string>>(value)) {
    list += (list.empty() ? "" : ", ") + in_toml(text);
  }
  return '[' + list + ']';
}

std::string comment(std::string_view text) {
  std::string lines, line = "#";
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    if (line.size() + 1 + word.size() > kHelpColumns) {
      lines += line + '\n';
      line = "#";
    }
    line += ' ' + word;
  }
  return lines + line + '\n';
}

/// Writes each setting with `write(index, key without section, value)`, under the headings of their sections.
template <class Write>
std::string in_sections(const Settings& settings, Write write) {
  std::string text;
  std::string_view section;
  for (size_t i = 0; i < all_settings().size(); ++i) {
    const Setting& setting = all_settings()[i];
    const size_t dot = setting.name.find('.');
    const std::string_view of = dot == std::string_view::npos ? "" : setting.name.substr(0, dot);
    if (of != section) text += "\n[" + std::string(of) + "]\n";
    section = of;
    const std::string key(setting.name.substr(dot == std::string_view::npos ? 0 : dot + 1));
    text += write(i, key, in_toml(value_of(setting, settings)));
  }
  return text;
}

std::string limits_of(const Setting& setting) {
  if (const auto* field = std::get_if<NumberField>(&setting.field)) {
    return " From " + std::to_string(field->min) + " to " + std::to_string(field->max) + '.';
  }
  if (const auto* field = std::get_if<MillisecondsField>(&setting.field)) {
    return " Milliseconds, from " + std::to_string(field->min) + " to " + std::to_string(field->max) + '.';
  }
  return {};
}

}  // namespace

SettingsReading read_settings(const SettingSources& sources) {
  return SourcesReader{}.read(sources);
}

std::string print_settings(const SettingsReading& reading) {
  return in_sections(reading.settings, [&](size_t i, const std::string& key, const std::string& value) {
    return key + " = " + value + "  # " + reading.origins[i] + '\n';
  });
}

std::string print_default_file() {
  const std::string top =
      comment(
          "Settings of Pressmark's server: server --config FILE. What is commented out is the default. Each "
          "can "
          "also be set by a flag, --times-head-ms for head_ms in [times], and by the environment, "
          "PRESSMARK_TIMES_HEAD_MS; a flag counts before the environment, the environment before this file. "
          "After a change `kill -HUP` makes the server read it again; those marked (restart) wait for one.") +
      '\n';
  return top + in_sections(Settings{}, [&](size_t i, const std::string& key, const std::string& value) {
           const Setting& setting = all_settings()[i];
           const std::string restart = setting.takes == Takes::kRestart ? " (restart)" : "";
           return comment(std::string(setting.help) + limits_of(setting) + restart) + "# " + key + " = " +
                  value + '\n';
         });
}

}  // namespace pressmark
