// register = bytes of block samples, of run samples, of compound samples, of block lists; these, compound
// lists sample   = u32 position, u32 offset in the section (block directory, roles, compounds), u32 offset in
// the
//            blocks (0 for the others)
// lists    = number of forms, samples, entries
//            a sample for every 32nd form but the first: u24 form before it, u32 offset of its entry
// entry    = 2 * (form less the one before) + 1 if it has a list; the item; or bytes of the list, items in
// it, each
//            less the one before. An empty list: the form may be in any item.
#include "engine/schema/record_register.h"

#include <algorithm>

#include "engine/limits.h"

namespace pressmark::record_layout {

namespace {

constexpr size_t kSampleBytes = 12;
constexpr size_t kListSampleBytes = 7;
constexpr uint32_t kListInterval = 32;
/// A form that is in this share of the items is not listed: nearly every look finds it.
constexpr size_t kListedShare = 4;

std::string encode_list(std::span<const Listing> of_form) {
  std::string list;
  uint32_t before = 0;
  for (const Listing& each : of_form) {
    append_varint(list, each.item - before);
    before = each.item;
  }
  return list;
}

std::string encode_lists(std::vector<Listing> listings, uint32_t items_count) {
  std::sort(listings.begin(), listings.end());
  listings.erase(std::unique(listings.begin(), listings.end()), listings.end());
  std::string samples, entries;
  size_t forms_count = 0;
  FormId before = 0;
  for (size_t first = 0, last = 0; first < listings.size(); first = last, ++forms_count) {
    const FormId form = listings[first].form;
    while (last < listings.size() && listings[last].form == form) ++last;
    if (forms_count > 0 && forms_count % kListInterval == 0) {
      append_u24(samples, before);
      append_u32(samples, static_cast<uint32_t>(entries.size()));
    }
    const bool is_one = last - first == 1;
    append_varint(entries, uint64_t{form - before} << 1 | (is_one ? 0 : 1));
    before = form;
    if (is_one) {
      append_varint(entries, listings[first].item);
    } else if ((last - first) * kListedShare > items_count) {
      append_varint(entries, 0);
    } else {
      append_string(entries, encode_list(std::span(listings).subspan(first, last - first)));
    }
  }
  std::string lists;
  append_varint(lists, forms_count);
  return lists + samples + entries;
}

}  // namespace

size_t RegisterSamples::size() const {
  return bytes_.size() / kSampleBytes;
}

RegisterSample RegisterSamples::operator[](size_t index) const {
  const uint8_t* const at = bytes_.subspan(index * kSampleBytes, kSampleBytes).data();
  return {load_u32(at), load_u32(at + 4), load_u32(at + 8)};
}

size_t RegisterSamples::count_until(TermPosition position) const {
  size_t low = 0;
  for (size_t high = size(); low < high;) {
    const size_t middle = low + (high - low) / 2;
    if ((*this)[middle].position <= position) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

FormLists::FormLists(std::span<const uint8_t> bytes) {
  ByteReader reader(bytes);
  const uint64_t forms_count = reader.varint(limits::kFormsMax);
  samples_ = reader.bytes(forms_count == 0 ? 0 : (forms_count - 1) / kListInterval * kListSampleBytes);
  ok_ = reader.ok();
  entries_ = reader.bytes(reader.remaining());
}

bool FormLists::add_items(FormId form, std::vector<uint32_t>& items) const {
  if (!ok_) return false;
  size_t low = 0;  // samples known to be before the form
  for (size_t high = samples_.size() / kListSampleBytes; low < high;) {
    const size_t middle = low + (high - low) / 2;
    if (load_u24(&samples_[middle * kListSampleBytes]) < form) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  ByteReader entries(entries_);
  uint64_t at = 0;
  if (low > 0) {
    const uint8_t* const sample = &samples_[(low - 1) * kListSampleBytes];
    at = load_u24(sample);
    entries.bytes(load_u32(sample + 3));
  }
  while (entries.remaining() > 0) {
    const uint32_t head = entries.varint32();
    at += head >> 1;
    if ((head & 1) == 0) {
      const uint32_t item = entries.varint32();
      if (at == form && entries.ok()) items.push_back(item);
    } else {
      ByteReader list(entries.bytes(entries.varint32()));
      if (at == form && list.remaining() == 0) return false;
      uint32_t item = 0;
      while (at == form && list.remaining() > 0) items.push_back(item += list.varint32());
    }
    if (at >= form) break;
  }
  return entries.ok();
}

std::optional<Register> open_register(std::span<const uint8_t> bytes) {
  ByteReader reader(bytes);
  const uint32_t blocks_bytes = reader.varint32();
  const uint32_t runs_bytes = reader.varint32();
  const uint32_t compounds_bytes = reader.varint32();
  const uint32_t lists_bytes = reader.varint32();
  Register found;
  found.blocks = RegisterSamples(reader.bytes(blocks_bytes));
  found.runs = RegisterSamples(reader.bytes(runs_bytes));
  found.compounds = RegisterSamples(reader.bytes(compounds_bytes));
  found.block_lists = FormLists(reader.bytes(lists_bytes));
  if (!reader.ok()) return std::nullopt;
  found.compound_lists = FormLists(reader.bytes(reader.remaining()));
  return found;
}

std::optional<std::vector<uint32_t>> items_of(const FormLists& lists, std::span<const FormId> forms) {
  std::vector<uint32_t> items;
  for (const FormId form : forms) {
    if (!lists.add_items(form, items)) return std::nullopt;
  }
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
  return items;
}

void append_sample(std::string& samples, const RegisterSample& sample) {
  append_u32(samples, sample.position);
  append_u32(samples, sample.offset);
  append_u32(samples, sample.blocks_offset);
}

std::string encode_register(RegisterContent content) {
  const std::string block_lists = encode_lists(std::move(content.block_listings), content.blocks_count);
  const uint32_t compound_items = content.compounds_count / kRegisterInterval + 1;
  std::string bytes;
  for (const size_t size :
       {content.blocks.size(), content.runs.size(), content.compounds.size(), block_lists.size()}) {
    append_varint(bytes, size);
  }
  return bytes + content.blocks + content.runs + content.compounds + block_lists +
         encode_lists(std::move(content.compound_listings), compound_items);
}

}  // namespace pressmark::record_layout
