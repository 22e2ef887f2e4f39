#include "indexer/collection/outline.h"

#include <string>

#include "engine/result.h"

namespace pressmark {
namespace {

// The words of a title of limits::kFieldBytesMax are less than half of it.
constexpr size_t kListBytesMax = 1u << 20;

}  // namespace

template <class T>
PackedList<T> OutlineLists::hold(const std::vector<T>& values) {
  std::string bytes;
  for (const T value : values) append_little_endian(bytes, value, sizeof(T));
  ENGINE_CHECK(bytes.size() <= kListBytesMax);
  return hold<T>(std::string_view(bytes));
}

Outline OutlineLists::outline_of(const Trace& trace) {
  Outline outline;
  outline.sketch = trace.sketch;
  outline.address = trace.address;
  outline.documents = hold(trace.documents);
  outline.title = hold(trace.title);
  outline.title_numbers = hold(trace.title_numbers);
  outline.words_count = trace.words_count;
  return outline;
}

void OutlineLists::append(std::string& out, const Outline& outline) {
  for (const uint16_t place : outline.sketch) append_u16(out, place);
  append_varint(out, outline.words_count);
  append_u64(out, outline.address);
  append_string(out, outline.documents.bytes());
  append_string(out, outline.title.bytes());
  append_string(out, outline.title_numbers.bytes());
}

template <class T>
PackedList<T> OutlineLists::read_list(ByteReader& reader) {
  const std::string_view bytes = reader.string(kListBytesMax);
  if (bytes.size() % sizeof(T) != 0) reader.fail();
  return reader.ok() ? hold<T>(bytes) : PackedList<T>();
}

Outline OutlineLists::read(ByteReader& reader) {
  Outline outline;
  for (uint16_t& place : outline.sketch) place = reader.u16();
  outline.words_count = reader.varint32();
  outline.address = reader.u64();
  outline.documents = read_list<uint64_t>(reader);
  outline.title = read_list<uint32_t>(reader);
  outline.title_numbers = read_list<uint32_t>(reader);
  return outline;
}

}  // namespace pressmark
