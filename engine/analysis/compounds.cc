// The rules; "whole" is the run with its glue, "joined" the run without.
//
//   name       written                        compounds                     in
//   hyphens    long-term, long-<LF>term       long-term, longterm           add_hyphens
//              post-COVID-19                  the whole; covid-19, covid19  add_hyphens
//   years      2021-22, 2021–22, 2021-2022    2021/22                       add_years
//   acronym    U.K., U.K                      u.k., uk                      add_dots
//   short dots Ph.D.                          ph.d, phd                     add_dots
//   dots       example.com, www.example.com   example.com                   add_dots
//   ampersand  AT&T, R&D, R & D               at&t, r&d                     find
//   file name  final_v7.pdf                   final_v7.pdf                  add_file_names
//   code       C(2019)4, TV-2023/117, 2021/22 the whole                     add_codes
//   year       FY2018, FY2018/19              fy2018 (and 2018/19)          add_hyphens, add_codes
//   email      a.b@example.com                the whole                     add_emails
//   address    https://example.com/a          the whole, as written         add_address
//   plus       C++, C++20, A+                 c++ (and c++20), a+           add_suffixes
//   sharp      C#                             c#                            add_suffixes
//   percent    45%, 45 %                      45%                           add_suffixes
//   currency   £3.5bn, €100                   £3.5bn                        add_prefixes
//   dot word   .NET                           .net                          add_prefixes
//   tag        #digital_skills, @name         the whole                     add_prefixes
//   groups     1,000  1'000  1.000  1 000     1000                          add_numbers
//   apostrophe O'Brien, D'Angelo, don't       obrien                        add_apostrophes
//
// None is longer than limits::kFormBytesMax: a longer one is left out, its parts remain.
#include "engine/analysis/compounds.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "engine/analysis/folding.h"
#include "engine/analysis/utf8.h"
#include "engine/limits.h"

namespace pressmark {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c & 0x80) != 0 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}
bool all_digits(std::string_view form) {
  return std::all_of(form.begin(), form.end(), is_digit);
}
bool any_digit(std::string_view form) {
  return std::any_of(form.begin(), form.end(), is_digit);
}

/// Number of code points.
size_t length(std::string_view form) {
  return static_cast<size_t>(
      std::count_if(form.begin(), form.end(), [](char c) { return !utf8::is_continuation(c); }));
}

/// More parts than this are not written as one word.
constexpr size_t kJoinedPartsMax = 3;

constexpr std::array<std::string_view, 6> kCurrencies = {"$",      "\u00a3", "\u00a5",
                                                         "\u20ac", "\u20b9", "\uffe1"};

bool is_hyphen(Glue glue) {
  return glue == Glue::kHyphen || glue == Glue::kDash || glue == Glue::kNothing;
}

/// One cluster and the compounds found in it so far.
class Cluster {
 public:
  Cluster(std::string_view text, std::span<const Word> words, std::span<const std::string> forms,
          const std::vector<Glue>& glues, std::vector<Compound>& out)
      : text_(text), words_(words), forms_(forms), glues_(glues), out_(out) {}

  void find(const LanguageRules& rules) {
    each_run([](Glue g) { return g == Glue::kAmpersand; },
             [this](size_t first, size_t last) { add(first, last, whole(first, last)); });
    add_file_names();
    add_hyphens();
    add_dots();
    add_codes();
    add_emails();
    for (size_t i = 0; i < words_.size(); ++i) {
      if (glue_after(i) == Glue::kScheme) add_address(i);
      add_prefixes(i);
      add_suffixes(i);
      add_numbers(i, rules);
      add_apostrophes(i, rules);
    }
  }

 private:
  /// `parts` of the form of words [first, last], with the glue as written; empty if it gets too long.
  std::string whole(size_t first, size_t last) const {
    std::string form = forms_[first];
    for (size_t i = first + 1; i <= last && form.size() <= limits::kFormBytesMax; ++i) {
      form += glue_text(glues_[i - 1]);
      form += forms_[i];
    }
    return form;
  }

  std::string joined(size_t first, size_t last) const {
    std::string form;
    for (size_t i = first; i <= last && form.size() <= limits::kFormBytesMax; ++i) form += forms_[i];
    return form;
  }

  void add(size_t first, ByteSpan span, std::string form) {
    if (form.empty() || form.size() > limits::kFormBytesMax) return;
    out_.push_back({static_cast<uint32_t>(first), span, std::move(form)});
  }
  void add(size_t first, size_t last, std::string form) {
    add(first, ByteSpan{words_[first].begin, words_[last].end}, std::move(form));
  }

