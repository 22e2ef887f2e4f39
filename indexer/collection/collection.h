// Collection: the traces of all publications of an index, and what follows from comparing them: which
// paragraphs are boilerplate by repetition, which publications are one work. Kept in `traces.dat` of the
// generation, so that an update decides as a rebuild of the same publications does. In memory are some 200
// bytes a publication beside its id, and some 60 a repeated paragraph; the blocks are in a file. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/publication.h"
#include "engine/result.h"
#include "indexer/collection/collection_report.h"
#include "indexer/collection/name_table.h"
#include "indexer/collection/outline.h"
#include "indexer/collection/repetition.h"
#include "indexer/collection/trace.h"
#include "indexer/source/scratch_file.h"

namespace pressmark {

class Collection {
 public:
  /// What is not held in memory is in a file without a name in `scratch`. Throws std::system_error, as all
  /// that follows does when the disk refuses.
  explicit Collection(const std::filesystem::path& scratch) : file_(scratch) {}

  /// What is kept of it; it replaces what there was of its id.
  Trace put(const Publication& publication);
  void remove(const std::string& id);
  /// Whether anything was put or removed.
  bool touched() const { return touched_; }

  /// Adds what `generation` kept; nothing if it has no traces. What was put or removed before stays so. Error
  /// kCorrupt.
  std::optional<Error> load(const std::filesystem::path& generation);
  /// Compares all with all. Call after the last put and before what follows.
  void decide();

  /// Makes boilerplate of those blocks of a publication, as its reader gave it, that are repeated.
  void apply(Publication& publication);
  /// Gives the blocks of a publication out of the index, where some may be boilerplate by an earlier
  /// decision, the roles that they have now.
  void reapply(Publication& publication);
  /// Publications that were not put and whose blocks have other roles now than before, in order.
  const std::vector<std::string>& changed() const { return changed_; }
  /// Texts are known of publications that were applied, in this run or before.
  CollectionReport report();

  /// Throws std::runtime_error when the disk refuses.
  void save(const std::filesystem::path& generation);
  /// The report that `generation` was saved with; an empty one if it has no traces. Error kCorrupt.
  static Result<CollectionReport> report_of(const std::filesystem::path& generation);

  size_t size() const { return in_order().size(); }

 private:
  enum class State : uint8_t { kRemoved, kLoaded, kPut };
  struct Known {
    Outline outline;
    uint64_t blocks_at = 0;  // in file_
    uint32_t blocks_bytes = 0;
    State state = State::kRemoved;
  };

  uint32_t number_of(const std::string& id);
  bool read(ByteReader& reader);
  /// Of those that were not removed, by id.
  std::vector<uint32_t> in_order() const;
  std::vector<TracedBlock> blocks_of(const Known& known);
  RepeatedParagraphs find_repeated(const std::vector<uint32_t>& order, const std::vector<uint32_t>& works);
  void mark(uint32_t number, RepeatedParagraphs& repeated);
  void find_several(const std::vector<uint32_t>& order, const std::vector<uint32_t>& works);
  template <class F>
  void for_each_known(Publication& publication, F visit);
  std::string text_of(const Repeated& paragraph);

  ScratchFile file_;  // blocks, and beginnings of repeated paragraphs
  NameTable ids_;
  std::deque<Known> known_;  // by the number of the id
  OutlineLists lists_;
  bool touched_ = false;
  RepeatedParagraphs repeated_;
  std::vector<std::vector<uint32_t>> works_;  // of more than one publication
  std::vector<std::string> changed_;
};

}  // namespace pressmark
