// Stems: from a form to the terms under which it is found in a language. Holds the stemmers it has needed so
// far; one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

class Stems {
 public:
  Stems();
  ~Stems();
  Stems(Stems&&) noexcept;
  Stems& operator=(Stems&&) noexcept;

  /// See Analyzer::terms.
  std::vector<std::string> terms(std::string_view form, std::string_view language);

 private:
  struct Cache;
  std::unique_ptr<Cache> cache_;
};

/// The languages that have a stemmer, sorted ("ar", "ca", …).
std::vector<std::string_view> stemmed_languages();

}  // namespace pressmark