  Glue glue_after(size_t i) const { return i < glues_.size() ? glues_[i] : Glue::kNone; }
  char byte_at(size_t at) const { return at < text_.size() ? text_[at] : ' '; }
  std::string_view written_word(size_t i) const {
    return text_.substr(words_[i].begin, words_[i].end - words_[i].begin);
  }

  /// Calls `f(first, last)` for each longest run of two words or more whose glue `p` accepts.
  template <class P, class F>
  void each_run(P p, F f) {
    for (size_t first = 0; first < glues_.size();) {
      size_t last = first;
      while (last < glues_.size() && p(glues_[last])) ++last;
      if (last > first) f(first, last);
      first = last + 1;
    }
  }

  void add_file_names() {
    each_run(
        [](Glue g) {
          return g == Glue::kUnderscore || g == Glue::kDot || g == Glue::kHyphen || g == Glue::kNothing;
        },
        [this](size_t first, size_t last) {
          const auto* begin = glues_.data();
          if (std::find(begin + first, begin + last, Glue::kUnderscore) == begin + last) return;
          add(first, last, whole(first, last));
        });
  }

  void add_hyphens() {
    each_run(is_hyphen, [this](size_t first, size_t last) {
      add_hyphenated(first, last);
      for (size_t i = first; i < last; ++i) {
        add_years(i);
        const bool code = any_digit(forms_[i + 1]) != any_digit(forms_[i]);
        if (code && last - first > 1) add_hyphenated(i, i + 1);
      }
    });
  }

  void add_hyphenated(size_t first, size_t last) {
    add(first, last, whole(first, last));
    bool codes_only = true;
    for (size_t i = first; i <= last; ++i) codes_only = codes_only && all_digits(forms_[i]);
    if (!codes_only && last - first < kJoinedPartsMax) add(first, last, joined(first, last));
  }

  /// A year and the next, as 2021/22.
  void add_years(size_t i) {
    const std::string& first = forms_[i];
    const std::string& second = forms_[i + 1];
    if (first.size() != 4 || !all_digits(first) || first[0] < '1' || first[0] > '2') return;
    if ((second.size() != 2 && second.size() != 4) || !all_digits(second)) return;
    const std::string next = std::to_string(std::stoi(first) + 1);
    if (next.ends_with(second)) add(i, i + 1, first + "/" + next.substr(2));
  }

  void add_dots() {
    each_run([](Glue g) { return g == Glue::kDot || g == Glue::kNothing; },
             [this](size_t first, size_t last) {
               size_t longest = 0;
               bool digits = false;
               for (size_t i = first; i <= last; ++i) {
                 longest = std::max(longest, length(forms_[i]));
                 digits = digits || any_digit(forms_[i]);
               }
               if (longest == 1 && !digits) {
                 const uint32_t end = words_[last].end + (byte_at(words_[last].end) == '.' ? 1 : 0);
                 const ByteSpan span{words_[first].begin, end};
                 add(first, span, whole(first, last) + ".");
                 add(first, span, joined(first, last));
                 return;
               }
               add(first, last, whole(first, last));
               if (longest == 2 && !digits) add(first, last, joined(first, last));
               if (forms_[first] == "www" && last - first > 1) add(first + 1, last, whole(first + 1, last));
             });
  }

  /// Codes: a run with a digit and a slash or parentheses that balance.
  void add_codes() {
    for (size_t first = 0; first < glues_.size();) {
      size_t depth = 0, last = first;
      bool mixed = false;
      for (; last < glues_.size(); ++last) {
        const Glue glue = glues_[last];
        const bool parenthesis = glue == Glue::kOpen || glue == Glue::kClose || glue == Glue::kCloseOpen;
        if (parenthesis && glue != Glue::kOpen && depth == 0) break;
        if (!parenthesis && glue != Glue::kHyphen && glue != Glue::kSlash && glue != Glue::kDot &&
            glue != Glue::kColon && glue != Glue::kNothing) {
          break;
        }
        if (glue == Glue::kOpen) ++depth;
        if (glue == Glue::kClose) --depth;
        mixed = mixed || parenthesis || glue == Glue::kSlash || glue == Glue::kColon;
      }
      if (mixed) add_code(first, last, depth);
      first = last + 1;
    }
  }

