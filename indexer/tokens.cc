#include "indexer/tokens.h"

#include <algorithm>
#include <array>

#include "engine/analysis/contents_page.h"
#include "engine/analysis/seams.h"
#include "engine/limits.h"

namespace pressmark {
namespace {

constexpr auto kDocumentTypes = std::to_array<std::string_view>({"docx", "epub", "odt", "pdf", "pptx"});

class Collector {
 public:
  Collector(const Publication& publication, Analyzer& analyzer, LexiconBuilder& lexicon)
      : publication_(publication), analyzer_(analyzer), lexicon_(lexicon) {}

  AnalysedPublication run() {
    for (uint32_t part = 0; part < publication_.parts.size() && !result_.truncated; ++part) {
      begin_part(kind_of(publication_.parts[part]));
      for (const Block& block : publication_.parts[part].blocks) {
        for (const std::string_view piece : split_text(block.text, limits::kBlockTextBytesMax)) {
          if (!add(part, block.role, piece)) break;
        }
        if (block.role == Role::kHeading) heading_ = block.text.substr(0, kHeadingBytesMax);
      }
    }
    add_details();
    auto& forms = result_.distinct_forms;
    std::sort(forms.begin(), forms.end());
    forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
    return std::move(result_);
  }

 private:
  static constexpr size_t kHeadingBytesMax = 200;
  static constexpr size_t kSeamBytes =
      112;  // so that with a word more most distances are varints of one byte

  /// What is known of a publication beside its text: a summary that is not in the text is shown like any
  /// block; topics, names and the words of the file's name are found and not shown.
  void add_details() {
    heading_.clear();
    begin_part(PartKind::kDetails);
    if (!publication_.summary.empty() && !publication_.parts.empty() &&
        !stands_in_text(publication_.summary)) {
      for (const std::string_view piece : split_text(publication_.summary, limits::kBlockTextBytesMax)) {
        if (!add(0, Role::kSummary, piece)) break;
      }
    }
    const size_t shown = result_.blocks.size();
    add(0, Role::kTable, file_words());
    for (const std::string& topic : publication_.topics) add(0, Role::kSummary, topic);
    for (const std::string& author : publication_.authors) add(0, Role::kTable, author);
    add(0, Role::kTable, publication_.publisher);
    result_.blocks.resize(shown);
  }

  /// The words of the name of a document's file, which often says what its title leaves out: whose report it
  /// is, of which year. Empty for what is not a file of its own.
  std::string file_words() const {
    if (std::find(kDocumentTypes.begin(), kDocumentTypes.end(), publication_.filetype) ==
        kDocumentTypes.end())
      return {};
    std::string_view name = publication_.id;
    name = name.substr(0, name.find_first_of("?#"));
    name.remove_prefix(name.rfind('/') + 1);
    name = name.substr(0, name.rfind('.'));
    std::string words(name);
    for (size_t at = 0; (at = words.find("%20", at)) != std::string::npos;) words.replace(at, 3, " ");
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '-' || c == '_' || c == '+'; }, ' ');
    return words;
  }

  static PartKind kind_of(const Part& part) {
    std::vector<std::string_view> texts;
    for (const Block& block : part.blocks) {
      if (block.role != Role::kTitle && block.role != Role::kBoilerplate) texts.push_back(block.text);
    }
    return is_contents_page(texts) ? PartKind::kContents : PartKind::kText;
  }

  /// The words that follow are those of another part, if there are any.
  void begin_part(PartKind kind) {
    part_kind_ = kind;
    part_begins_ = true;
  }

  bool stands_in_text(const std::string& text) const {
    for (const Part& part : publication_.parts) {
      for (const Block& block : part.blocks) {
        if (block.role != Role::kBoilerplate && block.text.find(text) != std::string::npos) return true;
      }
    }
    return false;
  }

  bool add(uint32_t part, Role role, std::string_view piece) {
    auto& forms = result_.record.forms;
    analyzer_.analyze(piece, publication_.language, tokens_);
    if (result_.text_bytes + piece.size() > limits::kTextBytesMax ||
        forms.size() + tokens_.size() + 1 > limits::kTokensMax) {
      result_.truncated = true;
      return false;
    }
    if (tokens_.empty()) return true;
    result_.text_bytes += piece.size();
    if (result_.record.roles.empty() || result_.record.roles.back() != role) {
      if (!result_.record.roles.empty()) forms.push_back(kFieldBreak);
      result_.record.roles.push_back(role);
    }
    const auto first = static_cast<TermPosition>(forms.size());
    if (part_begins_) result_.record.parts.push_back({first, part_kind_});
    part_begins_ = false;
    for (const Token& token : tokens_) {
      const FormId id = form_id(token.form);
      result_.distinct_forms.push_back(id);
      if (token.kind == TokenKind::kWord) {
        forms.push_back(id);
      } else {
        result_.record.compounds.push_back({id, first + token.position});
      }
    }
    static const Part kNoPart;
    const Part& of = part < publication_.parts.size() ? publication_.parts[part] : kNoPart;
    const auto count = static_cast<uint32_t>(forms.size() - first);
    result_.blocks.push_back({role, part, of.label, of.anchor, heading_, first, count, std::string(piece),
                              find_seams(piece, tokens_, kSeamBytes)});
    return true;
  }

  FormId form_id(const std::string& form) {
    FormId id = 0;
    if (lexicon_.find(form, publication_.language, id)) return id;
    const std::vector<std::string> terms = analyzer_.terms(form, publication_.language);
    return lexicon_.add(form, publication_.language, terms, is_stop_word(form, publication_.language));
  }

  const Publication& publication_;
  Analyzer& analyzer_;
  LexiconBuilder& lexicon_;
  AnalysedPublication result_;
  std::string heading_;
  PartKind part_kind_ = PartKind::kText;
  bool part_begins_ = false;  // no word of it has come yet
  std::vector<Token> tokens_;
};

}  // namespace

AnalysedPublication analyse(const Publication& publication, Analyzer& analyzer, LexiconBuilder& lexicon) {
  return Collector(publication, analyzer, lexicon).run();
}

}  // namespace pressmark
