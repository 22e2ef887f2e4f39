#include "engine/match/complete.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "engine/analysis/completion_words.h"
#include "engine/analysis/utf8.h"
#include "engine/limits.h"
#include "engine/match/completion_match.h"
#include "engine/schema/bytes.h"

namespace pressmark {
namespace {

using Type = Completion::Type;

constexpr uint64_t kCountMax = 30;     // more are only estimated: counting them is most of the work
constexpr size_t kWordsMax = 8;        // looked at in place of the last
constexpr size_t kSearchesMax = 3;     // for words that those before them may not stand with
constexpr size_t kTitleTriesMax = 50;  // of which several may be one work or series
constexpr size_t kLettersMin = 2;      // typed of the only word
constexpr size_t kSlipReadings = 3;    // of a word with a slip

class Completer {
 public:
  Completer(Searcher& searcher, const std::string& text, size_t limit, const DeniedWords& denied)
      : searcher_(searcher),
        file_(searcher.index().completions()),
        denied_(denied),
        language_(searcher.index().languages().empty() ? "" : searcher.index().languages().front()),
        text_(text.substr(0, code_point_floor(text, limits::kQueryBytesMax))),
        limit_(limit) {}

  std::vector<Completion> run() {
    const std::vector<CompletionWord> words = completion_words(searcher_.analyzer(), text_, language_);
    if (words.empty() || words.size() > limits::kCompletionWordsMax || limit_ == 0) return {};
    if (words.size() == 1 && utf8::count_code_points(words.front().text) < kLettersMin &&
        !is_unspaced(words.front().text))
      return {};
    if (const HouseRules* house = searcher_.house(); house != nullptr)
      hidden_ = house->for_query(parse_query(text_), searcher_.analyzer()).hidden;
    find_last_words();
    complete_as(typed_words(file_, words));
    if (found_.empty()) complete_with_slips(words);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Completion& a, const Completion& b) { return a.type < b.type; });
    return std::move(found_);
  }

 private:
  /// The words that may come in the place of the last one, if that may go on; with what stands before it.
  void find_last_words() {
    std::vector<Token> tokens;
    searcher_.analyzer().analyze(text_, language_, tokens);
    std::erase_if(tokens, [&](const Token& token) { return token.span.end != text_.size(); });
    // A compound comes before its words: "covid-1" goes on to "covid-19" rather than to "covid-1st".
    for (const Token& token : tokens) {
      last_ = searcher_.analyzer().fold(token.form);
      before_ = text_.substr(0, token.span.begin);
      words_ = best_words(file_, file_.with_prefix(last_), kWordsMax);
      if (!words_.empty()) return;
    }
  }

  /// Some of each kind, and more of those that there are more of.
  void complete_as(const std::vector<TypedWord>& typed) {
    const size_t titles_share = (limit_ + 2) / 3;
    const std::vector<uint32_t> titles = matching_entries(file_.titles(), typed, kTitleTriesMax);
    const std::vector<uint32_t> phrases = matching_entries(file_.phrases(), typed, limit_);
    std::span<const uint32_t> titles_left = titles, phrases_left = phrases;
    std::span<const CompletionWordId> words_left = words_;
    add_titles(titles_left, titles_share);
    add_phrases(phrases_left, found_.size() + (limit_ - found_.size() + 1) / 2);
    add_words(words_left, limit_);
    add_phrases(phrases_left, limit_);
    add_titles(titles_left, limit_);
  }

  /// These take from the front of a list until there are `until` completions.
  void add_titles(std::span<const uint32_t>& titles, size_t until) {
    for (; !titles.empty() && found_.size() < until; titles = titles.subspan(1))
      add_title(file_.docid(titles.front()));
  }
  void add_phrases(std::span<const uint32_t>& phrases, size_t until) {
    for (; !phrases.empty() && found_.size() < until; phrases = phrases.subspan(1))
      add_query(Type::kPhrase, std::string(file_.phrase(phrases.front())),
                file_.phrase_documents(phrases.front()));
  }
  void add_words(std::span<const CompletionWordId>& words, size_t until) {
    for (; !words.empty() && found_.size() < until; words = words.subspan(1))
      if (file_.is_offered(words.front())) add_word(file_.form(words.front()));
  }

