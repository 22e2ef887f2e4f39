#include "engine/query/lexer.h"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/analysis/utf8.h"
#include "engine/limits.h"

namespace pressmark {
namespace {

using Type = Lexeme::Type;

struct NamedField {
  std::string_view name;
  QueryField field;
};
constexpr std::array<NamedField, 4> kFields = {{{"title", QueryField::kTitle},
                                                {"author", QueryField::kAuthor},
                                                {"publisher", QueryField::kPublisher},
                                                {"topic", QueryField::kTopic}}};
constexpr std::array<std::string_view, 7> kFilters = {"kind",      "lang",  "site",  "filetype",
                                                      "published", "after", "before"};

bool is_blank(char32_t c) {
  return c <= ' ' || (c >= 0x7f && c <= 0xa0) || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
         c == 0x202f || c == 0x205f || c == 0x3000 || c == utf8::kIllFormed;
}

bool is_quote(char32_t c) {
  return c == '"' || c == 0xab || c == 0xbb || (c >= 0x201c && c <= 0x201f) || c == 0xff02;
}

/// Punctuation that is no word by itself.
bool is_punctuation(char32_t c) {
  if (c < 0x80) return !((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
  return (c < 0xc0 && c != 0xaa && c != 0xb5 && c != 0xba) || c == 0xd7 || c == 0xf7 ||
         (c >= 0x2000 && c <= 0x206f) || (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) ||
         (c >= 0xff01 && c <= 0xff0f);
}

bool is_capital(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde) || (c >= 0x391 && c <= 0x3ab) ||
         (c >= 0x400 && c <= 0x42f);
}

/// A letter, as far as capitals matter: scripts without case do not make a query one in small letters.
bool is_small_letter(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  if (c < 0x250) return c >= 0xdf && !is_capital(c);
  return (c >= 0x370 && c < 0x530) && !is_capital(c);
}

template <class F>
void each_code_point(std::string_view text, F f) {
  for (size_t at = 0; at < text.size();) {
    const utf8::CodePoint point = utf8::decode(text, at);
    f(point.value, text.substr(at, point.size));
    at += point.size;
  }
}

size_t count_letters(std::string_view text) {
  size_t count = 0;
  each_code_point(text, [&](char32_t c, std::string_view) { count += is_punctuation(c) ? 0 : 1; });
  return count;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return out;
}

/// The query within its limits, well-formed, every blank a space.
std::string clean(std::string_view text, std::vector<std::string>& notes) {
  std::string out;
  size_t count = 0;
  size_t at = 0;
  while (at < text.size()) {
    const utf8::CodePoint point = utf8::decode(text, at);
    if (count == limits::kQueryCodePointsMax || at + point.size > limits::kQueryBytesMax) break;
    ++count;
    if (is_blank(point.value)) {
      out += ' ';
    } else {
      out.append(text, at, point.size);
    }
    at += point.size;
  }
  if (at < text.size()) {
    notes.push_back(std::string("The query is longer than ") + std::to_string(limits::kQueryCodePointsMax) +
                    " characters; what comes after was left out.");
  }
  return out;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(clean(text, out_.notes)) {}

  Lexemes run() {
    drop_odd_quote();
    while (at_ < text_.size()) {
      if (text_[at_] == ' ') {
        ++at_;
      } else {
        lex_item();
      }
    }
    balance();
    settle_operators();
    return std::move(out_);
  }

 private:
  utf8::CodePoint point_at(size_t at) const {
    return at < text_.size() ? utf8::decode(text_, at) : utf8::CodePoint{' ', 1};
  }
  bool at_quote() const { return is_quote(point_at(at_).value); }
  void note(std::string text) {
    if (std::find(out_.notes.begin(), out_.notes.end(), text) == out_.notes.end()) {
      out_.notes.push_back(std::move(text));
    }
  }

  /// The last quote of an odd number opens nothing.
  void drop_odd_quote() {
    size_t count = 0, last = 0, size = 0;
    for (size_t at = 0; at < text_.size();) {
      const utf8::CodePoint point = point_at(at);
      if (is_quote(point.value)) {
        ++count;
        last = at;
        size = point.size;
      }
      at += point.size;
    }
    if (count % 2 == 0) return;
    std::fill_n(text_.begin() + static_cast<std::ptrdiff_t>(last), size, ' ');
    note("A quotation mark has no partner and was ignored.");
  }

  void lex_item() {
    Lexeme item;
    item.occur = take_sign();
    if (point_at(at_).value == ' ') return;  // a lone sign
    if (take_filter(item)) return;
    take_field(item);
    if (at_quote()) {
      take_phrase(item);
    } else if (text_[at_] == '(') {
      ++at_;
      item.type = Type::kOpen;
      out_.items.push_back(std::move(item));
    } else if (text_[at_] == ')') {
      ++at_;
      item.type = Type::kClose;
      out_.items.push_back(std::move(item));
    } else {
      take_word(item);
    }
  }

  /// One sign counts; several in a row are a dash.
  Occur take_sign() {
    const size_t begin = at_;
    while (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
    if (at_ - begin != 1) return Occur::kShould;
    return text_[begin] == '+' ? Occur::kMust : Occur::kMustNot;
  }

  /// The ASCII letters before a colon at the start of a word, in small letters; empty if there is none.
  std::string name_ahead() const {
    size_t end = at_;
    while (end < text_.size() && ((text_[end] | 0x20) >= 'a' && (text_[end] | 0x20) <= 'z')) ++end;
    if (end == at_ || end == text_.size() || text_[end] != ':') return {};
    return lower_ascii(std::string_view(text_).substr(at_, end - at_));
  }

  /// Whether something to match follows at `at`.
  bool value_at(size_t at) const {
    if (is_quote(point_at(at).value) || point_at(at).value == '(') return true;
    return count_letters(std::string_view(text_).substr(at, word_end(at) - at)) > 0;
  }

  /// Whether a quote at `at` goes on with a comparison or a range: published:>="March 2022".
  bool quotes_bound(size_t at) const {
    return is_quote(point_at(at).value) && (text_[at - 1] == '=' || text_[at - 1] == '<' ||
                                            text_[at - 1] == '>' || text_.compare(at - 2, 2, "..") == 0);
  }

  void take_value(Lexeme& item) {
    if (at_quote()) {
      item.quoted = true;
      item.text += quoted();
    } else {
      const size_t end = word_end(at_);
      item.text += text_.substr(at_, end - at_);
      at_ = end;
    }
  }

  bool take_filter(Lexeme& item) {
    const std::string name = name_ahead();
    if (std::find(kFilters.begin(), kFilters.end(), name) == kFilters.end()) return false;
    const size_t value = at_ + name.size() + 1;
    const bool bounds = name == "published";
    if (point_at(value).value == '(') return false;
    if (!value_at(value) && !(bounds && quotes_bound(word_end(value)))) return false;
    at_ = value;
    item.type = Type::kFilter;
    item.name = name;
    do {
      take_value(item);
    } while (bounds && (quotes_bound(at_) || (item.quoted && text_.compare(at_, 2, "..") == 0)));
    out_.items.push_back(std::move(item));
    return true;
  }

  void take_field(Lexeme& item) {
    const std::string name = name_ahead();
    if (name.empty()) return;
    const auto* found =
        std::find_if(kFields.begin(), kFields.end(), [&](const NamedField& f) { return f.name == name; });
    const size_t value = at_ + name.size() + 1;
    const bool known =
        found != kFields.end() || std::find(kFilters.begin(), kFilters.end(), name) != kFilters.end();
    if (!value_at(value)) {
      if (known) note("\u201c" + name + ":\u201d has no value; searched as a word.");
    } else if (found != kFields.end()) {
      item.field = found->field;
      at_ = value;
    } else if (known) {
      note("\u201c" + name + ":\u201d takes one value; searched as words.");
    } else if (text_.compare(value, 2, "//") != 0) {
      note("\u201c" + name + ":\u201d is not a field; searched as words.");
    }
  }

  /// What stands in quotes from here on, blanks single; `at_` is after the closing one.
  std::string quoted() {
    at_ += point_at(at_).size;
    std::string value;
    while (at_ < text_.size() && !at_quote()) {
      if (text_[at_] != ' ' || (!value.empty() && value.back() != ' ')) value += text_[at_];
      ++at_;
    }
    at_ += point_at(at_).size;
    if (value.ends_with(' ')) value.pop_back();
    return value;
  }

  void take_phrase(Lexeme& item) {
    item.type = Type::kPhrase;
    item.text = quoted();
    if (at_ + 1 < text_.size() && text_[at_] == '~' && is_digit(text_[at_ + 1])) {
      for (++at_; at_ < text_.size() && is_digit(text_[at_]); ++at_) {
        item.slop = std::min(limits::kNearnessMax, item.slop * 10 + static_cast<uint32_t>(text_[at_] - '0'));
      }
    }
    if (is_searchable(item.text)) out_.items.push_back(std::move(item));
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  /// End of the word at `at`: a blank, a quote, or a parenthesis that the word did not open.
  size_t word_end(size_t at) const {
    size_t depth = 0;
    while (at < text_.size()) {
      const utf8::CodePoint point = point_at(at);
      if (point.value == ' ' || is_quote(point.value) || (point.value == ')' && depth == 0)) break;
      if (point.value == '(') ++depth;
      if (point.value == ')') --depth;
      at += point.size;
    }
    return at;
  }

  void take_word(Lexeme& item) {
    const size_t end = word_end(at_);
    item.text = text_.substr(at_, end - at_);
    at_ = end;
    if (!is_searchable(item.text)) return;
    if (item.text.ends_with('*')) take_asterisk(item);
    out_.items.push_back(std::move(item));
  }

  void take_asterisk(Lexeme& item) {
    while (item.text.ends_with('*')) item.text.pop_back();
    if (count_letters(item.text) < limits::kWildcardPrefixMin) {
      note("\u201c" + item.text + "*\u201d is too short for an asterisk, which needs " +
           std::to_string(limits::kWildcardPrefixMin) + " letters before it; searched as a word.");
    } else if (wildcards_ == limits::kWildcardsMax) {
      note(std::string("Only ") + std::to_string(limits::kWildcardsMax) +
           " asterisks count in a query; \u201c" + item.text + "*\u201d was searched as a word.");
    } else {
      item.type = Type::kPrefix;
      ++wildcards_;
    }
  }

  /// Drops parentheses without a partner.
  void balance() {
    std::vector<size_t> open;
    std::vector<bool> paired(out_.items.size(), true);
    for (size_t i = 0; i < out_.items.size(); ++i) {
      if (out_.items[i].type == Type::kOpen) {
        paired[i] = false;
        open.push_back(i);
      } else if (out_.items[i].type == Type::kClose) {
        paired[i] = !open.empty();
        if (open.empty()) continue;
        paired[open.back()] = true;
        open.pop_back();
      }
    }
    if (std::find(paired.begin(), paired.end(), false) == paired.end()) return;
    note("A parenthesis has no partner and was ignored.");
    size_t i = 0;
    std::erase_if(out_.items, [&](const Lexeme&) { return !paired[i++]; });
  }

  static std::optional<Type> operator_of(const Lexeme& item) {
    if (item.type != Type::kWord || item.occur != Occur::kShould || item.field != QueryField::kAny) return {};
    if (item.text == "AND") return Type::kAnd;
    if (item.text == "OR") return Type::kOr;
    if (item.text == "NOT") return Type::kNot;
    return {};
  }

  /// AND and OR count between operands, NOT before one, none in a query that is all capitals. Those that do
  /// not count are words, in small letters so that they stay words wherever the query is written again.
  void settle_operators() {
    bool small = false;
    each_code_point(text_, [&](char32_t c, std::string_view) { small = small || is_small_letter(c); });
    bool operand_before = false;
    for (size_t i = 0; i < out_.items.size(); ++i) {
      Lexeme& item = out_.items[i];
      const auto type = operator_of(item);
      if (type) {
        const bool counts = small && operand_after(i, *type) && (operand_before || *type == Type::kNot);
        if (counts) {
          item.type = *type;
        } else {
          item.text = lower_ascii(item.text);
        }
      }
      operand_before = item.type != Type::kOpen && item.type != Type::kAnd && item.type != Type::kOr &&
                       item.type != Type::kNot;
    }
  }

  bool operand_after(size_t i, Type type) const {
    if (i + 1 == out_.items.size()) return false;
    const auto next = operator_of(out_.items[i + 1]);
    if (next == Type::kNot && type != Type::kNot) return operand_after(i + 1, Type::kNot);
    return !next && out_.items[i + 1].type != Type::kClose;
  }

  Lexemes out_;
  std::string text_;
  size_t at_ = 0;
  size_t wildcards_ = 0;
};

}  // namespace

bool is_searchable(std::string_view text) {
  return count_letters(text) > 0;
}

Lexemes lex_query(std::string_view text) {
  return Lexer(text).run();
}

std::string_view field_name(QueryField field) {
  for (const NamedField& named : kFields) {
    if (named.field == field) return named.name;
  }
  return {};
}

}  // namespace pressmark
