#include "engine/match/index.h"

#include <xapian.h>

#include <algorithm>

#include "engine/analysis/analyzer.h"

namespace pressmark {

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
  auto term_statistics = TermStatistics::open(real);
  if (!term_statistics.ok()) return term_statistics.error();
  index->term_statistics_ = std::move(term_statistics).value();

  try {
    index->columns_ = Columns(Xapian::Database(postings(real).string()));
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
