#include "indexer/reader/html_names.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

using WordSet = std::unordered_set<std::string_view>;

// English is the language of most templates; the others are those in which sites name such things themselves.
constexpr std::string_view kBoilerplateWords =
    "ad ads advert advertisement advertising adslot affiliate banner bio biography breadcrumb breadcrumbs "
    "byline carousel comment commentlist comments consent contact contacts cookie cookies copyright dateline "
    "disqus donate donation dropdown flyout follow footer gdpr hovercard livefyre login masthead menu modal "
    "nav navbar navigation newsletter newsletters outbrain pager pagination popover popular popup print "
    "promo promoted promotion promos rail recirc recirculation recommend recommendation recommendations "
    "recommended related respond rollover share sharebar sharedaddy sharing sidebar signin signup skip "
    "skyscraper social sponsor sponsored subscribe subscription syndication taboola tags timestamp "
    "toolbar tooltip trending upsell whatsnext "
    "anzeige kommentar kommentare teilen werbung "
    "commentaire commentaires partage partager publicite similaires "
    "comentario comentarios compartilhar compartir publicidad publicidade relacionadas relacionados "
    "commenti condividi correlati pubblicita delen reacties reclame reklam reklama";

// Pairs of neighbouring words of a class.
constexpr std::string_view kBoilerplatePairs =
    "about author,the author,the authors,author bio,author box,author card,author info,author profile,"
    "read more,read next,read also,see also,also read,also like,more stories,more from,most read,"
    "most popular,most viewed,latest news,latest posts,recent posts,similar posts,similar articles,"
    "entry meta,post meta,article meta,story meta,post info,article info,entry info,post tags,tag list,"
    "up next,next prev,prev next,previous next,next post,previous post,next article,previous article,"
    "recently viewed,you may,back top,text size,font size,reading time,read time,hidden print,"
    "screen reader,visually hidden,sr only";

constexpr std::string_view kSurroundWords =
    "breadcrumb breadcrumbs consent cookie cookies footer gdpr menu nav navbar navigation rodape";

constexpr std::string_view kLabelWords =
    "credit credits date dateline photographer pubdate readtime timestamp duration byline";

// Classes under which publishing systems put the text itself, whatever else they say.
constexpr std::string_view kContentClasses =
    "articlebody article-body article__body article-content article-text articlecontent blog-content "
    "body-content content-body entry-content main-content maincontent post-body post-content post-text "
    "rich-text story-body story-content storybody text-content";

// Before the name of a thing these say that it is there or not, beside the element's own text.
constexpr std::string_view kModifiers = "has with w no without hide show include includes not non";

// A post from elsewhere that the text quotes is part of it, whatever network it is from.
constexpr std::string_view kEmbedWords = "embed embeds embedded oembed tweet";

// What readers write, or what is written for them, may be longer than the article.
constexpr std::string_view kConversationWords = "comment commentlist comments disqus livefyre respond";

constexpr std::string_view kSummaryWords = "lead lede standfirst intro introduction dek deck";
constexpr std::string_view kTeaserWords = "teaser teasers";
constexpr std::string_view kGalleryWords = "gallery resgallery inlinegallery slideshow lightbox filmstrip";
constexpr std::string_view kCaptionWords = "caption figcaption";
constexpr std::string_view kPanelWords = "tabpanel tabpane accordion collapse collapsible collapsed faq";
constexpr std::string_view kPanelPairs =
    "tab panel,tab pane,tab content,tabs panel,tabs content,toggle content";

WordSet set_of(std::string_view list, char separator = ' ') {
  const std::vector<std::string_view> words = split_list(list, separator);
  return WordSet(words.begin(), words.end());
}

/// Calls `use` with each part of a class attribute.
template <class Use>
void for_each_token(std::string_view value, Use use) {
  for (size_t at = 0; at < value.size();) {
    const size_t begin = value.find_first_not_of(" \t\r\n\f", at);
    if (begin == std::string_view::npos) return;
    at = std::min(value.find_first_of(" \t\r\n\f", begin), value.size());
    use(value.substr(begin, at - begin));
  }
}

