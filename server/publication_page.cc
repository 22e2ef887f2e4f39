#include "server/publication_page.h"

#include <algorithm>
#include <utility>

#include "server/citation.h"
#include "server/frame.h"
#include "server/markup.h"
#include "server/parameters.h"
#include "server/template.h"
#include "server/url.h"
#include "server/wording.h"

namespace pressmark {
namespace {

// Lines of the contents that are shown; more are said to be there.
constexpr size_t kContentsMax = 100;

std::string title_of(const Hit& about) {
  return about.title.empty() ? about.id : about.title;
}

std::string this_kind(const Hit& about) {
  return about.kind == Kind::kData ? "record" : std::string(kind_name(about.kind));
}

void set_about(View& view, const PublicationResponse& publication) {
  const Hit& about = publication.about;
  view.set("title", title_of(about));
  set_text(view, "url", safe_url(about.url));
  set_text(view, "lang", language_attribute(about.language));
  view.set("kind", std::string(kind_words(about.kind)));
  view.set("this_kind", this_kind(about));
  set_text(view, "published", about.published ? about.published->iso() : "");
  set_text(view, "date", about.published ? date_words(*about.published) : "");
  set_text(view, "modified", publication.modified ? date_words(*publication.modified) : "");
  set_text(view, "publisher", about.publisher);
  set_text(view, "form", form_words(about.filetype, about.pages));
  set_text(view, "language", about.language.empty() ? "" : language_words(about.language));
  set_text(view, "summary", publication.summary);
  set_text(view, "series", publication.series);
  view.set("citation", citation(about));
  view.set("address", publication_url(about.id));
  set_list(view, "authors", about.authors, text_view);
  set_list(view, "topics", about.topics, text_view);
  set_list(view, "keywords", publication.keywords, [&](const std::string& word) {
    View keyword = text_view(word);
    keyword.set("keyword_url", publication_url(about.id, word));
    return keyword;
  });
}

void set_forms(View& view, const std::string& name, const Hit& about, HitForm::Relation relation) {
  std::vector<HitForm> forms = about.forms;
  std::erase_if(forms, [&](const HitForm& form) { return form.relation != relation; });
  set_list(view, name, forms, [](const HitForm& form) {
    View entry = text_view(form.title.empty() ? form.id : form.title);
    entry.set("form_url", publication_url(form.id));
    set_text(entry, "form_lang", language_attribute(form.language));
    std::string said = form_words(form.filetype, form.pages);
    if (form.published) said += (said.empty() ? "" : ", ") + date_words(*form.published);
    set_text(entry, "said", said);
    return entry;
  });
}

View passage_view(const PassageHit& passage, const Hit& about) {
  View view;
  const HitSnippet& snippet = passage.snippet;
  std::string heading = snippet.heading;
  std::string label = snippet.page.empty() ? std::exchange(heading, "") : "p. " + snippet.page;
  if (label.empty()) label = "Open";
  view.set("label", label);
  set_text(view, "passage_url", safe_url(snippet.url));
  view.set("section", snippet.page.empty());
  set_text(view, "heading", heading);
  set_text(view, "passage_lang", language_attribute(passage.language));
  view.set("html", mark_up(snippet.fragment));
  view.set("passage_citation", citation(about, passage));
  view.set("permalink", passage_url(passage.id, passage.snippet));
  return view;
}

std::string find_url(const FindRequest& request, FindOrder order, uint32_t page) {
  std::string url = publication_url(request.id, request.text);
  if (order == FindOrder::kBest) url += "&order=best";
  if (page > 1) url += "&page=" + std::to_string(page);
  return url;
}

void set_found(View& view, const PublicationPage& page) {
  if (!page.asked || !page.found) {
    view.set("found", false);
    set_text(view, "query", "");
    return;
  }
  const FindRequest& asked = *page.asked;
  const PassagesResponse& answer = page.found->found;
  const Hit& about = page.publication.about;
  const bool best = asked.order == FindOrder::kBest;
  const uint64_t last = (answer.total + answer.per_page - 1) / answer.per_page;
  const std::string noun = about.pages > 0 ? "page" : "part";
  View found;
  found.set("total", answer.total == 0 ? "Nothing" : count_words(answer.total, noun));
  found.set("found_query", asked.text);
  set_text(found, "by_page", best && answer.total > 1 ? find_url(asked, FindOrder::kPage, 1) : "");
  set_text(found, "by_best", !best && answer.total > 1 ? find_url(asked, FindOrder::kBest, 1) : "");
  set_text(found, "previous", answer.page > 1 ? find_url(asked, asked.order, answer.page - 1) : "");
  set_text(found, "next", answer.page < last ? find_url(asked, asked.order, answer.page + 1) : "");
  found.set("paging", last > 1);
  found.set("at", number_words(answer.page));
  found.set("last", number_words(std::max<uint64_t>(last, 1)));
  set_list(found, "notes", answer.notes, text_view);
  set_list(found, "passages", answer.passages,
           [&](const PassageHit& passage) { return passage_view(passage, about); });
  view.set("found", found);
  set_text(view, "query", asked.text);
}

void set_quoted(View& view, const PublicationPage& page) {
  if (!page.quoted) {
    view.set("quoted", false);
    view.set("gone", false);
    return;
  }
  view.set("gone", !page.quoted->passage);
  set_text(view, "sought", page.sought);
  if (!page.quoted->passage) {
    view.set("search_url", search_url(page.sought));
    view.set("within_url", publication_url(page.publication.about.id, page.sought));
    view.set("quoted", false);
    return;
  }
  View quoted = passage_view(*page.quoted->passage, page.publication.about);
  quoted.set("changed", !page.quoted->whole);
  view.set("quoted", quoted);
}

void set_contents(View& view, const PublicationResponse& publication) {
  struct Line {
    std::string text, label, url;
  };
  std::vector<Line> lines;
  size_t left_out = 0;
  for (const PublicationPart& part : publication.parts) {
    for (const std::string& heading : part.headings) {
      if (lines.size() == kContentsMax) {
        ++left_out;
        continue;
      }
      const bool paged = publication.about.pages > 0 && !part.label.empty();
      lines.push_back({heading, paged ? "p. " + part.label : "", safe_url(part.url)});
    }
  }
  set_list(view, "contents", lines, [](const Line& line) {
    View entry = text_view(line.text);
    set_text(entry, "place", line.label);
    set_text(entry, "line_url", line.url);
    return entry;
  });
  set_text(view, "more_contents", left_out > 0 ? count_words(left_out, "more heading") : "");
}

std::string shared_words(const std::vector<std::string>& shared) {
  std::string words;
  for (const std::string& word : shared) words += (words.empty() ? "" : ", ") + word;
  return words;
}

void set_similar(View& view, const SimilarResponse& similar) {
  set_list(view, "similar", similar.publications, [](const SimilarResponse::Publication& other) {
    View entry = text_view(title_of(other.about));
    entry.set("similar_url", publication_url(other.about.id));
    set_text(entry, "similar_lang", language_attribute(other.about.language));
    std::string said(kind_words(other.about.kind));
    if (other.about.published) said += ", " + date_words(*other.about.published);
    entry.set("said", said);
    set_text(entry, "shared", shared_words(other.shared));
    return entry;
  });
}

}  // namespace

std::string publication_page(const PublicationPage& page) {
  View view;
  set_about(view, page.publication);
  set_forms(view, "forms", page.publication.about, HitForm::Relation::kForm);
  set_forms(view, "editions", page.publication.about, HitForm::Relation::kEdition);
  set_contents(view, page.publication);
  set_quoted(view, page);
  set_found(view, page);
  set_similar(view, page.similar);
  Frame around;
  around.title = title_of(page.publication.about) + " – Pressmark";
  around.css_class = "results";
  around.main = render("publication.mustache", view);
  around.noindex = true;
  return frame(around);
}

}  // namespace pressmark
