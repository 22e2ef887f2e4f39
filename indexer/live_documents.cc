#include "indexer/live_documents.h"

#include <xapian.h>

#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace pressmark {
namespace {

[[noreturn]] void fail(const std::filesystem::path& directory, const Xapian::Error& error) {
  throw std::runtime_error("cannot read the postings of " + directory.string() + ": " +
                           error.get_description());
}

}  // namespace

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
    fail(directory, error);
  }
  return documents;
}

void for_each_document(const std::filesystem::path& directory,
                       const std::function<void(const DescribedDocument&)>& visit) {
  try {
    const Xapian::Database postings((directory / "postings").string());
    for (auto it = postings.postlist_begin(""); it != postings.postlist_end(""); ++it) {
      const Xapian::Document document = postings.get_document(*it);
      Result<StoredFields> fields = decode_stored_fields(document.get_data());
      if (!fields.ok()) continue;
      const std::string bytes = document.get_value(schema::kTextBytesSlot);
      visit({*it, std::move(fields).value(), std::strtoull(bytes.c_str(), nullptr, 10),
             schema::decode_edition(document.get_value(schema::kEditionSlot))});
    }
  } catch (const Xapian::Error& error) {
    fail(directory, error);
  }
}

}  // namespace pressmark
