#include "indexer/completions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/completion_words.h"
#include "engine/analysis/utf8.h"
#include "engine/limits.h"
#include "engine/schema/bytes.h"
#include "engine/schema/completions.h"
#include "engine/schema/record.h"
#include "engine/schema/schema.h"
#include "indexer/live_documents.h"
#include "indexer/phrases.h"

namespace pressmark {
namespace {

// A longer title is cut before its words are looked for.
constexpr size_t kTitleBytesMax = 1'000;
// Publications that a phrase must be a matter of, and a word stand in, to be offered.
constexpr uint32_t kPhraseDocumentsMin = 3;
constexpr uint32_t kWordDocumentsMin = 2;
// Records read between two releases of their pages.
constexpr uint32_t kDocumentsPerRelease = 16;

// What a title is worth: twice the text adds one, and so much is taken off a year, up to a bound. News age,
// reports hardly do. What has no date is taken for this old.
constexpr double kPostYear = 1;
constexpr double kOtherYear = 0.25;
constexpr double kYearsMax = 8;
constexpr double kYearsUndated = 4;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string join(const std::vector<CompletionWord>& words) {
  std::string joined;
  for (size_t i = 0; i < words.size() && i < limits::kCompletionWordsMax; ++i)
    joined += (i > 0 ? " " : "") + words[i].text;
  return joined;
}

/// The titles, most useful first.
class Titles {
 public:
  void add(const DescribedDocument& document, Analyzer& analyzer) {
    const StoredFields& fields = document.fields;
    const std::string_view title =
        std::string_view(fields.title).substr(0, code_point_floor(fields.title, kTitleBytesMax));
    std::string words = join(completion_words(analyzer, title, fields.language));
    if (words.empty()) return;
    Title made;
    made.entry = {document.docid, std::move(words)};
    made.day = fields.published ? schema::day_number(*fields.published) : -1;
    made.post = fields.kind == Kind::kPost;
    made.substance = std::log2(1 + static_cast<double>(document.text_bytes));
    if (document.edition) made.series = document.edition->series;
    titles_.push_back(std::move(made));
  }

  std::vector<CompletionTables::Title> take() {
    const auto later = [](const Title& a, const Title& b) { return a.day < b.day; };
    const auto latest = std::max_element(titles_.begin(), titles_.end(), later);
    for (Title& title : titles_) title.worth = worth(title, latest->day);
    put_newest_first();
    std::sort(titles_.begin(), titles_.end(), [](const Title& a, const Title& b) {
      return a.worth != b.worth ? a.worth > b.worth : a.entry.docid < b.entry.docid;
    });
    std::vector<CompletionTables::Title> entries;
    entries.reserve(titles_.size());
    for (Title& title : titles_) entries.push_back(std::move(title.entry));
    return entries;
  }

 private:
  struct Title {
    CompletionTables::Title entry;
    int32_t day = -1;
    bool post = false;
    double substance = 0;
    double worth = 0;
    uint64_t series = 0;  // 0 for none
  };

  static double worth(const Title& title, int32_t latest_day) {
    const double years = title.day < 0 ? kYearsUndated : (latest_day - title.day) / 365.25;
    return title.substance - (title.post ? kPostYear : kOtherYear) * std::min(years, kYearsMax);
  }

  /// Gives the newest edition of a series what the best of it is worth, and so on.
  void put_newest_first() {
    std::map<uint64_t, std::vector<Title*>> by_series;
    for (Title& title : titles_)
      if (title.series != 0) by_series[title.series].push_back(&title);
    for (auto& [series, editions] : by_series) {
      std::vector<double> worths;
      for (const Title* title : editions) worths.push_back(title->worth);
      std::sort(worths.begin(), worths.end(), std::greater<>());
      std::stable_sort(editions.begin(), editions.end(),
                       [](const Title* a, const Title* b) { return a->day > b->day; });
      for (size_t i = 0; i < editions.size(); ++i) editions[i]->worth = worths[i];
    }
  }

  std::vector<Title> titles_;
};

class Maker {
 public:
  Maker(const std::filesystem::path& directory, const LexiconBuilder& lexicon, Analyzer& analyzer)
      : directory_(directory),
        lexicon_(lexicon),
        analyzer_(analyzer),
        finder_([this](FormId form) { return kind_of(form); }, limits::kPhraseCandidatesMax) {}

