// PhraseDecider: the last word on a document that matches by its terms: are the phrases in its record, and is
// there time left? Xapian asks it only about documents that can still enter the result.
#pragma once

#include <xapian.h>

#include <vector>

#include "engine/query/time_limit.h"
#include "engine/schema/record.h"

namespace pressmark {

class PhraseDecider : public Xapian::MatchDecider {
 public:
  /// All three must outlive it. No document is accepted when the time is over; MatchStopped is thrown as
  /// TimeLimit does.
  PhraseDecider(const std::vector<PhraseMatcher>& phrases, const RecordFile& records, const TimeLimit& time)
      : phrases_(phrases), records_(records), time_(time) {}
  PhraseDecider(std::vector<PhraseMatcher>&&, const RecordFile&, const TimeLimit&) = delete;

  bool operator()(const Xapian::Document& document) const override { return accepts(document.get_docid()); }
  bool accepts(Xapian::docid docid) const;
  const TimeLimit& time() const { return time_; }

 private:
  const std::vector<PhraseMatcher>& phrases_;
  const RecordFile& records_;
  const TimeLimit& time_;
};

}  // namespace pressmark
