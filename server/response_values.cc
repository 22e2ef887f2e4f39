#include "server/response_values.h"

#include <algorithm>
#include <utility>

#include "engine/limits.h"
#include "engine/match/house.h"

namespace pressmark {
namespace {

bool year_selected(const Filters& filters, int year) {
  const DateRange& range = filters.published;
  return range.from && range.to && range.from->year == year && range.to->year == year;
}

template <class Values, class T>
bool contains(const Values& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

void sort_by_count(std::vector<FacetValue>& values) {
  std::sort(values.begin(), values.end(), [](const FacetValue& a, const FacetValue& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
}

bool paged(const StoredFields& fields) {
  return fields.pages_count > 0;
}

HitSnippet snippet_of(const StoredFields& fields, Passage passage) {
  HitSnippet snippet;
  snippet.url = with_anchor(fields.url, passage.anchor);
  if (paged(fields)) snippet.page = passage.part_label;
  snippet.part = passage.part + 1;
  snippet.heading = std::move(passage.heading);
  snippet.fragment = std::move(passage.fragment);
  return snippet;
}

/// What the fields say of a hit.
Hit hit_of(const StoredFields& fields) {
  Hit hit;
  hit.id = fields.id;
  hit.url = fields.url;
  hit.title = fields.title;
  hit.kind = fields.kind;
  hit.published = fields.published;
  hit.language = fields.language;
  hit.authors = fields.authors;
  hit.publisher = fields.publisher;
  hit.topics = fields.topics;
  hit.filetype = fields.filetype;
  hit.pages = fields.pages_count;
  return hit;
}

/// Shows the passages, and opens the publication at the first of them.
void show(Hit& hit, const StoredFields& fields, std::vector<Passage> passages) {
  for (Passage& passage : passages) hit.snippets.push_back(snippet_of(fields, std::move(passage)));
  if (hit.snippets.empty()) return;
  hit.url = hit.snippets.front().url;
  hit.page = hit.snippets.front().page;
}

HitForm form_of(StoredFields fields, HitForm::Relation relation, bool matches) {
  HitForm form;
  form.relation = relation;
  form.matches = matches;
  form.id = std::move(fields.id);
  form.url = std::move(fields.url);
  form.title = std::move(fields.title);
  form.kind = fields.kind;
  form.published = fields.published;
  form.language = std::move(fields.language);
  form.filetype = std::move(fields.filetype);
  form.pages = fields.pages_count;
  return form;
}

/// What is folded under `hit`. Of another edition one form is enough.
std::vector<HitForm> forms_of(Searcher& searcher, const RankedHit& hit) {
  const Folds& folds = searcher.index().folds();
  const auto own = folds.forms(hit.docid);
  std::vector<uint32_t> docids;
  for (const uint32_t docid : hit.forms)
    if (contains(own, docid)) docids.push_back(docid);
  const size_t matching_forms = docids.size();
  for (const uint32_t docid : own)
    if (docid != hit.docid && !contains(docids, docid)) docids.push_back(docid);
  const size_t forms = docids.size();
  for (const uint32_t docid : hit.forms) {
    const auto seen = [&](uint32_t other) { return other == docid || contains(folds.forms(docid), other); };
    if (std::none_of(docids.begin(), docids.end(), seen)) docids.push_back(docid);
  }
  const Columns& columns = searcher.index().columns();
  std::stable_sort(docids.begin() + static_cast<std::ptrdiff_t>(forms), docids.end(),
                   [&](uint32_t a, uint32_t b) { return columns.day(a) > columns.day(b); });
  std::vector<HitForm> made;
  const HouseRules* house = searcher.house();
  for (size_t i = 0; i < docids.size(); ++i) {
    const auto relation = i < forms ? HitForm::Relation::kForm : HitForm::Relation::kEdition;
    if (house != nullptr && house->hides(docids[i])) continue;
    if (auto fields = searcher.fields(docids[i]))
      made.push_back(form_of(std::move(*fields), relation, i < matching_forms || i >= forms));
  }
  return made;
}

/// Why a hit is there when none of its passages shows a match.
std::string reason_of(const Hit& hit) {
  const bool shown = std::any_of(hit.snippets.begin(), hit.snippets.end(),
                                 [](const HitSnippet& snippet) { return !snippet.fragment.spans.empty(); });
  if (shown) return {};
  if (!hit.title_spans.empty()) return "in the title";
  return hit.pinned ? std::string() : "in its details";
}

}  // namespace

std::string with_anchor(const std::string& url, const std::string& anchor) {
  return anchor.empty() ? url : url.substr(0, url.find('#')) + anchor;
}

std::vector<Facet> facets_of(const FacetCounts& counts, const Filters& text, const Filters& request) {
  Facet kinds{"kind", {}};
  for (const auto& [kind, count] : counts.kinds) {
    const bool selected = contains(text.kinds, kind) || contains(request.kinds, kind);
    kinds.values.push_back({std::string(kind_name(kind)), count, selected});
  }
  sort_by_count(kinds.values);
  Facet years{"year", {}};
  for (auto it = counts.years.rbegin(); it != counts.years.rend(); ++it) {
    const bool selected = year_selected(text, it->first) || year_selected(request, it->first);
    years.values.push_back({std::to_string(it->first), it->second, selected});
  }
  Facet languages{"language", {}};
  for (const auto& [language, count] : counts.languages) {
    const bool selected = contains(text.languages, language) || contains(request.languages, language);
    languages.values.push_back({language, count, selected});
  }
  sort_by_count(languages.values);
  return {kinds, years, languages};
}

std::optional<Hit> make_hit(Searcher& searcher, const Plan& plan, const RankedHit& ranked,
                            SnippetMaker& of_plan, const std::vector<WeightedRange>& parts) {
  const auto fields = searcher.fields(ranked.docid);
  if (!fields) return std::nullopt;
  Hit hit = hit_of(*fields);
  hit.score = ranked.score;
  hit.pinned = contains(plan.pinned, ranked.docid);
  hit.forms = forms_of(searcher, ranked);
  if (!parts.empty()) {
    std::optional<SynonymEvidence> synonyms;
    std::optional<SnippetMaker> of_synonyms;
    if (!plan.synonyms.empty()) {
      synonyms = synonym_evidence(plan, searcher.index(), ranked.docid, of_plan.wanted());
      of_synonyms.emplace(searcher.snippets(synonyms->wanted));
    }
    SnippetMaker& maker = of_synonyms ? *of_synonyms : of_plan;
    hit.title_spans = maker.mark(fields->title, fields->language);
    SnippetOptions options;
    options.passages_max = limits::kSnippetsMax;
    options.bytes_max = limits::kSnippetBytesMax;
    options.ranges = parts;
    Passages passages = searcher.passages(ranked.docid, fields->language, maker, options);
    hit.more_matches = passages.more_matches;
    show(hit, *fields, std::move(passages.passages));
    hit.reason = synonyms && !synonyms->only_as.empty()               ? "as “" + synonyms->only_as + "”"
                 : maker.wanted().words.empty() && !plan.asks_details ? std::string()
                                                                      : reason_of(hit);
  }
  return hit;
}

std::optional<Hit> make_related(Searcher& searcher, const RelatedHit& related) {
  const auto fields = searcher.fields(related.docid);
  if (!fields) return std::nullopt;
  Hit hit = hit_of(*fields);
  hit.score = related.score;
  const Lexicon& lexicon = searcher.index().lexicon();
  Wanted wanted;
  std::string words;
  for (const TermId term : related.terms) {
    wanted.words.push_back({lexicon.forms_of_term(lexicon.term(term)), {}, 1});
    words += (words.empty() ? "“" : ", “") + std::string(lexicon.form(lexicon.usual_form(term))) + "”";
  }
  hit.reason = "like the others by " + words;
  SnippetOptions options;
  options.passages_max = 1;
  options.bytes_max = limits::kSnippetBytesMax;
  SnippetMaker snippets = searcher.snippets(wanted);
  Passages passages = searcher.passages(related.docid, fields->language, snippets, options);
  show(hit, *fields, std::move(passages.passages));
  return hit;
}

std::optional<PassageHit> make_passage(Searcher& searcher, const RankedPart& ranked, SnippetMaker& snippets) {
  auto fields = searcher.fields(ranked.docid);
  if (!fields) return std::nullopt;
  auto passage = searcher.passage(ranked, fields->language, snippets, limits::kPassageBytesMax);
  if (!passage) return std::nullopt;
  PassageHit hit;
  hit.anchor = passage->anchor;
  hit.snippet = snippet_of(*fields, std::move(*passage));
  hit.id = std::move(fields->id);
  hit.title = std::move(fields->title);
  hit.published = fields->published;
  hit.kind = fields->kind;
  hit.language = std::move(fields->language);
  hit.score = ranked.score;
  return hit;
}

}  // namespace pressmark
