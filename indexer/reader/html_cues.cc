#include "indexer/reader/html_cues.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "indexer/reader/html_names.h"
#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

using Cues = std::vector<std::string_view>;

constexpr size_t kHeadingBytesMax = 60;  // a longer heading is about something
constexpr size_t kHeadingBlanksMax = 5;
constexpr size_t kCueBytesMax = 300;  // a longer paragraph says more than its first words
constexpr size_t kPointerBytesMax = 40;
constexpr size_t kBylineBytesMax = 80;

// Lists are of small letters, English first, then German, French, Spanish, Italian, Dutch, Portuguese.

constexpr std::string_view kHeadingCues =
    "related|read more|read next|more from|more on this|more stories|more news|more like this|you may also|"
    "you might also|see also|recommended|most read|most popular|popular|latest|trending|share|follow us|"
    "comments|leave a|join the discussion|post a comment|subscribe|newsletter|sign up|about the author|"
    "about the writer|about our author|about the contributor|meet the author|meet the team|our team|"
    "the authors|contributors|for more information|further information contact|media contact|press contact|"
    "media enquiries|press enquiries|media inquiries|press inquiries|contact us|get in touch|contact|tags|"
    "filed under|categories|advertisement|cookies|click here to subscribe|don't miss|don’t miss|up next|"
    "ähnliche|verwandte|weitere artikel|weitere beiträge|das könnte|mehr zum thema|pressekontakt|kontakt|"
    "über den autor|über die autor|kommentare|auch interessant|meistgelesen|"
    "articles similaires|articles liés|à lire aussi|lire aussi|sur le même|contact presse|contacts presse|"
    "à propos de l'auteur|à propos de l’auteur|commentaires|les plus lus|"
    "artículos relacionados|noticias relacionadas|te puede interesar|sobre el autor|contacto de prensa|"
    "comentarios|lo más leído|"
    "articoli correlati|leggi anche|contatti stampa|commenti|potrebbe interessarti|"
    "gerelateerd|lees ook|over de auteur|perscontact|reacties|"
    "artigos relacionados|leia também|sobre o autor|contato de imprensa|comentários|posts relacionados";

constexpr std::string_view kSentenceCues =
    "about|meet|our team|the authors|contributors|for more information|further information|media|press|"
    "contact|get in touch|comments|leave a|subscribe|newsletter|sign up|click here|cookies|pressekontakt|"
    "kontakt|über|kommentare|à propos|commentaires|sobre|contacto|comentarios|comentários|contatti|commenti|"
    "over de|perscontact|reacties|contato";

constexpr std::string_view kParagraphCues =
    "for more information contact|for more information, contact|for more information, please contact|"
    "for more information please contact|for further information contact|for further information, contact|"
    "for further information, please contact|for further information please contact|for media enquiries|"
    "for media inquiries|for press enquiries|media contact|press contact|media enquiries|media inquiries|"
    "press enquiries|sign up for|sign up to|subscribe to our|follow us on|follow us:|share this|share on|"
    "click here to subscribe|pressekontakt|contact presse|contacts presse|all rights reserved|copyright ©|"
    "© 20|(c) 20|this article was originally|advertisement|posted in |filed under|tags:|"
    "media playback is|your browser does not support|please enable javascript|"
    "watch on youtube|view this post on|a post shared by|click to share|click to expand|"
    "story continues below|article continues below|continue reading below|scroll to continue|"
    "skip advertisement|loading...|loading…";

constexpr std::string_view kLabels =
    "ad|ads|advert|adverts|advertisement|advertising|sponsored|anzeige|werbung|publicité|publicidad|"
    "publicidade|pubblicità|advertentie|reklama|reklam|реклама|iklan|広告|广告|"
    "comments|no comments|comment|share|shares|share this|tweet|print|print this article|email this|"
    "back to top|back to gallery|topics|tags|caption|close|loading|next|previous|menu|skip to content|"
    "this slideshow requires javascript.";

constexpr std::string_view kProfileHosts =
    "twitter.com/|x.com/|facebook.com/|instagram.com/|linkedin.com/in/|www.twitter.com/|www.facebook.com/";

constexpr std::string_view kPointerCues =
    "also|also read|also see|also watch|more|more on this|read|read also|read more|read next|read this|"
    "related|related article|related articles|related content|related news|related post|related posts|"
    "related stories|related story|related video|see|see also|see more|watch|watch also|watch more|"
    "watch now|listen|listen to|must read|don't miss|don’t miss|next|previous|up next|recommended|"
    "further reading|you may also like|you might also like|in case you missed it|"
    "lesen sie auch|lesen sie mehr|auch interessant|mehr zum thema|siehe auch|"
    "lire aussi|à lire|à lire aussi|voir aussi|lea también|lee también|ver también|te puede interesar|"
    "leggi anche|guarda anche|lees ook|bekijk ook|leia também|leia mais|veja também|saiba mais|"
    "читайте также|смотрите также|по теме|baca juga|ayrıca bakınız|czytaj też|zobacz też";

constexpr std::string_view kSubscribeVerbs =
    "subscribe|sign up|sign-up|signup|join our|abonnier|anmeld|abonne|inscri|suscr|iscriv|meld je aan|assine";
constexpr std::string_view kSubscribeThings =
    "newsletter|inbox|mailing list|podcast|magazine|email alert|e-mail alert|posteingang|boletín|boletim|"
    "daily email|weekly email|updates|youtube channel";

