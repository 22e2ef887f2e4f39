// Tables: runs of printed lines whose pieces stand under each other in three columns or more.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/reader/pdf_columns.h"

namespace pressmark {

struct Table {
  size_t rows_count = 0;  // printed lines that it takes up; 0 when there is no table
  std::string text;       // cells apart by tabs, rows by line feeds
};

/// The table that begins at rows[begin], if one does.
Table find_table(const std::vector<Region>& rows, size_t begin);

}  // namespace pressmark
