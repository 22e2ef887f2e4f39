// The register of a long record, like the one at the end of a book: in which blocks each form stands, and
// where the blocks, runs and compounds are, so that what it costs to find a form does not grow with the
// record. Internal to the record files of engine/schema. Reading gives views into the record's bytes: it owns
// nothing, trusts nothing, and may be used by any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/schema/bytes.h"
#include "engine/schema/lexicon.h"
#include "engine/schema/record.h"

namespace pressmark::record_layout {

/// Records of fewer blocks have none: all their blocks are soon looked at.
inline constexpr uint32_t kRegisterBlocksMin = 48;
/// From one sample of blocks, runs or compounds to the next.
inline constexpr uint32_t kRegisterInterval = 32;

/// A form stands in the block, or among the compounds from the sample, of this number.
struct Listing {
  FormId form = 0;
  uint32_t item = 0;
  auto operator<=>(const Listing&) const = default;
};

/// Where reading can begin: at `position`, so many bytes into a section (and into the blocks).
struct RegisterSample {
  TermPosition position = 0;
  uint32_t offset = 0;
  uint32_t blocks_offset = 0;
};

/// Samples of one section, `interval` items apart; the first is that of item `interval`.
class RegisterSamples {
 public:
  RegisterSamples() = default;
  explicit RegisterSamples(std::span<const uint8_t> bytes) : bytes_(bytes) {}
  size_t size() const;
  RegisterSample operator[](size_t index) const;
  /// How many of them are at or before `position`.
  size_t count_until(TermPosition position) const;

 private:
  std::span<const uint8_t> bytes_;
};

/// For each form the items in which it is, unless these are most of all.
class FormLists {
 public:
  FormLists() = default;
  explicit FormLists(std::span<const uint8_t> bytes);
  /// Adds the items of `form`; false if it may be in any, which is also what damaged lists say.
  bool add_items(FormId form, std::vector<uint32_t>& items) const;

 private:
  std::span<const uint8_t> samples_, entries_;
  bool ok_ = false;
};

struct Register {
  RegisterSamples blocks, runs, compounds;
  FormLists block_lists, compound_lists;
};
/// The register in these bytes; nothing if they are not one.
std::optional<Register> open_register(std::span<const uint8_t> bytes);

/// The items in which any of `forms` may be, rising; nothing: any.
std::optional<std::vector<uint32_t>> items_of(const FormLists& lists, std::span<const FormId> forms);

/// Gathers a register while its record is encoded.
struct RegisterContent {
  std::string blocks, runs, compounds;  // samples
  std::vector<Listing> block_listings, compound_listings;
  uint32_t blocks_count = 0, compounds_count = 0;
};
void append_sample(std::string& samples, const RegisterSample& sample);
std::string encode_register(RegisterContent content);

}  // namespace pressmark::record_layout