constexpr std::string_view kReachCues =
    "write to |email |e-mail |contact |follow |reach |have a tip|got a tip|send tips|send us |"
    "you can follow |you can reach |find him on|find her on|find them on|tweet |connect with |"
    "schreiben sie|folgen sie|suivez|sígue|seguici|volg |siga ";
constexpr std::string_view kReachThings = "@|twitter|facebook|instagram|linkedin|mastodon|bluesky|http";

constexpr std::string_view kCreditCues =
    "photo:|photo by|photos by|photo credit|photograph:|photograph by|image:|image credit|image courtesy|"
    "images:|picture:|credit:|credits:|courtesy of|illustration by|illustration:|(image|(photo|(credit|"
    "© |foto:|foto von|bild:|bildnachweis|crédit|crédito|créditos|fotografía:|imagem:|immagine:|beeld:|фото:";

constexpr std::string_view kBylineCues =
    "by |published|posted|updated|last updated|last modified|written by|reporting by|von |veröffentlicht|"
    "aktualisiert|stand:|lesezeit|par |publié|mis à jour|temps de lecture|por |publicado|actualizado|"
    "atualizado|tiempo de lectura|tempo de leitura|pubblicato|aggiornato|tempo di lettura|door |"
    "gepubliceerd|leestijd|reading time|estimated reading time|text size";

Cues cues_of(std::string_view list) {
  return split_list(list, '|');
}

bool begins_with_one(const Cues& cues, std::string_view text) {
  return std::any_of(cues.begin(), cues.end(), [&](std::string_view cue) { return text.starts_with(cue); });
}

bool has_one(const Cues& cues, std::string_view text) {
  return std::any_of(cues.begin(), cues.end(),
                     [&](std::string_view cue) { return text.find(cue) != std::string_view::npos; });
}

/// Small ASCII letters, and the few accented capitals that begin a cue.
std::string small(std::string_view text) {
  std::string lower = ascii_lower(text);
  for (const auto& [capital, letter] :
       {std::pair<std::string_view, std::string_view>{"Ä", "ä"}, {"Ü", "ü"}, {"À", "à"}, {"Ф", "ф"}}) {
    if (lower.starts_with(capital)) lower.replace(0, capital.size(), letter);
  }
  return lower;
}

}  // namespace

bool is_site_heading_text(std::string_view text) {
  static const Cues kCues = cues_of(kHeadingCues);
  if (text.size() > kHeadingBytesMax) return false;
  // "Latest figures on housing in the region" is a section; the cue must be most of the heading.
  return std::count(text.begin(), text.end(), ' ') <= static_cast<std::ptrdiff_t>(kHeadingBlanksMax) &&
         begins_with_one(kCues, small(text));
}

bool opens_sentences(std::string_view heading) {
  static const Cues kCues = cues_of(kSentenceCues);
  return begins_with_one(kCues, small(heading));
}

bool is_site_label(std::string_view text) {
  static const Cues kCues = cues_of(kLabels);
  return text.size() <= kPointerBytesMax && std::find(kCues.begin(), kCues.end(), small(text)) != kCues.end();
}

bool is_contact_address(std::string_view text) {
  static const Cues kHosts = cues_of(kProfileHosts);
  if (text.find(' ') != std::string_view::npos) return false;
  const size_t scheme = text.find("://");
  const std::string lower = small(scheme == std::string_view::npos ? text : text.substr(scheme + 3));
  const size_t at = lower.find('@');
  const bool mail = at != std::string::npos && lower.find('.', at) != std::string::npos;
  return mail || begins_with_one(kHosts, lower);
}

bool is_site_paragraph_text(std::string_view text) {
  static const Cues kCues = cues_of(kParagraphCues);
  return text.size() <= kCueBytesMax && begins_with_one(kCues, small(text));
}

bool points_elsewhere(std::string_view text) {
  static const Cues kCues = cues_of(kPointerCues);
  if (text.size() > kCueBytesMax) return false;
  while (!text.empty() && std::string_view("[(>*-").find(text.front()) != std::string_view::npos) {
    text = trim(text.substr(1));
  }
  const size_t colon = text.substr(0, kPointerBytesMax).find_first_of(":|");
  if (colon == std::string_view::npos) return false;
  const std::string label = small(trim(text.substr(0, colon)));
  return std::find(kCues.begin(), kCues.end(), label) != kCues.end();
}

bool asks_to_subscribe(std::string_view text) {
  static const Cues kVerbs = cues_of(kSubscribeVerbs);
  static const Cues kThings = cues_of(kSubscribeThings);
  if (text.size() > kCueBytesMax) return false;
  const std::string lower = small(text);
  return has_one(kVerbs, lower) && has_one(kThings, lower);
}

bool tells_how_to_reach(std::string_view text) {
  static const Cues kCues = cues_of(kReachCues);
  static const Cues kThings = cues_of(kReachThings);
  if (text.size() > kCueBytesMax) return false;
  const std::string lower = small(text);
  return begins_with_one(kCues, lower) && has_one(kThings, lower);
}

bool is_credit_text(std::string_view text) {
  static const Cues kCues = cues_of(kCreditCues);
  return text.size() <= kCueBytesMax / 2 && begins_with_one(kCues, small(text));
}

bool is_byline_text(std::string_view text) {
  static const Cues kCues = cues_of(kBylineCues);
  return text.size() <= kBylineBytesMax && begins_with_one(kCues, small(text));
}

}  // namespace pressmark
