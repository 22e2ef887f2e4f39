// Prints what the snippets of single publications cost: snippet_figures INDEX QUERY ID...
// For each publication, in turn so that all meet the same machine: words, places found, and the
// median CPU time, in microseconds, of its passages and of those with its parts weighed before.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "engine/limits.h"
#include "engine/match/index.h"
#include "engine/match/searcher.h"
#include "engine/query/query.h"

using namespace pressmark;

namespace {

constexpr int kRounds = 500;

double cpu_us() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

struct Timed {
  std::string id;
  RankedHit hit;
  std::string language;
  uint32_t words = 0;
  size_t places = 0, passages = 0;
  std::vector<double> passages_us, whole_us;
};

double median(std::vector<double>& values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

void time_once(Searcher& searcher, const Plan& plan, SnippetMaker& snippets, Timed& timed) {
  SnippetOptions options{limits::kSnippetsMax, limits::kSnippetBytesMax};
  const double began = cpu_us();
  const Passages passages = searcher.passages(timed.hit.docid, timed.language, snippets, options);
  const double done = cpu_us();
  timed.passages = passages.passages.size();
  timed.places = passages.more_matches;
  for (const Passage& passage : passages.passages) timed.places += passage.fragment.spans.size();
  options.ranges = searcher.best_parts(plan, std::vector<RankedHit>{timed.hit}).front();
  searcher.passages(timed.hit.docid, timed.language, snippets, options);
  timed.passages_us.push_back(done - began);
  timed.whole_us.push_back(cpu_us() - done);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: snippet_figures INDEX/current QUERY ID...\n");
    return 64;
  }
  const auto index = Index::open(argv[1], Verify::kSizes);
  if (!index.ok()) {
    std::fprintf(stderr, "snippet_figures: %s\n", index.error().message.c_str());
    return 66;
  }
  Searcher searcher(index.value());
  const Plan plan = searcher.plan(parse_query(argv[2]), {});
  const Wanted wanted = wanted_of(plan);
  SnippetMaker snippets = searcher.snippets(wanted);
  std::vector<Timed> all;
  for (int i = 3; i < argc; ++i) {
    Timed& timed = all.emplace_back();
    timed.id = argv[i];
    timed.hit.docid = searcher.find(argv[i]);
    const auto fields = searcher.fields(timed.hit.docid);
    if (!fields) {
      std::fprintf(stderr, "snippet_figures: there is no %s\n", argv[i]);
      return 66;
    }
    timed.language = fields->language;
    const auto record = searcher.index().records().record(timed.hit.docid);
    if (record.ok()) timed.words = record.value().length();
  }
  for (int round = 0; round < kRounds; ++round) {
    for (Timed& timed : all) time_once(searcher, plan, snippets, timed);
  }
  for (Timed& timed : all) {
    std::printf("%-20s %9u words %5zu places %zu passages %8.1f us %8.1f us with parts\n", timed.id.c_str(),
                timed.words, timed.places, timed.passages, median(timed.passages_us), median(timed.whole_us));
  }
  return 0;
}