/// The words of one class, small: cut at signs and where a capital follows a small letter.
std::vector<std::string> words_of(std::string_view token) {
  std::vector<std::string> words;
  bool inside = false;
  for (size_t i = 0; i < token.size(); ++i) {
    const char c = token[i];
    if (!is_ascii_alpha(c)) {
      inside = false;
      continue;
    }
    const bool hump = i > 0 && c >= 'A' && c <= 'Z' && token[i - 1] >= 'a' && token[i - 1] <= 'z';
    if (!inside || hump) words.emplace_back();
    words.back() += ascii_lower(c);
    inside = true;
  }
  return words;
}

bool has_word(std::string_view value, const WordSet& names) {
  bool found = false;
  for_each_token(value, [&](std::string_view token) {
    if (found) return;
    const std::vector<std::string> words = words_of(token);
    found = std::any_of(words.begin(), words.end(),
                        [&](const std::string& word) { return names.count(word) > 0; });
  });
  return found;
}

bool has_name(std::string_view token, const WordSet& names, const WordSet& pairs) {
  static const WordSet kModifierSet = set_of(kModifiers);
  const std::vector<std::string> words = words_of(token);
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && kModifierSet.count(words[i - 1]) > 0) continue;
    if (names.count(words[i]) > 0) return true;
    if (i + 1 < words.size() && pairs.count(words[i] + " " + words[i + 1]) > 0) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string_view> split_list(std::string_view list, char separator) {
  std::vector<std::string_view> entries;
  while (!list.empty()) {
    const size_t end = std::min(list.find(separator), list.size());
    if (end > 0) entries.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return entries;
}

bool names_boilerplate(std::string_view value) {
  static const WordSet kNames = set_of(kBoilerplateWords);
  static const WordSet kPairs = set_of(kBoilerplatePairs, ',');
  static const WordSet kEmbeds = set_of(kEmbedWords);
  bool named = false;
  for_each_token(value, [&](std::string_view token) {
    named = named || (has_name(token, kNames, kPairs) && !has_word(token, kEmbeds));
  });
  return named;
}

bool names_surround(std::string_view value) {
  static const WordSet kNames = set_of(kSurroundWords);
  static const WordSet kPairs;
  bool named = false;
  for_each_token(value, [&](std::string_view token) { named = named || has_name(token, kNames, kPairs); });
  return named;
}

bool names_panel(std::string_view value) {
  static const WordSet kNames = set_of(kPanelWords);
  static const WordSet kPairs = set_of(kPanelPairs, ',');
  bool named = false;
  for_each_token(value, [&](std::string_view token) { named = named || has_name(token, kNames, kPairs); });
  return named;
}

bool names_label(std::string_view value) {
  static const WordSet kNames = set_of(kLabelWords);
  return has_word(value, kNames);
}

bool names_teaser(std::string_view value) {
  static const WordSet kNames = set_of(kTeaserWords);
  return has_word(value, kNames);
}

bool names_gallery(std::string_view value) {
  static const WordSet kNames = set_of(kGalleryWords);
  return has_word(value, kNames);
}

bool names_caption(std::string_view value) {
  static const WordSet kNames = set_of(kCaptionWords);
  return has_word(value, kNames);
}

bool names_summary(std::string_view value) {
  static const WordSet kNames = set_of(kSummaryWords);
  return has_word(value, kNames);
}

bool names_content(std::string_view value) {
  static const WordSet kNames = set_of(kContentClasses);
  bool named = false;
  for_each_token(value,
                 [&](std::string_view token) { named = named || kNames.count(ascii_lower(token)) > 0; });
  return named;
}

bool names_conversation(std::string_view value) {
  static const WordSet kNames = set_of(kConversationWords);
  return has_word(value, kNames);
}

}  // namespace pressmark
