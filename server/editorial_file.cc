#include "server/editorial_file.h"

#include <sys/stat.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <sstream>

#include "engine/limits.h"

namespace pressmark {
namespace {

using Texts = std::vector<std::string>;

/// The entries of one file; what cannot be used is a fault.
class EntryReader {
 public:
  EntryReader(std::string file, EditorialReading& reading) : file_(std::move(file)), reading_(reading) {}

  void run(const toml::table& root) {
    known_keys(root, {"synonyms", "pins", "hides", "boosts", "suggestions"});
    each(root, "synonyms", &EntryReader::synonyms);
    each(root, "pins", &EntryReader::pins);
    each(root, "hides", &EntryReader::hides);
    each(root, "boosts", &EntryReader::boosts);
    if (const toml::node* node = root.get("suggestions")) {
      if (const toml::table* table = node->as_table()) {
        known_keys(*table, {"deny"});
        denied(*table);
      } else {
        fault(*node, "\"suggestions\" must be a table: write [suggestions] above deny = [...]");
      }
    }
    if (faults_ > limits::kEditorialFaultsMax) {
      reading_.faults.push_back({ErrorCode::kBadMetadata,
                                 "and " + std::to_string(faults_ - limits::kEditorialFaultsMax) + " more",
                                 file_});
    }
  }

 private:
  void fault(const toml::node& node, std::string message) {
    if (++faults_ > limits::kEditorialFaultsMax) return;
    reading_.faults.push_back(
        {ErrorCode::kBadMetadata, std::move(message), file_ + ':' + std::to_string(line_of(node))});
  }

  static uint32_t line_of(const toml::node& node) { return node.source().begin.line; }

  /// Whether it has no other keys; others are a fault of the whole entry, since a misspelt key would change
  /// its meaning.
  bool known_keys(const toml::table& table, std::initializer_list<std::string_view> known) {
    bool whole = true;
    for (const auto& [key, value] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      std::string names;
      for (const std::string_view name : known) names += (names.empty() ? "" : ", ") + std::string(name);
      fault(value, "\"" + std::string(key.str()) + "\" means nothing here; what can stand here is " + names);
      whole = false;
    }
    return whole;
  }

  using Entry = void (EntryReader::*)(const toml::table&);
  void each(const toml::table& root, const char* name, Entry entry) {
    const toml::node* node = root.get(name);
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr) {
      fault(*node, std::string("write [[") + name + "]] with two brackets before each entry");
      return;
    }
    size_t count = 0;
    for (const toml::node& item : *list) {
      if (++count > limits::kEditorialEntriesMax) {
        fault(item, std::string("more than ") + std::to_string(limits::kEditorialEntriesMax) + " " + name +
                        "; this entry and those after it are left out");
        return;
      }
      const toml::table* table = item.as_table();
      if (table == nullptr) {
        fault(item, std::string("write [[") + name + "]] before each entry");
      } else {
        (this->*entry)(*table);
      }
    }
  }

