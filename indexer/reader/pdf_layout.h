// Layout: the lines of a page -> its blocks in reading order. Pure functions; safe in any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/publication.h"
#include "indexer/reader/pdf_page.h"

namespace pressmark {

/// What the whole document says about its type.
struct TypeStyle {
  float body_size = 10;
  std::map<int, float> pitch_of;  // size in half points -> distance from one line's foot to the next's

  /// The usual distance between the feet of two lines of this size.
  float pitch(float size) const;
};

TypeStyle measure_type(const std::vector<std::vector<Segment>>& pages);

/// Blocks of one page. `furniture[i]` says of segments[i] that it comes back on other pages; `headings` are
/// the titles that the outline has for this page. Hyphens at line ends are as append_line leaves them.
std::vector<Block> lay_out(const std::vector<Segment>& segments, const std::vector<bool>& furniture,
                           const std::vector<std::string>& headings, const TypeStyle& style);

/// Whether a paragraph begins as a caption does: "Figure 3: …", "Tab. 2 – …", "図1 …".
bool is_caption(std::string_view text);

/// The largest text of a page, its lines joined: the title of a report without one. Empty if nothing stands
/// out.
std::string largest_text(const std::vector<Segment>& segments, const TypeStyle& style);

}  // namespace pressmark
