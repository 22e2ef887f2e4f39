// Prints how fast completions come and what they are: completion_figures INDEX QUERIES.
// QUERIES has lines `id<TAB>query`; signs of the query language are left out. What is typed are the first
// two, three, five and eight letters of each different query, three letters of each of its first two words,
// the whole of it, and every beginning. CPU milliseconds of one call, after one that is not counted; then the
// share that gets anything, how many of each kind an answer has, and how many completions find nothing, which
// must be none.
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/match/complete.h"
#include "engine/match/index.h"
#include "engine/match/searcher.h"

using namespace pressmark;

namespace {

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

constexpr size_t kLimit = 8;

std::vector<std::string> queries_of(const char* path) {
  std::ifstream in(path);
  std::set<std::string> queries;
  for (std::string line; std::getline(in, line);) {
    std::string text = line.substr(line.find('\t') + 1);
    std::erase_if(text, [](char c) { return c == '+' || c == '"'; });
    queries.insert(text);
  }
  return {queries.begin(), queries.end()};
}

/// Whole characters, at most `count`.
std::string letters(const std::string& text, size_t count) {
  size_t at = 0;
  for (; at < text.size(); ++at) {
    if ((text[at] & 0xc0) != 0x80 && count-- == 0) break;
  }
  return text.substr(0, at);
}

std::map<std::string, std::set<std::string>> prefixes_of(const std::vector<std::string>& queries) {
  std::map<std::string, std::set<std::string>> by_kind;
  for (const std::string& query : queries) {
    for (const size_t count : {2, 3, 5, 8})
      if (letters(query, count) != letters(query, count - 1))
        by_kind[std::to_string(count) + " letters"].insert(letters(query, count));
    if (const size_t blank = query.find(' '); blank != std::string::npos)
      by_kind["two words"].insert(letters(query.substr(0, blank), 3) + ' ' +
                                  letters(query.substr(blank + 1), 3));
    by_kind["whole"].insert(query);
    for (size_t count = 1; letters(query, count) != query; ++count)
      by_kind["every"].insert(letters(query, count));
  }
  return by_kind;
}

void measure(Searcher& searcher, const std::string& kind, const std::set<std::string>& prefixes) {
  std::vector<double> times;
  std::array<double, 3> of_type{};
  double answered = 0, empty_handed = 0;
  std::pair<double, std::string> slowest;
  for (const std::string& prefix : prefixes) {
    complete(searcher, prefix, kLimit);
    const double start = cpu_ms();
    const std::vector<Completion> completions = complete(searcher, prefix, kLimit);
    times.push_back(cpu_ms() - start);
    slowest = std::max(slowest, {times.back(), prefix});
    answered += completions.empty() ? 0 : 1;
    for (const Completion& completion : completions) {
      ++of_type[static_cast<size_t>(completion.type)];
      const Query query = parse_query(completion.text);
      if (searcher.count(searcher.plan(query, {}), 1) == 0) ++empty_handed;
    }
  }
  std::sort(times.begin(), times.end());
  const auto count = static_cast<double>(times.size());
  const auto at = [&](double share) { return times[static_cast<size_t>(share * (count - 1))]; };
  std::printf(
      "%-10s %5zu  p50 %.3f  p99 %.3f  max %.3f (%s)  answered %.1f %%  titles %.1f phrases %.1f words %.1f"
      "  without hits %.0f\n",
      kind.c_str(), times.size(), at(.5), at(.99), times.back(), slowest.second.c_str(),
      100 * answered / count, of_type[0] / count, of_type[1] / count, of_type[2] / count, empty_handed);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: completion_figures INDEX QUERIES [PREFIX...]\n");
    return 64;
  }
  const auto index = Index::open(argv[1], Verify::kSizes);
  if (!index.ok()) {
    std::fprintf(stderr, "%s: %s\n", index.error().where.c_str(), index.error().message.c_str());
    return 1;
  }
  Searcher searcher(index.value());
  for (int i = 3; i < argc; ++i) {
    std::printf("%s\n", argv[i]);
    for (const Completion& completion : complete(searcher, argv[i], kLimit))
      std::printf("  %d %llu %s %s\n", static_cast<int>(completion.type),
                  static_cast<unsigned long long>(completion.total), completion.text.c_str(),
                  completion.url.c_str());
  }
  if (argc > 3) return 0;
  for (const auto& [kind, prefixes] : prefixes_of(queries_of(argv[2]))) measure(searcher, kind, prefixes);
}
