// Crawlers' archives (reader.h): records one after another, each perhaps a gzip member of its own. Read in
// pieces that end where a record does; behind damage the next record is looked for.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/limits.h"
#include "indexer/reader/inflate.h"
#include "indexer/reader/message_head.h"
#include "indexer/reader/reader.h"
#include "indexer/reader/warc_record.h"

namespace pressmark {
namespace {

constexpr size_t kPeekBytes = 9;            // "WARC/1.0" and the end of its line
constexpr size_t kCandidatesMax = 10'000;   // places that look like a member, behind damage
constexpr size_t kMemberHeadBytesMin = 18;  // of a gzip member

class Archive {
 public:
  Archive(std::string_view bytes, const ReadRequest& request, ReadResult& result)
      : bytes_(bytes),
        request_(request),
        result_(result),
        records_(request, result),
        file_end_(std::max<uint64_t>(request.file_bytes, request.offset + bytes.size())) {}

  void read() {
    while (true) {
      while (at_ < bytes_.size() && (bytes_[at_] == '\r' || bytes_[at_] == '\n')) ++at_;
      if (at_ >= bytes_.size()) return stop_at(bytes_.size());
      if (done_bytes_ >= limits::kPieceBytes) return stop_at(at_);
      if (records_.is_full()) {
        result_.warnings.push_back("too_damaged: what follows was not read");
        return;
      }
      const bool goes_on = is_gzip(bytes_.substr(at_)) ? read_member() : read_record();
      if (!goes_on) return;
    }
  }

  const WarcCounts& counts() const { return records_.counts(); }

 private:
  bool has_more_file() const { return request_.offset + bytes_.size() < file_end_; }

  void stop_at(size_t at) {
    const uint64_t next = request_.offset + at;
    if (next < file_end_) result_.next_offset = next;
  }

  std::string place(size_t at) const { return "record at byte " + std::to_string(request_.offset + at); }

  /// What begins here ends behind the bytes given: the next piece begins with it, if that is any progress.
  bool leave_for_next_piece() {
    if (at_ > 0) {
      stop_at(at_);
      return false;
    }
    records_.reject({ErrorCode::kTooLarge, "is larger than what is read at once", place(at_)});
    stop_at(bytes_.size());
    return false;
  }

  bool damaged(const char* what) {
    records_.reject({ErrorCode::kDamaged, what, place(at_)});
    return find_next();
  }

  /// Moves to the next place where a record begins.
  bool find_next() {
    size_t plain = at_;
    size_t packed = at_;
    for (size_t tried = 0, at = at_ + 1; at < bytes_.size(); ++at, ++tried) {
      if (plain != std::string_view::npos && plain < at) plain = bytes_.find("WARC/", at);
      if (packed != std::string_view::npos && packed < at) packed = bytes_.find("\x1F\x8B\x08", at);
      at = std::min(plain, packed);
      if (at == std::string_view::npos) break;
      if (tried == kCandidatesMax) {
        result_.warnings.push_back("too_damaged: what follows was not read");
        return false;
      }
      const std::string_view here = bytes_.substr(at);
      if (begins_warc_record(at == plain ? here : std::string_view(peek_gzip(here, kPeekBytes)))) {
        at_ = at;
        return true;
      }
    }
    // A record may begin in the last few bytes.
    const size_t kept = std::min(bytes_.size() - at_ - 1, kMemberHeadBytesMin);
    stop_at(has_more_file() ? bytes_.size() - kept : bytes_.size());
    return false;
  }

  bool read_member() {
    const Inflated member = inflate_stream(bytes_.substr(at_), Coding::kGzip, limits::kWarcRecordBytesMax);
    done_bytes_ += member.bytes.size();
    if (member.end == InflateEnd::kTruncated && has_more_file()) return leave_for_next_piece();
    if (member.end == InflateEnd::kTruncated) return damaged("is cut short; copy the archive again");
    if (member.end == InflateEnd::kDamaged) return damaged("does not unpack; copy the archive again");
    if (member.end == InflateEnd::kTooLarge) {
      records_.reject({ErrorCode::kTooLarge,
                       "unpacks to more than " + std::to_string(limits::kWarcRecordBytesMax) +
                           " bytes; each record is to be compressed by itself",
                       place(at_)});
      if (member.bytes_taken == 0) return find_next();
    } else {
      read_records_of(member.bytes);
    }
    at_ += member.bytes_taken;
    return true;
  }

  void read_records_of(std::string_view bytes) {
    while (true) {
      bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
      if (bytes.empty()) return;
      const std::optional<MessageHead> head = head_at(bytes);
      const std::optional<size_t> length = head ? parse_length(head->field("content-length")) : std::nullopt;
      if (!length || *length > bytes.size() - head->bytes_count) {
        return records_.reject({ErrorCode::kDamaged, "is no whole record of an archive", place(at_)});
      }
      records_.add(*head, bytes.substr(head->bytes_count, *length), place(at_));
      bytes.remove_prefix(head->bytes_count + *length);
    }
  }

  static std::optional<MessageHead> head_at(std::string_view bytes) {
    return begins_warc_record(bytes) ? parse_head(bytes) : std::nullopt;
  }

  bool read_record() {
    const std::string_view rest = bytes_.substr(at_);
    if (has_more_file() && is_unfinished_head(rest)) return leave_for_next_piece();
    const std::optional<MessageHead> head = head_at(rest);
    const std::optional<size_t> length = head ? parse_length(head->field("content-length")) : std::nullopt;
    if (!length) return damaged("does not begin as a record of an archive does");
    const size_t room = rest.size() - head->bytes_count;
    if (*length > file_end_ - request_.offset - at_ - head->bytes_count) {
      return damaged("is cut short; copy the archive again");
    }
    if (*length > limits::kWarcRecordBytesMax) {
      records_.reject({ErrorCode::kTooLarge,
                       "has " + std::to_string(*length) + " bytes; the limit is " +
                           std::to_string(limits::kWarcRecordBytesMax),
                       place(at_)});
      at_ += head->bytes_count + *length;
      if (*length < room) return true;
      stop_at(at_);
      return false;
    }
    if (*length > room) return leave_for_next_piece();
    records_.add(*head, rest.substr(head->bytes_count, *length), place(at_));
    done_bytes_ += head->bytes_count + *length;
    at_ += head->bytes_count + *length;
    return true;
  }

  std::string_view bytes_;
  const ReadRequest& request_;
  ReadResult& result_;
  WarcRecords records_;
  uint64_t file_end_;
  size_t at_ = 0;
  size_t done_bytes_ = 0;
};

void add_count(const char* name, size_t count, std::vector<std::string>& warnings) {
  if (count > 0) warnings.push_back(std::string(name) + ": " + std::to_string(count));
}

}  // namespace

Result<ReadResult> read_warc(std::string_view bytes, const ReadRequest& request) {
  ReadResult result;
  Archive archive(bytes, request, result);
  archive.read();
  const bool nothing = result.publications.empty() && result.bad_items.empty();
  if (nothing && request.offset == 0 && result.next_offset == 0) {
    return Error{ErrorCode::kEmpty, "is an archive without a page that could be read", request.path};
  }
  add_count("redirects", archive.counts().redirects, result.warnings);
  add_count("errors", archive.counts().errors, result.warnings);
  add_count("revisits", archive.counts().revisits, result.warnings);
  add_count("other_types", archive.counts().other_types, result.warnings);
  return result;
}

}  // namespace pressmark
