#include "indexer/collection/collection.h"

#include <algorithm>
#include <unordered_map>

#include "engine/limits.h"
#include "indexer/collection/traced_blocks.h"
#include "indexer/collection/works.h"

namespace pressmark {

uint32_t Collection::number_of(const std::string& id) {
  const uint32_t number = ids_.add(id);
  if (number == known_.size()) known_.emplace_back();
  return number;
}

Trace Collection::put(const Publication& publication) {
  Trace trace = trace_of(publication);
  const std::string blocks = encode_blocks(trace.blocks);
  ENGINE_CHECK(blocks.size() <= UINT32_MAX);
  known_[number_of(publication.id)] = {lists_.outline_of(trace), file_.append(blocks),
                                       static_cast<uint32_t>(blocks.size()), State::kPut};
  touched_ = true;
  return trace;
}

void Collection::remove(const std::string& id) {
  known_[number_of(id)] = {};
  touched_ = true;
}

std::vector<uint32_t> Collection::in_order() const {
  std::vector<uint32_t> order = ids_.sorted();
  std::erase_if(order, [&](uint32_t number) { return known_[number].state == State::kRemoved; });
  return order;
}

std::vector<TracedBlock> Collection::blocks_of(const Known& known) {
  std::string bytes(known.blocks_bytes, '\0');
  file_.read(known.blocks_at, bytes.data(), bytes.size());
  ByteReader reader(as_bytes(bytes));
  std::vector<TracedBlock> blocks = decode_blocks(reader);
  ENGINE_CHECK(reader.ok());
  return blocks;
}

void Collection::decide() {
  const std::vector<uint32_t> order = in_order();
  std::vector<uint32_t> works;
  {
    std::vector<const Outline*> outlines;
    outlines.reserve(order.size());
    for (const uint32_t number : order) outlines.push_back(&known_[number].outline);
    works = group_works(outlines);
  }
  RepeatedParagraphs repeated = find_repeated(order, works);
  changed_.clear();
  for (const uint32_t number : order) mark(number, repeated);
  for (Repeated& paragraph : repeated.all()) {
    const Repeated* earlier = repeated_.find(paragraph.fingerprint);
    if (earlier == nullptr) continue;
    paragraph.sample_at = earlier->sample_at;
    paragraph.sample_bytes = earlier->sample_bytes;
  }
  repeated_ = std::move(repeated);
  find_several(order, works);
}

RepeatedParagraphs Collection::find_repeated(const std::vector<uint32_t>& order,
                                             const std::vector<uint32_t>& works) {
  uint64_t bytes = 0;
  for (const uint32_t number : order) bytes += known_[number].blocks_bytes;
  RepetitionFinder finder(bytes / kTracedBlockBytesMin);
  for (const uint32_t number : order) finder.look(blocks_of(known_[number]));
  for (size_t i = 0; i < order.size(); ++i) finder.count(blocks_of(known_[order[i]]), works[i]);
  return finder.found();
}

void Collection::mark(uint32_t number, RepeatedParagraphs& repeated) {
  const Known& known = known_[number];
  const std::vector<TracedBlock> before = blocks_of(known);
  std::vector<TracedBlock> blocks = before;
  mark_repeated(blocks, repeated);
  std::vector<uint32_t> here;
  for (const TracedBlock& block : blocks) {
    if (block.repeated) here.push_back(block.fingerprint);
  }
  std::sort(here.begin(), here.end());
  here.erase(std::unique(here.begin(), here.end()), here.end());
  for (const uint32_t fingerprint : here) ++repeated.find(fingerprint)->publications_count;
  if (blocks == before) return;
  file_.overwrite(known.blocks_at, encode_blocks(blocks));
  if (known.state == State::kLoaded) changed_.emplace_back(ids_.name(number));
}

void Collection::find_several(const std::vector<uint32_t>& order, const std::vector<uint32_t>& works) {
  std::vector<uint32_t> counts(order.size()), place(order.size());
  for (const uint32_t first : works) ++counts[first];
  works_.clear();
  for (size_t i = 0; i < order.size(); ++i) {
    if (counts[works[i]] < 2) continue;
    if (works[i] == i) {
      place[i] = static_cast<uint32_t>(works_.size());
      works_.emplace_back();
    }
    works_[place[works[i]]].push_back(order[i]);
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
  const auto number = ids_.find(publication.id);
  ENGINE_CHECK(number && known_[*number].state != State::kRemoved);
  const std::vector<TracedBlock> blocks = blocks_of(known_[*number]);
  std::unordered_map<uint32_t, const TracedBlock*> traced_as;
  for (const TracedBlock& block : blocks) {
    if (block.fingerprint != 0 && (block.repeated || traced_as.count(block.fingerprint) == 0))
      traced_as[block.fingerprint] = &block;
  }
  for (Part& part : publication.parts) {
    for (Block& block : part.blocks) {
      if (block.role == Role::kTitle || block.text.size() > limits::kBlockTextBytesMax) continue;
      const auto traced = traced_as.find(fingerprint_of(block.text));
      if (traced == traced_as.end()) continue;
      Repeated* paragraph = traced->second->repeated ? repeated_.find(traced->first) : nullptr;
      if (paragraph != nullptr && paragraph->sample_bytes == 0) {
        const size_t bytes = code_point_floor(block.text, RepeatedParagraph::kTextBytesMax);
        paragraph->sample_at = file_.append(std::string_view(block.text).substr(0, bytes));
        paragraph->sample_bytes = static_cast<uint32_t>(bytes);
      }
      visit(block, *traced->second);
    }
  }
}

std::string Collection::text_of(const Repeated& paragraph) {
  std::string text(paragraph.sample_bytes, '\0');
  if (!text.empty()) file_.read(paragraph.sample_at, text.data(), text.size());
  return text;
}

}  // namespace pressmark
