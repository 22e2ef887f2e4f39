#include "server/run_file.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#include "server/url.h"

namespace pressmark {
namespace {

constexpr std::string_view kRunName = "pressmark";
constexpr std::string_view kBlanks = " \t\r\n\f\v";

std::string without_blanks(std::string_view id) {
  std::string out;
  for (const char c : id) {
    if (kBlanks.find(c) != std::string_view::npos) {
      out += percent_encode(std::string_view(&c, 1));
    } else {
      out += c;
    }
  }
  return out;
}

std::string run_line(const std::string& topic, const std::string& id, size_t rank, double score) {
  std::array<char, 64> number{};
  std::snprintf(number.data(), number.size(), "%.6f", score);
  std::string line =
      topic + " Q0 " + without_blanks(id) + ' ' + std::to_string(rank) + ' ' + number.data() + ' ';
  line += kRunName;
  line += '\n';
  return line;
}

}  // namespace

Result<std::vector<Topic>> parse_topics(std::string_view file, const std::string& where) {
  std::vector<Topic> topics;
  std::set<std::string, std::less<>> ids;
  for (size_t number = 1; !file.empty(); ++number) {
    const size_t end = std::min(file.find('\n'), file.size());
    std::string_view line = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const auto bad = [&](const std::string& what) {
      return Error{ErrorCode::kBadSyntax, what + "; a topic is a line id<TAB>query",
                   where + ':' + std::to_string(number)};
    };
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos || tab == 0) return bad("no id before a tab");
    const std::string_view id = line.substr(0, tab);
    if (id.find_first_of(kBlanks) != std::string_view::npos) return bad("white space in the id");
    if (!ids.emplace(id).second) return bad("the id " + std::string(id) + " stands there twice");
    topics.push_back({std::string(id), std::string(line.substr(tab + 1))});
  }
  return topics;
}

std::string run_lines(const std::string& topic, const SearchResponse& response) {
  std::string lines;
  size_t rank = 0;
  for (const Hit& hit : response.hits) {
    lines += run_line(topic, hit.id, ++rank, hit.score);
    for (const HitForm& form : hit.forms) {
      if (form.matches) lines += run_line(topic, form.id, ++rank, hit.score);
    }
  }
  for (const Hit& hit : response.related) lines += run_line(topic, hit.id, ++rank, hit.score);
  return lines;
}

std::string run_lines(const std::string& topic, const std::vector<PassageHit>& passages) {
  std::string lines;
  for (size_t i = 0; i < passages.size(); ++i) {
    const PassageHit& passage = passages[i];
    const std::string part =
        passage.anchor.empty() ? "#part=" + std::to_string(passage.snippet.part) : passage.anchor;
    lines += run_line(topic, passage.id + part, i + 1, passage.score);
  }
  return lines;
}

}  // namespace pressmark
