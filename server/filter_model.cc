#include "server/filter_model.h"

#include <algorithm>
#include <string_view>

#include "engine/limits.h"
#include "server/parameters.h"
#include "server/wording.h"

namespace pressmark {
namespace {

constexpr size_t kYearsShown = 10;

std::string choice_words(const std::string& parameter, const std::string& value) {
  if (parameter == "lang") return language_words(value);
  if (parameter == "filetype") return filetype_words(value);
  if (parameter == "kind") {
    if (value == "report") return "Reports";
    if (value == "post") return "Posts";
    if (value == "page") return "Pages";
    if (value == "data") return "Data";
  }
  return value;
}

/// The parameter that a facet's values are for, and its heading; empty for one that has no boxes.
struct Choice {
  std::string_view facet, parameter, legend;
};
constexpr Choice kChoices[] = {{"kind", "kind", "Kind"}, {"language", "lang", "Language"}};

const Choice* choice_of(const std::string& facet) {
  const auto* found = std::find_if(std::begin(kChoices), std::end(kChoices),
                                   [&](const Choice& choice) { return choice.facet == facet; });
  return found == std::end(kChoices) ? nullptr : found;
}

bool shown(const SearchResponse& response, const Parameter& parameter) {
  for (const Facet& facet : response.facets) {
    const Choice* choice = choice_of(facet.name);
    if (choice == nullptr || choice->parameter != parameter.name) continue;
    const auto same = [&](const FacetValue& value) { return value.value == parameter.value; };
    if (std::any_of(facet.values.begin(), facet.values.end(), same)) return true;
  }
  return false;
}

/// What the filter of a parameter is called.
std::string filter_words(std::string_view parameter) {
  static constexpr std::pair<std::string_view, const char*> kNames[] = {
      {"kind", "Kind"},     {"lang", "Language"},      {"topic", "Topic"}, {"publisher", "Publisher"},
      {"author", "Author"}, {"filetype", "File type"}, {"site", "Site"},   {"published", "Published"}};
  const auto* named = std::find_if(std::begin(kNames), std::end(kNames),
                                   [&](const auto& name) { return name.first == parameter; });
  return named == std::end(kNames) ? std::string(parameter) : named->second;
}

template <class T>
void add_chips(List& chips, const SearchRequest& request, const char* parameter,
               std::vector<T> Filters::*list, std::string (*words)(const T&)) {
  for (const T& value : request.filters.*list) {
    Filters less = request.filters;
    std::erase(less.*list, value);
    View chip;
    chip.set("name", filter_words(parameter));
    chip.set("value", words(value));
    chip.set("url", search_url(request, less));
    chips.push_back(chip);
  }
}

std::string dates_words(const DateRange& dates) {
  const std::string from = dates.from ? first_day_text(*dates.from) : "";
  const std::string to = dates.to ? last_day_text(*dates.to) : "";
  if (from == to) return from;
  if (to.empty()) return "from " + from;
  if (from.empty()) return "to " + to;
  return from + " to " + to;
}

void set_chips(View& view, const SearchRequest& request) {
  List chips(List::type::list);
  const auto same = [](const std::string& value) { return value; };
  add_chips<Kind>(chips, request, "kind", &Filters::kinds,
                  [](const Kind& kind) { return choice_words("kind", std::string(kind_name(kind))); });
  add_chips<std::string>(chips, request, "lang", &Filters::languages, language_words);
  add_chips<std::string>(chips, request, "topic", &Filters::topics, same);
  add_chips<std::string>(chips, request, "publisher", &Filters::publishers, same);
  add_chips<std::string>(chips, request, "author", &Filters::authors, same);
  add_chips<std::string>(chips, request, "filetype", &Filters::filetypes, filetype_words);
  add_chips<std::string>(chips, request, "site", &Filters::sites, same);
  if (request.filters.published.from || request.filters.published.to) {
    Filters less = request.filters;
    less.published = {};
    View chip;
    chip.set("name", filter_words("published"));
    chip.set("value", dates_words(request.filters.published));
    chip.set("url", search_url(request, less));
    chips.push_back(chip);
  }
  const bool any = chips.is_non_empty_list();
  view.set("has_chips", any);
  view.set("chips", chips);
  set_text(view, "clear", any ? search_url(request, Filters()) : "");
}

/// What would be found with fewer filters.
void set_lifted(View& view, const SearchRequest& request, const SearchResponse& response) {
  List list(List::type::list);
  for (const LiftedFilters& lifted : response.lifted) {
    View entry;
    entry.set("name", lifted.parameters.size() == 1
                          ? "the filter “" + filter_words(lifted.parameters.front()) + "”"
                          : "the filters");
    entry.set("url", search_url(request, lifted.rest));
    entry.set("total", count_words(lifted.total, "result"));
    list.push_back(entry);
  }
  view.set("has_lifted", list.is_non_empty_list());
  view.set("lifted", list);
}

List choices_view(const SearchResponse& response) {
  List choices(List::type::list);
  for (const Facet& facet : response.facets) {
    const Choice* choice = choice_of(facet.name);
    if (choice == nullptr || facet.values.empty()) continue;
    List values(List::type::list);
    for (const FacetValue& value : facet.values) {
      View entry;
      entry.set("name", std::string(choice->parameter));
      entry.set("value", value.value);
      entry.set("text", choice_words(std::string(choice->parameter), value.value));
      entry.set("count", number_words(value.count));
      entry.set("selected", value.selected);
      values.push_back(entry);
    }
    View group;
    group.set("legend", std::string(choice->legend));
    group.set("values", values);
    choices.push_back(group);
  }
  return choices;
}

View year_view(const FacetValue& year, uint64_t most, const SearchRequest& request) {
  Filters narrowed = request.filters;
  narrowed.published = {};
  const std::optional<Date> first = Date::parse(year.value);
  // The year in force leads back to all years.
  if (!year.selected && first) narrowed.published = {first, Date::make(first->year, 12, 31)};
  View view;
  view.set("year", year.value);
  view.set("url", search_url(request, narrowed));
  view.set("count", number_words(year.count));
  view.set("width", std::to_string(most == 0 ? 0 : std::max<uint64_t>(1, year.count * 100 / most)));
  view.set("selected", year.selected);
  return view;
}

/// The first day of the last `years` years, up to `today`.
Date years_before(const Date& today, int years) {
  const std::optional<Date> day = Date::make(today.year - years, today.month, today.day);
  return day ? *day : *Date::make(today.year - years, 3, 1);  // the 29th of February
}

/// Whether some, and not all, of what is dated was published in the year of `first` or after it.
bool narrows(const std::vector<FacetValue>& years, const Date& first) {
  bool some = false, earlier = false;
  for (const FacetValue& year : years) {
    const std::optional<Date> begin = Date::parse(year.value);
    if (begin && year.count > 0) (begin->year < first.year ? earlier : some) = true;
  }
  return some && earlier;
}

/// Ways to fill in the two fields at once; only those that the results make use of.
void set_presets(View& view, const SearchRequest& request, const SearchResponse& response) {
  static constexpr std::pair<int, const char*> kPresets[] = {
      {1, "Past year"}, {3, "Past 3 years"}, {10, "Past 10 years"}};
  List presets(List::type::list);
  for (const Facet& facet : response.facets) {
    if (facet.name != "year" || !request.today) continue;
    for (const auto& [years, name] : kPresets) {
      Filters narrowed = request.filters;
      narrowed.published = {years_before(*request.today, years), std::nullopt};
      const bool selected = narrowed.published == request.filters.published;
      if (!selected && !narrows(facet.values, *narrowed.published.from)) continue;
      if (selected) narrowed.published = {};
      View preset;
      preset.set("name", name);
      preset.set("url", search_url(request, narrowed));
      preset.set("selected", selected);
      presets.push_back(preset);
    }
  }
  view.set("has_presets", presets.is_non_empty_list());
  view.set("presets", presets);
}

void set_years(View& view, const SearchRequest& request, const SearchResponse& response) {
  List recent(List::type::list);
  List earlier(List::type::list);
  for (const Facet& facet : response.facets) {
    if (facet.name != "year") continue;
    uint64_t most = 0;
    for (const FacetValue& year : facet.values) most = std::max(most, year.count);
    for (size_t i = 0; i < facet.values.size(); ++i) {
      (i < kYearsShown ? recent : earlier).push_back(year_view(facet.values[i], most, request));
    }
  }
  view.set("has_years", recent.is_non_empty_list());
  view.set("has_earlier", earlier.is_non_empty_list());
  view.set("years", recent);
  view.set("earlier", earlier);
}

}  // namespace

void set_filters(View& view, const SearchRequest& request, const SearchResponse& response) {
  set_chips(view, request);
  set_lifted(view, request, response);
  List orders(List::type::list);
  const std::pair<Sort, const char*> kOrders[] = {{Sort::kRelevance, "Best match first"},
                                                  {Sort::kNewest, "Newest first"},
                                                  {Sort::kOldest, "Oldest first"}};
  for (const auto& [sort, name] : kOrders) {
    View order;
    order.set("value", std::string(sort_name(sort)));
    order.set("name", name);
    order.set("selected", request.sort == sort);
    orders.push_back(order);
  }
  view.set("orders", orders);
  view.set("choices", choices_view(response));
  const DateRange& published = request.filters.published;
  view.set("from", published.from ? first_day_text(*published.from) : "");
  view.set("to", published.to ? last_day_text(*published.to) : "");
  set_presets(view, request, response);
  set_years(view, request, response);
  const bool filtered = !(request.filters == Filters{});
  view.set("has_filters", response.total > 0 || filtered);
}

std::vector<Parameter> hidden_parameters(const SearchRequest& request, const SearchResponse& response) {
  SearchRequest kept = request;
  kept.page = 1;
  kept.text.clear();
  // The panel has fields for these, unless it is not there.
  const bool panel = response.total > 0 || !(request.filters == Filters{});
  if (panel) {
    kept.sort = Sort::kRelevance;
    kept.filters.published = {};
  }
  std::vector<Parameter> hidden = to_parameters(kept);
  std::erase_if(hidden, [&](const Parameter& parameter) { return shown(response, parameter); });
  return hidden;
}

}  // namespace pressmark
