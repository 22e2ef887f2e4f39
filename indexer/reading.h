// What the options of a run mean to its readers: for `update` and `rebuild` and for `inspect` the same.
#pragma once

#include <string>

#include "indexer/pipeline.h"
#include "indexer/reader/reader.h"
#include "indexer/sandbox/sandbox.h"

namespace pressmark {

SandboxOptions sandbox_options(const RunOptions& options);
/// What a reader is told of the file, or of the document from an address, at `path`.
ReadRequest request_of(const RunOptions& options, const std::string& path);

}  // namespace pressmark
