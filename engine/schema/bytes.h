// Bytes of the index files: little-endian integers, varints (LEB128, seven bits a byte, lowest first) and
// length-prefixed strings. The append functions grow a std::string; a ByteReader reads them back from bytes
// that are not trusted: it never leaves its span, and a read that does not fit fails softly. Header only, no
// shared state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace pressmark {

/// Bytes of a string or file section, and back. The views live as long as what they were made from.
inline std::span<const uint8_t> as_bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The lowest `count` bytes (1 to 8) of `value`, lowest first.
inline void append_little_endian(std::string& out, uint64_t value, size_t count) {
  for (size_t i = 0; i < count; ++i) out.push_back(static_cast<char>(static_cast<uint8_t>(value >> (8 * i))));
}
inline void append_u8(std::string& out, uint8_t value) {
  out.push_back(static_cast<char>(value));
}
inline void append_u16(std::string& out, uint16_t value) {
  append_little_endian(out, value, 2);
}
inline void append_u24(std::string& out, uint32_t value) {
  append_little_endian(out, value, 3);
}
inline void append_u32(std::string& out, uint32_t value) {
  append_little_endian(out, value, 4);
}
inline void append_u64(std::string& out, uint64_t value) {
  append_little_endian(out, value, 8);
}

/// 1 byte below 128, at most 10.
inline void append_varint(std::string& out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(static_cast<uint8_t>(value | 0x80)));
  out.push_back(static_cast<char>(static_cast<uint8_t>(value)));
}
/// A varint of the length in bytes, then the bytes.
inline void append_string(std::string& out, std::string_view text) {
  append_varint(out, text.size());
  out.append(text);
}

/// Small differences of either sign as small varints: 0, -1, 1, -2, … become 0, 1, 2, 3, …
inline uint64_t zigzag(int64_t value) {
  return (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63);
}
inline int64_t unzigzag(uint64_t value) {
  return static_cast<int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

/// `count` bytes (1 to 8) at `data`, lowest first; the caller has checked that they are there.
inline uint64_t load_little_endian(const uint8_t* data, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; ++i) value |= static_cast<uint64_t>(data[i]) << (8 * i);
  return value;
}
inline uint16_t load_u16(const uint8_t* data) {
  return static_cast<uint16_t>(load_little_endian(data, 2));
}
inline uint32_t load_u24(const uint8_t* data) {
  return static_cast<uint32_t>(load_little_endian(data, 3));
}
inline uint32_t load_u32(const uint8_t* data) {
  return static_cast<uint32_t>(load_little_endian(data, 4));
}
inline uint64_t load_u64(const uint8_t* data) {
  return load_little_endian(data, 8);
}

/// Reads from the front of a span that must outlive it. After the first read that does not fit, `ok()` is
/// false for good, nothing remains, and every read gives 0 or an empty view: check once, after a run of
/// reads.
class ByteReader {
 public:
  explicit ByteReader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  /// Bytes read so far, and bytes left.
  size_t offset() const { return offset_; }
  size_t remaining() const { return bytes_.size() - offset_; }
  /// Whether everything was read and nothing failed.
  bool finished() const { return ok_ && remaining() == 0; }
  /// What a caller says who found a value that cannot be.
  void fail() {
    ok_ = false;
    offset_ = bytes_.size();
  }

  uint8_t u8() { return static_cast<uint8_t>(little_endian(1)); }
  uint16_t u16() { return static_cast<uint16_t>(little_endian(2)); }
  uint32_t u24() { return static_cast<uint32_t>(little_endian(3)); }
  uint32_t u32() { return static_cast<uint32_t>(little_endian(4)); }
  uint64_t u64() { return little_endian(8); }

  /// Fails on more than 64 bits.
  uint64_t varint() {
    uint64_t value = 0;
    for (unsigned shift = 0; offset_ < bytes_.size() && shift < 64; shift += 7) {
      const uint8_t byte = bytes_[offset_++];
      if (shift == 63 && byte > 1) break;
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    fail();
    return 0;
  }
  /// A varint that must be at most `max`.
  uint64_t varint(uint64_t max) {
    const uint64_t value = varint();
    if (value <= max) return value;
    fail();
    return 0;
  }
  uint32_t varint32() { return static_cast<uint32_t>(varint(UINT32_MAX)); }

  /// The next `count` bytes; empty on failure.
  std::span<const uint8_t> bytes(size_t count) {
    if (count > remaining()) {
      fail();
      return {};
    }
    const auto taken = bytes_.subspan(offset_, count);
    offset_ += count;
    return taken;
  }
  /// A string of append_string, at most `bytes_max` long.
  std::string_view string(size_t bytes_max) { return as_text(bytes(static_cast<size_t>(varint(bytes_max)))); }

 private:
  uint64_t little_endian(size_t count) {
    const auto taken = bytes(count);
    return taken.empty() ? 0 : load_little_endian(taken.data(), count);
  }

  std::span<const uint8_t> bytes_;
  size_t offset_ = 0;
  bool ok_ = true;
};

/// The longest length at most `bytes_max` at which UTF-8 `text` can be cut without splitting a code point. In
/// text that is not UTF-8 the cut may be anywhere within three bytes below `bytes_max`.
inline size_t code_point_floor(std::string_view text, size_t bytes_max) {
  if (text.size() <= bytes_max) return text.size();
  size_t cut = bytes_max;
  for (int back = 0; back < 3 && cut > 0 && (static_cast<uint8_t>(text[cut]) & 0xc0) == 0x80; ++back) --cut;
  return (static_cast<uint8_t>(text[cut]) & 0xc0) == 0x80 ? bytes_max : cut;
}

}  // namespace pressmark
