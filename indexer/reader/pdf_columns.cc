#include "indexer/reader/pdf_columns.h"

#include <cmath>
#include <utility>

namespace pressmark {
namespace {

constexpr int kDepthMax = 4;
constexpr size_t kSegmentsMin = 6;
// A page of more pieces is a drawing or an attack; its order is the library's.
constexpr size_t kSegmentsMax = 4'000;
constexpr int kNestedDepthMax = 2;
constexpr size_t kNestedSegmentsMax = 600;
constexpr size_t kColumnLinesMin = 3;
constexpr size_t kGutterLinesMin = 2;
constexpr float kGutterMin = 7;  // points
constexpr size_t kCandidatesMax = 4;
constexpr float kHeadingGrowth = 1.25f;  // of the body's size
constexpr float kHeadingMargin = 0.3f;   // of its size, above and below
constexpr size_t kMarkCharactersMax = 5;
constexpr float kMarkGapMax = 3;  // sizes of the type

constexpr float kFullRowShare = 0.6f;       // of the column's width
constexpr size_t kFullRowCharacters = 18;   // a wide character counts for two
constexpr size_t kTextLineCharacters = 32;  // no cell of a table has so many, as a rule
constexpr float kProseShare = 0.2f;         // of a column's lines
constexpr size_t kShortColumnLines = 2;     // full ones are prose when they are most of a column
constexpr float kMostShare = 0.5f;          // of a column's lines
// A narrow column is known by both its edges.
constexpr size_t kJustifiedRowsMin = 4;
constexpr size_t kJustifiedCharactersMin = 10;
constexpr float kEdgeTolerance = 1.5f;   // points
constexpr float kSideHeadGrowth = 1.2f;  // of the type beside it
constexpr float kJustifiedGap = 1.5f;    // sizes of the type: the widest blank of a justified line

struct Gutter {
  float x = 0;
  size_t lines = 0;      // that it parts
  size_t crossings = 0;  // lines that run over it
};

struct Gap {
  float x0 = 0;
  float x1 = 0;
};

bool crosses(const Segment& segment, float x) {
  return segment.box.x0 < x && segment.box.x1 > x;
}

size_t count_crossings(const Region& region, float x) {
  return static_cast<size_t>(std::count_if(region.begin(), region.end(),
                                           [x](const Segment* segment) { return crosses(*segment, x); }));
}

/// The gaps between each segment and its next neighbour on the right.
std::vector<Gap> find_gaps(const Region& region) {
  Region by_x = region;
  std::sort(by_x.begin(), by_x.end(),
            [](const Segment* a, const Segment* b) { return a->box.x0 < b->box.x0; });
  std::vector<Gap> gaps;
  for (size_t i = 0; i < by_x.size(); ++i) {
    const Segment& left = *by_x[i];
    for (size_t j = i + 1; j < by_x.size(); ++j) {
      const Segment& right = *by_x[j];
      if (right.box.x0 < left.box.x1 || !left.box.beside(right.box)) continue;
      if (right.box.x0 - left.box.x1 >= kGutterMin) gaps.push_back({left.box.x1, right.box.x0});
      break;
    }
  }
  return gaps;
}

/// Where gaps lie over each other, the most shared and least crossed first.
std::vector<Gutter> find_gutters(const Region& region) {
  const std::vector<Gap> gaps = find_gaps(region);
  std::vector<std::pair<float, int>> edges;
  for (const Gap& gap : gaps) {
    edges.emplace_back(gap.x0, 1);
    edges.emplace_back(gap.x1, -1);
  }
  std::sort(edges.begin(), edges.end());
  std::vector<Gutter> gutters;
  size_t open = 0;
  for (size_t i = 0; i < edges.size(); ++i) {
    open = edges[i].second > 0 ? open + 1 : open - 1;
    const bool peak = edges[i].second > 0 && i + 1 < edges.size() && edges[i + 1].second < 0;
    if (peak && open >= kGutterLinesMin) {
      const float x = (edges[i].first + edges[i + 1].first) / 2;
      gutters.push_back({x, open, count_crossings(region, x)});
    }
  }
  std::stable_sort(gutters.begin(), gutters.end(), [](const Gutter& a, const Gutter& b) {
    return a.lines + b.crossings > b.lines + a.crossings;
  });
  if (gutters.size() > kCandidatesMax) gutters.resize(kCandidatesMax);
  return gutters;
}

struct Side {
  std::vector<Region> rows;
  size_t full_rows = 0;       // of running text
  size_t justified_rows = 0;  // that reach from edge to edge
  float size = 0;             // of the largest type
};

/// A piece of a row without a gap that only a table has.
struct Run {
  float width = 0;
  size_t characters = 0;  // a wide one counts for two
};

Run longest_run(const Region& row) {
  Run longest;
  Run run;
  float begin = row.front()->box.x0;
  for (size_t i = 0; i < row.size(); ++i) {
    const bool apart = i > 0 && row[i]->box.x0 - row[i - 1]->box.x1 > kJustifiedGap * row[i]->size;
    if (apart) {
      begin = row[i]->box.x0;
      run = Run{};
    }
    const bool wide = row[i]->text.size() > 5 * row[i]->characters / 2;
    run.characters += row[i]->characters * (wide ? 2 : 1);
    run.width = row[i]->box.x1 - begin;
    if (run.characters > longest.characters) longest = run;
  }
  return longest;
}

Side measure(const Region& segments) {
  Side side;
  side.rows = find_rows(segments);
  Box box = segments.front()->box;
  for (const Segment* segment : segments) box.include(segment->box);
  for (const Region& row : side.rows) {
    const Run run = longest_run(row);
    const bool full = run.characters >= kTextLineCharacters ||
                      (run.characters >= kFullRowCharacters && run.width >= kFullRowShare * box.width());
    if (full) ++side.full_rows;
    const bool justified = run.characters >= kJustifiedCharactersMin &&
                           row.front()->box.x0 - box.x0 < kEdgeTolerance &&
                           run.width > box.width() - kEdgeTolerance;
    if (justified) ++side.justified_rows;
    for (const Segment* segment : row) side.size = std::max(side.size, segment->size);
  }
  return side;
}

bool is_prose(const Side& side) {
  const auto rows = static_cast<float>(side.rows.size());
  const auto full = static_cast<float>(side.full_rows);
  if (side.full_rows >= kColumnLinesMin && full >= kProseShare * rows) return true;
  if (side.full_rows >= kShortColumnLines && full >= kMostShare * rows) return true;
  return side.justified_rows >= kJustifiedRowsMin &&
         static_cast<float>(side.justified_rows) >= kMostShare * rows;
}

/// Whether `head` is a title that stands beside the text it is the title of.
bool is_side_head(const Side& head, const Side& text) {
  return head.rows.size() < kColumnLinesMin && head.size >= kSideHeadGrowth * text.size && is_prose(text);
}

/// The share of the left side's lines that have a line of the right side on the same foot.
float aligned_share(const Side& left, const Side& right) {
  size_t aligned = 0;
  size_t j = 0;
  for (const Region& row : left.rows) {
    const float foot = row.front()->box.y1;
    while (j < right.rows.size() && right.rows[j].front()->box.y1 < foot - 1.5f) ++j;
    if (j < right.rows.size() && std::abs(right.rows[j].front()->box.y1 - foot) <= 1.5f) ++aligned;
  }
  return static_cast<float>(aligned) / static_cast<float>(left.rows.size());
}

bool are_columns(const Region& left, const Region& right, int depth);

/// Whether a side is running text, or columns of it.
bool holds_prose(const Region& region, const Side& side, int depth) {
  if (is_prose(side)) return true;
  if (depth == 0 || region.size() > kNestedSegmentsMax) return false;
  for (const Gutter& gutter : find_gutters(region)) {
    if (gutter.crossings > 0) continue;
    Region left;
    Region right;
    for (const Segment* segment : region) (segment->box.x1 <= gutter.x ? left : right).push_back(segment);
    if (are_columns(left, right, depth - 1)) return true;
  }
  return false;
}

/// Whether what stands on both sides is text that runs down, not rows of a table that run across. A side may
/// itself hold columns, `depth` deep.
bool are_columns(const Region& left, const Region& right, int depth) {
  if (left.empty() || right.empty()) return false;
  const Side l = measure(left);
  const Side r = measure(right);
  if (is_side_head(l, r) || is_side_head(r, l)) return true;
  if (l.rows.size() < kColumnLinesMin || r.rows.size() < kColumnLinesMin) return false;
  const bool left_prose = holds_prose(left, l, depth);
  const bool right_prose = holds_prose(right, r, depth);
  if (left_prose && right_prose) return true;
  return aligned_share(l, r) < 0.5f && aligned_share(r, l) < 0.5f && (left_prose || right_prose);
}

/// Whether a heading that ends before the gutter still stands over both columns: nothing is printed beside
/// it.
bool spans_by_itself(const Segment& heading, const Region& region, float x, float body_size) {
  if (heading.size < kHeadingGrowth * body_size || heading.box.x0 > x) return false;
  const float margin = kHeadingMargin * heading.size;
  return std::none_of(region.begin(), region.end(), [&](const Segment* other) {
    return other->box.x0 > x && other->box.y1 > heading.box.y0 - margin &&
           other->box.y0 < heading.box.y1 + margin;
  });
}

/// Whether it is a number or bullet before a line that runs over the gutter.
bool is_mark_of_spanning(const Segment& mark, const Region& region, float x) {
  if (mark.characters > kMarkCharactersMax || mark.box.x1 > x) return false;
  return std::any_of(region.begin(), region.end(), [&](const Segment* line) {
    return crosses(*line, x) && line->box.x0 >= mark.box.x1 &&
           line->box.x0 - mark.box.x1 < kMarkGapMax * line->size && mark.box.beside(line->box);
  });
}

/// What lies between two spanning lines, and the spanning lines above it.
struct Band {
  Region spanning;
  Region left;
  Region right;
};

std::vector<Band> cut_into_bands(const Region& region, float x, float body_size) {
  Region sorted = region;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Segment* a, const Segment* b) { return a->box.middle_y() < b->box.middle_y(); });
  std::vector<Band> bands(1);
  for (const Segment* segment : sorted) {
    if (crosses(*segment, x) || is_mark_of_spanning(*segment, region, x) ||
        spans_by_itself(*segment, region, x, body_size)) {
      if (!bands.back().left.empty() || !bands.back().right.empty()) bands.emplace_back();
      bands.back().spanning.push_back(segment);
    } else if (segment->box.x1 <= x) {
      bands.back().left.push_back(segment);
    } else {
      bands.back().right.push_back(segment);
    }
  }
  return bands;
}

