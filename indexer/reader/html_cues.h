// What headings and short paragraphs say when they are of the site rather than of the text: "Related posts",
// "For more information, contact …", "Sign up for our newsletter", in the languages of western Europe. Pure
// functions of UTF-8 text; safe in any thread.
#pragma once

#include <string_view>

namespace pressmark {

/// Whether a heading opens a part of the site ("Related posts"): it begins like one and says little more.
bool is_site_heading_text(std::string_view text);

/// Whether whole sentences stand under such a heading ("About the author"), rather than a list of pages.
bool opens_sentences(std::string_view heading);

/// Whether it is a lone label of what is not there for the text's sake ("Advertisement", "Anzeige").
bool is_site_label(std::string_view text);

/// Whether it is nothing but the address of a person or of a profile on a network.
bool is_contact_address(std::string_view text);

/// Whether a short paragraph begins as those do that every page of a site has ("All rights reserved").
bool is_site_paragraph_text(std::string_view text);

/// Whether a paragraph points to another page by a word and a colon: "Also: …", "[Related: …]".
bool points_elsewhere(std::string_view text);

/// Whether it asks to subscribe to something.
bool asks_to_subscribe(std::string_view text);

/// Whether it says how to reach or to follow whoever wrote the text.
bool tells_how_to_reach(std::string_view text);

/// Whether it says who took a picture ("Photo: …", "(Image credit: …)").
bool is_credit_text(std::string_view text);

/// Whether it begins as lines do that name who wrote, and when ("By", "Published", "Lesezeit").
bool is_byline_text(std::string_view text);

}  // namespace pressmark
