// QueryLog: what people look for, counted so that nothing tells of one person. A query is kept in clear only
// from the moment it has been asked `least` times in one day. Until then there is its hash, in memory alone,
// under a key that is made anew each day and never leaves memory; so what few people asked is not on disk in
// any form. Counting takes a lock and some microseconds; files are written by a thread of its own, or by who
// calls write(). count() and write() from any thread.
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "engine/limits.h"
#include "server/query_days.h"

namespace pressmark {

/// How often texts have been counted, by their hash. When limits::kWaitingQueriesMax are held, all that wait
/// lose one to make room: a flood makes counts too small, never too large. One thread at a time.
class WaitingCounts {
 public:
  explicit WaitingCounts(uint32_t least) : least_(least) { restart(); }
  ~WaitingCounts();
  WaitingCounts(const WaitingCounts&) = delete;
  WaitingCounts& operator=(const WaitingCounts&) = delete;

  /// Counts `text` once more. What there is to add to it in clear: nothing before the `least`th time, all of
  /// it then, one by one after.
  std::optional<QueryTally> count(std::string_view text, bool without_results);
  /// `text` is in clear already.
  void reveal(std::string_view text);
  /// Forgets all counts and the key, and makes another.
  void restart();
  size_t size() const { return counts_.size(); }

 private:
  using Hash = std::array<uint64_t, 2>;
  struct HashOf {
    size_t operator()(const Hash& hash) const { return hash[0]; }
  };
  struct Count {
    QueryTally tally;
    bool clear = false;
  };

  Hash hash(std::string_view text) const;
  /// The count of `text`, made if it is not held.
  Count& at(std::string_view text);
  void make_room();

  uint32_t least_;
  std::array<unsigned char, 32> key_{};
  std::unordered_map<Hash, Count, HashOf> counts_;
  size_t clear_ = 0;
};

struct QueryLogOptions {
  std::filesystem::path directory;
  uint32_t least = limits::kQueryLogLeastDefault;
  std::function<Date()> today;                       // asked from any thread
  std::function<void(const std::string&)> complain;  // a message for the operator; from any thread
};

class QueryLog {
 public:
  /// Takes up the day where its file left off. A directory that cannot be used is complained of, no more.
  explicit QueryLog(QueryLogOptions options);
  ~QueryLog();  // writes what there is
  QueryLog(const QueryLog&) = delete;
  QueryLog& operator=(const QueryLog&) = delete;

  /// Somebody asked for `text`, having asked for `former` before, if that is not empty. The same words once
  /// more are no new question and not counted.
  void count(std::string_view text, std::string_view former, bool without_results);
  /// Writes what came since the last time and removes what is too old. When that fails, all is kept for the
  /// next time; one message until it has worked again.
  void write();
  /// From here on write() is called once a minute.
  void start();

 private:
  /// Goes over to another day when it is one: what waits is forgotten.
  void enter(const Date& today);
  void take_up(const Date& today);
  bool write_day(const QueryDay& day);
  void complain_once(const std::string& message);

  QueryLogOptions options_;
  QueryDirectory directory_;
  std::mutex writing_;  // before mutex_, where both are held
  bool complained_ = false;

  std::mutex mutex_;
  QueryDay day_;                  // counted since the last writing
  std::vector<QueryDay> before_;  // days that are over and not yet written
  WaitingCounts queries_, changes_;

  std::mutex ticking_;
  std::condition_variable tick_;
  bool stopping_ = false;
  std::thread writer_;
};

}  // namespace pressmark
