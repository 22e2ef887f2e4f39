#include "indexer/reader/inflate.h"

#define ZLIB_CONST
#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "engine/limits.h"

namespace pressmark {
namespace {

constexpr size_t kChunkBytes = 64u << 10;
constexpr int kGzipWindow = 15 + 16;
constexpr int kZlibWindow = 15;
constexpr int kRawWindow = -15;

class Stream {
 public:
  explicit Stream(int window) : ok_(inflateInit2(&state_, window) == Z_OK) {}
  ~Stream() {
    if (ok_) inflateEnd(&state_);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  Inflated run(std::string_view bytes, size_t bytes_max, size_t bytes_looked_max) {
    Inflated out;
    if (!ok_) return out;
    state_.next_in = reinterpret_cast<const Bytef*>(bytes.data());
    size_t left = bytes.size();
    size_t total = 0;
    char chunk[kChunkBytes];
    int status = Z_OK;
    while (status == Z_OK) {
      if (state_.avail_in == 0) {
        const size_t step = std::min<size_t>(left, std::numeric_limits<uInt>::max() / 2);
        state_.avail_in = static_cast<uInt>(step);
        left -= step;
      }
      state_.next_out = reinterpret_cast<Bytef*>(chunk);
      state_.avail_out = sizeof chunk;
      status = inflate(&state_, Z_NO_FLUSH);
      const size_t made = sizeof chunk - state_.avail_out;
      out.bytes.append(chunk, std::min(made, bytes_max - out.bytes.size()));
      total += made;
      if (total > bytes_looked_max) break;
      if (status == Z_BUF_ERROR && state_.avail_in == 0 && left > 0) status = Z_OK;
    }
    const size_t taken = bytes.size() - left - state_.avail_in;
    if (total > bytes_max) {
      out.end = InflateEnd::kTooLarge;
      out.bytes_taken = status == Z_STREAM_END ? taken : 0;
    } else if (status == Z_STREAM_END) {
      out.end = InflateEnd::kWhole;
      out.bytes_taken = taken;
    } else {
      out.end = status == Z_BUF_ERROR ? InflateEnd::kTruncated : InflateEnd::kDamaged;
      out.bytes_taken = taken;
    }
    return out;
  }

 private:
  z_stream state_ = {};
  bool ok_;
};

Inflated unpack_brotli(std::string_view bytes, size_t bytes_max) {
  Inflated out;
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (!state) return out;
  size_t left = bytes.size();
  const auto* next = reinterpret_cast<const uint8_t*>(bytes.data());
  uint8_t chunk[kChunkBytes];
  BrotliDecoderResult status = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (status == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out.end != InflateEnd::kTooLarge) {
    size_t room = sizeof chunk;
    uint8_t* to = chunk;
    status = BrotliDecoderDecompressStream(state.get(), &left, &next, &room, &to, nullptr);
    const size_t made = sizeof chunk - room;
    const size_t kept = std::min(made, bytes_max - out.bytes.size());
    out.bytes.append(reinterpret_cast<const char*>(chunk), kept);
    if (kept < made) out.end = InflateEnd::kTooLarge;
  }
  if (out.end == InflateEnd::kTooLarge) return out;
  out.bytes_taken = bytes.size() - left;
  if (status == BROTLI_DECODER_RESULT_SUCCESS) out.end = InflateEnd::kWhole;
  if (status == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) out.end = InflateEnd::kTruncated;
  return out;
}

}  // namespace

Inflated inflate_stream(std::string_view bytes, Coding coding, size_t bytes_max) {
  const size_t looked = std::max(bytes_max, limits::kArchiveBytesMax);
  if (coding == Coding::kGzip) return Stream(kGzipWindow).run(bytes, bytes_max, looked);
  if (coding == Coding::kBrotli) return unpack_brotli(bytes, bytes_max);
  Inflated framed = Stream(kZlibWindow).run(bytes, bytes_max, looked);
  if (framed.end != InflateEnd::kDamaged || !framed.bytes.empty()) return framed;
  return Stream(kRawWindow).run(bytes, bytes_max, looked);
}

std::string peek_gzip(std::string_view bytes, size_t bytes_max) {
  if (!is_gzip(bytes)) return {};
  return Stream(kGzipWindow).run(bytes, bytes_max, bytes_max).bytes;
}

size_t inflate_budget(size_t bytes_count) {
  const size_t by_ratio = bytes_count > limits::kArchiveBytesMax / limits::kArchiveRatioMax
                              ? limits::kArchiveBytesMax
                              : bytes_count * limits::kArchiveRatioMax;
  return std::min(limits::kArchiveBytesMax, std::max(limits::kArchiveFreeBytes, by_ratio));
}

}  // namespace pressmark
