#include "indexer/index_writer.h"

#include <xapian.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "engine/analysis/analyzer.h"
#include "engine/schema/bytes.h"
#include "engine/schema/impact.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/manifest.h"
#include "engine/schema/record.h"
#include "engine/schema/schema.h"
#include "engine/schema/stored_fields.h"
#include "engine/schema/term_statistics.h"
#include "engine/schema/text_store.h"
#include "engine/schema/works.h"
#include "indexer/completions.h"
#include "indexer/keywords.h"
#include "indexer/postings.h"
#include "indexer/stored_publication.h"
#include "indexer/tokens.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;

// Impacts were made with an average length; further off than this factor they are all made again.
constexpr double kAverageDriftMax = 1.3;
// Terms between two flushes of the postings: by size, since one document may be a thousand times another.
constexpr uint64_t kTermsPerCommit = 400'000;
// Records and texts read between two releases of their files' pages.
constexpr uint64_t kDocumentsPerRelease = 16;
// Compaction pays when at least this share of the documents is new.
constexpr double kCompactShare = 0.1;

// User metadata of the postings: sums over all documents, so that an update need not read them.
constexpr const char* kLengthSumKey = "length_sum";
constexpr const char* kTextBytesKey = "text_bytes";

Xapian::WritableDatabase open_postings(const fs::path& directory) {
  // Xapian would otherwise flush after a number of documents, whatever their size.
  setenv("XAPIAN_FLUSH_THRESHOLD", "1000000000", 1);
  return Xapian::WritableDatabase((directory / "postings").string(),
                                  Xapian::DB_CREATE_OR_OPEN | Xapian::DB_NO_SYNC);
}

LexiconBuilder open_lexicon(const fs::path& directory) {
  const fs::path file = directory / "lexicon.dat";
  if (!fs::exists(file)) return {};
  Result<LexiconBuilder> lexicon = LexiconBuilder::load(file);
  if (lexicon.ok()) return std::move(lexicon).value();
  throw std::runtime_error(file.string() + ": " + lexicon.error().message +
                           "; make the index anew with `indexer rebuild`");
}

TermCounter open_counter(const fs::path& directory) {
  if (!fs::exists(directory / "terms.dat")) return {};
  Result<TermCounter> counter = TermCounter::load(directory);
  if (counter.ok()) return std::move(counter).value();
  throw std::runtime_error(counter.error().where + ": " + counter.error().message);
}

double to_number(const std::string& text) {
  return text.empty() ? 0 : std::stod(text);
}

}  // namespace

class IndexWriter::Impl {
 public:
  explicit Impl(const fs::path& directory)
      : directory_(directory),
        lexicon_(open_lexicon(directory)),
        counter_(open_counter(directory)),
        keywords_(directory),
        postings_(open_postings(directory)),
        records_(directory.string()),
        text_(directory.string()),
        next_docid_(postings_.get_lastdocid() + 1),
        first_new_(next_docid_),
        length_sum_(to_number(postings_.get_metadata(kLengthSumKey))),
        text_bytes_(to_number(postings_.get_metadata(kTextBytesKey))) {
    if (const fs::path manifest = directory / "manifest.json"; fs::exists(manifest)) {
      const Result<Manifest> earlier = read_manifest(directory, Verify::kSizes, analyzer_version());
      if (!earlier.ok()) throw std::runtime_error(earlier.error().where + ": " + earlier.error().message);
      average_length_ = earlier.value().average_length;
      // Records of earlier documents, for taking them out and for making their impacts again.
      auto records = RecordFile::open(directory.string());
      if (records.ok()) earlier_records_ = records.value();
      auto text = TextFile::open(directory.string());
      if (text.ok()) earlier_text_ = text.value();
      fs::remove(manifest);
    }
    pending_.open(pending_path(), std::ios::binary | std::ios::trunc);
    postings_.begin_transaction();
  }

