#include "server/citation.h"

#include <algorithm>
#include <vector>

#include "server/url.h"

namespace pressmark {
namespace {

constexpr size_t kQuotedWords = 12;
constexpr size_t kWordsBeforeMatch = 3;
constexpr std::string_view kPageAnchor = "#page=";

/// Bytes of the words between white space.
std::vector<ByteSpan> words_of(std::string_view text) {
  static constexpr std::string_view kBlanks = " \t\r\n";
  std::vector<ByteSpan> words;
  for (size_t at = text.find_first_not_of(kBlanks); at != std::string_view::npos;) {
    const size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
    words.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
    at = text.find_first_not_of(kBlanks, end);
  }
  return words;
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

std::string quoted_words(const PassageHit& passage) {
  const Fragment& fragment = passage.snippet.fragment;
  const std::vector<ByteSpan> words = words_of(fragment.text);
  if (words.empty()) return {};
  const uint32_t match = fragment.spans.empty() ? 0 : fragment.spans.front().begin;
  size_t first = 0;
  while (first + 1 < words.size() && words[first].end <= match) ++first;
  first -= std::min(first, kWordsBeforeMatch);
  const size_t last = std::min(words.size(), first + kQuotedWords) - 1;
  first = last + 1 - std::min(last + 1, kQuotedWords);
  return fragment.text.substr(words[first].begin, words[last].end - words[first].begin);
}

std::string passage_url(const PassageHit& passage) {
  return publication_url(passage.id) + "?passage=" + percent_encode(quoted_words(passage));
}

}  // namespace pressmark
