// SearchService: request -> plan -> match -> snippet -> response. Knows no HTTP and no markup; `server` and
// `search` answer through it, so they answer the same. Safe to call from many threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/match/completion.h"
#include "engine/match/explain.h"
#include "engine/publication.h"
#include "engine/query/query.h"
#include "engine/query/ranking_parts.h"
#include "engine/schema/manifest.h"
#include "engine/snippet/snippet.h"

namespace pressmark {

enum class Sort : uint8_t { kRelevance, kNewest, kOldest };

struct SearchRequest {
  std::string text;            // as typed
  std::optional<Query> query;  // in place of what `text` would parse to
  std::optional<Date> today;   // what "last year" in `text` is reckoned from; without it, it is words
  uint32_t page = 1;           // from 1
  uint32_t per_page = 10;      // at most limits::kPerPageMax; `search --depth` may ask for more
  Sort sort = Sort::kRelevance;
  Filters filters;  // of the form's own fields, beside those in the text
  bool facets = true;
  bool snippets = true;
  bool explain = false;  // say of each hit where its place is explained
  RankingParts parts;
};

/// One passage of a hit. `fragment.spans` are the matches within `fragment.text`, in bytes; plain text, not
/// escaped.
struct HitSnippet {
  Fragment fragment;
  std::string page;     // printed label of a paged document's page; empty otherwise
  std::string heading;  // nearest heading; may be empty
  std::string url;      // opens the passage: the publication's url with "#page=14" or "#digital-skills"
  uint32_t part = 0;    // number of its part (page or section) in the publication, from 1
};

/// What is folded under a hit: another form of the same work, or another edition of its series.
struct HitForm {
  enum class Relation : uint8_t { kForm, kEdition };
  Relation relation = Relation::kForm;
  bool matches = false;  // the query too, in its place among the candidates
  std::string id, url, title;
  Kind kind = Kind::kPage;
  std::optional<Date> published;
  std::string language, filetype;
  uint32_t pages = 0;
};

struct Hit {
  std::string id, url;  // url opens the best passage
  std::string title;
  std::vector<ByteSpan> title_spans;  // matches in the title
  Kind kind = Kind::kPage;
  std::optional<Date> published;
  std::string language;
  std::vector<std::string> authors;
  std::string publisher;
  std::vector<std::string> topics;
  std::string filetype;
  uint32_t pages = 0;
  std::string page;  // label of the page that `url` opens; empty when it is not a paged document
  double score = 0;
  std::vector<HitSnippet> snippets;
  uint32_t more_matches = 0;   // places in the publication beyond those shown; 0 when not known
  std::vector<HitForm> forms;  // forms of the work, those that match first; then editions, newest first
  bool pinned = false;         // by the editors
  std::string reason;  // why it is there, when no snippet shows it: "in the title", "in the author's name"
};

/// A page or a section, with what of it answers.
struct PassageHit {
  std::string id;  // of the publication
  std::string title;
  HitSnippet snippet;
  std::string anchor;  // of its part, "#page=14"; may be empty
  std::optional<Date> published;
  Kind kind = Kind::kPage;
  std::string language;
  double score = 0;  // from 0 to 1
};

/// Where the time of a search went: until it is known what is asked, then until it is known what is found,
/// then until what of it is shown has been read.
struct StageTimes {
  double parse_ms = 0, match_ms = 0, snippets_ms = 0;
};

struct PassagesResponse {
  std::string text;  // the query as typed
  uint32_t page = 1, per_page = 10;
  uint64_t total = 0;    // passages in the publications looked at, which are the best only
  bool relaxed = false;  // nothing has all that was demanded, and these only some of the words
  bool partial = false;  // the time limit cut the search short
  std::vector<PassageHit> passages;
  std::vector<std::string> notes;  // Query::notes
  std::string generation;
  double took_ms = 0;
  StageTimes stages;  // of took_ms
};

struct FacetValue {
  std::string value;  // "report", "2022", "de"
  uint64_t count = 0;
  bool selected = false;
};
struct Facet {
  std::string name;                // "kind", "year", "language"
  std::vector<FacetValue> values;  // kind and language by count, years newest first
};

struct DidYouMean {
  std::string text;    // the whole query, corrected
  uint64_t total = 0;  // verified, under the same filters
};

/// What would be found if some of the request's filters were not there.
struct LiftedFilters {
  std::vector<std::string> parameters;  // "kind", "lang", …; "published" for from and to
  Filters rest;                         // what stays
  uint64_t total = 0;                   // verified; above some thousands only about
};

struct SearchResponse {
  std::string text;  // the query as typed
  uint32_t page = 1, per_page = 10;
  uint64_t total = 0;
  bool total_exact = true;
  bool relaxed = false;  // nothing has all that was demanded, and these only some of the words
  bool partial = false;  // the time limit cut the search short
  std::vector<Hit> hits;
  std::vector<Hit> related;  // have none of the words and are like the hits, which are few; not in `total`
  std::vector<Facet> facets;
  std::optional<DidYouMean> did_you_mean;
  std::vector<LiftedFilters> lifted;  // ways out, where nothing has all that was demanded
  std::vector<std::string> notes;     // Query::notes
  std::string generation;
  double took_ms = 0;
  StageTimes stages;  // of took_ms
};

struct Suggestion {
  std::string text;
  uint64_t total = 0;  // publications it finds
  std::string url;     // of a publication whose title it is; empty for a query
  Completion::Type type = Completion::Type::kWord;
};

struct PublicationPart {
  uint32_t number = 0;                // from 1
  std::string label, anchor, url;     // as Part, and where it opens
  std::vector<std::string> headings;  // the first that stand in it
};

/// One publication as the index holds it.
struct PublicationResponse {
  Hit about;  // with all forms and editions; no snippets
  std::string summary, series;
  std::optional<Date> modified;
  std::vector<std::string> keywords;   // that tell it from the others, strongest first
  std::vector<PublicationPart> parts;  // those that have text
  std::string generation;
};

struct SimilarResponse {
  struct Publication {
    Hit about;                        // score: how alike they are, from 0 to 1
    std::vector<std::string> shared;  // the words that make them alike
  };
  std::string id;
  std::vector<Publication> publications;  // most alike first; may be none
  std::string generation;
};

enum class FindOrder : uint8_t { kPage, kBest };

struct FindRequest {
  std::string id;             // of the publication
  std::string text;           // as typed
  std::optional<Date> today;  // as SearchRequest
  FindOrder order = FindOrder::kPage;
  uint32_t page = 1, per_page = 20;
};

/// Every part of one publication that has words of a query, and all of its phrases.
struct FoundResponse {
  Hit about;
  PassagesResponse found;  // total is exact
};

/// Words that were quoted from one publication.
struct QuotedRequest {
  std::string id, words;
  uint32_t part = 0;  // in which they stood then; 0 when that is not known
};

/// Where they stand now; of several places that are as good the one nearest to their part then.
struct QuotedResponse {
  std::optional<PassageHit> passage;  // nothing when they are gone
  bool whole = false;                 // all of them; else most, the others having changed
};

struct IndexStatus {
  bool ready = false;
  std::string generation, created;
  std::string reason;  // why it is not ready, or not of the current generation; empty when it is
  uint64_t publications = 0;
  std::vector<std::string> languages;  // most frequent first
};

class SearchService {
 public:
  /// Opens INDEX/current, or where it is damaged the newest generation that is whole. When there is none, the
  /// service is not ready. Either way status() says why.
  /// `verify`: kHashes reads every file once, as a server should; kSizes is enough for a program that runs
  /// once.
  /// `editorial`, if not empty, is the editors' file (editorial_file.h).
  explicit SearchService(std::filesystem::path index_directory, Verify verify = Verify::kHashes,
                         std::filesystem::path editorial = {});
  ~SearchService();
  SearchService(const SearchService&) = delete;
  SearchService& operator=(const SearchService&) = delete;

