#include "server/citation.h"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/schema/bytes.h"
#include "server/url.h"

namespace pressmark {
namespace {

constexpr size_t kQuotedWords = 12;
constexpr size_t kWordsBeforeMatch = 3;
constexpr size_t kQuotedBytes = 200;  // where words are long, or there is no white space between them
constexpr size_t kLeaderDotsMin = 4;
constexpr std::string_view kPageAnchor = "#page=";

/// Bytes of the words: between white space, and where there is none after the marks that end a clause.
std::vector<ByteSpan> words_of(std::string_view text) {
  static constexpr std::string_view kBlanks = " \t\r\n";
  static constexpr std::array<std::string_view, 5> kClauseEnds = {"。", "、", "，", "！", "？"};
  std::vector<ByteSpan> words;
  for (size_t at = text.find_first_not_of(kBlanks); at < text.size();) {
    size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
    for (const std::string_view mark : kClauseEnds) {
      const size_t found = text.find(mark, at);
      if (found < end) end = found + mark.size();
    }
    words.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
    at = std::min(text.find_first_not_of(kBlanks, end), text.size());
  }
  return words;
}

/// Dots that lead the eye from a heading in the contents to its page.
bool is_leader(std::string_view text, ByteSpan word) {
  return word.end - word.begin >= kLeaderDotsMin &&
         text.substr(word.begin, word.end - word.begin).find_first_not_of('.') == std::string_view::npos;
}

}  // namespace

std::string citation(const Hit& about) {
  std::string text;
  const auto add = [&](const std::string& piece) {
    if (piece.empty()) return;
    if (!text.empty()) text += ", ";
    text += piece;
  };
  std::string authors;
  for (const std::string& author : about.authors) authors += (authors.empty() ? "" : ", ") + author;
  add(about.publisher.empty() ? authors : about.publisher);
  add(about.title.empty() ? about.id : about.title);
  if (about.published) add(std::to_string(about.published->year));
  return text;
}

std::string citation(const Hit& about, const PassageHit& passage) {
  std::string text = citation(about);
  const std::string& label = passage.snippet.page;
  const std::string number =
      passage.anchor.starts_with(kPageAnchor) ? passage.anchor.substr(kPageAnchor.size()) : "";
  if (!label.empty()) {
    text += ", p. " + label;
    if (!number.empty() && number != label) text += " (PDF p. " + number + ")";
  } else if (!number.empty()) {
    text += ", PDF p. " + number;
  } else if (!passage.snippet.heading.empty()) {
    text += ", “" + passage.snippet.heading + "”";
  }
  return text;
}

std::string publication_url(std::string_view id) {
  return "/publications/" + percent_encode(id);
}

std::string publication_url(std::string_view id, std::string_view query) {
  return publication_url(id) + "?q=" + percent_encode(query);
}

std::string quoted_words(const Fragment& fragment) {
  const std::string_view text = fragment.text;
  const std::vector<ByteSpan> words = words_of(text);
  if (words.empty()) return {};
  const uint32_t match = fragment.spans.empty() ? 0 : fragment.spans.front().begin;
  size_t first = 0;
  while (first + 1 < words.size() && words[first].end <= match) ++first;
  const size_t matched = first;
  size_t last = first;
  const auto fits = [&](size_t from, size_t to) {
    return words[to].end - words[from].begin <= kQuotedBytes && !is_leader(text, words[from]) &&
           !is_leader(text, words[to]);
  };
  while (last - first + 1 < kQuotedWords) {
    const bool before = first > 0 && fits(first - 1, last);
    if (before && matched - first < kWordsBeforeMatch)
      --first;
    else if (last + 1 < words.size() && fits(first, last + 1))
      ++last;
    else if (before)
      --first;
    else
      break;
  }
  const std::string_view quoted = text.substr(words[first].begin, words[last].end - words[first].begin);
  return std::string(quoted.substr(0, code_point_floor(quoted, kQuotedBytes)));
}

std::string passage_url(const std::string& id, const HitSnippet& passage) {
  return publication_url(id) + "?passage=" + percent_encode(quoted_words(passage.fragment)) +
         "&part=" + std::to_string(passage.part);
}

}  // namespace pressmark
