// The positional record of a publication: which form stands at which position, in which field and part.
// Written once when the publication is indexed, read by phrases, nearness, the second stage, feedback and
// snippets. The encoding is described in record.cc. A record is data from outside like any other: reading
// checks every bound.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/publication.h"
#include "engine/result.h"
#include "engine/schema/lexicon.h"

namespace pressmark {

using TermPosition = uint32_t;  // of a word in its publication, from 0; a field break takes one position

/// Stands in a token stream between two runs of different role, so that no phrase crosses it.
inline constexpr FormId kFieldBreak = 0xffffffff;

/// A run of consecutive positions with one role. Runs are separated by one field break each.
struct RoleRun {
  Role role = Role::kBody;
  TermPosition begin = 0;  // first position of the run
  TermPosition end = 0;    // half-open; the field break stands at `end`
};

/// A compound ("covid-19") over the word at `position`.
struct CompoundPosting {
  FormId form = 0;
  TermPosition position = 0;
  bool operator==(const CompoundPosting&) const = default;
};

/// What a stretch of a record is a part of.
enum class PartKind : uint8_t {
  kText,
  kContents,  // a part of the text that lists the others
  kDetails,   // what is known of the publication beside its text: summary, topics, names
};
inline constexpr PartKind kPartKindLast = PartKind::kDetails;

/// Where a part that has words begins; it ends where the next one begins.
struct RecordPart {
  TermPosition begin = 0;
  PartKind kind = PartKind::kText;
  bool operator==(const RecordPart&) const = default;
};

/// A part as it lies in a record, half-open.
struct PartRun {
  TermPosition begin = 0, end = 0;
  PartKind kind = PartKind::kText;
  bool operator==(const PartRun&) const = default;
};

/// What is encoded: `forms` with a kFieldBreak between runs, `roles` one per run, compounds sorted by
/// position, parts too. Positions before the first part belong to none.
struct RecordContent {
  std::vector<FormId> forms;
  std::vector<Role> roles;
  std::vector<CompoundPosting> compounds;
  std::vector<RecordPart> parts = {};
  bool operator==(const RecordContent&) const = default;
};

/// Encodes one record. `primary_term(form)` gives the term id by which the pair filter knows a form.
/// Holds scratch space; one thread at a time.
class RecordEncoder {
 public:
  using PrimaryTerm = std::function<TermId(FormId)>;
  std::string encode(const RecordContent& content, const PrimaryTerm& primary_term);

 private:
  std::vector<uint32_t> stamp_;
  std::vector<uint8_t> local_;
  uint32_t generation_ = 0;
};

/// One place where one of the wanted forms stands.
struct Occurrence {
  TermPosition position = 0;
  FormId form = 0;
  bool operator==(const Occurrence&) const = default;
};

/// Positions of a record, half-open.
struct PositionRange {
  TermPosition begin = 0, end = 0xffffffff;
};

namespace record_layout {
struct BlockSections;
struct Register;
}  // namespace record_layout

/// A record in memory, not decoded. The bytes must outlive the view. Copies are cheap.
class RecordView {
 public:
  /// Reads the header. Error kCorrupt if it is not a record.
  static Result<RecordView> open(std::span<const uint8_t> bytes);

  /// Number of positions, field breaks included.
  uint32_t length() const { return length_; }
  /// The runs, in order of position.
  std::vector<RoleRun> runs() const;
  /// For each of `positions`, which rise, the run that it is in; an empty one at a field break. Does not read
  /// all runs of a long record.
  std::vector<RoleRun> runs_at(std::span<const TermPosition> positions) const;
  std::vector<CompoundPosting> compounds() const;
  /// The parts, in order of position; those that cannot be are left out with all after them.
  std::vector<PartRun> parts() const;
  /// False only if no word of primary term `first` stands directly before one of `second`, in this order.
  bool may_have_pair(TermId first, TermId second) const;
  /// Every place of any of `forms` (sorted, unique) in order of position, compounds included; stops after
  /// `limit`. Only places within `range` are given, and blocks outside it not read, nor in a long record
  /// those without any of the forms. A damaged block is an end, not a crash.
  std::vector<Occurrence> occurrences(std::span<const FormId> forms, size_t limit,
                                      PositionRange range = {}) const;
  /// The whole record. Error kCorrupt if a block is damaged.
  Result<RecordContent> decode() const;

 private:
  friend class PhraseMatcher;
  record_layout::BlockSections sections() const;
  std::optional<record_layout::Register> long_register() const;
  void words_at(std::span<const FormId> forms, size_t limit, PositionRange range,
                std::vector<Occurrence>& found) const;
  void compounds_at(std::span<const FormId> forms, size_t limit, PositionRange range,
                    std::vector<Occurrence>& found) const;

  std::span<const uint8_t> bytes_;
  uint32_t length_ = 0;
  // Further offsets into bytes_, set by open().
  uint32_t blocks_count_ = 0;
  std::span<const uint8_t> roles_, compounds_, parts_, filter_, directory_, register_, blocks_;
  uint8_t filter_bits_log2_ = 0;
};

/// A phrase: one set of forms per word. slop 0: directly one after the other, in this order; slop N: all
/// within a window of N + 1 positions after the first, in any order, each word at a place of its own; the
/// window is never too narrow for the words themselves. No phrase crosses a field break. Compounds are not
/// words of a phrase. Made once a query, used on many records; a phrase with slop has at most
/// limits::kQueryCodePointsMax words.
class PhraseMatcher {
 public:
  struct Word {
    std::vector<FormId> forms;  // sorted; any of them will do
    std::vector<TermId> terms;  // primary terms of those forms, for the pair filter
  };
  PhraseMatcher(std::vector<Word> words, uint32_t slop);

  size_t words_count() const { return words_.size(); }
  bool matches(const RecordView& record) const;
  /// First positions of its occurrences, rising; stops after `limit`.
  std::vector<TermPosition> find(const RecordView& record, size_t limit) const;

 private:
  std::vector<Word> words_;
  uint32_t slop_;
};

/// Records of a generation: `records.dat`, one after the other, and `records.idx`, a little-endian u64 offset
/// a document id (where its record ends). Append-only.
class RecordWriter {
 public:
  /// Opens for appending, at the end of what is there; creates the files if there are none.
  /// Throws std::system_error.
  explicit RecordWriter(const std::string& directory);
  ~RecordWriter();
  RecordWriter(const RecordWriter&) = delete;
  RecordWriter& operator=(const RecordWriter&) = delete;

  /// Appends the record of document `docid`; ids start at 1 and must rise, those left out have no record.
  /// Throws std::system_error.
  void append(uint32_t docid, const std::string& record);
  /// Writes what is buffered; what is not flushed at the end is lost. Throws std::system_error; after that
  /// the files are to be thrown away.
  void flush();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The mapped files. Immutable; share freely.
class RecordFile {
 public:
  static Result<std::shared_ptr<const RecordFile>> open(const std::string& directory);
  ~RecordFile();
  /// The record of a document; error kCorrupt if there is none.
  Result<RecordView> record(uint32_t docid) const;
  /// Gives back the memory of what was read, for those who read all records once; views stay valid.
  void release() const;

 private:
  RecordFile();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pressmark
