// Repetition: which paragraphs the readers of a site see again and again. Pure functions and values; a finder
// sees all blocks of all publications twice, publication by publication, so that nobody need hold them.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "engine/schema/id_table.h"
#include "indexer/collection/trace.h"

namespace pressmark {

/// A paragraph that stands in this many works is boilerplate.
inline constexpr uint32_t kRepeatedWorksMin = 3;

/// One that stands in enough works.
struct Repeated {
  uint32_t fingerprint = 0;
  uint32_t publications_count = 0;  // where it was marked
  uint64_t sample_at = 0;           // where its text is
  uint32_t sample_bytes = 0;
  bool opens_few = false;  // hardly any work begins with it
};

/// Those of a collection, by their fingerprint.
class RepeatedParagraphs {
 public:
  /// One that is not there yet.
  void add(const Repeated& paragraph);
  Repeated* find(uint32_t fingerprint);
  std::deque<Repeated>& all() { return all_; }

 private:
  std::deque<Repeated> all_;
  IdTable numbers_;
};

class RepetitionFinder {
 public:
  /// For so many blocks, roughly.
  explicit RepetitionFinder(uint64_t blocks_count);

  /// First all publications are looked at,
  void look(std::span<const TracedBlock> blocks);
  /// then all are counted. `work` is group_works() of it: copies of one text do not make it boilerplate.
  void count(std::span<const TracedBlock> blocks, uint32_t work);
  RepeatedParagraphs found() const;

 private:
  // An index page may open with the paragraph that opens its newest post.
  static constexpr uint32_t kOpeningsMax = 2;

  /// The first works where a paragraph was met, up to the number that decides; the last is only counted.
  template <uint32_t kEnough>
  struct FirstWorks {
    void add(uint32_t work);
    uint32_t works[kEnough - 1] = {};
    uint8_t count = 0;
  };
  struct Candidate {
    uint32_t fingerprint = 0;
    FirstWorks<kRepeatedWorksMin> standing;
    FirstWorks<kOpeningsMax + 1> opening;  // works that begin with it
  };

  // How often each fingerprint was met, up to 3, several in one place: too many for some, too few for none.
  std::vector<uint8_t> met_;
  std::deque<Candidate> candidates_;
  IdTable numbers_;
};

/// Sets `repeated` on the blocks of a publication. A paragraph stays text where it is the matter of the page:
/// where a work opens with it and hardly any other does, and in a publication that has next to nothing else.
/// A heading goes with all that it heads.
void mark_repeated(std::span<TracedBlock> blocks, RepeatedParagraphs& repeated);

}  // namespace pressmark