  /// One text or a list of them; false with a fault when it is anything else, empty or too much.
  bool read_texts(const toml::table& table, const char* key, size_t count_max, Texts& texts) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
      fault(table, std::string("\"") + key + "\" is missing");
      return false;
    }
    if (!node->is_array()) return read_text(*node, key, texts);
    const toml::array& list = *node->as_array();
    if (list.empty() || list.size() > count_max) {
      fault(*node, std::string("\"") + key + "\" must have 1 to " + std::to_string(count_max) + " texts");
      return false;
    }
    return std::all_of(list.begin(), list.end(),
                       [&](const toml::node& item) { return read_text(item, key, texts); });
  }

  /// Each word for itself: a bad one does not let the others through.
  void denied(const toml::table& table) {
    const toml::array* list = table["deny"].as_array();
    if (list == nullptr || list->size() > limits::kEditorialEntriesMax) {
      fault(table, "\"deny\" must be a list of at most " + std::to_string(limits::kEditorialEntriesMax) +
                       " words in quotes: deny = [\"word\", \"word\"]");
      return;
    }
    for (const toml::node& item : *list) read_text(item, "deny", reading_.editorial.denied);
  }

  bool read_text(const toml::node& node, const char* key, Texts& texts) {
    const std::optional<std::string> text = node.value_exact<std::string>();
    if (!text || text->find_first_not_of(" \t\r\n") == std::string::npos) {
      fault(node, std::string("\"") + key + "\" must be text in quotes, or a list of such texts");
      return false;
    }
    if (text->size() > limits::kEditorialTextBytesMax) {
      fault(node, std::string("a text of \"") + key + "\" is longer than " +
                      std::to_string(limits::kEditorialTextBytesMax) + " bytes; shorten it");
      return false;
    }
    texts.push_back(*text);
    return true;
  }

  bool few_words(const toml::table& table, const Texts& sides) {
    for (const std::string& side : sides) {
      std::istringstream words(side);
      const auto count = std::distance(std::istream_iterator<std::string>(words), {});
      if (static_cast<size_t>(count) <= limits::kSynonymWordsMax) continue;
      fault(table, "\"" + side + "\" has more than " + std::to_string(limits::kSynonymWordsMax) +
                       " words; shorten it");
      return false;
    }
    return true;
  }

  void synonyms(const toml::table& table) {
    SynonymEntry entry;
    entry.line = line_of(table);
    const bool one_way = table.contains("from") || table.contains("to");
    if (one_way) {
      if (!known_keys(table, {"from", "to"})) return;
      if (!read_texts(table, "from", limits::kSynonymSidesMax, entry.from) ||
          !read_texts(table, "to", limits::kSynonymSidesMax, entry.to)) {
        return;
      }
    } else {
      if (!known_keys(table, {"words", "from", "to"})) return;
      if (!read_texts(table, "words", limits::kSynonymSidesMax, entry.from)) return;
      if (entry.from.size() < 2) {
        fault(table, "\"words\" needs at least two words or groups of words that mean the same");
        return;
      }
    }
    if (few_words(table, entry.from) && few_words(table, entry.to))
      reading_.editorial.synonyms.push_back(std::move(entry));
  }

  void pins(const toml::table& table) {
    PinEntry entry;
    entry.line = line_of(table);
    if (known_keys(table, {"query", "publications"}) &&
        read_texts(table, "query", limits::kSynonymSidesMax, entry.queries) &&
        read_texts(table, "publications", limits::kPinnedMax, entry.publications)) {
      reading_.editorial.pins.push_back(std::move(entry));
    }
  }

  void hides(const toml::table& table) {
    HideEntry entry;
    entry.line = line_of(table);
    if (!known_keys(table, {"query", "publications"})) return;
    if (table.contains("query") && !read_texts(table, "query", limits::kSynonymSidesMax, entry.queries))
      return;
    if (read_texts(table, "publications", limits::kHiddenMax, entry.publications))
      reading_.editorial.hides.push_back(std::move(entry));
  }

  void boosts(const toml::table& table) {
    BoostEntry entry;
    entry.line = line_of(table);
    if (!known_keys(table, {"kind", "publication", "address", "factor"})) return;
    if (table.contains("kind") + table.contains("publication") + table.contains("address") != 1) {
      fault(table, "a boost needs one of kind, publication and address (how the addresses begin)");
      return;
    }
    Texts text;
    const char* const key = table.contains("kind")          ? "kind"
                            : table.contains("publication") ? "publication"
                                                            : "address";
    if (!read_texts(table, key, 1, text)) return;
    if (table.contains("kind")) {
      entry.kind = kind_from_name(text.front());
      if (!entry.kind) {
        fault(table, "\"" + text.front() + "\" is no kind; there are report, post, page and data");
        return;
      }
    }
    (table.contains("publication") ? entry.publication : entry.address_prefix) =
        entry.kind ? std::string() : text.front();
    const toml::node* factor = table.get("factor");
    entry.factor = factor == nullptr ? 0 : factor->value<double>().value_or(0);
    if (!(entry.factor >= limits::kBoostMin && entry.factor <= limits::kBoostMax)) {
      fault(factor == nullptr ? static_cast<const toml::node&>(table) : *factor,
            "\"factor\" must be a number from 0.25 to 4; above 1 raises, below 1 lowers");
      return;
    }
    reading_.editorial.boosts.push_back(std::move(entry));
  }

  const std::string file_;
  EditorialReading& reading_;
  size_t faults_ = 0;
};

Error too_large(const std::string& file) {
  return {ErrorCode::kTooLarge,
          "the file is larger than " + std::to_string(limits::kEditorialBytesMax) + " bytes; shorten it",
          file};
}

Result<std::string> read_file(const std::filesystem::path& path, const std::string& name) {
  std::ifstream file(path, std::ios::binary);
  std::string text(limits::kEditorialBytesMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad())
    return Error{ErrorCode::kUnreadable, "the file cannot be read; is it there, and readable?", name};
  text.resize(static_cast<size_t>(file.gcount()));
  return text;
}

}  // namespace

Result<EditorialReading> parse_editorial(std::string_view text, const std::string& file) {
  if (text.size() > limits::kEditorialBytesMax) return too_large(file);
  EditorialReading reading;
  reading.editorial.file = file;
  try {
    EntryReader(file, reading).run(toml::parse(text));
  } catch (const toml::parse_error& error) {
    return Error{ErrorCode::kBadSyntax,
                 std::string(error.description()) + "; nothing of the file is used until this is put right",
                 file + ':' + std::to_string(error.source().begin.line)};
  }
  return reading;
}

bool EditorialFile::refresh() {
  struct stat status = {};
  std::optional<Stamp> stamp;
  if (::stat(path_.c_str(), &status) == 0) {
    stamp = Stamp{int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec,
                  static_cast<uint64_t>(status.st_size), static_cast<uint64_t>(status.st_ino)};
  }
  if (tried_ && stamp == stamp_) return false;
  tried_ = true;
  stamp_ = stamp;
  messages_.clear();
  const std::string name = path_.filename().string();
  const Result<std::string> text = read_file(path_, name);
  Result<EditorialReading> reading = text.ok() ? parse_editorial(text.value(), name) : text.error();
  if (!reading.ok()) {
    messages_.push_back(one_line(reading.error()));
    return true;
  }
  for (const Error& fault : reading.value().faults) messages_.push_back(one_line(fault));
  editorial_ = std::move(reading.value().editorial);
  return true;
}

std::string one_line(const Error& error) {
  return error.where + ": " + error.message;
}

}  // namespace pressmark
