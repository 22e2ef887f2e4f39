// An index made of publications written down in a test, by the real writer, and open for reading.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/match/searcher.h"
#include "engine/publication.h"

namespace pressmark::testing {

/// A post with one body block per paragraph; id and url are `id`.
Publication post(const std::string& id, const std::string& title, const std::vector<std::string>& paragraphs,
                 const std::string& language = "en");

/// Publishes `publications` as a generation of `directory`, beside those there; the name of the new
/// generation.
std::string publish(const std::filesystem::path& directory, const std::vector<Publication>& publications);

/// `publications` published in a folder of their own, which goes when the last user of the index does.
std::shared_ptr<const Index> published(const std::vector<Publication>& publications);

/// The generation that INDEX/current names, every file verified; fails the test if it cannot be opened.
std::shared_ptr<const Index> open_current(const std::filesystem::path& directory);

/// Ids of the hits of a query, best first.
std::vector<std::string> ids_of(Searcher& searcher, const std::string& query,
                                const MatchOptions& options = {});

}  // namespace pressmark::testing
