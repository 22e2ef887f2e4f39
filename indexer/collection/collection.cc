#include "indexer/collection/collection.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <tuple>
#include <unordered_map>

#include "engine/limits.h"
#include "engine/schema/bytes.h"
#include "indexer/collection/repetition.h"
#include "indexer/collection/works.h"

namespace pressmark {
namespace {

constexpr const char* kFileName = "traces.dat";
constexpr std::string_view kMagic = "PMTR1\n";
constexpr uint8_t kRepeatedBit = 0x80;

template <class T>
void append_list(std::string& out, const std::vector<T>& values) {
  append_varint(out, values.size());
  for (const T value : values) append_little_endian(out, value, sizeof(T));
}

template <class T>
std::vector<T> read_list(ByteReader& reader) {
  std::vector<T> values(static_cast<size_t>(reader.varint(reader.remaining() / sizeof(T))));
  for (T& value : values) {
    const auto bytes = reader.bytes(sizeof(T));
    value = bytes.empty() ? T{0} : static_cast<T>(load_little_endian(bytes.data(), sizeof(T)));
  }
  return values;
}

void append(std::string& out, const Trace& trace) {
  append_varint(out, trace.blocks.size());
  for (const TracedBlock& block : trace.blocks) {
    append_u8(out,
              static_cast<uint8_t>(static_cast<uint8_t>(block.role) | (block.repeated ? kRepeatedBit : 0)));
    append_u32(out, block.fingerprint);
    append_varint(out, block.words_count);
  }
  for (const uint16_t place : trace.sketch) append_u16(out, place);
  append_varint(out, trace.words_count);
  append_u64(out, trace.address);
  append_list(out, trace.documents);
  append_list(out, trace.title);
  append_list(out, trace.title_numbers);
}

Trace read_trace(ByteReader& reader) {
  Trace trace;
  trace.blocks.resize(static_cast<size_t>(reader.varint(reader.remaining())));
  for (TracedBlock& block : trace.blocks) {
    const uint8_t role = reader.u8();
    block.repeated = (role & kRepeatedBit) != 0;
    if ((role & ~kRepeatedBit) >= static_cast<int>(kRoleCount)) reader.fail();
    block.role = static_cast<Role>(role & ~kRepeatedBit);
    block.fingerprint = reader.u32();
    block.words_count = reader.varint32();
  }
  for (uint16_t& place : trace.sketch) place = reader.u16();
  trace.words_count = reader.varint32();
  trace.address = reader.u64();
  trace.documents = read_list<uint64_t>(reader);
  trace.title = read_list<uint32_t>(reader);
  trace.title_numbers = read_list<uint32_t>(reader);
  return trace;
}

std::vector<bool> repeated_of(const Trace& trace) {
  std::vector<bool> all;
  for (const TracedBlock& block : trace.blocks) all.push_back(block.repeated);
  return all;
}

}  // namespace

Result<Collection> Collection::load(const std::filesystem::path& generation) {
  Collection collection;
  const std::filesystem::path file = generation / kFileName;
  std::ifstream in(file, std::ios::binary);
  if (!in) return collection;
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const Error corrupt{ErrorCode::kCorrupt,
                      "is not what was written; make the index anew with `indexer rebuild`", file.string()};
  if (!std::string_view(bytes).starts_with(kMagic)) return corrupt;
  ByteReader reader(as_bytes(std::string_view(bytes).substr(kMagic.size())));
  for (uint64_t left = reader.varint(reader.remaining()); left > 0; --left) {
    const uint32_t fingerprint = reader.u32();
    collection.samples_[fingerprint] = reader.string(RepeatedText::kSampleBytesMax);
  }
  while (reader.ok() && reader.remaining() > 0) {
    std::string id(reader.string(limits::kFieldBytesMax));
    collection.traces_.insert_or_assign(std::move(id), read_trace(reader));
  }
  if (!reader.ok()) return corrupt;
  return collection;
}

void Collection::save(const std::filesystem::path& generation) const {
  const std::filesystem::path file = generation / kFileName;
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << kMagic;
  std::string bytes;
  append_varint(bytes, samples_.size());
  for (const auto& [fingerprint, text] : samples_) {
    append_u32(bytes, fingerprint);
    append_string(bytes, text);
  }
  out << bytes;
  for (const auto& [id, trace] : traces_) {
    bytes.clear();
    append_string(bytes, id);
    append(bytes, trace);
    out << bytes;
  }
  out.flush();
  if (!out) throw std::runtime_error(file.string() + ": cannot write; is the disk full?");
}

const Trace& Collection::put(const Publication& publication) {
  put_.insert(publication.id);
  return traces_[publication.id] = trace_of(publication);
}

void Collection::remove(const std::string& id) {
  traces_.erase(id);
  put_.erase(id);
}

void Collection::decide() {
  std::vector<const Trace*> traces;
  std::vector<Trace*> to_mark;
  std::vector<const std::string*> ids;
  std::vector<std::vector<bool>> before;
  for (auto& [id, trace] : traces_) {
    traces.push_back(&trace);
    to_mark.push_back(&trace);
    ids.push_back(&id);
    before.push_back(repeated_of(trace));
  }
  const std::vector<uint32_t> firsts = group_works(traces);
  mark_repeated(to_mark, firsts);
  std::set<uint32_t> repeated;
  for (const Trace* trace : traces) {
    for (const TracedBlock& block : trace->blocks) {
      if (block.repeated) repeated.insert(block.fingerprint);
    }
  }
  for (auto sample = samples_.begin(); sample != samples_.end();)
    sample = repeated.count(sample->first) > 0 ? std::next(sample) : samples_.erase(sample);
  changed_.clear();
  works_.clear();
  for (size_t i = 0; i < traces.size(); ++i) {
    if (put_.count(*ids[i]) == 0 && before[i] != repeated_of(*traces[i])) changed_.insert(*ids[i]);
    works_[*ids[firsts[i]]].push_back(*ids[i]);
  }
}

void Collection::apply(Publication& publication) {
  for_each_known(publication, [](Block& block, const TracedBlock& traced) {
    if (traced.repeated) block.role = Role::kBoilerplate;
  });
}

void Collection::reapply(Publication& publication) {
  for_each_known(publication, [](Block& block, const TracedBlock& traced) {
    block.role = traced.repeated ? Role::kBoilerplate : traced.role;
  });
}

/// Calls visit(block, what is kept of it) for each block with a fingerprint: by what it says and not by its
/// place, since a publication out of the index has lost the blocks without words.
template <class F>
void Collection::for_each_known(Publication& publication, F visit) {
  const auto found = traces_.find(publication.id);
  ENGINE_CHECK(found != traces_.end());
  std::unordered_map<uint32_t, const TracedBlock*> known;
  for (const TracedBlock& block : found->second.blocks) {
    if (block.fingerprint != 0 && (block.repeated || known.count(block.fingerprint) == 0))
      known[block.fingerprint] = &block;
  }
  for (Part& part : publication.parts) {
    for (Block& block : part.blocks) {
      if (block.role == Role::kTitle || block.text.size() > limits::kBlockTextBytesMax) continue;
      const auto traced = known.find(fingerprint_of(block.text));
      if (traced == known.end()) continue;
      if (traced->second->repeated && samples_.count(traced->first) == 0) {
        samples_[traced->first] =
            block.text.substr(0, code_point_floor(block.text, RepeatedText::kSampleBytesMax));
      }
      visit(block, *traced->second);
    }
  }
}

std::vector<std::vector<std::string>> Collection::works() const {
  std::vector<std::vector<std::string>> several;
  for (const auto& [first, ids] : works_) {
    if (ids.size() > 1) several.push_back(ids);
  }
  return several;
}

std::vector<RepeatedText> Collection::repeated() const {
  std::map<uint32_t, uint32_t> counts;
  for (const auto& [id, trace] : traces_) {
    std::set<uint32_t> here;
    for (const TracedBlock& block : trace.blocks) {
      if (block.repeated && here.insert(block.fingerprint).second) ++counts[block.fingerprint];
    }
  }
  std::vector<RepeatedText> texts;
  for (const auto& [fingerprint, count] : counts) {
    const auto sample = samples_.find(fingerprint);
    texts.push_back({sample == samples_.end() ? "" : sample->second, count});
  }
  std::sort(texts.begin(), texts.end(), [](const RepeatedText& a, const RepeatedText& b) {
    return std::tie(b.publications_count, a.text) < std::tie(a.publications_count, b.text);
  });
  return texts;
}

}  // namespace pressmark
