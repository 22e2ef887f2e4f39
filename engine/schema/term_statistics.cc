#include "engine/schema/term_statistics.h"

#include <algorithm>

#include "engine/schema/bytes.h"

namespace pressmark {
namespace {

constexpr const char* kFileName = "terms.dat";
constexpr size_t kEntryBytes = 8;

TermCounts entry_at(std::span<const uint8_t> bytes, size_t term) {
  const uint8_t* entry = bytes.data() + term * kEntryBytes;
  return {load_u32(entry), load_u32(entry + 4)};
}

Result<MappedFile> open_entries(const std::filesystem::path& directory) {
  const std::filesystem::path path = directory / kFileName;
  Result<MappedFile> file = MappedFile::open(path);
  if (file.ok() && file.value().bytes().size() % kEntryBytes != 0)
    return Error{ErrorCode::kCorrupt, "ends within an entry; make the index anew with `indexer rebuild`",
                 path.string()};
  return file;
}

}  // namespace

Result<TermCounter> TermCounter::load(const std::filesystem::path& directory) {
  const Result<MappedFile> file = open_entries(directory);
  if (!file.ok()) return file.error();
  TermCounter counter;
  const std::span<const uint8_t> bytes = file.value().bytes();
  counter.counts_.reserve(bytes.size() / kEntryBytes);
  for (size_t term = 0; term < bytes.size() / kEntryBytes; ++term)
    counter.counts_.push_back(entry_at(bytes, term));
  return counter;
}

void TermCounter::add(TermId term, uint32_t occurrences) {
  if (term >= counts_.size()) counts_.resize(size_t{term} + 1);
  TermCounts& counts = counts_[term];
  ++counts.publications;
  counts.occurrences += std::min(occurrences, UINT32_MAX - counts.occurrences);
}

void TermCounter::subtract(TermId term, uint32_t occurrences) {
  if (term >= counts_.size()) return;
  TermCounts& counts = counts_[term];
  counts.publications -= std::min(counts.publications, 1U);
  counts.occurrences -= std::min(occurrences, counts.occurrences);
}

void TermCounter::save(const std::filesystem::path& directory) const {
  AppendFile file(directory / kFileName, AppendFile::Start::kEmpty);
  std::string entry;
  for (const TermCounts& counts : counts_) {
    entry.clear();
    append_u32(entry, counts.publications);
    append_u32(entry, counts.occurrences);
    file.append(entry);
  }
  file.flush();
}

Result<TermStatistics> TermStatistics::open(const std::filesystem::path& directory) {
  Result<MappedFile> file = open_entries(directory);
  if (!file.ok()) return file.error();
  TermStatistics statistics;
  statistics.file_ = std::move(file).value();
  return statistics;
}

TermCounts TermStatistics::counts(TermId term) const {
  const std::span<const uint8_t> bytes = file_.bytes();
  return term < bytes.size() / kEntryBytes ? entry_at(bytes, term) : TermCounts{};
}

}  // namespace pressmark