  /// Looks whether INDEX/current names another generation and, if that one is whole, goes over to it;
  /// requests under way finish on the old one. A damaged new generation is refused and the old one served on.
  /// True when it swapped. Reads the editors' file again if that has changed.
  bool refresh();
  /// Goes over to another editors' file, or to none when it is empty, at the next refresh().
  void set_editorial(std::filesystem::path editorial);
  /// What is wrong with the editors' file, one a line, since the last call; empty when nothing is or nothing
  /// has changed.
  std::vector<std::string> editorial_messages();

  /// Throws NotReady when there is no index.
  SearchResponse search(const SearchRequest& request);
  /// The best pages and sections over all publications. Of `request` sort, facets and snippets say nothing.
  /// Throws NotReady when there is no index.
  PassagesResponse passages(const SearchRequest& request);
  /// Completions of what is being typed (engine/match/complete.h), at most `limit`. Throws NotReady.
  std::vector<Suggestion> suggest(const std::string& text, size_t limit);
  /// These give nothing for an id that no publication has, or one that the editors hide. Throw NotReady.
  std::optional<PublicationResponse> publication(const std::string& id);
  std::optional<SimilarResponse> similar(const std::string& id, size_t limit);
  std::optional<FoundResponse> find_in(const FindRequest& request);
  std::optional<QuotedResponse> find_quoted(const QuotedRequest& request);
  /// Why the publication with this id or address ranks where it does for the request, or is not found.
  /// Throws NotReady.
  Explanation explain(const SearchRequest& request, const std::string& id);
  IndexStatus status() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// No generation is open; the message says why and what to do.
struct NotReady : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace pressmark
