#include "indexer/reader/parts.h"

#include <iterator>
#include <utility>

#include "engine/limits.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

std::string only_words(std::string_view text) {
  std::string words;
  for (const char c : text) {
    if (is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80) words += ascii_lower(c);
  }
  return words;
}

}  // namespace

bool same_words(std::string_view a, std::string_view b) {
  // Curly quotes and long dashes are punctuation as well: try as written first, then letters alone.
  if (only_words(a) == only_words(b)) return true;
  const auto plain = [](std::string_view text) {
    std::string letters;
    for (size_t at = 0; at < text.size();) {
      const char32_t c = next_code_point(text, at);
      const bool punctuation =
          (c >= 0x2000 && c <= 0x206F) || c == 0xA0 || c == 0xAD || c == 0xAB || c == 0xBB;
      const bool ascii_mark = c < 0x80 && !is_ascii_alnum(static_cast<char>(c));
      if (!punctuation && !ascii_mark) append_code_point(letters, c);
    }
    return ascii_lower(letters);
  };
  return plain(a) == plain(b);
}

std::string anchor_of(std::string_view fragment) {
  if (fragment.empty()) return {};
  std::string encoded = url_of_path("", fragment);
  for (size_t at = 0; (at = encoded.find('/', at)) != std::string::npos;) encoded.replace(at, 1, "%2F");
  return "#" + encoded;
}

void PartsBuilder::add_heading(std::string text, std::string anchor) {
  if (text.empty()) return;
  // One part is kept for the boilerplate.
  if (parts_.size() + 1 < limits::kPagesMax) parts_.push_back(Part{text, std::move(anchor), {}});
  add(Role::kHeading, std::move(text));
}

void PartsBuilder::add(Role role, std::string text) {
  if (text.empty()) return;
  if (parts_.empty()) parts_.emplace_back();
  parts_.back().blocks.push_back(Block{role, std::move(text)});
}

void PartsBuilder::add_boilerplate(std::string text) {
  if (!text.empty()) boilerplate_.blocks.push_back(Block{Role::kBoilerplate, std::move(text)});
}

bool PartsBuilder::empty() const {
  return parts_.empty() && boilerplate_.blocks.empty();
}

std::string PartsBuilder::first_heading() const {
  for (const Part& part : parts_) {
    for (const Block& block : part.blocks) {
      if (block.role == Role::kHeading) return block.text;
    }
  }
  return {};
}

std::vector<Part> PartsBuilder::finish(std::string_view title) && {
  std::vector<Part> parts;
  parts.emplace_back();
  if (!title.empty()) parts.front().blocks.push_back(Block{Role::kTitle, std::string(title)});
  bool title_seen = false;
  for (Part& part : parts_) {
    const bool is_title = !title_seen && !title.empty() && !part.blocks.empty() &&
                          part.blocks.front().role == Role::kHeading &&
                          same_words(part.blocks.front().text, title);
    if (is_title) {
      title_seen = true;
      part.blocks.erase(part.blocks.begin());
    }
    // What follows the title belongs to the part that opens at the top.
    const bool merges = is_title || part.label.empty();
    if (merges) {
      auto& blocks = parts.back().blocks;
      std::move(part.blocks.begin(), part.blocks.end(), std::back_inserter(blocks));
    } else {
      parts.push_back(std::move(part));
    }
  }
  if (!boilerplate_.blocks.empty()) parts.push_back(std::move(boilerplate_));
  if (parts.front().blocks.empty()) parts.erase(parts.begin());
  return parts;
}

}  // namespace pressmark
