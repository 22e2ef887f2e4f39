#include "server/publication.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "engine/limits.h"
#include "engine/match/part_evidence.h"
#include "engine/match/quotation.h"
#include "engine/match/similar.h"
#include "engine/schema/bytes.h"
#include "server/response_values.h"

namespace pressmark {
namespace {

constexpr size_t kKeywordsShown = 12;
constexpr size_t kHeadingsOfPartMax = 20;
constexpr size_t kHeadingBytesMax = 200;
// Places of a phrase that are looked at to tell which parts have it.
constexpr size_t kPhrasePlacesMax = 10'000;

uint32_t find(Searcher& searcher, const std::string& id) {
  const uint32_t docid = searcher.find_id(id);
  return docid != 0 && searcher.house() != nullptr && searcher.house()->hides(docid) ? 0 : docid;
}

/// What is known of it beside its text; with its editions, if those are wanted.
std::optional<Hit> about(Searcher& searcher, uint32_t docid, bool editions) {
  RankedHit ranked{docid, 0, {}};
  if (editions) {
    const Folds& folds = searcher.index().folds();
    ranked.forms = folds.members(folds.group(docid, Fold::kSeries));
    std::erase(ranked.forms, docid);
  }
  SnippetMaker none = searcher.snippets({});
  return make_hit(searcher, Plan(), ranked, none, {});
}

/// The parts that have text, with the headings that stand in them.
std::vector<PublicationPart> parts_of(const Index& index, uint32_t docid, const std::string& url) {
  std::vector<PublicationPart> parts;
  const Result<std::vector<StoredBlock>> blocks = index.text().blocks(docid);
  if (!blocks.ok()) return parts;
  for (const StoredBlock& block : blocks.value()) {
    if (parts.empty() || parts.back().number != block.part + 1)
      parts.push_back({block.part + 1, block.part_label, block.anchor, with_anchor(url, block.anchor), {}});
    std::vector<std::string>& headings = parts.back().headings;
    if (block.role == Role::kHeading && headings.size() < kHeadingsOfPartMax)
      headings.push_back(block.text.substr(0, code_point_floor(block.text, kHeadingBytesMax)));
  }
  return parts;
}

/// The parts in which each phrase of the query begins.
void keep_parts_with_phrases(const Plan& plan, const RecordView& record, std::vector<PartEvidence>& parts) {
  for (const PhraseMatcher& phrase : plan.phrases) {
    const std::vector<TermPosition> places = phrase.find(record, kPhrasePlacesMax);
    std::erase_if(parts, [&](const PartEvidence& part) {
      const auto at = std::lower_bound(places.begin(), places.end(), part.begin);
      return at == places.end() || *at >= part.end;
    });
  }
}

std::vector<PartEvidence> matching_parts(const Searcher& searcher, const Plan& plan, uint32_t docid) {
  const Result<RecordView> record = searcher.index().records().record(docid);
  if (plan.empty || !record.ok()) return {};
  std::vector<PartEvidence> parts =
      std::move(part_evidence(plan, searcher.index(), std::vector{docid}).front());
  std::erase_if(parts, [](const PartEvidence& part) { return part.kind == PartKind::kDetails; });
  keep_parts_with_phrases(plan, record.value(), parts);
  return parts;
}

/// The block that a position is in; nothing when its text is damaged.
std::optional<StoredBlock> block_at(const Index& index, uint32_t docid, TermPosition position) {
  Result<std::vector<StoredBlock>> blocks = index.text().frame_at(docid, position);
  if (!blocks.ok()) return std::nullopt;
  std::optional<StoredBlock> found;
  for (StoredBlock& block : blocks.value()) {
    if (block.position <= position) found = std::move(block);
  }
  return found;
}

/// The number of the part that a position is in, from 1; 0 when its text is damaged.
uint32_t part_at(const Index& index, uint32_t docid, TermPosition position) {
  const std::optional<StoredBlock> block = block_at(index, docid, position);
  return block ? block->part + 1 : 0;
}

/// Of places, which rise and are not none, the one in the part nearest to `part`.
QuotedPlace nearest(const Index& index, uint32_t docid, std::span<const QuotedPlace> places, uint32_t part) {
  const auto after = std::partition_point(places.begin(), places.end(), [&](const QuotedPlace& place) {
    return part_at(index, docid, place.begin) < part;
  });
  if (after == places.begin()) return *after;
  const QuotedPlace before = *std::prev(after);
  if (after == places.end()) return before;
  const uint32_t distance_before = part - part_at(index, docid, before.begin);
  return part_at(index, docid, after->begin) - part < distance_before ? *after : before;
}

/// Where it stood, else in the text rather than in the contents.
QuotedPlace best_quoted(const Index& index, uint32_t docid, std::vector<QuotedPlace> places, uint32_t part) {
  const QuotedPlace any = nearest(index, docid, places, part);
  if (part_at(index, docid, any.begin) == part) return any;
  std::erase_if(places, [](const QuotedPlace& place) { return place.part.kind == PartKind::kContents; });
  return places.empty() ? any : nearest(index, docid, places, part);
}

}  // namespace

std::optional<PublicationResponse> make_publication(Searcher& searcher, const std::string& id) {
  const uint32_t docid = find(searcher, id);
  if (docid == 0) return std::nullopt;
  std::optional<Hit> hit = about(searcher, docid, true);
  const std::optional<StoredFields> fields = searcher.fields(docid);
  if (!hit || !fields) return std::nullopt;
  PublicationResponse response;
  response.about = std::move(*hit);
  response.summary = fields->summary;
  response.series = fields->series;
  response.modified = fields->modified;
  response.keywords = keyword_texts(searcher.index(), docid, kKeywordsShown);
  response.parts = parts_of(searcher.index(), docid, fields->url);
  response.generation = searcher.index().manifest().generation;
  return response;
}

std::optional<SimilarResponse> make_similar(Searcher& searcher, const std::string& id, size_t limit) {
  const uint32_t docid = find(searcher, id);
  if (docid == 0) return std::nullopt;
  SimilarResponse response;
  response.id = id;
  response.generation = searcher.index().manifest().generation;
  for (SimilarPublication& similar : similar_publications(searcher, docid, limit)) {
    std::optional<Hit> hit = about(searcher, similar.docid, false);
    if (!hit) continue;
    hit->score = similar.similarity;
    response.publications.push_back({std::move(*hit), std::move(similar.shared)});
  }
  return response;
}

std::optional<FoundResponse> find_in_publication(Searcher& searcher, const FindRequest& request) {
  const uint32_t docid = find(searcher, request.id);
  if (docid == 0) return std::nullopt;
  std::optional<Hit> hit = about(searcher, docid, false);
  if (!hit) return std::nullopt;
  FoundResponse response;
  response.about = std::move(*hit);
  PassagesResponse& found = response.found;
  found.text = request.text;
  found.page = std::max(1U, request.page);
  found.per_page = std::max(1U, request.per_page);
  found.generation = searcher.index().manifest().generation;
  const Plan plan = searcher.plan(parse_query(request.text, request.today), {});
  found.notes = plan.notes;
  std::vector<PartEvidence> parts = matching_parts(searcher, plan, docid);
  found.total = parts.size();
  double best = 0;
  for (const PartEvidence& part : parts) best = std::max(best, part.score);
  if (request.order == FindOrder::kBest) {
    std::stable_sort(parts.begin(), parts.end(),
                     [](const PartEvidence& a, const PartEvidence& b) { return a.score > b.score; });
  }
  SnippetMaker snippets = searcher.snippets(wanted_of(plan));
  const size_t first = size_t{found.page - 1} * found.per_page;
  for (size_t i = first; i < parts.size() && i < first + found.per_page; ++i) {
    const RankedPart part{docid, {parts[i].begin, parts[i].end}, parts[i].score / best};
    if (auto passage = make_passage(searcher, part, snippets)) found.passages.push_back(std::move(*passage));
  }
  return response;
}

std::optional<QuotedResponse> find_quoted(Searcher& searcher, const QuotedRequest& request) {
  const uint32_t docid = find(searcher, request.id);
  if (docid == 0) return std::nullopt;
  const Index& index = searcher.index();
  const std::optional<StoredFields> fields = searcher.fields(docid);
  const Result<RecordView> record = index.records().record(docid);
  QuotedResponse response;
  if (!fields || !record.ok()) return response;

  std::vector<Token> tokens;
  searcher.analyzer().analyze(request.words, fields->language, tokens);
  std::vector<std::vector<FormId>> words;
  Wanted wanted;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::kWord) continue;
    words.push_back(index.lexicon().forms(token.form));
    if (wanted.words.size() < limits::kQueryTermsMax) wanted.words.push_back({words.back(), words.back()});
  }
  const std::vector<QuotedPlace> places = quoted_places(record.value(), words);
  if (places.empty()) return response;
  const QuotedPlace place = best_quoted(index, docid, places, request.part);
  const std::optional<StoredBlock> block = block_at(index, docid, place.begin);
  if (!block) return response;
  SnippetMaker snippets = searcher.snippets(std::move(wanted));
  response.passage = make_passage(searcher, {docid, {block->position, place.end}, 1}, snippets);
  // A title is no passage; its page is.
  if (!response.passage)
    response.passage = make_passage(searcher, {docid, {place.part.begin, place.part.end}, 1}, snippets);
  response.whole = place.whole;
  return response;
}

}  // namespace pressmark
