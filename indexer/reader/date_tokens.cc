#include "indexer/reader/date_tokens.h"

#include <algorithm>
#include <array>

#include "indexer/reader/utf8.h"

namespace pressmark {
namespace {

struct MonthName {
  std::string_view name;
  int month;
};

// English, German, French, Spanish, Italian, Dutch, Portuguese; accents folded. No name means two months.
constexpr auto kMonthNames = std::to_array<MonthName>({
    {"january", 1},   {"jan", 1},       {"januar", 1},     {"janner", 1},    {"janvier", 1},
    {"janv", 1},      {"enero", 1},     {"ene", 1},        {"gennaio", 1},   {"gen", 1},
    {"januari", 1},   {"janeiro", 1},   {"february", 2},   {"feb", 2},       {"februar", 2},
    {"feber", 2},     {"fevrier", 2},   {"fevr", 2},       {"febrero", 2},   {"febbraio", 2},
    {"februari", 2},  {"fevereiro", 2}, {"fev", 2},        {"march", 3},     {"mar", 3},
    {"marz", 3},      {"maerz", 3},     {"mrz", 3},        {"mars", 3},      {"marzo", 3},
    {"maart", 3},     {"mrt", 3},       {"marco", 3},      {"april", 4},     {"apr", 4},
    {"avril", 4},     {"avr", 4},       {"abril", 4},      {"abr", 4},       {"aprile", 4},
    {"may", 5},       {"mai", 5},       {"mayo", 5},       {"maggio", 5},    {"mag", 5},
    {"mei", 5},       {"maio", 5},      {"june", 6},       {"jun", 6},       {"juni", 6},
    {"juin", 6},      {"junio", 6},     {"giugno", 6},     {"giu", 6},       {"junho", 6},
    {"july", 7},      {"jul", 7},       {"juli", 7},       {"juillet", 7},   {"juil", 7},
    {"julio", 7},     {"luglio", 7},    {"lug", 7},        {"julho", 7},     {"august", 8},
    {"aug", 8},       {"aout", 8},      {"agosto", 8},     {"ago", 8},       {"augustus", 8},
    {"september", 9}, {"sep", 9},       {"sept", 9},       {"septembre", 9}, {"septiembre", 9},
    {"setiembre", 9}, {"settembre", 9}, {"set", 9},        {"setembro", 9},  {"october", 10},
    {"oct", 10},      {"oktober", 10},  {"okt", 10},       {"octobre", 10},  {"octubre", 10},
    {"ottobre", 10},  {"ott", 10},      {"outubro", 10},   {"out", 10},      {"november", 11},
    {"nov", 11},      {"novembre", 11}, {"noviembre", 11}, {"novembro", 11}, {"december", 12},
    {"dec", 12},      {"dezember", 12}, {"dez", 12},       {"decembre", 12}, {"diciembre", 12},
    {"dic", 12},      {"dicembre", 12}, {"dezembro", 12},
});

constexpr auto kOrdinals =
    std::to_array<std::string_view>({"st", "nd", "rd", "th", "er", "ste", "de", "e", "o", "a", "re"});
constexpr auto kLinkWords = std::to_array<std::string_view>({"de", "del", "of", "di", "van", "d"});

template <size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The base letter of a Latin letter, small; the code point itself otherwise.
char32_t fold_letter(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c < 0xC0 || c > 0xFF) return c;
  static constexpr std::string_view kFolded =
      "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
  return static_cast<unsigned char>(kFolded[c - 0xC0]);
}

bool is_letter(char32_t c) {
  const bool sign = (c >= 0x2000 && c <= 0x206F) || (c >= 0x3001 && c <= 0x3020) ||
                    (c >= 0xFF01 && c <= 0xFF0F);  // dashes, brackets and stops of several scripts
  return (c >= 'a' && c <= 'z') || (c > 0xFF && !sign);
}

int digit_value(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 0xFF10 && c <= 0xFF19) return static_cast<int>(c - 0xFF10);  // full-width
  return -1;
}

bool is_blank(char32_t c) {
  return c <= ' ' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x3000;
}

/// 'y', 'm' or 'd' for the signs that follow a number in a Chinese, Japanese or Korean date.
char date_sign(char32_t c) {
  if (c == U'年' || c == U'년') return 'y';
  if (c == U'月' || c == U'월') return 'm';
  if (c == U'日' || c == U'일') return 'd';
  return 0;
}

}  // namespace

std::vector<DateToken> date_tokens(std::string_view text) {
  std::vector<DateToken> tokens;
  bool joined = false;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = fold_letter(next_code_point(text, at));
    if (is_blank(c)) {
      joined = false;
      continue;
    }
    const int digit = digit_value(c);
    DateToken* last = tokens.empty() ? nullptr : &tokens.back();
    if (digit >= 0 && joined && last->kind == DateToken::kNumber) {
      ++last->digits_count;
      if (last->digits_count <= 8) last->value = last->value * 10 + digit;
    } else if (digit >= 0) {
      tokens.push_back({DateToken::kNumber, digit, 1, {}, 0, joined});
    } else if (const char sign = date_sign(c); sign != 0) {
      tokens.push_back({DateToken::kMark, 0, 0, {}, sign, joined});
    } else if (is_letter(c) && joined && last->kind == DateToken::kWord) {
      append_code_point(last->word, c);
    } else if (is_letter(c)) {
      tokens.push_back({DateToken::kWord, 0, 0, {}, 0, joined});
      append_code_point(tokens.back().word, c);
    } else {
      tokens.push_back({DateToken::kMark, 0, 0, {}, c < 0x80 ? static_cast<char>(c) : '\0', joined});
    }
    joined = true;
  }
  return tokens;
}

int month_of(const DateToken& token) {
  if (token.kind != DateToken::kWord) return 0;
  for (const MonthName& month : kMonthNames) {
    if (month.name == token.word) return month.month;
  }
  return 0;
}

bool is_date_link(const DateToken& token) {
  return token.mark == '.' || token.mark == ',' ||
         (token.kind == DateToken::kWord && one_of(kLinkWords, token.word));
}

bool is_ordinal(const DateToken& token) {
  return token.joined && ((token.kind == DateToken::kWord && one_of(kOrdinals, token.word)) ||
                          (token.kind == DateToken::kMark && token.mark == 0));
}

}  // namespace pressmark
