// A bar chart as SVG, for pages that have no script: upright bars, a scale of three lines, some names below.
// Colours come from the page's styles (classes bar, grid, name). Pure; any thread.
#pragma once

#include <string>
#include <vector>

namespace pressmark {

struct Bar {
  std::string name;   // below it, where there is room
  std::string value;  // as it is said when it is pointed at
  double height = 0;  // not below zero
};

struct BarChart {
  std::string id;     // of its title's element, unlike any other on the page
  std::string title;  // what it shows, for those who do not see it
  std::string unit;   // after the numbers of the scale
  std::vector<Bar> bars;
};

/// The least of 2, 4, 6, 8, 10, 20, … that is not below `value`: the end of a scale whose half is a whole
/// number too.
double scale_end(double value);

/// The <svg> element; all texts are escaped.
std::string bar_chart_svg(const BarChart& chart);

}  // namespace pressmark
