// ImpactWeight: what a posting is worth to a query. The posting's wdf is an impact (engine/schema/impact.h),
// so a document's length is never read.
#pragma once

#include <xapian.h>

namespace pressmark {

/// weight = factor * wqf * ln(1 + (N - n + .5) / (n + .5)) * min(wdf, 127) / 127: BM25 with everything that
/// depends on the document worked out when it was indexed. The bound on wdf is clamped since Xapian 1.4 takes
/// the collection frequency for it, which prunes nothing.
class ImpactWeight : public Xapian::Weight {
 public:
  ImpactWeight();
  ImpactWeight* clone() const override { return new ImpactWeight(); }
  std::string name() const override { return "pressmark::ImpactWeight"; }
  double get_sumpart(Xapian::termcount wdf, Xapian::termcount, Xapian::termcount) const override;
  double get_maxpart() const override { return upper_bound_; }
  double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
  double get_maxextra() const override { return 0; }

 private:
  void init(double factor) override;
  double per_impact_ = 0;
  double upper_bound_ = 0;
};

}  // namespace pressmark
