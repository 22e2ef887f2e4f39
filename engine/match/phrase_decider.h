// PhraseDecider: the last word on a document that matches by its terms: are the phrases in its record, and is
// there time left? Xapian asks it only about documents that can still enter the result.
#pragma once

#include <xapian.h>

#include <chrono>
#include <vector>

#include "engine/schema/record.h"

namespace pressmark {

/// Thrown out of a match that goes on although nothing more is accepted.
struct MatchStopped {};

class PhraseDecider : public Xapian::MatchDecider {
 public:
  using Clock = std::chrono::steady_clock;

  /// All three must outlive it. After `deadline` no document is accepted; after as much time again the match
  /// stops.
  PhraseDecider(const std::vector<PhraseMatcher>& phrases, const RecordFile& records,
                std::chrono::milliseconds time_limit);
  PhraseDecider(std::vector<PhraseMatcher>&&, const RecordFile&, std::chrono::milliseconds) = delete;

  bool operator()(const Xapian::Document& document) const override { return accepts(document.get_docid()); }
  bool accepts(Xapian::docid docid) const;
  /// Throws MatchStopped when it is time to.
  void look_at_clock() const;
  bool expired() const { return expired_; }

 private:
  const std::vector<PhraseMatcher>& phrases_;
  const RecordFile& records_;
  Clock::time_point deadline_, stop_;
  mutable uint32_t asked_ = 0;
  mutable bool expired_ = false;
};

}  // namespace pressmark
