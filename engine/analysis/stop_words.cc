#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

#include "engine/analysis/analyzer.h"

// Function words and auxiliaries: what a query can lose without losing its subject. Each list is sorted by
// bytes.

namespace pressmark {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kEnglish[] = {
    "a",          "about",   "above",     "after",   "again",   "against",    "all",     "also",
    "am",         "an",      "and",       "any",     "are",     "aren't",     "as",      "at",
    "be",         "because", "been",      "before",  "being",   "below",      "between", "both",
    "but",        "by",      "can",       "can't",   "cannot",  "cf",         "could",   "couldn't",
    "did",        "didn't",  "do",        "does",    "doesn't", "doing",      "don't",   "down",
    "during",     "e.g",     "e.g.",      "each",    "eg",      "either",     "else",    "etc",
    "ever",       "few",     "for",       "from",    "further", "had",        "hadn't",  "has",
    "hasn't",     "have",    "haven't",   "having",  "he",      "he'd",       "he'll",   "her",
    "here",       "hers",    "herself",   "him",     "himself", "his",        "how",     "however",
    "i",          "i'd",     "i'll",      "i'm",     "i've",    "i.e",        "i.e.",    "ie",
    "if",         "in",      "into",      "is",      "isn't",   "it",         "its",     "itself",
    "just",       "let",     "may",       "me",      "might",   "more",       "most",    "much",
    "must",       "my",      "myself",    "neither", "no",      "nor",        "not",     "of",
    "off",        "on",      "once",      "only",    "or",      "other",      "our",     "ours",
    "ourselves",  "out",     "over",      "own",     "same",    "shall",      "she",     "she'd",
    "she'll",     "should",  "shouldn't", "since",   "so",      "some",       "such",    "than",
    "that",       "the",     "their",     "theirs",  "them",    "themselves", "then",    "there",
    "these",      "they",    "they'd",    "they'll", "they're", "they've",    "this",    "those",
    "though",     "through", "to",        "too",     "toward",  "towards",    "under",   "until",
    "up",         "upon",    "us",        "very",    "viz",     "vs",         "was",     "wasn't",
    "we",         "we'd",    "we'll",     "we're",   "we've",   "were",       "weren't", "what",
    "when",       "where",   "whether",   "which",   "while",   "who",        "whom",    "whose",
    "why",        "will",    "with",      "within",  "without", "won't",      "would",   "wouldn't",
    "you",        "you'd",   "you'll",    "you're",  "you've",  "your",       "yours",   "yourself",
    "yourselves",
};

constexpr std::string_view kGerman[] = {
    "aber",  "als",   "am",    "an",     "auch",   "auf",    "aus",    "bei",   "beim",     "bin", "bis",
    "bist",  "da",    "dann",  "das",    "dass",   "dein",   "dem",    "den",   "denn",     "der", "des",
    "die",   "dies",  "diese", "diesem", "diesen", "dieser", "dieses", "doch",  "dort",     "du",  "durch",
    "ein",   "eine",  "einem", "einen",  "einer",  "eines",  "er",     "es",    "euch",     "für", "gegen",
    "haben", "hat",   "hatte", "ich",    "ihm",    "ihn",    "ihr",    "ihre",  "im",       "in",  "ist",
    "ja",    "kann",  "kein",  "keine",  "mein",   "mit",    "nach",   "nicht", "noch",     "nur", "ob",
    "oder",  "ohne",  "sein",  "seine",  "sich",   "sie",    "sind",   "so",    "um",       "und", "uns",
    "unser", "unter", "vom",   "von",    "vor",    "war",    "waren",  "was",   "wenn",     "wer", "werden",
    "wie",   "wir",   "wird",  "wo",     "wurde",  "zu",     "zum",    "zur",   "zwischen", "über"};

constexpr std::string_view kFrench[] = {
    "ai",   "au",    "aux",   "avec", "c",    "ce",      "ces",   "cet",   "cette", "comme", "d",
    "dans", "de",    "des",   "donc", "dont", "du",      "elle",  "elles", "en",    "est",   "et",
    "eu",   "il",    "ils",   "j",    "je",   "l",       "la",    "le",    "les",   "leur",  "leurs",
    "lui",  "m",     "ma",    "mais", "me",   "mes",     "moi",   "mon",   "même",  "n",     "ne",
    "ni",   "nos",   "notre", "nous", "on",   "ont",     "ou",    "où",    "par",   "pas",   "pour",
    "qu",   "que",   "qui",   "s",    "sa",   "sans",    "se",    "ses",   "si",    "son",   "sont",
    "sous", "sur",   "t",     "ta",   "te",   "tes",     "toi",   "ton",   "tu",    "un",    "une",
    "vos",  "votre", "vous",  "y",    "à",    "étaient", "était", "être"};

constexpr std::string_view kSpanish[] = {
    "a",     "al",    "ante",  "aquel", "aquella", "como",  "con",   "contra", "cual", "cuando", "de",
    "del",   "desde", "donde", "e",     "el",      "ella",  "ellas", "ellos",  "en",   "entre",  "era",
    "es",    "esa",   "ese",   "eso",   "esta",    "este",  "esto",  "está",   "fue",  "ha",     "han",
    "hasta", "hay",   "la",    "las",   "le",      "les",   "lo",    "los",    "me",   "mi",     "mis",
    "muy",   "más",   "ni",    "no",    "nos",     "o",     "para",  "pero",   "por",  "porque", "que",
    "qué",   "se",    "ser",   "si",    "sin",     "sobre", "son",   "su",     "sus",  "sí",     "también",
    "te",    "tu",    "tus",   "un",    "una",     "uno",   "unos",  "y",      "ya",   "yo",     "él"};

constexpr std::string_view kItalian[] = {
    "a",      "ad",     "agli",   "ai",  "al",     "alla",  "alle",   "allo",  "anche", "c",      "che",
    "chi",    "ci",     "come",   "con", "contro", "cui",   "d",      "da",    "dai",   "dal",    "dalla",
    "dalle",  "degli",  "dei",    "del", "dell",   "della", "delle",  "dello", "di",    "e",      "ed",
    "era",    "essere", "fra",    "gli", "ha",     "hanno", "i",      "il",    "in",    "io",     "l",
    "la",     "le",     "lei",    "lo",  "loro",   "lui",   "ma",     "mi",    "nei",   "nel",    "nell",
    "nella",  "nelle",  "noi",    "non", "o",      "per",   "perché", "più",   "quale", "quella", "quelle",
    "quello", "questa", "questo", "se",  "sei",    "si",    "sia",    "sono",  "su",    "sua",    "sui",
    "sul",    "sulla",  "sulle",  "suo", "tra",    "tu",    "un",     "una",   "uno",   "vi",     "voi"};

constexpr std::string_view kDutch[] = {
    "aan",  "al",    "als", "bij",    "daar",  "dan",  "dat",  "de",    "der",  "deze",   "die",   "dit",
    "doch", "door",  "dus", "een",    "en",    "er",   "ge",   "had",   "heb",  "hebben", "heeft", "hem",
    "het",  "hij",   "hoe", "hun",    "ik",    "in",   "is",   "ja",    "je",   "kan",    "kon",   "maar",
    "me",   "meer",  "men", "met",    "mij",   "mijn", "na",   "naar",  "niet", "nog",    "nu",    "of",
    "om",   "omdat", "ons", "ook",    "op",    "over", "te",   "tegen", "toch", "toen",   "tot",   "u",
    "uit",  "uw",    "van", "veel",   "voor",  "waar", "want", "waren", "was",  "wat",    "we",    "wel",
    "werd", "wie",   "wij", "worden", "wordt", "ze",   "zich", "zij",   "zijn", "zo",     "zou"};

constexpr std::string_view kPortuguese[] = {
    "a",    "ao",    "aos", "as",    "com",   "como",  "da",   "das",   "de",  "dela", "dele",   "do",
    "dos",  "e",     "ela", "elas",  "ele",   "eles",  "em",   "entre", "era", "essa", "esse",   "esta",
    "este", "está",  "eu",  "foi",   "foram", "há",    "isso", "isto",  "já",  "lhe",  "mais",   "mas",
    "me",   "mesmo", "meu", "minha", "muito", "na",    "nas",  "nem",   "no",  "nos",  "não",    "nós",
    "o",    "os",    "ou",  "para",  "pela",  "pelas", "pelo", "pelos", "por", "qual", "quando", "que",
    "quem", "se",    "sem", "ser",   "seu",   "seus",  "sua",  "suas",  "são", "só",   "também", "te",
    "tem",  "um",    "uma", "você",  "à",     "às",    "é"};

constexpr std::string_view kSwedish[] = {
    "alla",  "att",   "av",   "blev", "bli",    "blir", "de",   "dem",   "den",   "denna",  "deras", "dess",
    "det",   "detta", "dig",  "din",  "du",     "där",  "då",   "efter", "ej",    "eller",  "en",    "er",
    "ett",   "från",  "för",  "ha",   "hade",   "han",  "hans", "har",   "henne", "hennes", "hon",   "hur",
    "här",   "i",     "icke", "inom", "inte",   "jag",  "ju",   "kan",   "kunde", "man",    "med",   "mellan",
    "men",   "mig",   "min",  "mot",  "mycket", "ni",   "nu",   "när",   "och",   "om",     "oss",   "på",
    "samma", "sedan", "sig",  "sin",  "sina",   "som",  "till", "under", "upp",   "ut",     "utan",  "vad",
    "var",   "vara",  "vi",   "vid",  "vilken", "än",   "är",   "över"};

constexpr std::string_view kDanish[] = {
    "af",    "alle",   "alt",   "at",    "blev",  "blive", "bliver", "da",     "de",    "dem",   "den",
    "denne", "der",    "deres", "det",   "dette", "dig",   "din",    "dog",    "du",    "efter", "eller",
    "en",    "end",    "er",    "et",    "for",   "fra",   "ham",    "han",    "hans",  "har",   "havde",
    "hende", "hendes", "her",   "hos",   "hun",   "hvad",  "hvis",   "hvor",   "i",     "ikke",  "ind",
    "jeg",   "jer",    "kan",   "kunne", "man",   "med",   "meget",  "mellem", "men",   "mig",   "min",
    "mod",   "ned",    "noget", "nogle", "nu",    "når",   "og",     "også",   "om",    "op",    "os",
    "over",  "på",     "sig",   "sin",   "skal",  "som",   "til",    "ud",     "under", "var",   "ved",
    "vi",    "vil",    "vores", "være"};

constexpr std::string_view kNorwegian[] = {
    "alle", "at",     "av",   "begge", "ble",  "bli",   "blir", "da",      "de",    "dei",  "dem",
    "den",  "denne",  "der",  "deres", "det",  "dette", "du",   "eg",      "ei",    "eit",  "eller",
    "en",   "enn",    "er",   "et",    "for",  "fra",   "før",  "ha",      "hadde", "han",  "hans",
    "har",  "hennes", "her",  "hun",   "hva",  "hvis",  "hvor", "hvordan", "i",     "ikke", "ikkje",
    "inn",  "jeg",    "kan",  "kunne", "man",  "med",   "meg",  "mellom",  "men",   "mot",  "noe",
    "noen", "nå",     "når",  "og",    "også", "om",    "opp",  "oss",     "over",  "på",   "seg",
    "selv", "sin",    "skal", "som",   "så",   "til",   "um",   "under",   "ut",    "var",  "ved",
    "vi",   "vil",    "vår",  "være"};

constexpr std::string_view kRussian[] = {
    "а",     "без",   "бы",  "был",   "была", "были", "было", "быть",   "в",   "вам",  "вас",  "во",
    "вот",   "все",   "всё", "вы",    "да",   "для",  "до",   "его",    "ее",  "если", "есть", "еще",
    "ещё",   "её",    "же",  "за",    "и",    "из",   "или",  "им",     "их",  "к",    "как",  "ко",
    "когда", "кто",   "ли",  "мы",    "на",   "над",  "не",   "него",   "нее", "нет",  "неё",  "ни",
    "них",   "но",    "о",   "об",    "он",   "она",  "они",  "оно",    "от",  "по",   "под",  "при",
    "с",     "со",    "так", "также", "то",   "того", "тоже", "только", "ты",  "у",    "уже",  "чем",
    "что",   "чтобы", "эта", "эти",   "это",  "этот", "я"};

static_assert(std::is_sorted(std::begin(kEnglish), std::end(kEnglish)));
static_assert(std::is_sorted(std::begin(kGerman), std::end(kGerman)));
static_assert(std::is_sorted(std::begin(kFrench), std::end(kFrench)));
static_assert(std::is_sorted(std::begin(kSpanish), std::end(kSpanish)));
static_assert(std::is_sorted(std::begin(kItalian), std::end(kItalian)));
static_assert(std::is_sorted(std::begin(kDutch), std::end(kDutch)));
static_assert(std::is_sorted(std::begin(kPortuguese), std::end(kPortuguese)));
static_assert(std::is_sorted(std::begin(kSwedish), std::end(kSwedish)));
static_assert(std::is_sorted(std::begin(kDanish), std::end(kDanish)));
static_assert(std::is_sorted(std::begin(kNorwegian), std::end(kNorwegian)));
static_assert(std::is_sorted(std::begin(kRussian), std::end(kRussian)));

Words words_of(std::string_view language) {
  if (language.empty() || language == "en") return kEnglish;
  if (language == "de") return kGerman;
  if (language == "fr") return kFrench;
  if (language == "es") return kSpanish;
  if (language == "it") return kItalian;
  if (language == "nl") return kDutch;
  if (language == "pt") return kPortuguese;
  if (language == "sv") return kSwedish;
  if (language == "da") return kDanish;
  if (language == "no" || language == "nb" || language == "nn") return kNorwegian;
  if (language == "ru") return kRussian;
  return {};
}

}  // namespace

bool is_stop_word(std::string_view form, std::string_view language) {
  const Words words = words_of(language);
  return std::binary_search(words.begin(), words.end(), form);
}

}  // namespace pressmark
