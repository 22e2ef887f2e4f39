#include "indexer/health.h"

#include <algorithm>
#include <map>
#include <set>

namespace pressmark {
namespace {

constexpr size_t kUngroupedMax = 8;

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string united(const std::string& a, const std::string& b) {
  if (is_number(a) && is_number(b)) return std::to_string(std::stoul(a) + std::stoul(b));
  std::set<std::string> names;
  for (const std::string& list : {a, b}) {
    for (size_t at = 0; at < list.size();) {
      const size_t comma = std::min(list.find(", ", at), list.size());
      names.insert(list.substr(at, comma - at));
      at = comma + 2;
    }
  }
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

bool has(const std::vector<std::string>& warnings, std::string_view name) {
  return std::any_of(warnings.begin(), warnings.end(),
                     [&](const std::string& warning) { return warning.starts_with(name); });
}

}  // namespace

std::vector<std::string> health_warnings(const Publication& publication, uint32_t words_count) {
  std::vector<std::string> warnings = publication.warnings;
  if (words_count < kLittleTextWords && !has(warnings, "no_text_layer"))
    warnings.push_back("little_text: " + std::to_string(words_count) + " words");
  if (!publication.published) {
    warnings.emplace_back("no_date");
  } else if (publication.published_from == Provenance::kFileTime) {
    warnings.emplace_back("no_date: the file's own time is taken");
  }
  return warnings;
}

std::vector<std::string> grouped(const std::vector<std::string>& warnings) {
  if (warnings.size() <= kUngroupedMax) return warnings;
  std::map<std::string, size_t> kinds;
  for (const std::string& warning : warnings) ++kinds[warning.substr(0, warning.find(':'))];
  std::vector<std::string> all;
  for (const auto& [kind, count] : kinds) {
    all.push_back(kind + ": " + std::to_string(count) + (count == 1 ? " publication" : " publications"));
  }
  return all;
}

void add_warnings(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const std::string& warning : more) {
    const std::string kind = warning.substr(0, warning.find(':'));
    const auto same = std::find_if(all.begin(), all.end(), [&](const std::string& earlier) {
      return earlier.substr(0, earlier.find(':')) == kind;
    });
    if (same == all.end()) {
      all.push_back(warning);
    } else if (*same != warning && warning.size() > kind.size() && same->size() > kind.size()) {
      *same = kind + ": " + united(same->substr(kind.size() + 2), warning.substr(kind.size() + 2));
    }
  }
}

}  // namespace pressmark
