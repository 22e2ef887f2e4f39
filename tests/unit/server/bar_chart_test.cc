// Bar charts.
#include "server/bar_chart.h"

#include <boost/test/unit_test.hpp>

using namespace pressmark;

namespace {

size_t count(const std::string& text, const std::string& piece) {
  size_t found = 0;
  for (size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++found;
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bar_chart)

BOOST_AUTO_TEST_CASE(a_scale_ends_at_or_above_the_highest_and_has_a_whole_half) {
  const std::vector<std::pair<double, double>> ends = {{0, 2},  {1, 2},   {2, 2},     {2.5, 4},
                                                       {9, 10}, {10, 10}, {10.1, 20}, {99'999, 100'000}};
  for (const auto& [value, end] : ends) BOOST_TEST(scale_end(value) == end);
}

BOOST_AUTO_TEST_CASE(bars_are_as_high_as_their_share_of_the_scale) {
  const std::string svg =
      bar_chart_svg({"t", "A title", " %", {{"1 Nov", "5", 5}, {"2 Nov", "10", 10}, {"3 Nov", "0", 0}}});
  BOOST_TEST(count(svg, "<rect class=\"bar\"") == 3u);
  BOOST_TEST(count(svg, "height=\"82\"") == 1u);
  BOOST_TEST(count(svg, "height=\"164\"") == 1u);
  BOOST_TEST(count(svg, "height=\"0\"") == 1u);
  BOOST_TEST(svg.find(">10 %</text>") != std::string::npos);
  BOOST_TEST(svg.find("<title>2 Nov: 10</title>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(of_many_bars_some_are_named_and_the_last_always) {
  BarChart chart{"t", "", "", {}};
  for (int i = 0; i < 30; ++i) chart.bars.push_back({"day" + std::to_string(i), "", 1});
  const std::string svg = bar_chart_svg(chart);
  BOOST_TEST(count(svg, "day29</text>") == 1u);
  BOOST_TEST(count(svg, "day28</text>") == 0u);
  BOOST_TEST(count(svg, "text-anchor=\"middle\"") == 8u);
}

BOOST_AUTO_TEST_CASE(its_texts_are_escaped_and_no_bars_are_no_fault) {
  const std::string svg = bar_chart_svg({"t", "<b>", "", {}});
  BOOST_TEST(svg.find("<b>") == std::string::npos);
  BOOST_TEST(svg.ends_with("</svg>"));
}

BOOST_AUTO_TEST_SUITE_END()
