// The text of the publications, in compressed frames of at most limits::kBlockTextBytesMax bytes of text that
// can be read one at a time: what a snippet costs does not depend on how long the document is. Encoding in
// text_store.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/publication.h"
#include "engine/result.h"
#include "engine/seam.h"

namespace pressmark {

/// A block as it is stored: a Block (or a piece of a long one) with what a snippet has to say about it.
struct StoredBlock {
  Role role = Role::kBody;
  uint32_t part = 0;  // index of its Part
  std::string part_label;
  std::string anchor;
  std::string heading;           // the nearest heading before it; empty when there is none
  uint32_t position = 0;         // TermPosition of its first word
  uint32_t positions_count = 0;  // words in it
  std::string text;              // at most limits::kBlockTextBytesMax bytes, UTF-8
  std::vector<Seam> seams = {};  // of the text; rising, within it
  bool operator==(const StoredBlock&) const = default;
};

/// The pieces in which a text is stored and analysed: each at most `bytes_max` bytes, cut after a sentence's
/// or a line's end where there is one, else after white space, else at a code point. Concatenated they are
/// the text.
std::vector<std::string_view> split_text(std::string_view text, size_t bytes_max);

/// `text.dat`, `text.idx`, `text.dict` (a zstd dictionary trained on the first publications) of a generation.
/// Append-only; one thread.
class TextWriter {
 public:
  /// Opens for appending. Throws std::system_error.
  explicit TextWriter(const std::string& directory);
  ~TextWriter();
  TextWriter(const TextWriter&) = delete;
  TextWriter& operator=(const TextWriter&) = delete;

  /// Appends the blocks of document `docid`, ordered by position. Ids must rise. The first publications are
  /// held in memory (at most kTrainingBytes) until a dictionary can be trained on them.
  void append(uint32_t docid, const std::vector<StoredBlock>& blocks);
  /// Writes what is held. Throws std::system_error.
  void flush();

  static constexpr size_t kTrainingBytes = 8u << 20;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The mapped files. Immutable; share freely: each call uses a decompression context of its own thread.
class TextFile {
 public:
  static Result<std::shared_ptr<const TextFile>> open(const std::string& directory);
  ~TextFile();

  /// The blocks of the frame that holds `position`, in order. Reads one frame. Error kCorrupt for a damaged
  /// frame; an empty list when the document has no text there.
  Result<std::vector<StoredBlock>> frame_at(uint32_t docid, uint32_t position) const;
  /// All blocks of a document, frame by frame.
  Result<std::vector<StoredBlock>> blocks(uint32_t docid) const;
  /// Gives back the memory of what was read, for those who read many documents once.
  void release() const;

 private:
  TextFile();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pressmark
