#include "server/page.h"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <utility>

#include "engine/limits.h"
#include "engine/result.h"
#include "server/assets.h"
#include "server/citation.h"
#include "server/filter_model.h"
#include "server/frame.h"
#include "server/markup.h"
#include "server/parameters.h"
#include "server/template.h"
#include "server/url.h"
#include "server/wording.h"

namespace pressmark {
namespace {

View passage_view(const HitSnippet& snippet, const Hit& hit) {
  const std::string url = safe_url(snippet.url);
  std::string label;
  std::string heading = snippet.heading;
  if (!url.empty()) {
    if (!snippet.page.empty()) {
      label = "p. " + snippet.page;
    } else {
      label = std::exchange(heading, "");
    }
  }
  View view;
  set_text(view, "label", label);
  set_text(view, "url", url);
  set_text(view, "hit_title", hit.title);
  set_text(view, "heading", heading);
  set_text(view, "lang", language_attribute(hit.language));
  view.set("section", snippet.page.empty());
  view.set("html", mark_up(snippet.fragment));
  return view;
}

/// The forms of a hit that stand in one relation to it and can be opened.
List forms_view(const Hit& hit, HitForm::Relation relation) {
  List forms(List::type::list);
  for (const HitForm& form : hit.forms) {
    const std::string url = safe_url(form.url);
    if (form.relation != relation || url.empty()) continue;
    View view;
    set_text(view, "url", url);
    set_text(view, "lang", language_attribute(form.language));
    set_text(view, "form_title", form.title.empty() ? form.id : form.title);
    set_text(view, "about", form_words(form.filetype, form.pages));
    forms.push_back(view);
  }
  return forms;
}

View hit_view(const Hit& hit, const std::string& query) {
  View view;
  view.set("about_url", publication_url(hit.id));
  set_text(view, "cite_url", hit.snippets.empty() ? "" : passage_url(hit.id, hit.snippets.front()));
  view.set("about_title", hit.title.empty() ? hit.id : hit.title);
  view.set("within_url", publication_url(hit.id, query));
  set_text(view, "url", safe_url(hit.url));
  view.set("title", hit.title.empty() ? escape_html(hit.id) : mark_up(hit.title, hit.title_spans));
  set_text(view, "lang", language_attribute(hit.language));
  view.set("kind", std::string(kind_words(hit.kind)));
  set_text(view, "published", hit.published ? hit.published->iso() : "");
  set_text(view, "date", hit.published ? date_words(*hit.published) : "");
  set_text(view, "publisher", hit.publisher);
  set_text(view, "form", form_words(hit.filetype, hit.pages));
  set_text(view, "language",
           hit.language.empty() || hit.language == "en" ? "" : language_words(hit.language));
  List passages(List::type::list);
  for (const HitSnippet& snippet : hit.snippets) passages.push_back(passage_view(snippet, hit));
  view.set("has_passages", !hit.snippets.empty());
  view.set("passages", passages);
  const List forms = forms_view(hit, HitForm::Relation::kForm);
  const List editions = forms_view(hit, HitForm::Relation::kEdition);
  view.set("has_forms", !forms.is_empty_list());
  view.set("forms", forms);
  view.set("has_editions", !editions.is_empty_list());
  view.set("editions", editions);
  if (hit.pinned) view.set("pinned", true);
  set_text(view, "reason", hit.reason);
  std::string more;
  if (hit.more_matches > 0) {
    const std::string noun = hit.more_matches == 1 ? " more match in this " : " more matches in this ";
    std::string kind(kind_name(hit.kind));
    if (hit.kind == Kind::kData) kind = "record";
    more = number_words(hit.more_matches) + noun + kind;
  }
  set_text(view, "more", more);
  return view;
}

std::string url_of_page(SearchRequest request, uint32_t page) {
  request.page = page;
  return search_url(request);
}

void set_paging(View& view, const SearchRequest& request, const SearchResponse& response) {
  const uint32_t last = last_page(response);
  const bool beyond = response.hits.empty() && response.total > 0 && response.page > 1;
  if (beyond) {
    View to;
    to.set("url", url_of_page(request, last));
    to.set("page", number_words(last));
    view.set("beyond", to);
  } else {
    view.set("beyond", false);
  }
  if (beyond || last <= 1) {
    view.set("paging", false);
    return;
  }
  View paging;
  set_text(paging, "previous", response.page > 1 ? url_of_page(request, response.page - 1) : "");
  set_text(paging, "next", response.page < last ? url_of_page(request, response.page + 1) : "");
  paging.set("at", number_words(response.page));
  paging.set("last", number_words(last));
  view.set("paging", paging);
}

void set_notes(View& view, const SearchResponse& response) {
  List notes(List::type::list);
  const auto add = [&](const std::string& text) {
    View note;
    note.set("note", text);
    notes.push_back(note);
  };
  if (response.partial) add("The search was cut short to answer in time; there may be more.");
  for (const std::string& note : response.notes) add(note);
  view.set("has_notes", notes.is_non_empty_list());
  view.set("notes", notes);
}

void set_did_you_mean(View& view, const SearchRequest& request, const SearchResponse& response) {
  if (!response.did_you_mean) {
    view.set("did_you_mean", false);
    return;
  }
  SearchRequest corrected = request;
  corrected.text = response.did_you_mean->text;
  corrected.page = 1;
  View meant;
  meant.set("text", response.did_you_mean->text);
  meant.set("url", search_url(corrected));
  meant.set("total", count_words(response.did_you_mean->total, "result"));
  view.set("did_you_mean", meant);
}

/// The parameters of the feed of what is asked for: by day and from its beginning, however the page shows it.
std::string feed_of(SearchRequest request) {
  request.sort = Sort::kNewest;
  request.page = 1;
  request.per_page = kFeedItems;
  return feed_query_string(request);
}

std::string language_list(const std::vector<std::string>& codes) {
  static constexpr size_t kNamed = 5;
  std::string words;
  for (size_t i = 0; i < std::min(codes.size(), kNamed); ++i) {
    const bool last = i + 1 == codes.size();
    words += (i == 0 ? "" : last ? " and " : ", ") + language_words(codes[i]);
  }
  if (codes.size() > kNamed) words += " and " + std::to_string(codes.size() - kNamed) + " more";
  return words;
}

}  // namespace

std::string frame(const Frame& page) {
  View box;
  box.set("query", page.query);
  box.set("focus", page.focus);
  List hidden(List::type::list);
  for (const Parameter& parameter : page.hidden) {
    View field;
    field.set("name", parameter.name);
    field.set("value", parameter.value);
    hidden.push_back(field);
  }
  box.set("hidden", hidden);

  View layout;
  layout.set("title", page.title);
  layout.set("class", page.css_class);
  layout.set("noindex", page.noindex);
  layout.set("icon", asset_address("icon.svg"));
  layout.set("style", asset_address("style.css"));
  layout.set("script", asset_address("search.js"));
  layout.set("widget_style", asset_address("widget.css"));
  layout.set("widget_script", asset_address("widget.js"));
  set_text(layout, "feed", page.feed);
  layout.set("box", render("box.mustache", box));
  layout.set("main", page.main);
  return render("layout.mustache", layout);
}

std::string language_attribute(const std::string& language) {
  return language.empty() ? "" : " lang=\"" + escape_html(language) + '"';
}

/// "PDF, 114 pages", "Web page".
std::string form_words(const std::string& filetype, uint32_t pages) {
  std::string words = filetype_words(filetype);
  if (pages > 0) words += (words.empty() ? "" : ", ") + count_words(pages, "page");
  return words;
}

std::string home_page(const IndexStatus& status) {
  View view;
  const std::string languages = language_list(status.languages);
  view.set("holdings",
           count_words(status.publications, "publication") + (languages.empty() ? "" : " in " + languages));
  const std::optional<Date> made = Date::parse(status.created);
  set_text(view, "updated", made ? "As of " + date_words(*made) : "");
  Frame page;
  page.title = "Search reports and posts – Pressmark";
  page.css_class = "home";
  page.main = render("home.mustache", view);
  page.focus = true;
  return frame(page);
}

std::string results_page(const SearchRequest& request, const SearchResponse& response) {
  View view;
  const std::string total = total_words(response);
  view.set("total", total);
  set_text(view, "query", request.text);
  set_text(view, "where",
           response.page > 1 && !response.hits.empty()
               ? "Page " + number_words(response.page) + " of " + number_words(last_page(response))
               : "");
  set_filters(view, request, response);
  set_did_you_mean(view, request, response);
  set_notes(view, response);
  List hits(List::type::list);
  for (const Hit& hit : response.hits) {
    View shown = hit_view(hit, request.text);
    set_text(shown, "why_url", request.explain ? explain_url(request, hit.id) : "");
    hits.push_back(shown);
  }
  set_text(view, "why_not_url", request.explain ? explain_url(request, "") : "");
  view.set("has_hits", !response.hits.empty());
  view.set("hits", hits);
  List related(List::type::list);
  for (const Hit& hit : response.related) related.push_back(hit_view(hit, request.text));
  view.set("has_related", !response.related.empty());
  view.set("related", related);
  view.set("first", std::to_string(uint64_t{response.page - 1} * response.per_page + 1));
  view.set("nothing", response.total == 0 && response.lifted.empty());
  set_paging(view, request, response);
  const std::string feed = feed_of(request);
  view.set("feed", feed);

  Frame page;
  page.feed = feed;
  page.title = (request.text.empty() ? "" : request.text + " – ") + total + " – Pressmark";
  page.css_class = "results";
  page.main = render("results.mustache", view);
  page.query = request.text;
  page.hidden = hidden_parameters(request, response);
  page.noindex = true;
  return frame(page);
}

std::string problem_page(const Problem& problem, std::string_view instance) {
  const ProblemKind& kind = problem_kind(problem.code);
  View view;
  view.set("status", std::to_string(kind.status));
  view.set("title", std::string(kind.title));
  view.set("detail", problem.detail.empty() ? std::string(kind.advice) : problem.detail);
  List errors(List::type::list);
  for (const ParameterError& error : problem.errors) {
    View entry;
    entry.set("parameter", error.parameter);
    entry.set("reason", error.reason);
    set_text(entry, "suggestion", error.suggestion);
    errors.push_back(entry);
  }
  // One alone is what the sentence above the list says already.
  view.set("has_errors", problem.errors.size() > 1);
  view.set("errors", errors);
  set_text(view, "sought", problem.sought);
  view.set("search_url", search_url(problem.sought));
  view.set("instance", std::string(instance));
  Frame page;
  page.title = std::string(kind.title) + " – Pressmark";
  page.css_class = "problem";
  page.main = render("problem.mustache", view);
  page.noindex = true;
  return frame(page);
}

std::string problems_page() {
  List problems(List::type::list);
  for (const ProblemKind& kind : problem_kinds()) {
    View entry;
    entry.set("name", std::string(kind.name));
    entry.set("status", std::to_string(kind.status));
    entry.set("title", std::string(kind.title));
    entry.set("advice", std::string(kind.advice));
    problems.push_back(entry);
  }
  View view;
  view.set("problems", problems);
  Frame page;
  page.title = "Why a request was not answered – Pressmark";
  page.css_class = "problem";
  page.main = render("problems.mustache", view);
  return frame(page);
}

}  // namespace pressmark
