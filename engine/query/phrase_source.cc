#include "engine/query/phrase_source.h"

namespace pressmark {

void PhraseSource::init(const Xapian::Database& database) {
  documents_ = database.get_doccount();
  last_ = database.get_lastdocid();
  at_ = 0;
}

bool PhraseSource::has_phrase(Xapian::docid docid) const {
  if (time_.over()) return false;
  const Result<RecordView> record = records_.record(docid);
  return record.ok() && matcher_.matches(record.value());
}

void PhraseSource::next(double min_weight) {
  skip_to(at_ + 1, min_weight);
}

void PhraseSource::skip_to(Xapian::docid docid, double /*min_weight*/) {
  at_ = std::max(docid, at_);
  while (at_ <= last_ && !has_phrase(at_)) at_ = time_.expired() ? last_ + 1 : at_ + 1;
}

bool PhraseSource::check(Xapian::docid docid, double /*min_weight*/) {
  at_ = docid;
  return has_phrase(docid);
}

}  // namespace pressmark
