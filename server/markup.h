// Markup: plain text with spans -> HTML. The only place where text of documents and queries becomes markup:
// the pieces are escaped first and the marks put between them after. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/snippet/snippet.h"

namespace pressmark {

/// `text` for an element or a quoted attribute: & < > " ' as entities; control characters but tab and line
/// feed, which HTML does not allow, as blanks.
std::string escape_html(std::string_view text);

/// `text` escaped, with <mark> around each span. Spans that are out of order, overlap, are empty or reach
/// beyond the text are passed over; matches with one blank between share a mark.
std::string mark_up(std::string_view text, const std::vector<ByteSpan>& spans);

/// The fragment's text marked up, with "…" where its block goes on in the middle of a sentence.
std::string mark_up(const Fragment& fragment);

}  // namespace pressmark
