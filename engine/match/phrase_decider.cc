#include "engine/match/phrase_decider.h"

#include <algorithm>

namespace pressmark {

bool PhraseDecider::accepts(Xapian::docid docid) const {
  if (time_.over()) return false;
  if (phrases_.empty()) return true;
  const Result<RecordView> record = records_.record(docid);
  return record.ok() && std::all_of(phrases_.begin(), phrases_.end(), [&](const PhraseMatcher& phrase) {
           return phrase.matches(record.value());
         });
}

}  // namespace pressmark
