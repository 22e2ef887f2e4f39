#include "engine/match/index.h"

#include <xapian.h>

#include <algorithm>

#include "engine/analysis/analyzer.h"
#include "engine/schema/schema.h"

namespace pressmark {
namespace {

std::vector<EditionOfDocument> editions_of(const Xapian::Database& database) {
  std::vector<EditionOfDocument> editions;
  for (auto it = database.valuestream_begin(schema::kEditionSlot);
       it != database.valuestream_end(schema::kEditionSlot); ++it) {
    if (const auto edition = schema::decode_edition(*it)) editions.push_back({it.get_docid(), *edition});
  }
  return editions;
}

}  // namespace

Result<std::shared_ptr<const Index>> Index::open(const std::filesystem::path& directory, Verify verify) {
  std::error_code failed;
  const std::filesystem::path real = std::filesystem::canonical(directory, failed);
  if (failed) {
    return Error{ErrorCode::kUnreadable, "cannot open the index: " + failed.message(), directory.string()};
  }
  Result<Manifest> manifest = read_manifest(real, verify, analyzer_version());
  if (!manifest.ok()) return manifest.error();

  std::shared_ptr<Index> index(new Index);
  index->directory_ = real;
  index->manifest_ = std::move(manifest).value();

  auto lexicon = Lexicon::open(real / "lexicon.dat");
  if (!lexicon.ok()) return lexicon.error();
  index->lexicon_ = lexicon.value();
  auto records = RecordFile::open(real.string());
  if (!records.ok()) return records.error();
  index->records_ = records.value();
  auto text = TextFile::open(real.string());
  if (!text.ok()) return text.error();
  index->text_ = text.value();
  auto keywords = KeywordFile::open(real);
  if (!keywords.ok()) return keywords.error();
  index->keywords_ = std::move(keywords).value();
  auto completions = CompletionFile::open(real);
  if (!completions.ok()) return completions.error();
  index->completions_ = std::move(completions).value();
  auto term_statistics = TermStatistics::open(real);
  if (!term_statistics.ok()) return term_statistics.error();
  index->term_statistics_ = std::move(term_statistics).value();

  auto works = read_works(real);
  if (!works.ok()) return works.error();

  try {
    const Xapian::Database database(postings(real).string());
    index->columns_ = Columns(database);
    index->folds_ = Folds(std::move(works).value(), editions_of(database), database.get_lastdocid());
  } catch (const Xapian::Error& error) {
    return Error{ErrorCode::kCorrupt, "the postings cannot be read: " + error.get_description(),
                 postings(real).string()};
  }

  std::vector<std::pair<uint64_t, std::string>> by_count;
  for (const auto& [language, count] : index->manifest_.languages) {
    if (!language.empty()) by_count.emplace_back(count, language);
  }
  std::sort(by_count.begin(), by_count.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  for (auto& [count, language] : by_count) index->languages_.push_back(std::move(language));
  return std::shared_ptr<const Index>(std::move(index));
}

}  // namespace pressmark
