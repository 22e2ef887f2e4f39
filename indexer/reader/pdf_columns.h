// Reading order of a page: finds the gutters between columns from where the lines stand, and what spans them.
#pragma once

#include <vector>

#include "indexer/reader/pdf_page.h"

namespace pressmark {

/// The lines of one column, or of the whole width between two sets of columns.
using Region = std::vector<const Segment*>;

/// Cuts a page into regions in reading order: within a band left column before right, what spans the columns
/// in its place between the bands. A table is not cut. The segments must outlive the regions.
std::vector<Region> find_regions(const Region& page, float body_size);

/// The printed lines of a region from the top, each from the left.
std::vector<Region> find_rows(Region region);

}  // namespace pressmark
