#include "engine/schema/impact.h"

#include <algorithm>
#include <cmath>

namespace pressmark {

double inverse_document_frequency(double documents, double frequency) {
  return std::log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
}

double saturation(double weighted_tf, double weighted_length, double average_length) {
  const double relative_length = average_length > 0 ? std::max(weighted_length, 0.0) / average_length : 1;
  return weighted_tf / (weighted_tf + kImpactK1 * (1 - kImpactB + kImpactB * relative_length));
}

uint32_t impact(double weighted_tf, double weighted_length, double average_length) {
  if (!(weighted_tf > 0)) return 1;
  const double share = saturation(weighted_tf, weighted_length, average_length);
  return static_cast<uint32_t>(std::clamp(std::round(kImpactMax * share), 1.0, double{kImpactMax}));
}

}  // namespace pressmark
