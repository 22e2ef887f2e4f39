// A query report as one page that needs nothing beside it: plots, and each of their figures in a table. By
// server/web/query_report.mustache. Pure; any thread.
#pragma once

#include <string>

#include "server/query_report.h"

namespace pressmark {

std::string query_report_page(const QueryReport& report);

}  // namespace pressmark
