// What was looked for, a day at a time, as it lies on disk: one JSON file a day in a directory that belongs
// to the server's user alone. Several servers may add to one directory. A QueryDirectory has no state; any
// thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/publication.h"
#include "engine/result.h"

namespace pressmark {

struct QueryTally {
  uint64_t asked = 0, without_results = 0;
  bool operator==(const QueryTally&) const = default;
  QueryTally& operator+=(const QueryTally& other) {
    asked += other.asked;
    without_results += other.without_results;
    return *this;
  }
};

/// The searches of one day. What is in clear has been asked `least` times, or `changes` made so often.
struct QueryDay {
  Date day;
  uint32_t least = 0;
  uint64_t searches = 0, without_results = 0;
  uint64_t withheld = 0;  // of the searches: by looks_personal()
  uint64_t changed = 0;   // of the searches: follow another one
  std::map<std::string, QueryTally> queries;
  std::map<std::pair<std::string, std::string>, uint64_t> changes;  // a query and the one asked after it

  bool operator==(const QueryDay&) const = default;
  bool empty() const { return searches == 0 && queries.empty() && changes.empty(); }
  /// Adds what `other` has; new queries and changes only up to limits::kLoggedQueriesMax.
  void add(const QueryDay& other);
};

std::string query_day_json(const QueryDay& day);
/// `where` names the file for the error.
Result<QueryDay> parse_query_day(std::string_view json, const std::string& where);

/// The day `count` days before `day`.
Date days_before(const Date& day, uint32_t count);

class QueryDirectory {
 public:
  explicit QueryDirectory(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }
  /// The day as it was written; an empty one when nothing was.
  Result<QueryDay> read(const Date& day) const;
  /// Adds to what is there for that day: the file is replaced whole, or stays as it was. Makes the directory.
  /// Throws std::runtime_error, of which std::system_error is one, with a message that names the file.
  void add(const QueryDay& more) const;
  /// Removes the days before `first`; nothing else in the directory.
  void remove_before(const Date& first) const;

 private:
  std::filesystem::path file_of(const Date& day) const;

  std::filesystem::path path_;
};

}  // namespace pressmark
