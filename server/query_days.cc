#include "server/query_days.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "engine/limits.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr uint32_t kFormat = 1;
constexpr std::string_view kExtension = ".json";
constexpr uint64_t kCountMax = uint64_t{1} << 53;  // what JSON can say exactly

[[noreturn]] void fail(const char* what, const fs::path& path) {
  throw std::system_error(errno, std::generic_category(), std::string(what) + ' ' + path.string());
}

/// An open file, its owner's alone when it is made; closes its descriptor.
class File {
 public:
  File(const fs::path& path, int flags)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {
    if (descriptor_ < 0) fail("cannot open", path);
  }
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// The whole file, or one byte more than a day's may have.
std::string read_file(const fs::path& path) {
  const File file(path, O_RDONLY);
  std::string bytes(limits::kQueryDayBytesMax + 1, '\0');
  size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t got = ::read(file.get(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("cannot read", path);
    if (got == 0) break;
    size += static_cast<size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

void write_all(const File& file, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot write", path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  if (::fsync(file.get()) != 0) fail("cannot sync", path);
}

uint64_t count_at(const Json& object, const char* name) {
  const uint64_t count = object.at(name).get<uint64_t>();
  if (!object.at(name).is_number_unsigned() || count > kCountMax) throw std::out_of_range(name);
  return count;
}

std::string text_at(const Json& object, const char* name) {
  std::string text = object.at(name).get<std::string>();
  if (text.empty() || text.size() > limits::kLoggedQueryBytesMax) throw std::out_of_range(name);
  return text;
}

QueryDay day_of(const Json& json) {
  if (json.at("format") != kFormat) throw std::out_of_range("format");
  QueryDay day;
  const std::string iso = json.at("day").get<std::string>();
  const std::optional<Date> date = Date::parse(iso);
  if (!date || date->iso() != iso) throw std::out_of_range("day");
  day.day = *date;
  day.least = static_cast<uint32_t>(std::min<uint64_t>(count_at(json, "least"), limits::kQueryLogLeastMax));
  day.searches = count_at(json, "searches");
  day.without_results = count_at(json, "without_results");
  day.withheld = count_at(json, "withheld");
  day.changed = count_at(json, "changed");
  const Json& queries = json.at("queries");
  const Json& changes = json.at("changes");
  if (queries.size() > limits::kLoggedQueriesMax || changes.size() > limits::kLoggedQueriesMax)
    throw std::out_of_range("queries");
  for (const Json& query : queries)
    day.queries[text_at(query, "query")] = {count_at(query, "asked"), count_at(query, "without_results")};
  for (const Json& change : changes)
    day.changes[{text_at(change, "from"), text_at(change, "to")}] = count_at(change, "times");
  return day;
}

}  // namespace

void QueryDay::add(const QueryDay& other) {
  least = other.least;
  searches += other.searches;
  without_results += other.without_results;
  withheld += other.withheld;
  changed += other.changed;
  for (const auto& [query, tally] : other.queries) {
    if (queries.size() >= limits::kLoggedQueriesMax && !queries.contains(query)) continue;
    queries[query] += tally;
  }
  for (const auto& [change, times] : other.changes) {
    if (changes.size() >= limits::kLoggedQueriesMax && !changes.contains(change)) continue;
    changes[change] += times;
  }
}

std::string query_day_json(const QueryDay& day) {
  Json queries = Json::array();
  for (const auto& [query, tally] : day.queries)
    queries.push_back({{"query", query}, {"asked", tally.asked}, {"without_results", tally.without_results}});
  Json changes = Json::array();
  for (const auto& [change, times] : day.changes)
    changes.push_back({{"from", change.first}, {"to", change.second}, {"times", times}});
  const Json json = {{"format", kFormat},
                     {"day", day.day.iso()},
                     {"least", day.least},
                     {"searches", day.searches},
                     {"without_results", day.without_results},
                     {"withheld", day.withheld},
                     {"changed", day.changed},
                     {"queries", std::move(queries)},
                     {"changes", std::move(changes)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

Result<QueryDay> parse_query_day(std::string_view json, const std::string& where) {
  const Error bad = {ErrorCode::kBadSyntax,
                     "is no day of a query log; move it away, and counting goes on without it", where};
  if (json.size() > limits::kQueryDayBytesMax) return bad;
  try {
    return day_of(Json::parse(json));
  } catch (const std::exception&) {  // whose message would quote what people have asked
    return bad;
  }
}

Date days_before(const Date& day, uint32_t count) {
  using namespace std::chrono;
  const sys_days from = year{day.year} / month{day.month} / std::chrono::day{day.day};
  const year_month_day to = from - days{count};
  return Date::make(static_cast<int>(to.year()), static_cast<int>(static_cast<unsigned>(to.month())),
                    static_cast<int>(static_cast<unsigned>(to.day())))
      .value_or(Date{1, 1, 1});
}

fs::path QueryDirectory::file_of(const Date& day) const {
  return path_ / (day.iso() + std::string(kExtension));
}

Result<QueryDay> QueryDirectory::read(const Date& day) const {
  const fs::path path = file_of(day);
  std::string bytes;
  try {
    bytes = read_file(path);
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::no_such_file_or_directory)
      return Error{ErrorCode::kUnreadable, error.code().message(), path.string()};
    QueryDay none;
    none.day = day;
    return none;
  }
  Result<QueryDay> read = parse_query_day(bytes, path.string());
  if (read.ok() && read.value().day != day)
    return Error{ErrorCode::kBadSyntax, "holds another day than its name says; move it away", path.string()};
  return read;
}

void QueryDirectory::add(const QueryDay& more) const {
  if (::mkdir(path_.c_str(), 0700) != 0 && errno != EEXIST) fail("cannot make", path_);
  const File lock(path_ / "lock", O_RDWR | O_CREAT);
  if (::flock(lock.get(), LOCK_EX) != 0) fail("cannot lock", path_ / "lock");
  Result<QueryDay> day = read(more.day);
  if (!day.ok()) throw std::runtime_error(day.error().where + ": " + day.error().message);
  day.value().add(more);
  const fs::path fresh = path_ / "writing";
  {
    const File file(fresh, O_WRONLY | O_CREAT | O_TRUNC);
    write_all(file, query_day_json(day.value()), fresh);
  }
  if (::rename(fresh.c_str(), file_of(more.day).c_str()) != 0) fail("cannot rename", fresh);
  const File directory(path_, O_RDONLY | O_DIRECTORY);
  if (::fsync(directory.get()) != 0) fail("cannot sync", path_);
}

void QueryDirectory::remove_before(const Date& first) const {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(path_, none)) {
    const std::string name = entry.path().filename();
    const std::optional<Date> day = Date::parse(name);
    if (day && name == day->iso() + std::string(kExtension) && *day < first) fs::remove(entry.path());
  }
}

}  // namespace pressmark
