#include "indexer/reader/html_scanner.h"

#include <algorithm>
#include <array>

#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr auto kRawTextElements = std::to_array<std::string_view>(
    {"iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"});

}  // namespace

bool is_raw_text_element(std::string_view name) {
  return std::find(kRawTextElements.begin(), kRawTextElements.end(), name) != kRawTextElements.end();
}

bool HtmlScanner::next(HtmlToken& token) {
  while (at_ < html_.size()) {
    if (html_[at_] != '<') {
      const size_t end = std::min(html_.find('<', at_), html_.size());
      token.kind = HtmlToken::kText;
      token.raw = html_.substr(at_, end - at_);
      at_ = end;
      return true;
    }
    const size_t begin = at_;
    const char second = begin + 1 < html_.size() ? html_[begin + 1] : '\0';
    if (is_ascii_alpha(second)) {
      token.kind = HtmlToken::kStartTag;
      if (take_tag(token, begin + 1)) return true;
    } else if (second == '/' && begin + 2 < html_.size() && is_ascii_alpha(html_[begin + 2])) {
      token.kind = HtmlToken::kEndTag;
      if (take_tag(token, begin + 2)) return true;
    } else if (html_.substr(begin).starts_with("<!--")) {
      const size_t end = html_.find("-->", begin + 2);
      at_ = end == std::string_view::npos ? html_.size() : end + 3;
    } else if (second == '!' || second == '?' || second == '/') {
      const size_t end = html_.find('>', begin);
      at_ = end == std::string_view::npos ? html_.size() : end + 1;
    } else {
      token.kind = HtmlToken::kText;
      token.raw = html_.substr(begin, 1);
      at_ = begin + 1;
      return true;
    }
  }
  return false;
}

bool HtmlScanner::take_tag(HtmlToken& token, size_t name_at) {
  const size_t begin = at_;
  size_t at = name_at;
  const auto in_name = [&] { return !is_ascii_space(html_[at]) && html_[at] != '/' && html_[at] != '>'; };
  while (at < html_.size() && in_name()) ++at;
  token.name = ascii_lower(html_.substr(name_at, at - name_at));
  token.attributes_count = 0;
  token.self_closing = false;
  while (at < html_.size() && html_[at] != '>') {
    if (is_ascii_space(html_[at]) || html_[at] == '/') {
      token.self_closing = html_[at] == '/';
      ++at;
      continue;
    }
    ++token.attributes_count;
    token.self_closing = false;
    ++at;  // a name may begin with '='
    while (at < html_.size() && in_name() && html_[at] != '=') ++at;
    while (at < html_.size() && is_ascii_space(html_[at])) ++at;
    if (at >= html_.size() || html_[at] != '=') continue;
    ++at;
    while (at < html_.size() && is_ascii_space(html_[at])) ++at;
    if (at >= html_.size()) break;
    if (const char quote = html_[at]; quote == '"' || quote == '\'') {
      const size_t end = html_.find(quote, at + 1);
      at = end == std::string_view::npos ? html_.size() : end + 1;
    } else {
      while (at < html_.size() && !is_ascii_space(html_[at]) && html_[at] != '>') ++at;
    }
  }
  at_ = std::min(at + 1, html_.size());
  token.raw = html_.substr(begin, at_ - begin);
  return at < html_.size();
}

std::string_view HtmlScanner::take_raw_text(std::string_view name) {
  const size_t begin = at_;
  if (name == "plaintext") {
    at_ = html_.size();
  } else {
    at_ = find_ignoring_case(std::string("</").append(name));
  }
  return html_.substr(begin, at_ - begin);
}

size_t HtmlScanner::find_ignoring_case(std::string_view end_tag) const {
  for (size_t at = html_.find("</", at_); at != std::string_view::npos; at = html_.find("</", at + 2)) {
    const std::string_view rest = html_.substr(at);
    if (rest.size() < end_tag.size() || !equal_ignoring_case(rest.substr(0, end_tag.size()), end_tag))
      continue;
    if (rest.size() == end_tag.size() || !is_ascii_alnum(rest[end_tag.size()])) return at;
  }
  return html_.size();
}

}  // namespace pressmark
