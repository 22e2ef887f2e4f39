// How a passage is cited, and the address under which its words are found again. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "server/search_service.h"

namespace pressmark {

/// "Organisation, Title, 2022, p. 14 (PDF p. 20)": the printed label of the page and, where it is another
/// number, the number by which the document opens there; a section by its name. Without a place of the whole
/// publication.
std::string citation(const Hit& about);
std::string citation(const Hit& about, const PassageHit& passage);

/// The address of a publication's own page.
std::string publication_url(std::string_view id);
/// The same with these words sought in it.
std::string publication_url(std::string_view id, std::string_view query);

/// Some words of a passage that stand next to each other in it, with its first match among them: what finds
/// it again when its page has another number.
std::string quoted_words(const Fragment& fragment);
/// The address that does so, with the number of the part on which they stand, since a contents page or a
/// table may have the same words.
std::string passage_url(const std::string& id, const HitSnippet& passage);

}  // namespace pressmark
