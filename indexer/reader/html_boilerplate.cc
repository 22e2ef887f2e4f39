#include "indexer/reader/html_boilerplate.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

#include "indexer/reader/html_cues.h"
#include "indexer/reader/html_names.h"
#include "indexer/reader/metadata.h"
#include "indexer/reader/parts.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kBiographyBytesMax = 1'200;
constexpr size_t kLinkRunMin = 2;
constexpr size_t kRunningBytesMin = 120;
constexpr size_t kProseBytesMin = 400;  // of running text, for a page to be one that is read through
constexpr size_t kRepeatedBytesMin = 60;
constexpr size_t kBylineBytesMax = 80;
constexpr unsigned kLoneSiblingsMax = 16;  // white space and comments beside a heading that is alone

// What follows a name in a biography.
constexpr auto kBiographyVerbs = std::to_array<std::string_view>(
    {" is ", " was ", " has ", " works ", " joined ", " leads ", " writes ", " covers ", " heads ",
     " serves ", " studied ", " ist ", " war ", " est ", " es ", " è "});

bool is_site_heading(const HtmlBlock& block) {
  return block.role == Role::kHeading && block.level != 1 && is_site_heading_text(block.text);
}

/// The element that a heading opens: the nearest around it that holds more than the heading.
const GumboNode* box_of(const GumboNode* heading) {
  const auto is_alone = [](const GumboNode* node) {
    const GumboVector& siblings = node->parent->v.element.children;
    if (siblings.length > kLoneSiblingsMax) return false;
    for (unsigned i = 0; i < siblings.length; ++i) {
      const auto* sibling = static_cast<const GumboNode*>(siblings.data[i]);
      const bool empty = sibling->type == GUMBO_NODE_WHITESPACE || sibling->type == GUMBO_NODE_COMMENT;
      if (sibling != node && !empty) return false;
    }
    return true;
  };
  const GumboNode* node = heading;
  while (node->parent != nullptr && is_element(node->parent) && is_alone(node)) node = node->parent;
  return node->parent != nullptr && is_element(node->parent) ? node->parent : nullptr;
}

bool is_inside(const GumboNode* node, const GumboNode* box) {
  while (node != nullptr && node != box) node = node->parent;
  return node != nullptr;
}

/// A paragraph as articles have them, not one of a list of other articles.
bool is_running_text(const HtmlBlock& block) {
  return (block.role == Role::kBody || block.role == Role::kQuote) && block.text.size() >= kRunningBytesMin &&
         block.link_bytes * 2 < block.text.size();
}

/// Nothing but links. A bare address is what the text cites, a part of the page itself is its contents.
bool is_link_only(const HtmlBlock& block) {
  return block.role != Role::kTable && block.link_bytes * 10 >= block.text.size() * 8 &&
         !block.text.empty() && !block.leads_inside && !block.text.starts_with("http") &&
         !block.text.starts_with("www.");
}

/// Sections under headings such as "Related posts", up to the next heading of the same or a higher level or
/// the end of the element that the heading opens. A list of other articles also ends where the text goes on.
void mark_sections(std::vector<HtmlBlock>& blocks) {
  int level = 0;  // of the open section's heading; 0: none
  bool lists_articles = false;
  const GumboNode* box = nullptr;
  for (HtmlBlock& block : blocks) {
    if (block.region != Region::kContent) continue;
    const bool left = box != nullptr && !is_inside(block.node, box);
    if (left || (lists_articles && is_running_text(block))) level = 0;
    if (block.role == Role::kHeading && (level == 0 || block.level <= level)) {
      level = is_site_heading(block) ? block.level : 0;
      box = level == 0 || block.node == nullptr ? nullptr : box_of(block.node);
      lists_articles = level > 0 && !opens_sentences(block.text);
    }
    if (level > 0) block.region = Region::kBoilerplate;
  }
}

class Marker {
 public:
  Marker(std::vector<HtmlBlock>& blocks, const HtmlMetadata& metadata) : metadata_(metadata) {
    for (HtmlBlock& block : blocks) {
      if (block.region == Region::kContent) blocks_.push_back(&block);
    }
    size_t running_bytes = 0;
    size_t link_bytes = 0;
    for (const HtmlBlock* block : blocks_) {
      if (is_running_text(*block)) running_bytes += block->text.size();
      if (is_link_only(*block)) link_bytes += block->text.size();
    }
    is_prose_ = running_bytes >= kProseBytesMin && link_bytes * 2 <= running_bytes;
    is_listing_ = link_bytes > running_bytes && running_bytes >= kRunningBytesMin;
  }

  void run() {
    mark_paragraphs();
    mark_repeated();
    if (is_prose_) mark_loose_links();
    mark_head();
    mark_tail();
  }

