// What the engine found -> the values of a response. Pure but for the searcher, which belongs to one thread.
#pragma once

#include <optional>
#include <vector>

#include "engine/match/searcher.h"
#include "server/search_service.h"

namespace pressmark {

/// Kinds, years and languages with their counts; selected are those that the filters of the query's own text,
/// or of the request, name.
std::vector<Facet> facets_of(const FacetCounts& counts, const Filters& text, const Filters& request);

/// Nothing when the stored bytes of the publication are damaged. `snippets` are those of wanted_of(plan).
/// With snippets out of `parts`, if there are any.
std::optional<Hit> make_hit(Searcher& searcher, const Plan& plan, const RankedHit& ranked,
                            SnippetMaker& snippets, const std::vector<WeightedRange>& parts);

/// Its reason and its passage are the keywords that it shares. Nothing as above.
std::optional<Hit> make_related(Searcher& searcher, const RelatedHit& related);

/// `url` with `anchor` in place of any fragment it has.
std::string with_anchor(const std::string& url, const std::string& anchor);

/// Nothing when the stored bytes are damaged or show no passage.
std::optional<PassageHit> make_passage(Searcher& searcher, const RankedPart& ranked, SnippetMaker& snippets);

}  // namespace pressmark
