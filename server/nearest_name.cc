#include "server/nearest_name.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace pressmark {
namespace {

constexpr size_t kComparedBytesMax = 64;

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> valid) {
  const std::string_view known = name.substr(0, kComparedBytesMax);
  return *std::min_element(valid.begin(), valid.end(),
                           [&](auto a, auto b) { return edit_distance(known, a) < edit_distance(known, b); });
}

}  // namespace pressmark
