#include "engine/analysis/analyzer.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>
#include <xapian.h>

#include <array>
#include <span>

#include "engine/analysis/compounds.h"
#include "engine/analysis/folding.h"
#include "engine/analysis/stems.h"
#include "engine/analysis/utf8.h"
#include "engine/analysis/word_breaker.h"
#include "engine/analysis/words.h"
#include "engine/limits.h"

namespace pressmark {
namespace {

/// Goes up with every change of rules that changes a token or a term.
constexpr std::string_view kRulesVersion = "2";

/// Fills a vector of tokens from the front, with the strings that are there already.
class TokenWriter {
 public:
  explicit TokenWriter(std::vector<Token>& tokens) : tokens_(tokens) {}
  ~TokenWriter() { tokens_.resize(count_); }
  TokenWriter(const TokenWriter&) = delete;
  TokenWriter& operator=(const TokenWriter&) = delete;

  /// The next token, its form empty.
  Token& next(ByteSpan span, uint32_t position, TokenKind kind) {
    if (count_ == tokens_.size()) tokens_.emplace_back();
    Token& token = tokens_[count_++];
    token.form.clear();
    token.span = span;
    token.position = position;
    token.kind = kind;
    return token;
  }

 private:
  std::vector<Token>& tokens_;
  size_t count_ = 0;
};

std::string dotted(const UVersionInfo& version) {
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

}  // namespace

class Analyzer::Impl {
 public:
  void analyze(std::string_view text, std::string_view language, std::vector<Token>& tokens) {
    const LanguageRules rules = language_rules(language);
    breaker_.find(text, raw_);
    make_words(text, raw_, rules, words_);
    TokenWriter writer(tokens);
    const std::span<const Word> words(words_);
    for (size_t i = 0; i < words.size();) {
      if (!CompoundFinder::may_touch(text, words[i])) {
        write_word(text, i, rules, writer);
        ++i;
        continue;
      }
      const size_t size = compounds_.cluster_size(text, words.subspan(i), rules);
      write_cluster(text, i, size, rules, writer);
      i += size;
    }
  }

  Stems& stems() { return stems_; }

 private:
  static ByteSpan span_of(const Word& word) { return {word.begin, word.end}; }

  static void append(std::string_view text, const Word& word, const LanguageRules& rules, std::string& form) {
    if (word.plain && word.end - word.begin <= limits::kFormBytesMax && !rules.turkic) {
      form.assign(text, word.begin, word.end - word.begin);
      for (char& c : form) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
      return;
    }
    append_form(text.substr(word.begin, word.end - word.begin), rules.turkic, form);
  }

  void write_word(std::string_view text, size_t i, const LanguageRules& rules, TokenWriter& writer) {
    Token& token = writer.next(span_of(words_[i]), static_cast<uint32_t>(i), TokenKind::kWord);
    append(text, words_[i], rules, token.form);
  }

  void write_cluster(std::string_view text, size_t first, size_t size, const LanguageRules& rules,
                     TokenWriter& writer) {
    if (forms_.size() < size) forms_.resize(size);
    for (size_t i = 0; i < size; ++i) {
      forms_[i].clear();
      append(text, words_[first + i], rules, forms_[i]);
    }
    const std::span<const Word> words = std::span<const Word>(words_).subspan(first, size);
    const auto& compounds =
        compounds_.find(text, words, std::span<const std::string>(forms_).first(size), rules);
    size_t next = 0;
    for (size_t i = 0; i < size; ++i) {
      const auto position = static_cast<uint32_t>(first + i);
      for (; next < compounds.size() && compounds[next].word == i; ++next) {
        writer.next(compounds[next].span, position, TokenKind::kCompound).form = compounds[next].form;
      }
      writer.next(span_of(words_[first + i]), position, TokenKind::kWord).form = forms_[i];
    }
  }

  WordBreaker breaker_;
  CompoundFinder compounds_;
  Stems stems_;
  std::vector<RawWord> raw_;
  std::vector<Word> words_;
  std::vector<std::string> forms_;  // of the words of a cluster
};

Analyzer::Analyzer() : impl_(std::make_unique<Impl>()) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

void Analyzer::analyze(std::string_view text, std::string_view language, std::vector<Token>& tokens) {
  impl_->analyze(text.substr(0, utf8::prefix_size(text, limits::kTextBytesMax)), language, tokens);
}

std::vector<std::string> Analyzer::terms(std::string_view form, std::string_view language) {
  return impl_->stems().terms(form, language);
}

std::string Analyzer::fold(std::string_view form) {
  return fold_accents(form);
}

std::string analyzer_version() {
  UVersionInfo icu{}, unicode{};
  u_getVersion(icu);
  u_getUnicodeVersion(unicode);
  return std::string(kRulesVersion) + ";icu=" + dotted(icu) + ";unicode=" + dotted(unicode) +
         ";xapian=" + Xapian::version_string();
}

}  // namespace pressmark
