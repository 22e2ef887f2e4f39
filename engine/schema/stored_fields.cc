// The bytes: for each field that is not empty a varint tag, a varint length, and so many bytes. A tag of a
// list is there once for each item. Tags are never used again for something else.
#include "engine/schema/stored_fields.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/limits.h"
#include "engine/schema/bytes.h"

namespace pressmark {
namespace {

/// Of all the fields of one publication.
constexpr size_t kStoredBytesMax = 1'000'000;

enum Tag : uint64_t { kKindTag = 1, kPublishedTag = 2, kModifiedTag = 3, kPagesTag = 4 };
constexpr std::array<std::pair<uint64_t, std::string StoredFields::*>, 9> kTexts = {
    {{10, &StoredFields::id},
     {11, &StoredFields::url},
     {12, &StoredFields::title},
     {13, &StoredFields::summary},
     {14, &StoredFields::publisher},
     {15, &StoredFields::language},
     {16, &StoredFields::series},
     {17, &StoredFields::filetype},
     {18, &StoredFields::source}}};
constexpr std::array<std::pair<uint64_t, std::vector<std::string> StoredFields::*>, 2> kLists = {
    {{30, &StoredFields::authors}, {31, &StoredFields::topics}}};

constexpr size_t kDateBytes = 4;

void append_date(std::string& out, uint64_t tag, const std::optional<Date>& date) {
  if (!date) return;
  append_varint(out, tag);
  append_varint(out, kDateBytes);
  append_u16(out, static_cast<uint16_t>(date->year));
  append_u8(out, date->month);
  append_u8(out, date->day);
}

std::optional<Date> read_date(ByteReader& value) {
  const int year = value.u16();
  const int month = value.u8();
  const int day = value.u8();
  const auto date = Date::make(year, month, day);
  if (!date) value.fail();
  return date;
}

/// Takes the value of one field into `fields`; passes over a tag that it does not know.
void read_field(uint64_t tag, ByteReader& value, StoredFields& fields) {
  if (tag == kKindTag) {
    const uint8_t kind = value.u8();
    if (kind > static_cast<uint8_t>(Kind::kData)) return value.fail();
    fields.kind = static_cast<Kind>(kind);
  } else if (tag == kPublishedTag) {
    fields.published = read_date(value);
  } else if (tag == kModifiedTag) {
    fields.modified = read_date(value);
  } else if (tag == kPagesTag) {
    fields.pages_count = value.varint32();
  }
  const std::string_view text = as_text(value.bytes(value.remaining()));
  if (text.size() > limits::kFieldBytesMax) return value.fail();
  for (const auto& [known, member] : kTexts) {
    if (tag == known) fields.*member = text;
  }
  for (const auto& [known, member] : kLists) {
    if (tag != known) continue;
    if ((fields.*member).size() >= limits::kListItemsMax) return value.fail();
    (fields.*member).emplace_back(text);
  }
}

}  // namespace

StoredFields stored_fields(const Publication& publication, std::string source) {
  size_t left = kStoredBytesMax;
  const auto take = [&left](std::string_view text) {
    const size_t size = code_point_floor(text, std::min(limits::kFieldBytesMax, left));
    left -= size;
    return std::string(text.substr(0, size));
  };
  const auto take_list = [&take](const std::vector<std::string>& items) {
    std::vector<std::string> kept;
    for (size_t i = 0; i < std::min(items.size(), limits::kListItemsMax); ++i) {
      std::string item = take(items[i]);
      if (!item.empty()) kept.push_back(std::move(item));
    }
    return kept;
  };
  // In order of worth: what comes last is left out first where all are long.
  StoredFields fields;
  fields.id = take(publication.id);
  fields.url = take(publication.url);
  fields.kind = publication.kind;
  fields.published = publication.published;
  fields.modified = publication.modified;
  fields.pages_count = publication.pages_count;
  fields.language = take(publication.language);
  fields.filetype = take(publication.filetype);
  fields.source = take(source);
  fields.title = take(publication.title);
  fields.publisher = take(publication.publisher);
  fields.series = take(publication.series);
  fields.summary = take(publication.summary);
  fields.authors = take_list(publication.authors);
  fields.topics = take_list(publication.topics);
  return fields;
}

std::string encode(const StoredFields& fields) {
  std::string out;
  append_varint(out, kKindTag);
  append_varint(out, 1);
  append_u8(out, static_cast<uint8_t>(fields.kind));
  append_date(out, kPublishedTag, fields.published);
  append_date(out, kModifiedTag, fields.modified);
  if (fields.pages_count > 0) {
    std::string value;
    append_varint(value, fields.pages_count);
    append_varint(out, kPagesTag);
    append_string(out, value);
  }
  for (const auto& [tag, member] : kTexts) {
    if ((fields.*member).empty()) continue;
    append_varint(out, tag);
    append_string(out, fields.*member);
  }
  for (const auto& [tag, member] : kLists) {
    for (const std::string& item : fields.*member) {
      append_varint(out, tag);
      append_string(out, item);
    }
  }
  return out;
}

Result<StoredFields> decode_stored_fields(std::string_view bytes) {
  StoredFields fields;
  ByteReader reader(as_bytes(bytes));
  while (reader.remaining() > 0) {
    const uint64_t tag = reader.varint();
    ByteReader value(reader.bytes(reader.varint(reader.remaining())));
    if (reader.ok()) read_field(tag, value, fields);
    if (!value.ok()) reader.fail();
  }
  if (reader.ok()) return fields;
  return Error{ErrorCode::kCorrupt,
               "the stored fields of a publication are damaged; make the index again with: indexer rebuild",
               "stored fields"};
}

}  // namespace pressmark
