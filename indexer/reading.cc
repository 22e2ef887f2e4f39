#include "indexer/reading.h"

namespace pressmark {

SandboxOptions sandbox_options(const RunOptions& options) {
  SandboxOptions sandbox;
  sandbox.allow_unconfined = options.allow_unconfined;
  sandbox.ocr_languages = options.ocr_languages;
  return sandbox;
}

ReadRequest request_of(const RunOptions& options, const std::string& path) {
  ReadRequest request;
  request.path = path;
  request.base_url = options.base_url;
  request.content_selectors = options.content_selectors;
  request.ocr_languages = options.ocr_languages;
  return request;
}

}  // namespace pressmark