  void add_code(size_t first, size_t last, size_t depth) {
    bool digit = false;
    for (size_t i = first; i <= last && !digit; ++i) digit = any_digit(forms_[i]);
    const bool closed = depth == 0 || (depth == 1 && byte_at(words_[last].end) == ')');
    if (!digit || !closed) return;
    const uint32_t end = words_[last].end + static_cast<uint32_t>(depth);
    const char* const closing = depth == 1 ? ")" : "";
    add(first, ByteSpan{words_[first].begin, end}, whole(first, last) + closing);
    if (glues_[first] == Glue::kNothing)
      add(first + 1, ByteSpan{words_[first + 1].begin, end}, whole(first + 1, last) + closing);
  }

  void add_emails() {
    size_t from = 0;  // no local part reaches back over an @
    for (size_t i = 0; i < glues_.size(); ++i) {
      if (glues_[i] != Glue::kAt) continue;
      size_t first = i, last = i + 1;
      while (first > from && is_local(glues_[first - 1])) --first;
      while (is_domain(glue_after(last))) ++last;
      from = i + 1;
      add(first, last, whole(first, last));
    }
  }

  static bool is_domain(Glue glue) {
    return glue == Glue::kDot || glue == Glue::kHyphen || glue == Glue::kNothing;
  }
  static bool is_local(Glue glue) {
    return is_domain(glue) || glue == Glue::kUnderscore || glue == Glue::kPlus;
  }

  /// An address from its scheme on, up to its last word.
  void add_address(size_t first) {
    size_t last = first + 1;
    const size_t end_max = words_[first].begin + limits::kFormBytesMax;
    while (last < glues_.size() && glues_[last] != Glue::kScheme && glues_[last] != Glue::kGroupSpace &&
           words_[last].end <= end_max) {
      ++last;
    }
    if (words_[last].end > end_max) return;
    std::string form;
    append_form(text_.substr(words_[first].begin, words_[last].end - words_[first].begin), false, form);
    add(first, last, std::move(form));
  }

  /// What stands before a word and nothing before that.
  void add_prefixes(size_t i) {
    const std::string_view before = text_.substr(0, words_[i].begin);
    if (is_digit(forms_[i].front())) {
      for (const std::string_view sign : kCurrencies) {
        if (!before.ends_with(sign)) continue;
        const auto begin = static_cast<uint32_t>(words_[i].begin - sign.size());
        std::string form;
        append_form(sign, false, form);
        add(i, ByteSpan{begin, words_[i].end}, form + forms_[i]);
      }
      return;
    }
    if (before.empty() || (before.size() > 1 && !opens(before[before.size() - 2]))) return;
    const char sign = before.back();
    if (sign != '#' && sign != '@' && sign != '.') return;
    size_t last = i;
    while (sign != '.' && is_tag(glue_after(last)) && last - i < limits::kFormBytesMax) ++last;
    add(i, ByteSpan{words_[i].begin - 1, words_[last].end}, sign + whole(i, last));
  }

  static bool is_tag(Glue glue) { return glue == Glue::kUnderscore || glue == Glue::kNothing; }

  /// Whether a sign after this byte is a word's own.
  static bool opens(char c) {
    return static_cast<uint8_t>(c) <= ' ' || c == '(' || c == '[' || c == '"' || c == '/';
  }

  /// What stands after a word.
  void add_suffixes(size_t i) {
    const uint32_t end = words_[i].end;
    const std::string& form = forms_[i];
    const auto word_goes_on = [&](size_t at) { return is_letter(byte_at(at)) || is_digit(byte_at(at)); };
    const char sign = byte_at(end);
    if (sign == '+' && byte_at(end + 1) == '+' && byte_at(end + 2) != '+') {
      add(i, ByteSpan{words_[i].begin, end + 2}, form + "++");
      if (glue_after(i) == Glue::kPlusPlus) add(i, i + 1, whole(i, i + 1));
    } else if (sign == '+' && byte_at(end + 1) != '+' && !word_goes_on(end + 1)) {
      add(i, ByteSpan{words_[i].begin, end + 1}, form + "+");
    } else if (sign == '#' && form.size() == 1 && is_letter(form[0]) && !word_goes_on(end + 1)) {
      add(i, ByteSpan{words_[i].begin, end + 1}, form + "#");
    } else if (is_digit(form.front()) && is_digit(form.back())) {
      add_percent(i);
    }
  }