  PutOutcome put(const Publication& publication, const std::string& source) {
    const bool replaced = remove(publication.id);
    AnalysedPublication analysed = analyse(publication, analyzer_, lexicon_);
    const Xapian::docid docid = next_docid_++;
    const auto primary = [this](FormId form) { return lexicon_.terms_of(form).front(); };
    records_.append(docid, encoder_.encode(analysed.record, primary));
    text_.append(docid, analysed.blocks);
    count_forms(analysed.distinct_forms, 1);
    count_terms(analysed.record, 1);
    length_sum_ += weighted_length(analysed.record);
    text_bytes_ += static_cast<double>(analysed.text_bytes);

    std::string entry;
    append_varint(entry, analysed.text_bytes);
    append_string(entry, encode(stored_fields(publication, source)));
    pending_ << entry;
    ++pending_count_;
    return PutOutcome{replaced, analysed.truncated};
  }

  bool remove(const std::string& id) {
    const std::string term = schema::id_term(id);
    auto it = postings_.postlist_begin(term);
    if (it == postings_.postlist_end(term)) return false;
    const Xapian::docid docid = *it;
    text_bytes_ -= to_number(postings_.get_document(docid).get_value(schema::kTextBytesSlot));
    if (const auto content = earlier_record(docid)) {
      length_sum_ -= weighted_length(*content);
      std::vector<FormId> forms;
      for (const FormId form : content->forms) {
        if (form != kFieldBreak) forms.push_back(form);
      }
      for (const CompoundPosting& compound : content->compounds) forms.push_back(compound.form);
      std::sort(forms.begin(), forms.end());
      forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
      count_forms(forms, -1);
      count_terms(*content, -1);
    }
    // Taking terms out is as much to write as putting them in.
    unflushed_terms_ += postings_.get_document(docid).termlist_count();
    postings_.delete_document(docid);
    flush_when_full();
    release_when_read();
    return true;
  }

  std::optional<StoredPublication> stored(const std::string& id) const {
    const std::string term = schema::id_term(id);
    const auto it = postings_.postlist_begin(term);
    if (it == postings_.postlist_end(term) || !earlier_text_) return std::nullopt;
    const Xapian::docid docid = *it;
    const auto fields = decode_stored_fields(postings_.get_document(docid).get_data());
    const auto blocks = earlier_text_->blocks(docid);
    if (!fields.ok() || !blocks.ok())
      throw std::runtime_error("document " + std::to_string(docid) + " is damaged");
    return StoredPublication{publication_of(fields.value(), blocks.value()), fields.value().source};
  }

  void set_works(const std::vector<std::vector<std::string>>& works) { works_ = works; }

  IndexTotals finish() {
    records_.flush();
    text_.flush();
    pending_.close();
    if (!pending_) throw std::runtime_error(pending_path().string() + ": cannot write; is the disk full?");
    auto records = RecordFile::open(directory_.string());
    if (!records.ok()) throw std::runtime_error(records.error().where + ": " + records.error().message);
    all_records_ = records.value();

    documents_ = postings_.get_doccount() + static_cast<double>(pending_count_);
    const double average = documents_ > 0 ? length_sum_ / documents_ : 0;
    const bool drifted = average_length_ <= 0 || average > average_length_ * kAverageDriftMax ||
                         average * kAverageDriftMax < average_length_;
    if (drifted) average_length_ = average;
    if (drifted) remake_earlier_postings();
    write_pending_postings();
    postings_.set_metadata(kLengthSumKey, std::to_string(length_sum_));
    postings_.set_metadata(kTextBytesKey, std::to_string(text_bytes_));
    postings_.commit_transaction();
    postings_.commit();
    lexicon_.save(directory_ / "lexicon.dat");
    counter_.save(directory_);
    make_completions(directory_, lexicon_, analyzer_);
    if (works_ || !fs::exists(directory_ / "works.dat")) write_works(directory_, numbered_works());

    IndexTotals totals;
    totals.publications = postings_.get_doccount();
    totals.text_bytes = static_cast<uint64_t>(std::max(0.0, text_bytes_));
    totals.average_length = average_length_;
    totals.languages = count_languages();
    const double share = totals.publications == 0 ? 0 : static_cast<double>(pending_count_) / documents_;
    postings_.close();
    fs::remove(pending_path());
    if (share >= kCompactShare) compact();
    return totals;
  }

 private:
  /// The works by document ids, now that all have theirs.
  Works numbered_works() const {
    Works numbered;
    if (!works_) return numbered;
    for (const std::vector<std::string>& ids : *works_) {
      std::vector<uint32_t> forms;
      for (const std::string& id : ids) {
        const std::string term = schema::id_term(id);
        const auto it = postings_.postlist_begin(term);
        if (it != postings_.postlist_end(term)) forms.push_back(*it);
      }
      std::sort(forms.begin(), forms.end());
      if (forms.size() > 1) numbered.push_back(std::move(forms));
    }
    return numbered;
  }

