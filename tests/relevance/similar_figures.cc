// Prints how good and how fast similar publications are: similar_figures INDEX [ID...].
// Of each publication with topics the five most like it: the share that has one of its topics, against the
// share of all others that has, which is what chance would give; by how alike they are too. CPU milliseconds
// of one call. With IDs, what is like those instead.
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "engine/match/index.h"
#include "engine/match/searcher.h"
#include "engine/match/similar.h"

using namespace pressmark;

namespace {

constexpr size_t kLimit = 5;

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

bool share_topic(const StoredFields& a, const StoredFields& b) {
  return std::any_of(a.topics.begin(), a.topics.end(), [&](const std::string& topic) {
    return std::find(b.topics.begin(), b.topics.end(), topic) != b.topics.end();
  });
}

void show(Searcher& searcher, const std::string& id) {
  const uint32_t docid = searcher.find_id(id);
  std::printf("%s\n", id.c_str());
  for (const SimilarPublication& similar : similar_publications(searcher, docid, kLimit)) {
    std::string shared;
    for (const std::string& word : similar.shared) shared += ' ' + word;
    const auto fields = searcher.fields(similar.docid);
    std::printf("  %.2f %s (%s)\n", similar.similarity, fields ? fields->title.c_str() : "", shared.c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto index = argc > 1 ? Index::open(argv[1], Verify::kSizes)
                              : Result<std::shared_ptr<const Index>>(Error{ErrorCode::kUnreadable, "", ""});
  if (!index.ok()) {
    std::fprintf(stderr, "usage: similar_figures INDEX [ID...]; %s\n", index.error().message.c_str());
    return 64;
  }
  Searcher searcher(index.value());
  for (int i = 2; i < argc; ++i) show(searcher, argv[i]);
  if (argc > 2) return 0;

  std::vector<StoredFields> all(1);
  for (uint32_t docid = 1;; ++docid) {
    auto fields = searcher.fields(docid);
    if (!fields) break;
    all.push_back(std::move(*fields));
  }
  std::vector<double> times;
  std::array<double, 11> right{}, given{};  // by similarity, in tenths
  double pairs = 0, pairs_alike = 0, answered = 0, asked = 0;
  for (uint32_t docid = 1; docid < all.size(); ++docid) {
    similar_publications(searcher, docid, kLimit);
    const double start = cpu_ms();
    const auto similar = similar_publications(searcher, docid, kLimit);
    times.push_back(cpu_ms() - start);
    if (all[docid].topics.empty()) continue;
    ++asked;
    answered += similar.empty() ? 0 : 1;
    for (const SimilarPublication& other : similar) {
      if (all[other.docid].topics.empty()) continue;
      const auto band = static_cast<size_t>(other.similarity * 10);
      ++given[band];
      right[band] += share_topic(all[docid], all[other.docid]) ? 1 : 0;
    }
    for (uint32_t other = 1; other < all.size(); ++other) {
      if (other == docid || all[other].topics.empty()) continue;
      ++pairs;
      pairs_alike += share_topic(all[docid], all[other]) ? 1 : 0;
    }
  }
  std::sort(times.begin(), times.end());
  const auto count = static_cast<double>(times.size());
  std::printf("%.0f publications, p50 %.3f ms, p99 %.3f ms\n", count,
              times[static_cast<size_t>(.5 * (count - 1))], times[static_cast<size_t>(.99 * (count - 1))]);
  double right_all = 0, given_all = 0;
  for (size_t band = 0; band < given.size(); ++band) {
    if (given[band] == 0) continue;
    std::printf("  similarity %.1f  %4.0f  share a topic %.3f\n", static_cast<double>(band) / 10, given[band],
                right[band] / given[band]);
    right_all += right[band];
    given_all += given[band];
  }
  std::printf("with topics %.0f, answered %.3f, %.2f each, share a topic %.3f, by chance %.3f\n", asked,
              answered / std::max(asked, 1.0), given_all / std::max(asked, 1.0),
              right_all / std::max(given_all, 1.0), pairs_alike / std::max(pairs, 1.0));
}
