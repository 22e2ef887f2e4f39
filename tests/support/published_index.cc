#include "tests/support/published_index.h"

#include <boost/test/unit_test.hpp>

#include "indexer/generation.h"
#include "indexer/index_writer.h"
#include "tests/support/temp_dir.h"

namespace pressmark::testing {

Publication post(const std::string& id, const std::string& title, const std::vector<std::string>& paragraphs,
                 const std::string& language) {
  Publication publication;
  publication.id = id;
  publication.url = "/" + id;
  publication.kind = Kind::kPost;
  publication.title = title;
  publication.language = language;
  Part part;
  part.blocks.push_back({Role::kTitle, title});
  for (const std::string& paragraph : paragraphs) part.blocks.push_back({Role::kBody, paragraph});
  publication.parts.push_back(std::move(part));
  return publication;
}

std::string publish(const std::filesystem::path& directory, const std::vector<Publication>& publications) {
  IndexDirectory index(directory);
  index.lock();
  const std::filesystem::path built = index.begin(true);
  IndexWriter writer(built);
  for (const Publication& publication : publications) {
    writer.put(publication, publication.id);
  }
  return index.publish(built, manifest_of(writer.finish()));
}

std::shared_ptr<const Index> published(const std::vector<Publication>& publications) {
  const auto directory = std::make_shared<const TempDir>();
  publish(directory->path(), publications);
  const std::shared_ptr<const Index> index = open_current(directory->path());
  return {index.get(), [directory, index](const Index*) {}};
}

std::shared_ptr<const Index> open_current(const std::filesystem::path& directory) {
  auto index = Index::open(directory / "current", Verify::kHashes);
  BOOST_REQUIRE_MESSAGE(index.ok(), (index.ok() ? "" : index.error().where + ": " + index.error().message));
  return index.value();
}

std::vector<std::string> ids_of(Searcher& searcher, const std::string& query, const MatchOptions& options) {
  std::vector<std::string> ids;
  for (const RankedHit& hit : searcher.search(searcher.plan(parse_query(query), {}), options).hits) {
    ids.push_back(searcher.fields(hit.docid).value().id);
  }
  return ids;
}

}  // namespace pressmark::testing