  void add_percent(size_t i) {
    const std::string_view rest = text_.substr(words_[i].end);
    for (const std::string_view sign : {"%", " %", "\u00a0%", "\u202f%", "\u2009%", "\uff05"}) {
      if (!rest.starts_with(sign)) continue;
      add(i, ByteSpan{words_[i].begin, words_[i].end + static_cast<uint32_t>(sign.size())}, forms_[i] + "%");
    }
  }

  /// A number without the signs that group its digits by three.
  void add_numbers(size_t i, const LanguageRules& rules) {
    const bool spaced = glue_after(i) == Glue::kGroupSpace && (i == 0 || glues_[i - 1] != Glue::kGroupSpace);
    if (spaced) {
      size_t last = i;
      while (glue_after(last) == Glue::kGroupSpace && last - i < limits::kFormBytesMax) ++last;
      if (forms_[i].size() <= 3) add(i, last, joined(i, last));
    }
    const std::string& form = forms_[i];
    const size_t sign_at = form.find_first_of(",.'");
    if (sign_at == form.npos || sign_at == 0 || sign_at > 3 || !is_digit(form[0])) return;
    const char sign = form[sign_at];
    std::string digits = form.substr(0, sign_at);
    size_t groups = 0;
    size_t at = sign_at;
    for (; at + 4 <= form.size() && form[at] == sign && all_digits(std::string_view(form).substr(at + 1, 3));
         at += 4) {
      digits.append(form, at + 1, 3);
      ++groups;
    }
    const bool whole_number = at == form.size() && all_digits(digits);
    if (whole_number && (sign != '.' || groups > 1 || rules.dot_groups)) add(i, i, digits);
  }

  /// O'Brien without its apostrophe; French and Italian words that elide are no such names.
  void add_apostrophes(size_t i, const LanguageRules& rules) {
    if (glue_after(i) == Glue::kApostrophe) add(i, i + 1, joined(i, i + 1));
    const std::string& form = forms_[i];
    if (rules.elides || form.find('\'') == form.npos || is_digit(form.front())) return;
    std::string without = form;
    std::erase(without, '\'');
    add(i, i, without);
  }

  std::string_view text_;
  std::span<const Word> words_;
  std::span<const std::string> forms_;
  const std::vector<Glue>& glues_;
  std::vector<Compound>& out_;
};

/// Keeps the first of equal forms at one word; `compounds` is ordered by word.
void drop_repeated(std::vector<Compound>& compounds) {
  size_t kept = 0;
  for (size_t i = 0; i < compounds.size(); ++i) {
    bool repeated = false;
    for (size_t k = kept; k > 0 && compounds[k - 1].word == compounds[i].word && !repeated; --k) {
      repeated = compounds[k - 1].form == compounds[i].form;
    }
    if (repeated) continue;
    if (kept != i) compounds[kept] = std::move(compounds[i]);
    ++kept;
  }
  compounds.resize(kept);
}

}  // namespace

bool CompoundFinder::may_touch(std::string_view text, const Word& word) {
  if (!word.plain) return true;
  if (word.begin > 0 && may_be_glue(text[word.begin - 1])) return true;
  if (word.end == text.size()) return false;
  if (may_be_glue(text[word.end]) || is_digit(text[word.end])) return true;
  // A space: only "45 %" and "R & D" reach over one.
  return text[word.end] == ' ' && word.end + 1 < text.size() &&
         (text[word.end + 1] == '%' || text[word.end + 1] == '&');
}

size_t CompoundFinder::cluster_size(std::string_view text, std::span<const Word> words,
                                    const LanguageRules& rules) {
  glues_.clear();
  while (glues_.size() + 1 < words.size()) {
    const Glue glue = glue_between(text, words[glues_.size()], words[glues_.size() + 1], rules);
    if (glue == Glue::kNone) break;
    glues_.push_back(glue);
  }
  return glues_.size() + 1;
}

const std::vector<Compound>& CompoundFinder::find(std::string_view text, std::span<const Word> words,
                                                  std::span<const std::string> forms,
                                                  const LanguageRules& rules) {
  compounds_.clear();
  Cluster(text, words, forms, glues_, compounds_).find(rules);
  std::stable_sort(compounds_.begin(), compounds_.end(), [](const Compound& a, const Compound& b) {
    if (a.word != b.word) return a.word < b.word;
    if (a.span.end - a.span.begin != b.span.end - b.span.begin) {
      return a.span.end - a.span.begin > b.span.end - b.span.begin;
    }
    return a.form < b.form;
  });
  drop_repeated(compounds_);
  return compounds_;
}

}  // namespace pressmark
