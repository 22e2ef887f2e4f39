#include "engine/match/phrase_decider.h"

#include <algorithm>

namespace pressmark {
namespace {

// Asking the clock costs about as much as accepting a document; so not each time. A power of two.
constexpr uint32_t kAskedPerClock = 32;

}  // namespace

PhraseDecider::PhraseDecider(const std::vector<PhraseMatcher>& phrases, const RecordFile& records,
                             std::chrono::milliseconds time_limit)
    : phrases_(phrases),
      records_(records),
      deadline_(Clock::now() + time_limit),
      stop_(deadline_ + time_limit) {}

void PhraseDecider::look_at_clock() const {
  const Clock::time_point now = Clock::now();
  if (now > stop_) throw MatchStopped{};
  expired_ = now > deadline_;
}

bool PhraseDecider::accepts(Xapian::docid docid) const {
  if (asked_++ % kAskedPerClock == 0) look_at_clock();
  if (expired_) return false;
  if (phrases_.empty()) return true;
  const Result<RecordView> record = records_.record(docid);
  return record.ok() && std::all_of(phrases_.begin(), phrases_.end(), [&](const PhraseMatcher& phrase) {
           return phrase.matches(record.value());
         });
}

}  // namespace pressmark
