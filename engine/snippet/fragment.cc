#include "engine/snippet/fragment.h"

#include <algorithm>

#include "engine/analysis/line_feeds.h"
#include "engine/analysis/utf8.h"

namespace pressmark::snippets {

namespace {

constexpr char32_t kSoftHyphen = 0xad;

bool is_blank(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}
bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0);
}
/// A character that is shown as it is and has one byte.
bool is_plain(char c) {
  return c > ' ' && c < 0x7f;
}

/// The first gap that begins at or after `at`, and the last that ends at or before it.
const Gap& gap_from(std::span<const Gap> gaps, uint32_t at) {
  const auto found = std::find_if(gaps.begin(), gaps.end(), [at](const Gap& gap) { return gap.begin >= at; });
  return found == gaps.end() ? gaps.back() : *found;
}
const Gap& gap_until(std::span<const Gap> gaps, uint32_t at) {
  const auto found = std::find_if(gaps.rbegin(), gaps.rend(), [at](const Gap& gap) { return gap.end <= at; });
  return found == gaps.rend() ? gaps.front() : *found;
}

/// Adds whole sentences to [first, last) of `sentences`, those that follow before those that precede.
ByteSpan grow_by_sentences(std::span<const Gap> sentences, size_t first, size_t last, size_t bytes_max) {
  const auto bytes = [&](size_t from, size_t to) { return sentences[to].end - sentences[from].begin; };
  for (bool grown = true; grown;) {
    grown = true;
    if (last + 1 < sentences.size() && bytes(first, last + 1) <= bytes_max) {
      ++last;
    } else if (first > 0 && bytes(first - 1, last) <= bytes_max) {
      --first;
    } else {
      grown = false;
    }
  }
  return {sentences[first].begin, sentences[last].end};
}

/// Builds a fragment character by character.
class FragmentBuilder {
 public:
  FragmentBuilder(std::span<const ByteSpan> marks, size_t bytes_max) : marks_(marks) {
    fragment_.text.reserve(bytes_max);
  }

  void blank() { blank_ = !fragment_.text.empty(); }
  /// How many of the characters from `at` on, which have one byte each, can be added at once.
  uint32_t alike(uint32_t at, uint32_t count) const {
    if (marks_.empty()) return count;
    const uint32_t edge = at < marks_.front().begin ? marks_.front().begin : marks_.front().end;
    return at < edge ? std::min(count, edge - at) : 1;
  }
  /// Adds a character, or several alike, that stand at `at` in the text.
  void add(uint32_t at, std::string_view character) {
    close_mark(at);
    if (blank_) fragment_.text += ' ';
    blank_ = false;
    if (!open_ && !marks_.empty() && at >= marks_.front().begin) {
      open_ = true;
      begin_ = static_cast<uint32_t>(fragment_.text.size());
    }
    fragment_.text += character;
  }
  Fragment finish(uint32_t at) {
    close_mark(at);
    return std::move(fragment_);
  }

 private:
  /// Ends the marks that end at or before `at`.
  void close_mark(uint32_t at) {
    while (!marks_.empty() && marks_.front().end <= at) {
      if (open_) fragment_.spans.push_back({begin_, static_cast<uint32_t>(fragment_.text.size())});
      open_ = false;
      marks_ = marks_.subspan(1);
    }
  }

  std::span<const ByteSpan> marks_;  // not closed yet
  Fragment fragment_;
  bool blank_ = false;
  bool open_ = false;
  uint32_t begin_ = 0;
};

}  // namespace

ByteSpan choose_bytes(const CutRequest& request) {
  const std::span<const Gap> words = request.words;
  const std::vector<Gap> sentences = sentence_gaps(request.text, words, request.lines);
  const ByteSpan keep = request.keep;
  size_t first = 0;
  while (first + 1 < sentences.size() && sentences[first + 1].begin <= keep.begin) ++first;
  size_t last = first + 1;
  while (last + 1 < sentences.size() && sentences[last].end < keep.end) ++last;

  const auto bytes_max = static_cast<uint32_t>(std::min<size_t>(request.bytes_max, UINT32_MAX / 2));
  ByteSpan shown = {sentences[first].begin, sentences[last].end};
  if (shown.end - shown.begin <= bytes_max) {
    shown = grow_by_sentences(sentences, first, last, bytes_max);
    // Rather begin another sentence than show little.
    if (shown.end - shown.begin < bytes_max / 2) {
      shown.end = std::max(shown.end, gap_until(words, shown.begin + bytes_max).end);
    }
    return shown;
  }
  const uint32_t room = bytes_max - std::min(bytes_max, keep.end - keep.begin);
  if (keep.end - shown.begin > bytes_max || keep.begin - shown.begin > room * 2 / 3) {
    // The sentence begins too far away: some words before, more after.
    const uint32_t lead = std::min(room / 3, keep.begin - shown.begin);
    shown.begin = std::min(gap_from(words, keep.begin - lead).begin, keep.begin);
  }
  if (shown.end - shown.begin > bytes_max) {
    shown.end = std::max(gap_until(words, shown.begin + bytes_max).end, keep.end);
  }
  return shown;
}

Fragment make_fragment(std::string_view text, ByteSpan shown, std::span<const ByteSpan> marks) {
  const auto inside = [&](const ByteSpan& mark) {
    return mark.begin >= shown.begin && mark.end <= shown.end;
  };
  const auto first = std::find_if(marks.begin(), marks.end(), inside);
  const auto last = std::find_if_not(first, marks.end(), inside);
  FragmentBuilder builder({first, last}, shown.end - shown.begin);
  for (uint32_t at = shown.begin; at < shown.end;) {
    uint32_t plain = at;
    while (plain < shown.end && is_plain(text[plain])) ++plain;
    if (plain > at) {
      const uint32_t count = builder.alike(at, plain - at);
      builder.add(at, text.substr(at, count));
      at += count;
      continue;
    }
    const utf8::CodePoint c = utf8::decode(text.substr(0, shown.end), at);
    if (is_blank(c.value)) {
      if (!is_inside_word(text, at)) builder.blank();
    } else if (c.value == utf8::kIllFormed || is_control(c.value)) {
      builder.blank();
    } else if (c.value != kSoftHyphen) {
      builder.add(at, text.substr(at, c.size));
    }
    at += c.size;
  }
  Fragment fragment = builder.finish(shown.end);
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  fragment.cut_before = !std::all_of(text.begin(), text.begin() + shown.begin, blank);
  fragment.cut_after = !std::all_of(text.begin() + shown.end, text.end(), blank);
  return fragment;
}

std::string clean(std::string_view text) {
  return make_fragment(text, {0, static_cast<uint32_t>(text.size())}, {}).text;
}

}  // namespace pressmark::snippets
