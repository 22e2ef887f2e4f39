#include "indexer/reader/pdf_table.h"

#include <algorithm>
#include <map>

#include "indexer/reader/pdf_hyphens.h"

namespace pressmark {
namespace {

constexpr size_t kCellsMin = 3;
constexpr size_t kFullRowsMin = 2;
constexpr float kRowGapMax = 3.2f;         // sizes of the type between two rows of one table
constexpr float kSameRowGrowth = 1.15f;    // of the smallest distance between two lines
constexpr float kTypeGrowth = 1.1f;        // of the row above: a heading or the text after the table
constexpr float kTextLineShare = 0.75f;    // of the width of the first row: a line of text, no cell
constexpr size_t kCellCharactersMax = 60;  // on average

float foot(const Region& row) {
  return row.front()->box.y1;
}

float width_of(const Region& row) {
  return row.back()->box.x1 - row.front()->box.x0;
}

bool close_below(const Region& above, const Region& below) {
  return foot(below) - foot(above) <= kRowGapMax * std::max(above.front()->size, below.front()->size);
}

/// How far the run of lines goes that may be rows: those with few cells only between lines with enough of
/// them.
size_t run_end(const std::vector<Region>& rows, size_t begin) {
  size_t end = begin + 1;
  const float width = width_of(rows[begin]);
  for (size_t i = begin + 1; i < rows.size() && close_below(rows[i - 1], rows[i]); ++i) {
    const bool changes_type = rows[i].front()->size > kTypeGrowth * rows[i - 1].front()->size;
    const bool runs_across = rows[i].size() == 1 && width_of(rows[i]) > kTextLineShare * width;
    if (runs_across || changes_type) break;
    if (rows[i].size() >= kCellsMin) end = i + 1;
    if (i + 1 > end + 2) break;
  }
  return end;
}

size_t usual_cells(const std::vector<Region>& rows, size_t begin, size_t end) {
  std::map<size_t, size_t> counts;
  for (size_t i = begin; i < end; ++i) {
    if (rows[i].size() >= kCellsMin) ++counts[rows[i].size()];
  }
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second <= b.second; });
  return most == counts.end() || most->second < kFullRowsMin ? 0 : most->first;
}

struct Span {
  float x0 = 0;
  float x1 = 0;
};

/// The columns that the full rows agree on; none if their cells overlap each other.
std::vector<Span> find_columns(const std::vector<Region>& rows, size_t begin, size_t end, size_t cells) {
  std::vector<Span> columns;
  for (size_t i = begin; i < end; ++i) {
    if (rows[i].size() != cells) continue;
    if (columns.empty()) columns.assign(cells, Span{1e9f, -1e9f});
    for (size_t k = 0; k < cells; ++k) {
      columns[k].x0 = std::min(columns[k].x0, rows[i][k]->box.x0);
      columns[k].x1 = std::max(columns[k].x1, rows[i][k]->box.x1);
    }
  }
  for (size_t k = 1; k < columns.size(); ++k) {
    if (columns[k].x0 <= columns[k - 1].x1) return {};
  }
  return columns;
}

/// The column that a cell lies under; the nearest when it lies between two.
size_t column_of(const Segment& cell, const std::vector<Span>& columns) {
  size_t best = 0;
  float most = -1e9f;
  for (size_t k = 0; k < columns.size(); ++k) {
    const float shared = std::min(cell.box.x1, columns[k].x1) - std::max(cell.box.x0, columns[k].x0);
    if (shared > most) {
      most = shared;
      best = k;
    }
  }
  return best;
}

/// Where each row of the table begins, among the lines [begin, end): lines set closer than the rest are one
/// row, unless two of them are full.
std::vector<size_t> row_begins(const std::vector<Region>& rows, size_t begin, size_t end, size_t cells,
                               const std::vector<Span>& columns) {
  float closest = foot(rows[begin + 1]) - foot(rows[begin]);
  for (size_t i = begin + 2; i < end; ++i) closest = std::min(closest, foot(rows[i]) - foot(rows[i - 1]));
  std::vector<size_t> begins;
  for (size_t i = begin; i < end;) {
    size_t last = i;
    size_t full = rows[i].size() >= cells ? 1 : 0;
    while (last + 1 < end && foot(rows[last + 1]) - foot(rows[last]) <= kSameRowGrowth * closest) {
      ++last;
      if (rows[last].size() >= cells) ++full;
    }
    begins.push_back(i);
    for (size_t k = i + 1; k <= last && full > 1; ++k) {
      // Evenly spaced: a line that has nothing in the first column goes on with the row above.
      const bool goes_on = rows[k].size() < cells && column_of(*rows[k].front(), columns) > 0;
      if (!goes_on) begins.push_back(k);
    }
    i = last + 1;
  }
  return begins;
}

}  // namespace

Table find_table(const std::vector<Region>& rows, size_t begin) {
  if (rows[begin].size() < kCellsMin) return {};
  const size_t end = run_end(rows, begin);
  const size_t cells = usual_cells(rows, begin, end);
  if (cells == 0) return {};
  const std::vector<Span> columns = find_columns(rows, begin, end, cells);
  if (columns.empty()) return {};
  size_t characters = 0;
  size_t pieces = 0;
  std::vector<std::vector<std::string>> lines;
  const std::vector<size_t> begins = row_begins(rows, begin, end, cells, columns);
  for (size_t i = begin; i < end; ++i) {
    if (std::binary_search(begins.begin(), begins.end(), i)) lines.emplace_back(columns.size());
    for (const Segment* cell : rows[i]) {
      append_line(lines.back()[column_of(*cell, columns)], cell->text);
      characters += cell->characters;
      ++pieces;
    }
  }
  if (characters > kCellCharactersMax * pieces) return {};
  Table table;
  table.rows_count = end - begin;
  for (std::vector<std::string>& line : lines) {
    while (!line.empty() && line.back().empty()) line.pop_back();
    for (size_t k = 0; k < line.size(); ++k) {
      if (k > 0) table.text += '\t';
      table.text += line[k];
    }
    table.text += '\n';
  }
  table.text.pop_back();
  return table;
}

}  // namespace pressmark
