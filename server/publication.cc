#include "server/publication.h"

#include <algorithm>
#include <utility>

#include "engine/limits.h"
#include "engine/match/part_evidence.h"
#include "engine/match/similar.h"
#include "engine/schema/bytes.h"
#include "server/response_values.h"

namespace pressmark {
namespace {

constexpr size_t kKeywordsShown = 12;
constexpr size_t kHeadingsOfPartMax = 20;
constexpr size_t kHeadingBytesMax = 200;
// Of a quoted passage that is not there whole, halves of so many words are sought.
constexpr size_t kHalfWordsMin = 4;
// Places of a phrase that are looked at to tell which parts have it.
constexpr size_t kPhrasePlacesMax = 10'000;
constexpr size_t kQuotedPlacesMax = 100;

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

/// The part of a publication in which these words stand one after the other.
std::optional<PassageHit> quoted_passage(Searcher& searcher, uint32_t docid, std::string_view words) {
  Query query;
  query.clauses.push_back({Clause::Type::kPhrase, Occur::kMust, QueryField::kAny, std::string(words), 0, {}});
  const Plan plan = searcher.plan(query, {});
  const Result<RecordView> record = searcher.index().records().record(docid);
  if (plan.empty || plan.phrases.empty() || !record.ok()) return std::nullopt;
  const std::vector<TermPosition> places = plan.phrases.front().find(record.value(), kQuotedPlacesMax);
  SnippetMaker snippets = searcher.snippets(wanted_of(plan));
  for (const PartRun& part : record.value().parts()) {
    const auto at = std::lower_bound(places.begin(), places.end(), part.begin);
    if (part.kind == PartKind::kDetails || at == places.end() || *at >= part.end) continue;
    if (auto passage = make_passage(searcher, {docid, {part.begin, part.end}, 1}, snippets)) return passage;
  }
  return std::nullopt;
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

std::optional<QuotedResponse> find_quoted(Searcher& searcher, const std::string& id, std::string_view words) {
  const uint32_t docid = find(searcher, id);
  if (docid == 0) return std::nullopt;
  QuotedResponse response;
  response.passage = quoted_passage(searcher, docid, words);
  response.whole = response.passage.has_value();
  if (response.whole) return response;
  const std::optional<StoredFields> fields = searcher.fields(docid);
  std::vector<Token> tokens;
  searcher.analyzer().analyze(words, fields ? fields->language : "", tokens);
  std::erase_if(tokens, [](const Token& token) { return token.kind != TokenKind::kWord; });
  if (tokens.size() < 2 * kHalfWordsMin) return response;
  const size_t middle = tokens[tokens.size() / 2].span.begin;
  response.passage = quoted_passage(searcher, docid, words.substr(0, middle));
  if (!response.passage) response.passage = quoted_passage(searcher, docid, words.substr(middle));
  return response;
}

}  // namespace pressmark