  fs::path pending_path() const { return directory_ / "pending.tmp"; }

  std::optional<RecordContent> earlier_record(Xapian::docid docid) const {
    if (!earlier_records_) return std::nullopt;
    const Result<RecordView> view = earlier_records_->record(docid);
    if (!view.ok()) return std::nullopt;
    Result<RecordContent> content = view.value().decode();
    if (!content.ok()) return std::nullopt;
    return std::move(content).value();
  }

  void count_forms(const std::vector<FormId>& forms, int step) {
    for (const FormId form : forms) {
      const uint32_t now = lexicon_.document_frequency(form);
      lexicon_.set_document_frequency(form, step > 0 ? now + 1 : now - std::min(now, 1U));
    }
  }

  void count_terms(const RecordContent& record, int step) {
    for (const auto& [term, occurrences] : term_occurrences(record, lexicon_)) {
      if (step > 0) {
        counter_.add(term, occurrences);
      } else {
        counter_.subtract(term, occurrences);
      }
    }
  }

  /// The average length has moved: the impacts of all documents that stay, made again from their records.
  void remake_earlier_postings() {
    std::vector<Xapian::docid> docids;
    for (auto it = postings_.postlist_begin(""); it != postings_.postlist_end(""); ++it)
      docids.push_back(*it);
    for (const Xapian::docid docid : docids) {
      const Xapian::Document earlier = postings_.get_document(docid);
      const auto text_bytes = static_cast<uint64_t>(to_number(earlier.get_value(schema::kTextBytesSlot)));
      postings_.replace_document(docid, make_document(docid, earlier.get_data(), text_bytes));
      flush_when_full();
      release_when_read();
    }
  }

  void write_pending_postings() {
    std::ifstream pending(pending_path(), std::ios::binary);
    for (Xapian::docid docid = first_new_; docid < next_docid_; ++docid) {
      const uint64_t text_bytes = read_varint(pending);
      const std::string data = read_string(pending);
      postings_.replace_document(docid, make_document(docid, data, text_bytes));
      flush_when_full();
      release_when_read();
    }
  }

  /// Mapped files count as memory for as long as their pages stay.
  void release_when_read() {
    if (++documents_read_ % kDocumentsPerRelease != 0) return;
    if (earlier_records_) earlier_records_->release();
    if (earlier_text_) earlier_text_->release();
    if (all_records_) all_records_->release();
  }

