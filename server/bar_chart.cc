#include "server/bar_chart.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "server/xml.h"

namespace pressmark {
namespace {

constexpr double kWidth = 720, kHeight = 210;
constexpr double kLeft = 52, kRight = 692, kTop = 14, kBottom = 178;
constexpr size_t kNamesMax = 8;
constexpr double kBarShare = 0.72;  // of the room that a bar has

std::string number(double value) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.5g", value);
  return digits.data();
}

std::string text_at(double x, double y, const char* anchor, const std::string& text) {
  return "<text class=\"name\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor +
         "\">" + escape_xml(text) + "</text>\n";
}

std::string scale(const BarChart& chart, double end) {
  std::string svg;
  for (const double part : {0.0, 0.5, 1.0}) {
    const double y = kBottom - part * (kBottom - kTop);
    svg += "<path class=\"grid\" d=\"M" + number(kLeft) + ' ' + number(y) + 'H' + number(kRight) + "\"/>\n";
    svg += text_at(kLeft - 8, y + 4, "end", number(part * end) + chart.unit);
  }
  return svg;
}

}  // namespace

double scale_end(double value) {
  for (double power = 1;; power *= 10) {
    for (const double step : {2.0, 4.0, 6.0, 8.0, 10.0}) {
      if (step * power >= value) return step * power;
    }
  }
}

std::string bar_chart_svg(const BarChart& chart) {
  double highest = 0;
  for (const Bar& bar : chart.bars) highest = std::max(highest, bar.height);
  const double end = scale_end(highest);
  const double room = (kRight - kLeft) / static_cast<double>(std::max<size_t>(chart.bars.size(), 1));
  const size_t named = (chart.bars.size() + kNamesMax - 1) / kNamesMax;  // every how manyeth has its name

  std::string svg = "<svg class=\"chart\" viewBox=\"0 0 " + number(kWidth) + ' ' + number(kHeight) +
                    "\" role=\"img\" aria-labelledby=\"" + escape_xml(chart.id) + "\">\n<title id=\"" +
                    escape_xml(chart.id) + "\">" + escape_xml(chart.title) + "</title>\n" + scale(chart, end);
  for (size_t i = 0; i < chart.bars.size(); ++i) {
    const Bar& bar = chart.bars[i];
    const double x = kLeft + room * static_cast<double>(i);
    const double height = bar.height / end * (kBottom - kTop);
    svg += "<rect class=\"bar\" x=\"" + number(x + room * (1 - kBarShare) / 2) + "\" y=\"" +
           number(kBottom - height) + "\" width=\"" + number(room * kBarShare) + "\" height=\"" +
           number(height) + "\"><title>" + escape_xml(bar.name + ": " + bar.value) + "</title></rect>\n";
    // From the right, so that the newest always has its name.
    if ((chart.bars.size() - 1 - i) % named == 0)
      svg += text_at(x + room / 2, kBottom + 20, "middle", bar.name);
  }
  return svg + "</svg>";
}

}  // namespace pressmark
