#include "engine/match/impact_weight.h"

#include <algorithm>

#include "engine/schema/impact.h"

namespace pressmark {

ImpactWeight::ImpactWeight() {
  need_stat(COLLECTION_SIZE);
  need_stat(TERMFREQ);
  need_stat(WQF);
  need_stat(WDF);
  need_stat(WDF_MAX);
}

void ImpactWeight::init(double factor) {
  // Xapian asks for the weight that does not depend on a term with a factor of zero.
  if (factor == 0) return;
  const double documents = get_collection_size();
  const double frequency = get_termfreq();
  const double idf = inverse_document_frequency(documents, frequency);
  per_impact_ = factor * get_wqf() * idf / kImpactMax;
  upper_bound_ = per_impact_ * std::min<double>(kImpactMax, get_wdf_upper_bound());
}

double ImpactWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount, Xapian::termcount) const {
  return per_impact_ * std::min<Xapian::termcount>(wdf, kImpactMax);
}

}  // namespace pressmark
