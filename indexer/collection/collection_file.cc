// The file of a collection, traces.dat: a magic number; the repeated paragraphs, their count first, each with
// fingerprint (u32), number of publications and the beginning of its text; the works of more than one
// publication, each with its ids; then to the end of the file, by id, each publication with its outline and
// its blocks. What a report needs stands first, so that it is had without the rest.
#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <tuple>

#include "engine/limits.h"
#include "engine/schema/mapped_file.h"
#include "indexer/collection/collection.h"
#include "indexer/collection/traced_blocks.h"

namespace pressmark {
namespace {

constexpr const char* kFileName = "traces.dat";
constexpr std::string_view kMagic = "PMTR2\n";
// Read between two releases of what was read.
constexpr size_t kStepBytes = 4u << 20;

/// Keeps the most frequent.
class MostRepeated {
 public:
  explicit MostRepeated(CollectionReport& report) : report_(report) {}

  /// text() is called where it decides or is kept.
  template <class Text>
  void add(uint32_t publications_count, const Text& text) {
    auto& most = report_.repeated;
    ++report_.repeated_count;
    const bool full = most.size() == CollectionReport::kRepeatedShownMax;
    if (full && publications_count < most.back().publications_count) return;
    const RepeatedParagraph paragraph{text(), publications_count};
    const auto before = [](const RepeatedParagraph& a, const RepeatedParagraph& b) {
      return std::tie(b.publications_count, a.text) < std::tie(a.publications_count, b.text);
    };
    most.insert(std::upper_bound(most.begin(), most.end(), paragraph, before), paragraph);
    if (full) most.pop_back();
  }

