#include "indexer/reader/html_boilerplate.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

constexpr size_t kHeadingBytesMax = 60;  // a longer heading is about something
constexpr size_t kCueBytesMax = 300;     // a longer paragraph says more than its first words
constexpr size_t kBiographyBytesMax = 1'200;
constexpr size_t kLinkRunMin = 2;
constexpr size_t kRunningBytesMin = 120;
constexpr unsigned kLoneSiblingsMax = 16;  // white space and comments beside a heading that is alone

// How headings begin that open a part of the site rather than of the text.
constexpr auto kHeadingCues = std::to_array<std::string_view>(
    {"related", "read more", "read next", "more from", "more on this", "more stories", "more news",
     "more like this", "you may also", "you might also", "see also", "recommended", "most read",
     "most popular", "popular", "latest", "trending", "share", "follow us", "comments", "leave a",
     "join the discussion", "post a comment", "subscribe", "newsletter", "sign up", "about the author",
     "about the writer", "about our author", "about the contributor", "meet the author", "meet the team",
     "our team", "the authors", "contributors", "for more information", "further information contact",
     "media contact", "press contact", "media enquiries", "press enquiries", "media inquiries",
     "press inquiries", "contact us", "get in touch", "contact", "tags", "filed under", "categories",
     "advertisement", "cookies",
     // German, French, Spanish, Italian, Dutch, Portuguese
     "ähnliche", "verwandte", "weitere artikel", "weitere beiträge", "das könnte", "mehr zum thema",
     "pressekontakt", "kontakt", "über den autor", "über die autor", "kommentare", "articles similaires",
     "articles liés", "à lire aussi", "lire aussi", "sur le même", "contact presse", "contacts presse",
     "à propos de l'auteur", "à propos de l’auteur", "commentaires", "artículos relacionados",
     "noticias relacionadas", "te puede interesar", "sobre el autor", "contacto de prensa", "comentarios",
     "articoli correlati", "leggi anche", "contatti stampa", "commenti", "gerelateerd", "lees ook",
     "over de auteur", "perscontact", "reacties", "artigos relacionados", "leia também", "sobre o autor",
     "contato de imprensa"});

// Those of them under which whole sentences stand.
constexpr auto kPeopleCues = std::to_array<std::string_view>({"about",
                                                              "meet",
                                                              "our team",
                                                              "the authors",
                                                              "contributors",
                                                              "for more information",
                                                              "further information",
                                                              "media",
                                                              "press",
                                                              "contact",
                                                              "get in touch",
                                                              "comments",
                                                              "leave a",
                                                              "subscribe",
                                                              "newsletter",
                                                              "sign up",
                                                              "cookies",
                                                              "pressekontakt",
                                                              "kontakt",
                                                              "über",
                                                              "kommentare",
                                                              "contact",
                                                              "à propos",
                                                              "commentaires",
                                                              "sobre",
                                                              "contacto",
                                                              "comentarios",
                                                              "contatti",
                                                              "commenti",
                                                              "over de",
                                                              "perscontact",
                                                              "reacties",
                                                              "contato"});

// How short paragraphs begin that every page of a site has.
constexpr auto kParagraphCues = std::to_array<std::string_view>({"for more information contact",
                                                                 "for more information, contact",
                                                                 "for more information, please contact",
                                                                 "for more information please contact",
                                                                 "for further information contact",
                                                                 "for further information, contact",
                                                                 "for further information, please contact",
                                                                 "for further information please contact",
                                                                 "for media enquiries",
                                                                 "for media inquiries",
                                                                 "for press enquiries",
                                                                 "media contact",
                                                                 "press contact",
                                                                 "media enquiries",
                                                                 "media inquiries",
                                                                 "press enquiries",
                                                                 "sign up for",
                                                                 "sign up to",
                                                                 "subscribe to our",
                                                                 "follow us on",
                                                                 "follow us:",
                                                                 "share this",
                                                                 "share on",
                                                                 "click here to subscribe",
                                                                 "read more:",
                                                                 "read also:",
                                                                 "also read:",
                                                                 "related:",
                                                                 "see also:",
                                                                 "pressekontakt",
                                                                 "contact presse",
                                                                 "contacts presse",
                                                                 "all rights reserved",
                                                                 "copyright ©",
                                                                 "© 20",
                                                                 "(c) 20",
                                                                 "this article was originally",
                                                                 "advertisement",
                                                                 "posted in ",
                                                                 "filed under",
                                                                 "tags:",
                                                                 "photo by",
                                                                 "photo:",
                                                                 "image credit"});

