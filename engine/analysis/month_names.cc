#include "engine/analysis/month_names.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "engine/analysis/folding.h"
#include "engine/analysis/stems.h"
#include "engine/limits.h"

namespace pressmark {
namespace {

constexpr int kMonths = 12;
constexpr int kSeveral = 0;  // a name of different months

/// Where the months have other names than elsewhere in the language.
constexpr std::array<const char*, 2> kRegions = {"ar_LB", "de_AT"};

/// Word by word the folded form without the full stop of an abbreviation, a blank between two.
std::string folded(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const size_t end = std::min(name.find(' '), name.size());
    std::string form;
    append_form(name.substr(0, end), false, form);
    while (form.ends_with('.')) form.pop_back();
    if (!form.empty()) out.append(out.empty() ? "" : " ").append(fold_accents(form));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return out;
}

class MonthNames {
 public:
  MonthNames() {
    for (const std::string_view language : stemmed_languages()) add_locale(std::string(language).c_str());
    for (const char* region : kRegions) add_locale(region);
  }

  int month_of(const std::string& name) const {
    const auto found = months_.find(name);
    return found == months_.end() ? 0 : found->second;
  }

 private:
  using Symbols = icu::DateFormatSymbols;

  void add_locale(const char* locale) {
    UErrorCode status = U_ZERO_ERROR;
    const Symbols symbols(icu::Locale(locale), "gregorian", status);
    if (U_FAILURE(status) != 0) return;  // ICU's data has been cut down: one language less
    for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
      for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
        int32_t count = 0;
        const icu::UnicodeString* names = symbols.getMonths(count, context, width);
        for (int32_t month = 1; month <= std::min(count, kMonths); ++month) add(names[month - 1], month);
      }
    }
  }

  void add(const icu::UnicodeString& name, int month) {
    std::string utf8;
    name.toUTF8String(utf8);
    // Some data has numbers in place of names that a language does not abbreviate.
    if (utf8.find_first_of("0123456789") != utf8.npos) return;
    const auto [at, added] = months_.emplace(folded(utf8), month);
    if (!added && at->second != month) at->second = kSeveral;
  }

  std::map<std::string, int> months_;
};

}  // namespace

int month_of_name(std::string_view name) {
  static const MonthNames names;
  return name.size() > limits::kDateBytesMax ? 0 : names.month_of(folded(name));
}

}  // namespace pressmark
