// Seeded random record contents, and the plain reading of them that the tests hold the encoded records
// against.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ostream>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "engine/schema/bytes.h"
#include "engine/schema/record.h"

namespace pressmark::record_samples {

struct Shape {
  size_t positions = 0;
  FormId forms_count = 1000;  // distinct forms to draw from, common ones included
  double break_share = 0.01;  // of the positions
  double compound_share = 0.01;
  FormId form_stride = 1;  // spreads the forms that are not common over the space of ids
};

inline std::ostream& operator<<(std::ostream& out, const Shape& shape) {
  return out << shape.positions << " positions of " << shape.forms_count << " forms * " << shape.form_stride;
}

/// Frequent forms have low ids, as they do when ids are given in order of appearance.
inline RecordContent random_content(std::mt19937& random, const Shape& shape) {
  RecordContent content;
  std::uniform_real_distribution<double> share(0, 1);
  const auto any_role = [&] { return static_cast<Role>(random() % kRoleCount); };
  const auto any_form = [&] {
    const auto rank = static_cast<FormId>(std::pow(shape.forms_count, share(random))) - 1;
    return rank < kCommonForms ? rank : kCommonForms + (rank - kCommonForms) * shape.form_stride;
  };
  for (size_t i = 0; i < shape.positions; ++i) {
    if (share(random) < shape.break_share) {
      content.forms.push_back(kFieldBreak);
      content.roles.push_back(any_role());
    } else {
      content.forms.push_back(any_form());
      if (share(random) < shape.compound_share) {
        content.compounds.push_back({any_form(), static_cast<TermPosition>(i)});
      }
    }
  }
  if (shape.positions > 0) content.roles.push_back(any_role());
  for (size_t i = random() % 20; i < shape.positions; i += 1 + random() % 300) {
    content.parts.push_back({static_cast<TermPosition>(i), static_cast<PartKind>(random() % 3)});
  }
  return content;
}

/// Three neighbouring forms share a term, so that a term has several forms.
inline TermId term_of(FormId form) {
  return form / 3;
}

inline std::string encode(const RecordContent& content) {
  return RecordEncoder().encode(content, term_of);
}

}  // namespace pressmark::record_samples