 private:
  void mark_paragraphs() {
    for (HtmlBlock* block : blocks_) {
      if (block->role == Role::kHeading || block->role == Role::kTable) continue;
      const bool linked = block->link_bytes > 0;
      const bool site =
          is_site_paragraph_text(block->text) || is_credit_text(block->text) ||
          (is_prose_ && is_site_label(block->text)) ||
          (linked && points_elsewhere(block->text) && block->link_bytes * 2 >= block->text.size()) ||
          (linked && is_prose_ && asks_to_subscribe(block->text));
      if (site) block->region = Region::kBoilerplate;
    }
  }

  /// What a quotation or a caption repeats is set twice for the eye: a pull quote, a gallery's overlay.
  void mark_repeated() {
    std::unordered_set<std::string_view> seen;
    for (HtmlBlock* block : blocks_) {
      if (block->text.size() < kRepeatedBytesMin || block->region != Region::kContent) continue;
      const bool repeated = !seen.insert(block->text).second;
      if (repeated && (block->role == Role::kQuote || block->role == Role::kCaption)) {
        block->region = Region::kBoilerplate;
      }
    }
  }

  /// In a text that is read through, a paragraph that is nothing but a link leads away from it, unless what
  /// stands before it announces it.
  void mark_loose_links() {
    bool announced = false;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      HtmlBlock& block = *blocks_[i];
      if (block.region != Region::kContent) continue;
      if (block.role == Role::kHeading) {
        // A heading may be a link when it opens a section of its own.
        const bool opens = i + 1 < blocks_.size() && blocks_[i + 1]->role != Role::kHeading &&
                           !is_link_only(*blocks_[i + 1]);
        if (is_link_only(block) && block.level != 1 && !opens && !announced) {
          block.region = Region::kBoilerplate;
        } else {
          announced = true;
        }
        continue;
      }
      if (!is_link_only(block)) {
        announced = block.text.ends_with(':') || block.text.ends_with("：");
        continue;
      }
      if (!announced && !block.leads_to_file) block.region = Region::kBoilerplate;
    }
  }

  static void mark_link_run(std::vector<HtmlBlock*>& run) {
    if (run.size() >= kLinkRunMin) {
      for (HtmlBlock* block : run) block->region = Region::kBoilerplate;
    }
    run.clear();
  }

  bool is_byline(const HtmlBlock& block) const {
    if (block.role != Role::kBody || block.text.size() > kBylineBytesMax) return false;
    if (is_byline_text(block.text)) return true;
    for (const std::string& author : metadata_.authors) {
      if (same_words(block.text, author)) return true;
    }
    const auto date = parse_written_date(block.text);
    return date && (date == metadata_.published || date == metadata_.modified);
  }

  /// From the start: lists of links before the text, who wrote it and when.
  void mark_head() {
    std::vector<HtmlBlock*> run;
    bool links = true;
    for (HtmlBlock* block : blocks_) {
      if (block->region != Region::kContent) continue;
      if (is_running_text(*block)) break;
      links = links && is_link_only(*block) && block->role != Role::kHeading;
      if (links && !is_listing_) run.push_back(block);
      if (is_prose_ && is_byline(*block)) block->region = Region::kBoilerplate;
    }
    mark_link_run(run);
  }

  bool is_biography(const HtmlBlock& block) const {
    if (block.role != Role::kBody || block.text.size() > kBiographyBytesMax) return false;
    for (const std::string& author : metadata_.authors) {
      if (author.size() < 5 || !block.text.starts_with(author)) continue;
      const std::string_view rest = std::string_view(block.text).substr(author.size(), 60);
      for (const std::string_view verb : kBiographyVerbs) {
        if (rest.find(verb) != std::string_view::npos) return true;
      }
    }
    return false;
  }

  bool is_sign_off(const HtmlBlock& block) const {
    if (block.role == Role::kTable) return false;
    return is_biography(block) ||
           (is_prose_ && (asks_to_subscribe(block.text) || is_byline(block) ||
                          tells_how_to_reach(block.text) || is_contact_address(block.text)));
  }

  /// From the end: lists of links, biographies of the authors, how to reach them, what to subscribe to.
  void mark_tail() {
    std::vector<HtmlBlock*> run;
    for (size_t i = blocks_.size(); i-- > 0;) {
      HtmlBlock& block = *blocks_[i];
      if (block.region != Region::kContent) continue;
      if (is_link_only(block) && block.level != 1) {
        if (!is_listing_) run.push_back(&block);
      } else if (is_sign_off(block)) {
        block.region = Region::kBoilerplate;
      } else {
        break;
      }
    }
    mark_link_run(run);
  }

  std::vector<HtmlBlock*> blocks_;  // those of the content
  const HtmlMetadata& metadata_;
  bool is_prose_ = false;    // read through from start to end
  bool is_listing_ = false;  // mostly links: they are what it has to say
};

}  // namespace

void mark_boilerplate(std::vector<HtmlBlock>& blocks, const HtmlMetadata& metadata) {
  mark_sections(blocks);
  Marker(blocks, metadata).run();
}

}  // namespace pressmark
