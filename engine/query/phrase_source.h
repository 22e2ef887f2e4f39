// PhraseSource: the documents whose record holds a phrase, as a part of any Xapian query. Meant as one side
// of an intersection: it says yes or no to documents that others propose, and is asked last.
#pragma once

#include <xapian.h>

#include "engine/query/time_limit.h"
#include "engine/schema/record.h"

namespace pressmark {

class PhraseSource : public Xapian::PostingSource {
 public:
  /// `records` and `time` must outlive every match that uses the source. It has no document when the time is
  /// over.
  PhraseSource(const RecordFile& records, const TimeLimit& time, PhraseMatcher matcher)
      : records_(records), time_(time), matcher_(std::move(matcher)) {}

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return documents_; }
  Xapian::doccount get_termfreq_max() const override { return documents_; }
  void next(double min_weight) override;
  void skip_to(Xapian::docid docid, double min_weight) override;
  bool check(Xapian::docid docid, double min_weight) override;
  bool at_end() const override { return at_ > last_; }
  Xapian::docid get_docid() const override { return at_; }
  PhraseSource* clone() const override { return new PhraseSource(records_, time_, matcher_); }
  void init(const Xapian::Database& database) override;

 private:
  bool has_phrase(Xapian::docid docid) const;

  const RecordFile& records_;
  const TimeLimit& time_;
  PhraseMatcher matcher_;
  Xapian::doccount documents_ = 0;
  Xapian::docid last_ = 0;
  Xapian::docid at_ = 0;
};

}  // namespace pressmark
