// Acronyms of a collection: what its own texts say that an acronym stands for, as a proposal for the editors'
// file (docs/editorial.md). One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/result.h"
#include "indexer/acronym_match.h"

namespace pressmark {

struct Acronym {
  std::string acronym, expansion;  // in the letters that are used most
  uint32_t publications = 0;       // that say so
  bool common_word = false;        // written small it is a word of its own ("who", "cat")
  bool operator==(const Acronym&) const = default;
};

class AcronymMiner {
 public:
  /// Notes every "Long Name (LN)" and "LN (Long Name)" of one block. `publication` rises from publication to
  /// publication.
  void read(std::string_view text, const std::string& language, uint32_t publication);
  /// Notes which of the acronyms found stand in small letters in a block; after all have been read.
  void read_again(std::string_view text, uint32_t publication);

  /// Each acronym with each of its expansions: the acronym with the most publications first, its other
  /// expansions directly after its first.
  std::vector<Acronym> proposals() const;

 private:
  struct Count {
    uint32_t publications = 0, last = 0;
    void add(uint32_t publication);
  };
  struct Expansion {
    Count count;
    std::map<std::string, uint32_t> acronyms, names;  // as written -> times
  };
  struct Window {
    std::vector<NameWord> words;
    std::vector<ByteSpan> spans;
  };

  Window words_before(std::string_view text, const std::string& language);
  bool read_forward(std::string_view before, std::string_view acronym, const std::string& language,
                    uint32_t publication);
  void read_backward(std::string_view before, std::string_view name, const std::string& language,
                     uint32_t publication);
  void note(std::string_view acronym, std::string_view name, const std::string& language,
            uint32_t publication);

  Analyzer analyzer_;
  std::vector<Token> tokens_;
  std::map<std::string, std::map<std::string, Expansion>> found_;  // by folded acronym, by stems
  std::map<std::string, Count, std::less<>> small_;                // acronyms in small letters
};

/// The acronyms in the texts of the generation in `directory`, boilerplate apart. Error kUnreadable or
/// kCorrupt names the file.
Result<std::vector<Acronym>> mine_acronyms(const std::filesystem::path& directory);

/// The proposal: TOML in which every entry is commented out, with how many publications say so.
/// `least`: what fewer publications say is left out.
std::string to_toml(const std::vector<Acronym>& acronyms, uint32_t least);

}  // namespace pressmark
