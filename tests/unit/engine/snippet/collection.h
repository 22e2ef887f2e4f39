// A small collection in a temporary directory, written and read through the real writers and readers.
#pragma once

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/analysis/seams.h"
#include "engine/limits.h"
#include "engine/schema/bytes.h"
#include "engine/snippet/snippet.h"

namespace pressmark {

class Collection {
 public:
  struct Text {
    Role role = Role::kBody;
    std::string text;
    uint32_t part = 0;
    std::string heading = {};
  };

  Collection() {
    std::string name = (std::filesystem::temp_directory_path() / "pressmark-snippet-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    directory_ = name;
    writer_ = std::make_unique<TextWriter>(directory_);
  }
  ~Collection() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  Collection(const Collection&) = delete;
  Collection& operator=(const Collection&) = delete;

  /// Adds a document; its id.
  uint32_t add(const std::vector<Text>& texts, const std::string& language = "en") {
    RecordContent content;
    std::vector<StoredBlock> blocks;
    std::vector<Token> tokens;
    for (const Text& text : texts) {
      for (const std::string_view piece : split_text(text.text, limits::kBlockTextBytesMax)) {
        analyzer_.analyze(piece, language, tokens);
        if (tokens.empty()) continue;
        if (content.roles.empty() || content.roles.back() != text.role) {
          if (!content.roles.empty()) content.forms.push_back(kFieldBreak);
          content.roles.push_back(text.role);
        }
        const auto first = static_cast<TermPosition>(content.forms.size());
        for (const Token& token : tokens) {
          const FormId form = form_id(token.form, language);
          if (token.kind == TokenKind::kWord) {
            content.forms.push_back(form);
          } else {
            content.compounds.push_back({form, first + token.position});
          }
        }
        const auto count = static_cast<uint32_t>(content.forms.size()) - first;
        const std::string number = std::to_string(text.part + 1);
        blocks.push_back({text.role, text.part, number, "#page=" + number, text.heading, first, count,
                          std::string(piece), find_seams(piece, tokens, 112)});
      }
    }
    writer_->append(static_cast<uint32_t>(records_.size() + 1), blocks);
    records_.push_back(
        RecordEncoder().encode(content, [&](FormId form) { return builder_.terms_of(form).front(); }));
    return static_cast<uint32_t>(records_.size());
  }

  /// Makes what was added readable.
  void open() {
    writer_->flush();
    writer_.reset();
    builder_.save(directory_ / "lexicon.dat");
    lexicon_ = opened(Lexicon::open(directory_ / "lexicon.dat"));
    text_ = opened(TextFile::open(directory_));
  }

  /// A query of single words; the later, the less weight, unless `weights` says otherwise.
  Wanted want(const std::vector<std::string>& words, const std::vector<double>& weights = {}) {
    Wanted wanted;
    for (size_t i = 0; i < words.size(); ++i) {
      WantedWord word;
      word.forms = lexicon_->forms_of_term(analyzer_.terms(words[i], "en").front());
      word.exact_forms = lexicon_->forms(words[i]);
      word.weight = i < weights.size() ? weights[i] : 1;
      wanted.words.push_back(std::move(word));
    }
    return wanted;
  }
  Wanted want_phrase(const std::vector<std::string>& words) {
    Wanted wanted = want(words);
    std::vector<PhraseMatcher::Word> phrase;
    for (const WantedWord& word : wanted.words) phrase.push_back({word.exact_forms, {}});
    wanted.phrases.emplace_back(std::move(phrase), 0);
    return wanted;
  }

  RecordView record(uint32_t docid) const { return RecordView::open(as_bytes(records_[docid - 1])).value(); }
  Passages make(uint32_t docid, const Wanted& wanted, const SnippetOptions& options = {}) {
    return maker(wanted).make(docid, record(docid), "en", options);
  }
  SnippetMaker maker(const Wanted& wanted) { return {*lexicon_, *text_, analyzer_, wanted}; }
  Passages opening(uint32_t docid, const SnippetOptions& options) {
    return maker({}).opening(docid, options);
  }
  const Lexicon& lexicon() const { return *lexicon_; }
  Analyzer& analyzer() { return analyzer_; }
  const std::filesystem::path& directory() const { return directory_; }

 private:
  FormId form_id(const std::string& form, const std::string& language) {
    FormId id = 0;
    if (builder_.find(form, language, id)) return id;
    return builder_.add(form, language, analyzer_.terms(form, language), is_stop_word(form, language));
  }
  template <class T>
  static T opened(Result<T> result) {
    BOOST_REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : result.error().message));
    return std::move(result).value();
  }

  std::filesystem::path directory_;
  Analyzer analyzer_;
  LexiconBuilder builder_;
  std::vector<std::string> records_;
  std::unique_ptr<TextWriter> writer_;
  std::shared_ptr<const Lexicon> lexicon_;
  std::shared_ptr<const TextFile> text_;
};

/// A fragment with its spans in brackets.
inline std::string marked(const Fragment& fragment) {
  std::string text;
  uint32_t at = 0;
  for (const ByteSpan& span : fragment.spans) {
    text += fragment.text.substr(at, span.begin - at) + "[" +
            fragment.text.substr(span.begin, span.end - span.begin) + "]";
    at = span.end;
  }
  return text + fragment.text.substr(at);
}

/// Running text without any word a test looks for; as many sentences as asked for.
inline std::string filler(size_t sentences) {
  static const std::string kSentences[] = {
      "The council met in the town hall on a wet evening. ",
      "Nobody had expected the chairs to be so many. ",
      "A kettle was found after some minutes. ",
      "Everyone agreed that the roof should be mended first. ",
  };
  std::string text;
  for (size_t i = 0; i < sentences; ++i) text += kSentences[i % 4];
  return text;
}

}  // namespace pressmark
