#include "indexer/ledger.h"

#include <algorithm>

#include "engine/schema/bytes.h"

namespace pressmark {
namespace {

constexpr size_t kChunkBytes = 256u << 10;

enum Flag : uint8_t {
  kFailed = 1,
  kSkipped = 2,
  kIdIsPath = 4,   // its one id is not written
  kHexHash = 8,    // the hash as the bytes that its digits stand for
  kFetched = 16,   // validators, listed_as and links follow
  kProblems = 32,  // problems follow
};

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Half the size; empty if `hash` is not made of pairs of small hexadecimal digits.
std::string bytes_of_hex(const std::string& hash) {
  std::string bytes;
  if (hash.size() % 2 != 0) return bytes;
  for (size_t i = 0; i < hash.size(); i += 2) {
    const int high = digit_of(hash[i]), low = digit_of(hash[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes.push_back(static_cast<char>(high << 4 | low));
  }
  return bytes;
}

std::string hex_of_bytes(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hash;
  for (const char c : bytes) {
    hash.push_back(kDigits[static_cast<uint8_t>(c) >> 4]);
    hash.push_back(kDigits[static_cast<uint8_t>(c) & 15]);
  }
  return hash;
}

void append_strings(std::string& out, const std::vector<std::string>& strings) {
  append_varint(out, strings.size());
  for (const std::string& each : strings) append_string(out, each);
}

std::string read_string(ByteReader& in) {
  return std::string(in.string(in.remaining()));
}

std::vector<std::string> read_strings(ByteReader& in) {
  std::vector<std::string> strings(static_cast<size_t>(in.varint(in.remaining())));
  for (std::string& each : strings) each = read_string(in);
  return strings;
}

void append_fetched(std::string& out, const LedgerEntry& entry) {
  append_string(out, entry.validators.etag);
  append_string(out, entry.validators.last_modified);
  append_string(out, entry.listed_as);
  append_varint(out, entry.links.size());
  for (const Link& link : entry.links) {
    append_string(out, link.url);
    append_string(out, link.modified ? link.modified->iso() : "");
    append_u8(out, link.sitemap ? 1 : 0);
  }
}

void read_fetched(ByteReader& in, LedgerEntry& entry) {
  entry.validators.etag = read_string(in);
  entry.validators.last_modified = read_string(in);
  entry.listed_as = read_string(in);
  entry.links.resize(static_cast<size_t>(in.varint(in.remaining())));
  for (Link& link : entry.links) {
    link.url = read_string(in);
    link.modified = Date::parse(read_string(in));
    link.sitemap = in.u8() != 0;
  }
}

}  // namespace

bool LedgerEntry::operator==(const LedgerEntry& other) const {
  const auto same_problem = [](const Error& a, const Error& b) {
    return a.code == b.code && a.message == b.message && a.where == b.where;
  };
  return bytes == other.bytes && modified_ns == other.modified_ns && hash == other.hash && ids == other.ids &&
         warnings == other.warnings && validators == other.validators && listed_as == other.listed_as &&
         links == other.links && failed == other.failed && skipped == other.skipped &&
         std::equal(problems.begin(), problems.end(), other.problems.begin(), other.problems.end(),
                    same_problem);
}

Ledger::Packed Ledger::pack(uint32_t path, const LedgerEntry& entry) {
  const std::string hash = bytes_of_hex(entry.hash);
  const bool id_is_path = entry.ids.size() == 1 && entry.ids.front() == paths_.name(path);
  const bool fetched = entry.validators != Validators{} || !entry.listed_as.empty() || !entry.links.empty();
  std::string out;
  append_u8(out, static_cast<uint8_t>((entry.failed ? kFailed : 0) | (entry.skipped ? kSkipped : 0) |
                                      (id_is_path ? kIdIsPath : 0) | (hash.empty() ? 0 : kHexHash) |
                                      (fetched ? kFetched : 0) | (entry.problems.empty() ? 0 : kProblems)));
  append_varint(out, entry.bytes);
  append_varint(out, zigzag(entry.modified_ns));
  append_string(out, hash.empty() ? entry.hash : hash);
  if (!id_is_path) append_strings(out, entry.ids);
  append_strings(out, entry.warnings);
  if (!entry.problems.empty()) {
    append_varint(out, entry.problems.size());
    for (const Error& problem : entry.problems) {
      append_u8(out, static_cast<uint8_t>(problem.code));
      append_string(out, problem.message);
      append_string(out, problem.where);
    }
  }
  if (fetched) append_fetched(out, entry);
  if (chunks_.empty() || chunks_.back().size() + out.size() > kChunkBytes)
    chunks_.emplace_back().reserve(std::max(kChunkBytes, out.size()));
  std::string& chunk = chunks_.back();
  const Packed packed{path, static_cast<uint32_t>(chunks_.size() - 1), static_cast<uint32_t>(chunk.size()),
                      static_cast<uint32_t>(out.size())};
  chunk += out;
  return packed;
}

LedgerEntry Ledger::unpack(const Packed& packed) const {
  ByteReader in(as_bytes(std::string_view(chunks_[packed.chunk]).substr(packed.at, packed.bytes)));
  LedgerEntry entry;
  const uint8_t flags = in.u8();
  entry.failed = (flags & kFailed) != 0;
  entry.skipped = (flags & kSkipped) != 0;
  entry.bytes = in.varint();
  entry.modified_ns = unzigzag(in.varint());
  entry.hash = read_string(in);
  if ((flags & kHexHash) != 0) entry.hash = hex_of_bytes(entry.hash);
  if ((flags & kIdIsPath) != 0) {
    entry.ids.emplace_back(paths_.name(packed.path));
  } else {
    entry.ids = read_strings(in);
  }
  entry.warnings = read_strings(in);
  if ((flags & kProblems) != 0) {
    entry.problems.resize(static_cast<size_t>(in.varint(in.remaining())));
    for (Error& problem : entry.problems) {
      problem.code = static_cast<ErrorCode>(in.u8());
      problem.message = read_string(in);
      problem.where = read_string(in);
    }
  }
  if ((flags & kFetched) != 0) read_fetched(in, entry);
  ENGINE_CHECK(in.finished());
  return entry;
}

void Ledger::expect(std::string_view path) {
  const uint32_t number = paths_.add(path);
  if (number >= expected_.size()) expected_.resize(paths_.size());
  expected_[number] = true;
}

bool Ledger::expects(std::string_view path) const {
  const auto number = paths_.find(path);
  return number && *number < expected_.size() && expected_[*number];
}

void Ledger::put(const std::string& path, const LedgerEntry& entry) {
  const uint32_t number = paths_.add(path);
  if (number >= last_.size()) last_.resize(paths_.size(), kNone);
  size_ += last_[number] == kNone ? 1 : 0;
  last_[number] = static_cast<uint32_t>(packed_.size());
  packed_.push_back(pack(number, entry));
}

void Ledger::amend(const std::string& path, const LedgerEntry& entry) {
  const auto number = paths_.find(path);
  if (!number || last_of(*number) == kNone) return put(path, entry);
  packed_[last_of(*number)] = pack(*number, entry);
}

std::optional<LedgerEntry> Ledger::find(std::string_view path) const {
  const auto number = paths_.find(path);
  if (!number || last_of(*number) == kNone) return std::nullopt;
  return unpack(packed_[last_of(*number)]);
}

void Ledger::for_each(const Visit& visit) const {
  for (const uint32_t number : paths_.sorted()) {
    if (last_of(number) != kNone) visit(std::string(paths_.name(number)), unpack(packed_[last_of(number)]));
  }
}

void Ledger::for_each_put(const Visit& visit) const {
  for (const Packed& packed : packed_) visit(std::string(paths_.name(packed.path)), unpack(packed));
}

bool Ledger::says_the_same(const Ledger& other) const {
  if (settings != other.settings || size_ != other.size_) return false;
  for (uint32_t number = 0; number < paths_.size(); ++number) {
    if (last_of(number) == kNone) continue;
    const auto theirs = other.find(paths_.name(number));
    if (!theirs) return false;
    LedgerEntry ours = unpack(packed_[last_of(number)]);
    ours.modified_ns = theirs->modified_ns;
    if (!(ours == *theirs)) return false;
  }
  return true;
}

}  // namespace pressmark
