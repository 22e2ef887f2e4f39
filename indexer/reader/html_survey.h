// HtmlSurvey: the visible elements of a page in document order with how much text, links and paragraphs each
// holds, and which of them stand beside the content: navigation, sharing, comments, lists of other pages.
// Owned by one reader's call; points into the tree, which must outlive it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "indexer/reader/html_tree.h"

namespace pressmark {

struct HtmlElement {
  const GumboNode* node = nullptr;
  uint32_t parent = 0;
  uint32_t end = 0;              // one past the last element inside it
  bool outside = false;          // beside the content: its text does not count for what holds it
  bool teaser = false;           // one of a row of links to other pages, each with a few words
  bool has_h1 = false;           // inside it, or it is one
  bool has_heading = false;      // of any level
  bool has_image = false;        // the same
  bool opens_with_link = false;  // its first words, or its heading's, are a link to another page
  uint32_t text = 0;             // bytes of letters, without what is outside or a teaser
  uint32_t link_text = 0;        // of those, in links
  uint32_t paragraphs = 0;       // of those, in paragraphs with few links
  uint32_t prose = 0;            // the same, of each paragraph the less the shorter it is
  uint32_t all_text = 0;         // as `text`, with what is outside and teasers
  uint32_t all_paragraphs = 0;   // as `paragraphs`, with those
};

/// What the page as a whole says of its kind.
struct HtmlSurveyOptions {
  bool is_article = false;       // it says that it is one article
  bool is_conversation = false;  // what readers write is its content: a forum, questions and answers
};

class HtmlSurvey {
 public:
  HtmlSurvey(const GumboNode* root, HtmlSurveyOptions options);

  /// Never empty; the first is the root.
  const std::vector<HtmlElement>& elements() const { return elements_; }

 private:
  struct OwnText {
    uint32_t text = 0;  // bytes of letters directly in an element
    uint32_t link_text = 0;
  };

  void collect(const GumboNode* root);
  void count();
  void mark_outside();
  bool is_outside(size_t i) const;
  bool in_article(size_t i) const;
  void find_teasers();
  void mark_teasers(const std::vector<std::vector<uint32_t>>& rows);
  uint32_t running_text() const;
  bool is_teaser_like(const HtmlElement& element) const;
  bool is_large(const HtmlElement& element, double share) const;
  bool is_nearly_all(const HtmlElement& element) const;

  HtmlSurveyOptions options_;
  std::vector<HtmlElement> elements_;
  std::vector<OwnText> own_;
  std::vector<OwnText> flow_;  // own text and that of the inline elements inside
};

}  // namespace pressmark
