// Impacts: what a term's occurrences in a publication are worth, worked out once when indexing and stored as
// the wdf of the posting, so that a query never reads a document's length. Pure functions; any thread.
//
// BM25F: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009,
// section 3.6, with one length normalisation over the weighted fields. The idf is left to the query.
#pragma once

#include <array>
#include <cstdint>

#include "engine/publication.h"

namespace pressmark {

/// A wdf is a one-byte varint in the postings.
inline constexpr uint32_t kImpactMax = 127;
/// How soon further occurrences stop counting.
inline constexpr double kImpactK1 = 1.2;
/// How much a publication's length counts, from 0 to 1.
inline constexpr double kImpactB = 0.6;

/// What one occurrence, and one word of length, counts for in a block of each role, by Role's value. The
/// title has no more here: what it says further stands in the terms of its own (schema::kTitlePrefix).
/// Boilerplate stays findable and never outweighs a word of the text.
inline constexpr std::array<double, kRoleCount> kRoleWeights = {
    1.0,   // title
    1.0,   // heading
    1.0,   // summary
    1.0,   // body
    1.0,   // quote
    0.7,   // caption
    0.5,   // table
    0.05,  // boilerplate
};
constexpr double role_weight(Role role) {
  return kRoleWeights.at(static_cast<size_t>(role));
}

/// What a generation's impacts were made with; kept in its manifest.
struct ImpactModel {
  double average_length =
      0;  // weighted words a publication; 0 when unknown: every length is then the average
};

/// The idf of a term in `frequency` of `documents` publications: above 0, also for one in all of them.
double inverse_document_frequency(double documents, double frequency);

/// The share, from 0 to 1, of its idf that a term earns in a publication: rises with how often it occurs,
/// falls with the length. An unknown average (0) takes every length for it.
double saturation(double weighted_tf, double weighted_length, double average_length);

/// The impact, 1 to kImpactMax, of a term that occurs `weighted_tf` times in a publication of
/// `weighted_length` words, each occurrence and word counted as role_weight() says. Rises with the first,
/// falls with the second.
uint32_t impact(double weighted_tf, double weighted_length, double average_length);
inline uint32_t impact(double weighted_tf, double weighted_length, const ImpactModel& model) {
  return impact(weighted_tf, weighted_length, model.average_length);
}

}  // namespace pressmark