  void add_title(uint32_t docid) {
    const uint32_t group = searcher_.index().folds().group(docid, Fold::kSeries);
    if (group != 0 && groups_.contains(group)) return;
    if (std::binary_search(hidden_.begin(), hidden_.end(), docid)) return;
    std::optional<StoredFields> fields = searcher_.fields(docid);
    if (!fields || is_denied(fields->title) || !is_new(fields->title)) return;
    if (group != 0) groups_.insert(group);
    found_.push_back({Type::kTitle, std::move(fields->title), 1, std::move(fields->url)});
  }

  /// Of the inflections of one word, which find the same, the first.
  void add_word(FormId form) {
    const Index& index = searcher_.index();
    const std::string_view text = index.lexicon().form(form);
    if (text.empty() || !terms_.insert(index.lexicon().term_ids_of(form).front()).second) return;
    const uint32_t documents =
        std::max(index.term_statistics().counts(index.lexicon().term_ids_of(form).front()).publications,
                 index.lexicon().document_frequency(form));
    add_query(Type::kWord, before_ + std::string(text), before_.empty() ? documents : 0);
  }

  /// A query that so many publications are known to have; 0 when that is not known.
  void add_query(Type type, std::string text, uint64_t total) {
    if (is_denied(text) || !is_new(text)) return;
    // What the index counted when it was made does not know what the editors hide.
    if (total == 0 || !hidden_.empty()) {
      if (type == Type::kWord && !before_.empty() && searches_++ >= kSearchesMax) return;
      total = count(text);
    }
    if (total > 0) found_.push_back({type, std::move(text), total, {}});
  }

  /// Each word must be there but the stop words: what only some of its words find is no completion.
  uint64_t count(const std::string& text) {
    Query query = parse_query(text);
    const auto may_lack = [&](const Clause& clause) {
      return is_plain_word(clause) && is_stop_word(searcher_.analyzer().fold(clause.text), language_);
    };
    if (!std::all_of(query.clauses.begin(), query.clauses.end(), may_lack))
      std::erase_if(query.clauses, may_lack);
    for (Clause& clause : query.clauses) {
      if (clause.occur == Occur::kShould) clause.occur = Occur::kMust;
    }
    return searcher_.count(searcher_.plan(query, {}), kCountMax);
  }

  /// Whether no text like this one but for accents and signs has come yet.
  bool is_new(const std::string& text) {
    std::string key;
    for (const CompletionWord& word : completion_words(searcher_.analyzer(), text, language_))
      key += word.text + ' ';
    return texts_.insert(std::move(key)).second;
  }

  bool is_denied(const std::string& text) {
    if (denied_.empty()) return false;
    std::vector<Token> tokens;
    searcher_.analyzer().analyze(text, language_, tokens);
    return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
      return denied_.contains(searcher_.analyzer().fold(token.form));
    });
  }

  /// Words in one publication only, which the file does not have; then words like those typed.
  void complete_with_slips(const std::vector<CompletionWord>& words) {
    if (!last_.empty() && utf8::count_code_points(last_) >= kLettersMin) {
      for (const FormId form : searcher_.index().lexicon().with_prefix(last_, limit_))
        if (found_.size() < limit_) add_word(form);
    }
    if (!found_.empty()) return;
    // From the last to the first, so that the places of those before stay as they are.
    std::vector<TypedWord> typed = typed_words(file_, words);
    for (size_t i = typed.size(); i-- > 0;) {
      if (!typed[i].words.empty()) continue;
      std::vector<CompletionWordId> near = near_words(file_, words[i].text, kSlipReadings);
      if (near.empty()) return;
      typed[i].words = {near.front(), near.front() + 1};
      const ByteSpan span = words[i].span;
      if (span.end <= before_.size())
        before_.replace(span.begin, span.end - span.begin, file_.word(near.front()));
      if (i + 1 == typed.size()) words_ = std::move(near);
    }
    complete_as(typed);
  }

  Searcher& searcher_;
  const CompletionFile& file_;
  const DeniedWords& denied_;
  const std::string language_;
  const std::string text_;
  const size_t limit_;
  std::string before_, last_;            // what is typed before the last word, and that, folded; or empty
  std::vector<CompletionWordId> words_;  // that may come in its place
  std::vector<uint32_t> hidden_;         // documents, by the editors; sorted
  std::vector<Completion> found_;
  std::set<std::string> texts_;
  std::set<uint32_t> groups_;
  std::set<TermId> terms_;
  size_t searches_ = 0;
};

}  // namespace

std::vector<Completion> complete(Searcher& searcher, const std::string& text, size_t limit,
                                 const DeniedWords& denied) {
  return Completer(searcher, text, limit, denied).run();
}

}  // namespace pressmark
