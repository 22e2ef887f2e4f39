// DocidSource: a fixed list of documents as a part of a Xapian query, without a weight.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <vector>

namespace pressmark {

class DocidSource : public Xapian::PostingSource {
 public:
  /// `docids` sorted, without repetitions.
  explicit DocidSource(std::vector<uint32_t> docids) : docids_(std::move(docids)) {}

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return count(); }
  Xapian::doccount get_termfreq_max() const override { return count(); }
  void next(double min_weight) override;
  void skip_to(Xapian::docid docid, double min_weight) override;
  bool at_end() const override { return at_ > docids_.size(); }
  Xapian::docid get_docid() const override { return docids_[at_ - 1]; }
  DocidSource* clone() const override { return new DocidSource(docids_); }
  void init(const Xapian::Database& database) override;

 private:
  Xapian::doccount count() const { return static_cast<Xapian::doccount>(docids_.size()); }

  std::vector<uint32_t> docids_;
  size_t at_ = 0;  // one more than the index of the document it stands at; 0 before the first
};

/// A query that matches these documents; `docids` in any order.
Xapian::Query documents_query(std::vector<uint32_t> docids);

}  // namespace pressmark