void append(Region& to, const Region& from) {
  to.insert(to.end(), from.begin(), from.end());
}

class Cutter {
 public:
  explicit Cutter(float body_size) : body_size_(body_size) {}

  void cut(const Region& region, int depth) {
    if (region.empty()) return;
    if (depth < kDepthMax && region.size() >= kSegmentsMin && region.size() <= kSegmentsMax) {
      for (const Gutter& gutter : find_gutters(region)) {
        if (cut_at(region, gutter.x, depth)) return;
      }
    }
    regions_.push_back(region);
  }

  std::vector<Region> take() { return std::move(regions_); }

 private:
  /// Whether there are columns on either side of x.
  bool cut_at(const Region& region, float x, int depth) {
    const std::vector<Band> bands = cut_into_bands(region, x, body_size_);
    std::vector<bool> columns;
    for (const Band& band : bands) columns.push_back(are_columns(band.left, band.right, kNestedDepthMax));
    if (std::find(columns.begin(), columns.end(), true) == columns.end()) return false;
    Region plain;
    for (size_t i = 0; i < bands.size(); ++i) {
      append(plain, bands[i].spanning);
      if (columns[i]) {
        cut(std::exchange(plain, {}), depth + 1);
        cut(bands[i].left, depth + 1);
        cut(bands[i].right, depth + 1);
      } else {
        append(plain, bands[i].left);
        append(plain, bands[i].right);
      }
    }
    cut(plain, depth + 1);
    return true;
  }

  float body_size_;
  std::vector<Region> regions_;
};

}  // namespace

std::vector<Region> find_regions(const Region& page, float body_size) {
  Cutter cutter(body_size);
  cutter.cut(page, 0);
  return cutter.take();
}

std::vector<Region> find_rows(Region region) {
  std::stable_sort(region.begin(), region.end(),
                   [](const Segment* a, const Segment* b) { return a->box.middle_y() < b->box.middle_y(); });
  std::vector<Region> rows;
  const Segment* tallest = nullptr;
  for (const Segment* segment : region) {
    if (tallest == nullptr || !tallest->box.beside(segment->box)) {
      rows.emplace_back();
      tallest = segment;
    } else if (segment->box.height() > tallest->box.height()) {
      tallest = segment;
    }
    rows.back().push_back(segment);
  }
  for (Region& row : rows) {
    std::stable_sort(row.begin(), row.end(),
                     [](const Segment* a, const Segment* b) { return a->box.x0 < b->box.x0; });
  }
  return rows;
}

}  // namespace pressmark
