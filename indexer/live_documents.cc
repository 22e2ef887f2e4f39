#include "indexer/live_documents.h"

#include <xapian.h>

#include <stdexcept>

#include "engine/schema/schema.h"

namespace pressmark {

std::vector<LiveDocument> live_documents(const std::filesystem::path& directory) {
  std::vector<LiveDocument> documents;
  try {
    const Xapian::Database postings((directory / "postings").string());
    for (auto it = postings.valuestream_begin(schema::kKindSlot);
         it != postings.valuestream_end(schema::kKindSlot); ++it) {
      const std::string value = *it;
      documents.push_back({it.get_docid(), value.empty() ? std::string() : value.substr(1)});
    }
  } catch (const Xapian::Error& error) {
    throw std::runtime_error("cannot read the postings of " + directory.string() + ": " +
                             error.get_description());
  }
  return documents;
}

}  // namespace pressmark
