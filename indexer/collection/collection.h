// Collection: the traces of all publications of an index, and what follows from comparing them: which
// paragraphs are boilerplate by repetition, which publications are one work. Kept in `traces.dat` of the
// generation, so that an update decides as a rebuild of the same publications does. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/publication.h"
#include "engine/result.h"
#include "indexer/collection/trace.h"

namespace pressmark {

/// A paragraph that was taken for boilerplate.
struct RepeatedText {
  std::string text;  // its first kSampleBytesMax bytes
  uint32_t publications_count = 0;

  static constexpr size_t kSampleBytesMax = 160;
};

class Collection {
 public:
  /// What `generation` kept; nothing if it has no traces. Error kCorrupt.
  static Result<Collection> load(const std::filesystem::path& generation);
  /// Throws std::runtime_error when the disk refuses.
  void save(const std::filesystem::path& generation) const;

  size_t size() const { return traces_.size(); }
  bool contains(const std::string& id) const { return traces_.count(id) > 0; }
  /// What is kept of it, valid until the next put or remove.
  const Trace& put(const Publication& publication);
  void remove(const std::string& id);

  /// Compares all with all. Call after the last put and before what follows.
  void decide();

  /// Makes boilerplate of those blocks of a publication, as its reader gave it, that are repeated.
  void apply(Publication& publication);
  /// Gives the blocks of a publication out of the index, where some may be boilerplate by an earlier
  /// decision, the roles that they have now.
  void reapply(Publication& publication);
  /// Publications that were not put since load() and whose blocks have other roles now than then.
  const std::set<std::string>& changed() const { return changed_; }
  /// The works of more than one publication, each with its ids in order.
  std::vector<std::vector<std::string>> works() const;
  /// What is boilerplate by repetition, most frequent first. Texts are known of publications that were
  /// applied.
  std::vector<RepeatedText> repeated() const;

 private:
  template <class F>
  void for_each_known(Publication& publication, F visit);

  std::map<std::string, Trace> traces_;
  std::set<std::string> put_, changed_;
  std::map<std::string, std::vector<std::string>> works_;  // by its first id
  std::map<uint32_t, std::string> samples_;                // beginnings of repeated paragraphs
};

}  // namespace pressmark