// What follows a name in a biography.
constexpr auto kBiographyVerbs = std::to_array<std::string_view>(
    {" is ", " was ", " has ", " works ", " joined ", " leads ", " writes ", " covers ", " heads ",
     " serves ", " studied ", " ist ", " war ", " est ", " es ", " è "});

template <size_t N>
bool begins_with_one(const std::array<std::string_view, N>& cues, std::string_view text) {
  return std::any_of(cues.begin(), cues.end(), [&](std::string_view cue) { return text.starts_with(cue); });
}

/// Small ASCII letters, and the few accented capitals that begin a cue.
std::string small(std::string_view text) {
  std::string lower = ascii_lower(text);
  for (const auto& [capital, letter] :
       {std::pair<std::string_view, std::string_view>{"Ä", "ä"}, {"Ü", "ü"}, {"À", "à"}}) {
    if (lower.starts_with(capital)) lower.replace(0, capital.size(), letter);
  }
  return lower;
}

bool is_site_heading(const HtmlBlock& block) {
  if (block.role != Role::kHeading || block.text.size() > kHeadingBytesMax || block.level == 1) return false;
  const std::string text = small(block.text);
  if (!begins_with_one(kHeadingCues, text)) return false;
  // "Latest figures on housing" is a section; the cue must be most of the heading.
  return std::count(text.begin(), text.end(), ' ') <= 5;
}

bool is_site_paragraph(const HtmlBlock& block) {
  if (block.role == Role::kHeading || block.role == Role::kTable || block.text.size() > kCueBytesMax)
    return false;
  return begins_with_one(kParagraphCues, small(block.text));
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
  return block.role == Role::kBody && block.text.size() >= kRunningBytesMin &&
         block.link_bytes * 2 < block.text.size();
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
      lists_articles = level > 0 && !begins_with_one(kPeopleCues, small(block.text));
    }
    if (level > 0 || is_site_paragraph(block)) block.region = Region::kBoilerplate;
  }
}

bool is_biography(const HtmlBlock& block, const std::vector<std::string>& authors) {
  if (block.role != Role::kBody || block.text.size() > kBiographyBytesMax) return false;
  for (const std::string& author : authors) {
    if (author.size() < 5 || !block.text.starts_with(author)) continue;
    const std::string_view rest = std::string_view(block.text).substr(author.size(), 60);
    for (const std::string_view verb : kBiographyVerbs) {
      if (rest.find(verb) != std::string_view::npos) return true;
    }
  }
  return false;
}

bool is_link_list_item(const HtmlBlock& block) {
  return block.role != Role::kTable && block.link_bytes * 10 >= block.text.size() * 8;
}

void mark_link_run(std::vector<HtmlBlock*>& run) {
  if (run.size() >= kLinkRunMin) {
    for (HtmlBlock* block : run) block->region = Region::kBoilerplate;
  }
  run.clear();
}

/// From the start: lists of links before the text.
void mark_head(std::vector<HtmlBlock>& blocks) {
  std::vector<HtmlBlock*> run;
  for (HtmlBlock& block : blocks) {
    if (block.region != Region::kContent) continue;
    if (!is_link_list_item(block) || block.role == Role::kHeading) break;
    run.push_back(&block);
  }
  mark_link_run(run);
}

/// From the end: lists of links, and biographies of the authors.
void mark_tail(std::vector<HtmlBlock>& blocks, const std::vector<std::string>& authors) {
  std::vector<HtmlBlock*> run;
  for (size_t i = blocks.size(); i-- > 0;) {
    HtmlBlock& block = blocks[i];
    if (block.region != Region::kContent) continue;
    if (is_link_list_item(block) && block.level != 1) {
      run.push_back(&block);
    } else if (is_biography(block, authors)) {
      block.region = Region::kBoilerplate;
    } else {
      break;
    }
  }
  mark_link_run(run);
}

}  // namespace

void mark_boilerplate(std::vector<HtmlBlock>& blocks, const std::vector<std::string>& authors) {
  mark_sections(blocks);
  mark_head(blocks);
  mark_tail(blocks, authors);
}

}  // namespace pressmark
