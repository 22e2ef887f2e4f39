#include "engine/analysis/stems.h"

#include <unicode/uscript.h>
#include <xapian.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "engine/analysis/english_spelling.h"
#include "engine/analysis/folding.h"
#include "engine/analysis/utf8.h"
#include "engine/limits.h"

namespace pressmark {
namespace {

/// The stemmer of a language and the script it works on. Sorted by language.
struct Stemmer {
  std::string_view language;
  const char* name;
  UScriptCode script;
};
constexpr auto kStemmers = std::to_array<Stemmer>({
    {"ar", "arabic", USCRIPT_ARABIC},     {"ca", "catalan", USCRIPT_LATIN},
    {"da", "danish", USCRIPT_LATIN},      {"de", "german", USCRIPT_LATIN},
    {"en", "english", USCRIPT_LATIN},     {"es", "spanish", USCRIPT_LATIN},
    {"eu", "basque", USCRIPT_LATIN},      {"fi", "finnish", USCRIPT_LATIN},
    {"fr", "french", USCRIPT_LATIN},      {"ga", "irish", USCRIPT_LATIN},
    {"hu", "hungarian", USCRIPT_LATIN},   {"hy", "armenian", USCRIPT_ARMENIAN},
    {"id", "indonesian", USCRIPT_LATIN},  {"it", "italian", USCRIPT_LATIN},
    {"lt", "lithuanian", USCRIPT_LATIN},  {"nb", "norwegian", USCRIPT_LATIN},
    {"ne", "nepali", USCRIPT_DEVANAGARI}, {"nl", "dutch", USCRIPT_LATIN},
    {"nn", "norwegian", USCRIPT_LATIN},   {"no", "norwegian", USCRIPT_LATIN},
    {"pt", "portuguese", USCRIPT_LATIN},  {"ro", "romanian", USCRIPT_LATIN},
    {"ru", "russian", USCRIPT_CYRILLIC},  {"sv", "swedish", USCRIPT_LATIN},
    {"ta", "tamil", USCRIPT_TAMIL},       {"tr", "turkish", USCRIPT_LATIN},
});
static_assert(std::is_sorted(kStemmers.begin(), kStemmers.end(),
                             [](const Stemmer& a, const Stemmer& b) { return a.language < b.language; }));

const Stemmer* stemmer_of(std::string_view language) {
  const auto* found = std::find_if(kStemmers.begin(), kStemmers.end(),
                                   [&](const Stemmer& s) { return s.language == language; });
  return found == kStemmers.end() ? nullptr : found;
}

/// Whether `form` is letters of `script` (with marks and apostrophes) and nothing else: no number, code or
/// compound.
bool is_stemmable(std::string_view form, UScriptCode script) {
  for (size_t at = 0; at < form.size();) {
    const utf8::CodePoint point = utf8::decode(form, at);
    at += point.size;
    if (point.value < 0x80) {
      const bool letter = point.value >= 'a' && point.value <= 'z';
      if (point.value != '\'' && !(letter && script == USCRIPT_LATIN)) return false;
      continue;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode found = uscript_getScript(static_cast<UChar32>(point.value), &status);
    if (found != script && found != USCRIPT_INHERITED && point.value != 0xb7) return false;
  }
  return true;
}

struct Respelling {
  std::string_view letter;
  std::string_view ascii;
};
constexpr auto kGerman = std::to_array<Respelling>({{"\u00e4", "ae"}, {"\u00f6", "oe"}, {"\u00fc", "ue"}});
constexpr auto kScandinavian = std::to_array<Respelling>({{"\u00e5", "aa"}, {"\u00f8", "oe"}});
constexpr auto kElsewhere = std::to_array<Respelling>({{"\u00e5", "aa"}});

/// How letters are spelt out in a language where they have no accent but are letters of their own.
struct Spelling {
  std::span<const Respelling> respellings;
  bool keeps_ring = false;  // å is not a with an accent
};
Spelling spelling_of(std::string_view language) {
  if (language == "de") return {kGerman, false};
  if (language == "da" || language == "no" || language == "nb" || language == "nn")
    return {kScandinavian, true};
  if (language == "sv" || language == "fi") return {};
  return {kElsewhere, false};
}

/// `form` with the letters spelt out; empty if it has none of them.
std::string respell(std::string_view form, std::span<const Respelling> respellings) {
  std::string out;
  bool changed = false;
  for (size_t at = 0; at < form.size();) {
    const auto found = std::find_if(respellings.begin(), respellings.end(), [&](const Respelling& r) {
      return form.substr(at).starts_with(r.letter);
    });
    if (found == respellings.end()) {
      out += form[at++];
    } else {
      out += found->ascii;
      at += found->letter.size();
      changed = true;
    }
  }
  return changed ? out : std::string();
}

/// Accents folded, å perhaps kept.
std::string fold(std::string_view form, bool keeps_ring) {
  if (!keeps_ring || form.find("\u00e5") == form.npos) return fold_accents(form);
  std::string out;
  for (size_t at = 0; at < form.size();) {
    const size_t ring = std::min(form.find("\u00e5", at), form.size());
    out += fold_accents(form.substr(at, ring - at));
    if (ring < form.size()) out += "\u00e5";
    at = ring + 2;
  }
  out.resize(utf8::prefix_size(out, limits::kFormBytesMax));
  return out;
}

}  // namespace

struct Stems::Cache {
  std::map<std::string, Xapian::Stem, std::less<>> stemmers;
};

Stems::Stems() : cache_(std::make_unique<Cache>()) {}
Stems::~Stems() = default;
Stems::Stems(Stems&&) noexcept = default;
Stems& Stems::operator=(Stems&&) noexcept = default;

std::vector<std::string> Stems::terms(std::string_view form, std::string_view language) {
  std::vector<std::string> terms;
  if (form.empty()) return terms;
  const Stemmer* stemmer = stemmer_of(language);
  const Spelling spelling = spelling_of(language);
  const bool english = language == "en";
  const auto add = [&](std::string_view word) {
    std::string stem(word);
    if (stemmer != nullptr && is_stemmable(word, stemmer->script)) {
      auto found = cache_->stemmers.find(stemmer->name);
      if (found == cache_->stemmers.end()) {
        found = cache_->stemmers.emplace(stemmer->name, Xapian::Stem(stemmer->name)).first;
      }
      stem = english ? one_spelling_of_stem(found->second(one_spelling_of_word(stem))) : found->second(stem);
    }
    std::string term = fold(stem, spelling.keeps_ring);
    if (term.empty()) term = fold(word, spelling.keeps_ring);
    if (!term.empty() && std::find(terms.begin(), terms.end(), term) == terms.end()) {
      terms.push_back(std::move(term));
    }
  };
  add(form);
  if (!is_ascii(form)) {
    add(fold(form, spelling.keeps_ring));
    const std::string respelt = respell(form, spelling.respellings);
    if (!respelt.empty()) add(fold(respelt, false));
  }
  if (terms.empty()) terms.emplace_back(form.substr(0, utf8::prefix_size(form, limits::kFormBytesMax)));
  return terms;
}

std::vector<std::string_view> stemmed_languages() {
  std::vector<std::string_view> languages;
  for (const Stemmer& stemmer : kStemmers) languages.push_back(stemmer.language);
  return languages;
}

}  // namespace pressmark
