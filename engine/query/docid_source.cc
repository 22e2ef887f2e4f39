#include "engine/query/docid_source.h"

#include <algorithm>

namespace pressmark {

void DocidSource::init(const Xapian::Database& /*database*/) {
  at_ = 0;
  set_maxweight(0);
}

void DocidSource::next(double /*min_weight*/) {
  ++at_;
}

void DocidSource::skip_to(Xapian::docid docid, double /*min_weight*/) {
  const auto from = docids_.begin() + static_cast<std::ptrdiff_t>(at_ == 0 ? 0 : at_ - 1);
  at_ = static_cast<size_t>(std::lower_bound(from, docids_.end(), docid) - docids_.begin()) + 1;
}

Xapian::Query documents_query(std::vector<uint32_t> docids) {
  std::sort(docids.begin(), docids.end());
  docids.erase(std::unique(docids.begin(), docids.end()), docids.end());
  if (docids.empty()) return {};
  auto* source = new DocidSource(std::move(docids));  // Xapian owns it from release() on
  return Xapian::Query(source->release());
}

}  // namespace pressmark
