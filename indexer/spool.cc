#include "indexer/spool.h"

#include <utility>

#include "engine/schema/bytes.h"
#include "indexer/sandbox/wire.h"

namespace pressmark {
namespace {

constexpr size_t kSizesBytes = 16;

}  // namespace

void Spool::append(const std::string& source, Publication publication) {
  ReadResult one;
  one.publications.push_back(std::move(publication));
  const std::string bytes = encode_result(one);
  std::string sizes;
  append_u64(sizes, source.size());
  append_u64(sizes, bytes.size());
  file_.append(sizes);
  file_.append(source);
  file_.append(bytes);
  ++count_;
}

void Spool::for_each(const std::function<void(const std::string&, Publication&)>& visit) {
  for (uint64_t offset = 0; offset < file_.size();) {
    std::string sizes(kSizesBytes, '\0');
    file_.read(offset, sizes.data(), sizes.size());
    offset += sizes.size();
    std::string source(load_u64(as_bytes(sizes).data()), '\0');
    file_.read(offset, source.data(), source.size());
    offset += source.size();
    std::string bytes(load_u64(as_bytes(sizes).data() + 8), '\0');
    file_.read(offset, bytes.data(), bytes.size());
    offset += bytes.size();
    Result<ReadResult> one = decode_result(bytes, {});
    ENGINE_CHECK(one.ok() && one.value().publications.size() == 1);
    // The bytes of a large document are not held beside what is made of it.
    bytes = {};
    visit(source, one.value().publications.front());
  }
}

}  // namespace pressmark