 private:
  CollectionReport& report_;
};

/// Calls paragraph(fingerprint, publications, text) and work(ids) for what stands at the beginning of the
/// file.
template <class Paragraph, class Work>
void read_head(ByteReader& reader, const Paragraph& paragraph, const Work& work) {
  for (uint64_t left = reader.varint(reader.remaining()); left > 0 && reader.ok(); --left) {
    const uint32_t fingerprint = reader.u32(), publications = reader.varint32();
    const std::string_view text = reader.string(RepeatedParagraph::kTextBytesMax);
    if (reader.ok()) paragraph(fingerprint, publications, text);
  }
  for (uint64_t left = reader.varint(reader.remaining()); left > 0 && reader.ok(); --left) {
    std::vector<std::string> ids;
    for (uint64_t each = reader.varint(reader.remaining()); each > 0 && reader.ok(); --each)
      ids.emplace_back(reader.string(limits::kFieldBytesMax));
    if (reader.ok()) work(std::move(ids));
  }
}

Error corrupt(const std::filesystem::path& file) {
  return {ErrorCode::kCorrupt, "is not what was written; make the index anew with `indexer rebuild`",
          file.string()};
}

struct Opened {
  MappedFile file;
  bool absent = false;
};

Result<Opened> open(const std::filesystem::path& path) {
  Opened opened;
  if (opened.absent = !std::filesystem::exists(path); opened.absent) return opened;
  Result<MappedFile> file = MappedFile::open(path);
  if (!file.ok()) return file.error();
  if (!as_text(file.value().bytes()).starts_with(kMagic)) return corrupt(path);
  opened.file = std::move(file).value();
  return opened;
}

}  // namespace

std::optional<Error> Collection::load(const std::filesystem::path& generation) {
  const std::filesystem::path path = generation / kFileName;
  const Result<Opened> opened = open(path);
  if (!opened.ok()) return opened.error();
  if (opened.value().absent) return std::nullopt;
  const MappedFile& mapped = opened.value().file;
  ByteReader reader(mapped.bytes().subspan(kMagic.size()));
  read_head(
      reader,
      [&](uint32_t fingerprint, uint32_t publications, std::string_view text) {
        if (repeated_.find(fingerprint) != nullptr) return reader.fail();
        repeated_.add(
            {fingerprint, publications, file_.append(text), static_cast<uint32_t>(text.size()), false});
      },
      [](std::vector<std::string>&&) {});
  for (size_t released = 0; reader.ok() && reader.remaining() > 0;) {
    if (!read(reader)) return corrupt(path);
    if (reader.offset() - released < kStepBytes) continue;
    released = reader.offset();
    mapped.release();
  }
  if (!reader.ok()) return corrupt(path);
  return std::nullopt;
}

bool Collection::read(ByteReader& reader) {
  const std::string id(reader.string(limits::kFieldBytesMax));
  if (!reader.ok()) return false;
  const bool is_new = !ids_.find(id);
  const uint32_t number = number_of(id);
  const Outline outline = lists_.read(reader);
  const std::string_view blocks = reader.string(UINT32_MAX);
  ByteReader of_blocks(as_bytes(blocks));
  decode_blocks(of_blocks);
  if (!reader.ok() || !of_blocks.ok()) return false;
  if (is_new)
    known_[number] = {outline, file_.append(blocks), static_cast<uint32_t>(blocks.size()), State::kLoaded};
  return true;
}

void Collection::save(const std::filesystem::path& generation) {
  const std::filesystem::path path = generation / kFileName;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  std::vector<const Repeated*> repeated;
  for (const Repeated& paragraph : repeated_.all()) {
    if (paragraph.publications_count > 0) repeated.push_back(&paragraph);
  }
  std::sort(repeated.begin(), repeated.end(),
            [](const Repeated* a, const Repeated* b) { return a->fingerprint < b->fingerprint; });
  std::string bytes(kMagic);
  append_varint(bytes, repeated.size());
  for (const Repeated* paragraph : repeated) {
    append_u32(bytes, paragraph->fingerprint);
    append_varint(bytes, paragraph->publications_count);
    append_string(bytes, text_of(*paragraph));
    out << bytes;
    bytes.clear();
  }
  append_varint(bytes, works_.size());
  for (const std::vector<uint32_t>& work : works_) {
    append_varint(bytes, work.size());
    for (const uint32_t number : work) append_string(bytes, ids_.name(number));
    out << bytes;
    bytes.clear();
  }
  for (const uint32_t number : in_order()) {
    const Known& known = known_[number];
    append_string(bytes, ids_.name(number));
    OutlineLists::append(bytes, known.outline);
    append_string(bytes, encode_blocks(blocks_of(known)));
    out << bytes;
    bytes.clear();
  }
  out << bytes;
  out.flush();
  if (!out) throw std::runtime_error(path.string() + ": cannot write; is the disk full?");
}

CollectionReport Collection::report() {
  CollectionReport report;
  MostRepeated most(report);
  for (const Repeated& paragraph : repeated_.all()) {
    if (paragraph.publications_count > 0)
      most.add(paragraph.publications_count, [&] { return text_of(paragraph); });
  }
  for (const std::vector<uint32_t>& work : works_) {
    std::vector<std::string>& ids = report.works.emplace_back();
    for (const uint32_t number : work) ids.emplace_back(ids_.name(number));
  }
  return report;
}

Result<CollectionReport> Collection::report_of(const std::filesystem::path& generation) {
  CollectionReport report;
  const std::filesystem::path path = generation / kFileName;
  const Result<Opened> opened = open(path);
  if (!opened.ok()) return opened.error();
  if (opened.value().absent) return report;
  MostRepeated most(report);
  ByteReader reader(opened.value().file.bytes().subspan(kMagic.size()));
  read_head(
      reader,
      [&](uint32_t, uint32_t publications, std::string_view text) {
        most.add(publications, [&] { return std::string(text); });
      },
      [&](std::vector<std::string>&& ids) { report.works.push_back(std::move(ids)); });
  if (!reader.ok()) return corrupt(path);
  return report;
}

}  // namespace pressmark
