// One record of a crawler's archive, and what becomes of it: a publication, or a count of what was passed
// over. Owned by one reader's call.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/reader/message_head.h"
#include "indexer/reader/reader.h"

namespace pressmark {

/// Whether a record begins here.
bool begins_warc_record(std::string_view bytes);

/// How many records were passed over, by reason.
struct WarcCounts {
  size_t redirects = 0;
  size_t errors = 0;
  size_t revisits = 0;
  size_t other_types = 0;  // images, style sheets, scripts
};

class WarcRecords {
 public:
  WarcRecords(const ReadRequest& request, ReadResult& result) : request_(request), result_(result) {}

  /// Reads a whole record. `where` is its place for messages.
  void add(const MessageHead& head, std::string_view block, const std::string& where);
  /// Notes a record that could not be read.
  void reject(Error error);
  /// Whether so much is wrong that the rest is not worth reading.
  bool is_full() const;

  const WarcCounts& counts() const { return counts_; }

 private:
  struct Document {
    std::string url;
    std::string content_type;
    std::string_view date;
    std::string where;
    bool truncated = false;
  };
  void add_response(Document document, std::string_view block);
  void read(const Document& document, std::string_view body);

  const ReadRequest& request_;
  ReadResult& result_;
  WarcCounts counts_;
};

}  // namespace pressmark