  static uint64_t read_varint(std::istream& in) {
    uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      const int byte = in.get();
      ENGINE_CHECK(byte >= 0 && shift < 64);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  static std::string read_string(std::istream& in) {
    std::string text(read_varint(in), '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    ENGINE_CHECK(in.gcount() == static_cast<std::streamsize>(text.size()));
    return text;
  }

  Xapian::Document make_document(Xapian::docid docid, const std::string& data, uint64_t text_bytes) {
    const Result<RecordView> view = all_records_->record(docid);
    if (!view.ok()) throw std::runtime_error("record " + std::to_string(docid) + ": " + view.error().message);
    const Result<RecordContent> record = view.value().decode();
    if (!record.ok())
      throw std::runtime_error("record " + std::to_string(docid) + ": " + record.error().message);
    const Result<StoredFields> fields = decode_stored_fields(data);
    if (!fields.ok())
      throw std::runtime_error("document " + std::to_string(docid) + ": " + fields.error().message);

    keywords_.put(docid, keywords_of(record.value(), fields.value().language, lexicon_, counter_, documents_,
                                     average_length_));
    Xapian::Document document;
    document.set_data(data);
    for (const WeightedTerm& term : ranked_terms(record.value(), lexicon_, average_length_)) {
      document.add_term(term.term, term.impact);
      ++unflushed_terms_;
    }
    for (const std::string& term : boolean_terms(fields.value(), analyzer_)) document.add_boolean_term(term);
    if (fields.value().published)
      document.add_value(schema::kDateSlot, schema::encode_day(*fields.value().published));
    document.add_value(schema::kKindSlot,
                       static_cast<char>(fields.value().kind) + fields.value().language.substr(0, 8));
    document.add_value(schema::kTextBytesSlot, std::to_string(text_bytes));
    if (const std::string edition = edition_value(fields.value(), analyzer_); !edition.empty())
      document.add_value(schema::kEditionSlot, edition);
    return document;
  }

  void flush_when_full() {
    if (unflushed_terms_ < kTermsPerCommit) return;
    postings_.commit_transaction();
    postings_.begin_transaction();
    unflushed_terms_ = 0;
  }

  std::map<std::string, uint64_t> count_languages() const {
    std::map<std::string, uint64_t> languages;
    const std::string prefix(1, schema::kLanguagePrefix);
    for (auto it = postings_.allterms_begin(prefix); it != postings_.allterms_end(prefix); ++it) {
      languages[(*it).substr(1)] = it.get_termfreq();
    }
    return languages;
  }

  /// Half the size of the postings and no free blocks in between; document ids stay.
  void compact() {
    const fs::path compacted = directory_ / "postings.tmp";
    fs::remove_all(compacted);
    Xapian::Database(postings_path().string())
        .compact(compacted.string(), Xapian::DBCOMPACT_NO_RENUMBER | Xapian::Compactor::FULL);
    fs::remove_all(postings_path());
    fs::rename(compacted, postings_path());
  }

  fs::path postings_path() const { return directory_ / "postings"; }

  fs::path directory_;
  Analyzer analyzer_;
  LexiconBuilder lexicon_;
  TermCounter counter_;
  KeywordWriter keywords_;
  Xapian::WritableDatabase postings_;
  RecordEncoder encoder_;
  RecordWriter records_;
  TextWriter text_;
  std::shared_ptr<const RecordFile> earlier_records_, all_records_;
  std::shared_ptr<const TextFile> earlier_text_;
  std::ofstream pending_;
  uint64_t pending_count_ = 0;
  std::optional<std::vector<std::vector<std::string>>> works_;  // by ids
  uint64_t unflushed_terms_ = 0, documents_read_ = 0;
  Xapian::docid next_docid_, first_new_;
  double length_sum_ = 0, text_bytes_ = 0, average_length_ = 0, documents_ = 0;
};

IndexWriter::IndexWriter(const fs::path& directory) {
  try {
    impl_ = std::make_unique<Impl>(directory);
  } catch (const Xapian::Error& error) {
    throw std::runtime_error((directory / "postings").string() + ": " + error.get_description());
  }
}

IndexWriter::~IndexWriter() = default;

PutOutcome IndexWriter::put(const Publication& publication, const std::string& source) {
  return impl_->put(publication, source);
}

std::optional<StoredPublication> IndexWriter::stored(const std::string& id) const {
  try {
    return impl_->stored(id);
  } catch (const Xapian::Error& error) {
    throw std::runtime_error("cannot read \"" + id + "\": " + error.get_description());
  }
}

bool IndexWriter::remove(const std::string& id) {
  try {
    return impl_->remove(id);
  } catch (const Xapian::Error& error) {
    throw std::runtime_error("cannot remove \"" + id + "\": " + error.get_description());
  }
}

void IndexWriter::set_works(const std::vector<std::vector<std::string>>& works) {
  impl_->set_works(works);
}

IndexTotals IndexWriter::finish() {
  try {
    return impl_->finish();
  } catch (const Xapian::Error& error) {
    throw std::runtime_error("cannot write the postings: " + error.get_description());
  }
}

std::string check_postings(const fs::path& generation) {
  std::ostringstream findings;
  try {
    const size_t errors = Xapian::Database::check((generation / "postings").string(), 0, &findings);
    return errors == 0 ? std::string() : findings.str();
  } catch (const Xapian::Error& error) {
    return error.get_description();
  }
}

Manifest manifest_of(const IndexTotals& totals) {
  Manifest manifest;
  manifest.format = schema::kFormat;
  manifest.pressmark_version = PRESSMARK_VERSION;
  manifest.analyzer = analyzer_version();
  manifest.xapian_version = Xapian::version_string();
  manifest.publications = totals.publications;
  manifest.text_bytes = totals.text_bytes;
  manifest.average_length = totals.average_length;
  manifest.languages = totals.languages;
  return manifest;
}

}  // namespace pressmark
