// Prints how good and how fast corrections are: spelling_figures INDEX LIST...
// A LIST has lines `wrong<TAB>right`; pairs count whose right form is in the collection and a single word, by
// the edit distance between the two. Rows: all of them, and those whose wrong form is not itself a word
// there. "As typed" are those that a search for the wrong form finds the right one for by its stem, so that
// nothing need be offered. Halves, a and b, are by a hash of the right form: fit to one of them and judge by
// the other. Right forms that the collection has not are asked about too: what is offered for one is wrong.
// CPU times take in every word asked about, right ones too.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "engine/match/edit_cost.h"
#include "engine/match/index.h"
#include "engine/match/searcher.h"
#include "engine/match/suggest.h"

using namespace pressmark;

namespace {

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

size_t edits(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<size_t>> cells(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      size_t& cell = cells[i][j];
      if (i == 0 || j == 0) {
        cell = i + j;
        continue;
      }
      cell =
          std::min({cells[i - 1][j] + 1, cells[i][j - 1] + 1, cells[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cell = std::min(cell, cells[i - 2][j - 2] + 1);
    }
  }
  return cells.back().back();
}

uint32_t hash_of(const std::string& text) {
  uint32_t hash = 2166136261;
  for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 16777619;
  return hash >> 7;
}

struct Tally {
  size_t first = 0, as_typed = 0, silent = 0, certain = 0, all = 0;
  void add(const std::string& better, const std::string& right, bool finds) {
    ++all;
    first += better == right ? 1 : 0;
    silent += better.empty() ? 1 : 0;
    as_typed += better.empty() && finds ? 1 : 0;
  }
};

class Figures {
 public:
  explicit Figures(const std::shared_ptr<const Index>& index) : searcher_(index) { corrected("warmup"); }

  uint32_t frequency(const std::string& form) const {
    uint32_t documents = 0;
    for (const FormId id : lexicon().forms(form)) documents += lexicon().document_frequency(id);
    return documents;
  }

  void pairs(const char* path) {
    std::ifstream in(path);
    std::string line;
    std::map<std::string, Tally> tallies;
    std::set<std::string> seen;
    while (std::getline(in, line)) {
      const size_t tab = line.find('\t');
      if (tab == std::string::npos) continue;
      const std::string wrong = form_of(line.substr(0, tab)), right = form_of(line.substr(tab + 1));
      if (wrong.empty() || right.empty() || wrong == right) continue;
      if (frequency(right) == 0) {
        absent_.insert(right);
        continue;
      }
      const size_t distance = edits(code_points_of(wrong), code_points_of(right));
      if (distance > 2 || !seen.insert(wrong + '\t' + right).second) continue;
      const std::string better = corrected(wrong);
      const std::string half = hash_of(right) % 2 == 0 ? "half a" : "half b";
      const std::string at = std::to_string(distance) + (distance == 1 ? " edit,  " : " edits, ");
      const bool finds = found_by(wrong, right);
      tallies[at + half + ", all"].add(better, right, finds);
      if (frequency(wrong) == 0) tallies[at + half + ", wrong is no word"].add(better, right, finds);
      rights_.insert(right);
    }
    std::printf("%s\n", path);
    for (const auto& [name, tally] : tallies) {
      const auto percent = [&](size_t count) {
        return 100.0 * static_cast<double>(count) / static_cast<double>(tally.all);
      };
      std::printf("  %-36s right form first %5.1f %%, as typed %5.1f %%, nothing else %5.1f %% of %zu\n",
                  name.c_str(), percent(tally.first), percent(tally.as_typed),
                  percent(tally.silent - tally.as_typed), tally.all);
    }
  }

  void right_words() {
    Tally known;
    for (const std::string& word : rights_) known.add(corrected(word), word, true);
    std::printf("right forms of the lists: suggestion for %.2f %% of %zu\n", share(known), known.all);
    Tally absent;
    for (const std::string& word : absent_) {
      absent.add(corrected(word), word, false);
      absent.certain += last_certain_ ? 1 : 0;
    }
    std::printf("right forms that are absent: suggestion for %.2f %%, certain %.2f %% of %zu\n",
                share(absent), 100.0 * static_cast<double>(absent.certain) / static_cast<double>(absent.all),
                absent.all);
    for (const uint32_t least : {1U, 3U, 11U}) sample(least);
  }

  void times() {
    std::sort(times_.begin(), times_.end());
    std::printf("CPU time of a word: p50 %.3f ms, p99 %.3f ms, max %.3f ms of %zu; %zu forms\n",
                times_[times_.size() / 2], times_[times_.size() * 99 / 100], times_.back(), times_.size(),
                lexicon().forms_count());
  }

 private:
  const Lexicon& lexicon() const { return searcher_.index().lexicon(); }

  static double share(const Tally& tally) {
    return 100.0 * static_cast<double>(tally.all - tally.silent) / static_cast<double>(tally.all);
  }

  /// The form of a single word of letters; else empty.
  std::string form_of(const std::string& text) {
    std::vector<Token> tokens;
    searcher_.analyzer().analyze(text, "en", tokens);
    return tokens.size() == 1 ? tokens.front().form : "";
  }

  std::string corrected(const std::string& word) {
    const Query query = words_query(word);
    const Plan plan = searcher_.plan(query, {});
    const double start = cpu_ms();
    const auto better = correct(searcher_, query, plan, {});
    times_.push_back(cpu_ms() - start);
    last_certain_ = better && better->certain;
    return better ? better->text : "";
  }

  /// Whether a search for a word looks for another too, by its stem.
  bool found_by(const std::string& word, const std::string& other) {
    const Plan plan = searcher_.plan(words_query(word), {});
    const std::vector<FormId> wanted = lexicon().forms(other);
    return std::any_of(plan.words.begin(), plan.words.end(), [&](const PlanWord& each) {
      return std::any_of(wanted.begin(), wanted.end(), [&](FormId id) {
        return std::binary_search(each.forms.begin(), each.forms.end(), id);
      });
    });
  }

  /// Words drawn as they come in texts: as often as publications have them.
  void sample(uint32_t least) {
    std::vector<FormId> ids;
    std::vector<double> weights;
    for (FormId id = 0; id < lexicon().forms_count(); ++id) {
      const uint32_t documents = lexicon().document_frequency(id);
      if (documents < least) continue;
      ids.push_back(id);
      weights.push_back(documents);
    }
    std::mt19937 random(1);
    std::discrete_distribution<size_t> draw(weights.begin(), weights.end());
    Tally tally;
    std::set<FormId> drawn;
    while (drawn.size() < std::min<size_t>(5000, ids.size())) {
      const FormId id = ids[draw(random)];
      if (drawn.insert(id).second) {
        const std::string word(lexicon().form(id));
        tally.add(corrected(word), word, true);
      }
    }
    std::printf("words of at least %u publications: suggestion for %.2f %% of %zu\n", least, share(tally),
                tally.all);
  }

  Searcher searcher_;
  std::set<std::string> rights_, absent_;
  bool last_certain_ = false;
  std::vector<double> times_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: spelling_figures INDEX/current LIST...\n");
    return 2;
  }
  const auto index = Index::open(argv[1], Verify::kSizes);
  if (!index.ok()) {
    std::fprintf(stderr, "%s\n", index.error().message.c_str());
    return 1;
  }
  Figures figures(index.value());
  for (int i = 2; i < argc; ++i) figures.pairs(argv[i]);
  figures.right_words();
  figures.times();
}