  CompletionTables run() {
    const auto records = RecordFile::open(directory_.string());
    if (!records.ok()) throw std::runtime_error(records.error().where + ": " + records.error().message);
    Titles titles;
    std::vector<uint32_t> docids;
    for_each_document(directory_, [&](const DescribedDocument& document) {
      titles.add(document, analyzer_);
      docids.push_back(document.docid);
    });
    for_each_record(*records.value(), docids, [&](const RecordContent& record) { finder_.add(record); });
    std::vector<FoundPhrase> found = best_phrases();
    PhraseCounter counter(found);
    for_each_record(*records.value(), docids, [&](const RecordContent& record) { counter.add(record); });
    CompletionTables tables;
    tables.titles = titles.take();
    tables.phrases = written(found);
    tables.words = words();
    return tables;
  }

 private:
  PhraseFinder::WordKind kind_of(FormId form) const {
    const std::string_view text = lexicon_.form(form);
    if (is_unspaced(text)) return PhraseFinder::WordKind::kNever;
    const bool whole = utf8::count_code_points(text) > 1 && !is_digit(text.front()) &&
                       !is_stop_word(text, lexicon_.language(form));
    return whole ? PhraseFinder::WordKind::kWord : PhraseFinder::WordKind::kInner;
  }

  template <class Visit>
  static void for_each_record(const RecordFile& records, const std::vector<uint32_t>& docids,
                              const Visit& visit) {
    uint32_t read = 0;
    for (const uint32_t docid : docids) {
      const Result<RecordView> record = records.record(docid);
      if (!record.ok()) continue;
      if (const Result<RecordContent> content = record.value().decode(); content.ok()) visit(content.value());
      if (++read % kDocumentsPerRelease == 0) records.release();
    }
  }

  /// Those that are a matter of most publications.
  std::vector<FoundPhrase> best_phrases() {
    std::vector<FoundPhrase> found = finder_.take(kPhraseDocumentsMin);
    std::sort(found.begin(), found.end(), [](const FoundPhrase& a, const FoundPhrase& b) {
      return a.documents != b.documents ? a.documents > b.documents : a.forms < b.forms;
    });
    if (found.size() > limits::kPhrasesMax) found.resize(limits::kPhrasesMax);
    return found;
  }

  /// As they are written down; of several that differ in accents or language alone the first, for all.
  std::vector<CompletionTables::Phrase> written(const std::vector<FoundPhrase>& found) {
    std::vector<CompletionTables::Phrase> all;
    std::unordered_map<std::string, size_t> by_words;
    for (const FoundPhrase& phrase : found) {
      std::string text;
      for (size_t i = 0; i < phrase.size(); ++i) {
        if (i > 0) text += ' ';
        text += lexicon_.form(phrase.forms[i]);
      }
      std::string words = join(completion_words(analyzer_, text, lexicon_.language(phrase.forms[0])));
      const auto [at, is_new] = by_words.try_emplace(words, all.size());
      if (is_new) {
        all.push_back({std::move(text), std::move(words), phrase.documents_all});
      } else {
        all[at->second].documents += phrase.documents_all;
      }
    }
    return all;
  }

  /// Most frequent first, forms of one folded word together, stop words left out.
  std::vector<CompletionTables::Word> words() {
    struct Folded {
      FormId form = 0;
      uint32_t of_form = 0, documents = 0;
    };
    std::map<std::string, Folded> by_word;
    for (FormId form = 0; form < lexicon_.forms_count(); ++form) {
      const uint32_t documents = lexicon_.document_frequency(form);
      const std::string_view text = lexicon_.form(form);
      if (documents < kWordDocumentsMin || is_stop_word(text, lexicon_.language(form))) continue;
      Folded& folded = by_word[analyzer_.fold(text)];
      folded.documents += documents;
      if (documents > folded.of_form) folded.form = form;
      folded.of_form = std::max(folded.of_form, documents);
    }
    std::vector<std::pair<uint32_t, CompletionTables::Word>> all;
    for (auto& [word, folded] : by_word) all.push_back({folded.documents, {word, folded.form}});
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<CompletionTables::Word> best;
    for (auto& [documents, word] : all) best.push_back(std::move(word));
    return best;
  }

  const std::filesystem::path& directory_;
  const LexiconBuilder& lexicon_;
  Analyzer& analyzer_;
  PhraseFinder finder_;
};

}  // namespace

void make_completions(const std::filesystem::path& directory, const LexiconBuilder& lexicon,
                      Analyzer& analyzer) {
  write_completions(directory, Maker(directory, lexicon, analyzer).run());
}

}  // namespace pressmark
