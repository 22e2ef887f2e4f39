// What the classes and ids of a page's elements say about their content, in the words that publishing systems
// use. Pure functions; safe in any thread.
#pragma once

#include <string_view>
#include <vector>

namespace pressmark {

/// The entries of a list written as one text, apart by `separator`.
std::vector<std::string_view> split_list(std::string_view list, char separator);

/// Whether a class or id has one of the words that name a thing beside the content ("share",
/// "related-posts").
bool names_boilerplate(std::string_view value);

/// Whether it names what stands around every page of a site ("footer", "navbar", "cookie-notice").
bool names_surround(std::string_view value);

/// Whether it names a line about the content, such as who took a picture and when it was printed ("credit",
/// "timestamp"). Believed of short texts only.
bool names_label(std::string_view value);

/// Whether it names a short invitation to another page ("teaser").
bool names_teaser(std::string_view value);

/// Whether it names a show of pictures ("gallery", "slideshow").
bool names_gallery(std::string_view value);

/// Whether it names what is said of a picture ("wp-caption-text").
bool names_caption(std::string_view value);

/// Whether it names what a control of the page opens ("tab-pane", "accordion-body").
bool names_panel(std::string_view value);

/// Whether it names a standfirst ("lead", "standfirst", "intro").
bool names_summary(std::string_view value);

/// Whether it is one under which systems put the text itself ("entry-content").
bool names_content(std::string_view value);

/// Whether it names what readers write under an article ("comments").
bool names_conversation(std::string_view value);

}  // namespace pressmark
