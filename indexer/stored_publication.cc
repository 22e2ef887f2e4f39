#include "indexer/stored_publication.h"

#include <algorithm>

namespace pressmark {

Publication publication_of(const StoredFields& fields, const std::vector<StoredBlock>& blocks) {
  Publication publication;
  publication.id = fields.id;
  publication.url = fields.url;
  publication.kind = fields.kind;
  publication.title = fields.title;
  publication.summary = fields.summary;
  publication.authors = fields.authors;
  publication.publisher = fields.publisher;
  publication.published = fields.published;
  publication.modified = fields.modified;
  publication.language = fields.language;
  publication.topics = fields.topics;
  publication.series = fields.series;
  publication.filetype = fields.filetype;
  publication.pages_count = fields.pages_count;

  // A summary that is not in the text was stored behind it, and will be again.
  size_t count = blocks.size();
  while (count > 0 && blocks[count - 1].role == Role::kSummary &&
         fields.summary.find(blocks[count - 1].text) != std::string::npos)
    --count;
  for (size_t i = 0; i < count; ++i) {
    const StoredBlock& block = blocks[i];
    if (publication.parts.size() <= block.part) publication.parts.resize(block.part + 1);
    Part& part = publication.parts[block.part];
    part.label = block.part_label;
    part.anchor = block.anchor;
    part.blocks.push_back({block.role, block.text});
  }
  if (publication.parts.empty() && !blocks.empty()) publication.parts.emplace_back();
  return publication;
}

}  // namespace pressmark
