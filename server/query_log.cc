#include "server/query_log.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <exception>
#include <utility>

#include "engine/analysis/folding.h"
#include "engine/analysis/utf8.h"
#include "engine/result.h"
#include "server/query_privacy.h"

namespace pressmark {
namespace {

constexpr std::chrono::minutes kBetweenWrites{1};
constexpr size_t kDaysUnwrittenMax = 2;  // held while the disk takes none

std::string cut(std::string_view line) {
  return std::string(line.substr(0, utf8::prefix_size(line, limits::kLoggedQueryBytesMax)));
}

/// No other pair has this text, since a query holds no line feed.
std::string change_text(std::string_view from, std::string_view to) {
  return std::string(from) + '\n' + std::string(to);
}

}  // namespace

WaitingCounts::~WaitingCounts() {
  OPENSSL_cleanse(key_.data(), key_.size());
}

void WaitingCounts::restart() {
  counts_.clear();
  clear_ = 0;
  ENGINE_CHECK(RAND_bytes(key_.data(), static_cast<int>(key_.size())) == 1);
}

WaitingCounts::Hash WaitingCounts::hash(std::string_view text) const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  ENGINE_CHECK(HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()), bytes, text.size(),
                    digest.data(), &size) != nullptr);
  Hash hash{};
  std::memcpy(hash.data(), digest.data(), sizeof hash);
  return hash;
}

void WaitingCounts::make_room() {
  for (auto& [hash, count] : counts_) {
    if (count.clear) continue;
    --count.tally.asked;
    count.tally.without_results = std::min(count.tally.without_results, count.tally.asked);
  }
  std::erase_if(counts_,
                [](const auto& entry) { return !entry.second.clear && entry.second.tally.asked == 0; });
}

WaitingCounts::Count& WaitingCounts::at(std::string_view text) {
  const Hash key = hash(text);
  const auto found = counts_.find(key);
  if (found != counts_.end()) return found->second;
  while (counts_.size() >= limits::kWaitingQueriesMax) make_room();
  return counts_[key];
}

std::optional<QueryTally> WaitingCounts::count(std::string_view text, bool without_results) {
  const QueryTally once = {1, without_results ? uint64_t{1} : 0};
  Count& count = at(text);
  if (count.clear) return once;
  count.tally += once;
  if (count.tally.asked < least_ || clear_ >= limits::kLoggedQueriesMax) return std::nullopt;
  count.clear = true;
  ++clear_;
  return count.tally;
}

void WaitingCounts::reveal(std::string_view text) {
  if (clear_ >= limits::kLoggedQueriesMax) return;
  Count& count = at(text);
  if (!count.clear) ++clear_;
  count.clear = true;
}

QueryLog::QueryLog(QueryLogOptions options)
    : options_(std::move(options)),
      directory_(options_.directory),
      queries_(options_.least),
      changes_(options_.least) {
  const Date today = options_.today();
  day_.day = today;
  day_.least = options_.least;
  take_up(today);
  write();
}

QueryLog::~QueryLog() {
  if (writer_.joinable()) {
    {
      const std::lock_guard lock(ticking_);
      stopping_ = true;
    }
    tick_.notify_all();
    writer_.join();
  }
  write();
}

void QueryLog::start() {
  writer_ = std::thread([this] {
    std::unique_lock lock(ticking_);
    while (!tick_.wait_for(lock, kBetweenWrites, [this] { return stopping_; })) {
      lock.unlock();
      write();
      lock.lock();
    }
  });
}

void QueryLog::take_up(const Date& today) {
  const Result<QueryDay> day = directory_.read(today);
  if (!day.ok()) {
    complain_once(day.error().where + ": " + day.error().message);
    return;
  }
  for (const auto& [query, tally] : day.value().queries) queries_.reveal(query);
  for (const auto& [change, times] : day.value().changes)
    changes_.reveal(change_text(change.first, change.second));
}

void QueryLog::enter(const Date& today) {
  if (today == day_.day) return;
  if (!day_.empty() && before_.size() < kDaysUnwrittenMax) before_.push_back(std::move(day_));
  day_ = {};
  day_.day = today;
  day_.least = options_.least;
  queries_.restart();
  changes_.restart();
}

void QueryLog::count(std::string_view text, std::string_view former, bool without_results) {
  const std::string line = folded_line(text);
  const std::string before = folded_line(former);
  if (line.empty() || line == before) return;
  const bool personal = looks_personal(line);
  const bool linked = !before.empty() && !personal && !looks_personal(before);
  const std::string query = cut(line);
  const std::string from = cut(before);
  const Date today = options_.today();

  const std::lock_guard lock(mutex_);
  enter(today);
  ++day_.searches;
  if (without_results) ++day_.without_results;
  if (!before.empty()) ++day_.changed;
  if (personal) {
    ++day_.withheld;
    return;
  }
  if (const auto tally = queries_.count(query, without_results)) {
    day_.queries[query] += *tally;
  }
  if (!linked || from == query) return;
  if (const auto tally = changes_.count(change_text(from, query), false))
    day_.changes[{from, query}] += tally->asked;
}

void QueryLog::complain_once(const std::string& message) {
  if (!complained_ && options_.complain)
    options_.complain("what people look for is not being written: " + message);
  complained_ = true;
}

bool QueryLog::write_day(const QueryDay& day) {
  try {
    directory_.add(day);
    complained_ = false;
    return true;
  } catch (const std::exception& error) {
    complain_once(error.what());
    return false;
  }
}

void QueryLog::write() {
  const std::lock_guard writing(writing_);
  const Date today = options_.today();
  std::vector<QueryDay> days;
  {
    const std::lock_guard lock(mutex_);
    enter(today);
    days = std::exchange(before_, {});
    if (!day_.empty()) {
      QueryDay next;
      next.day = day_.day;
      next.least = day_.least;
      days.push_back(std::exchange(day_, std::move(next)));
    }
  }
  for (QueryDay& day : days) {
    if (write_day(day)) continue;
    const std::lock_guard lock(mutex_);
    if (day.day == day_.day) {
      day_.add(day);
    } else if (before_.size() < kDaysUnwrittenMax) {
      before_.push_back(std::move(day));
    }
  }
  try {
    directory_.remove_before(days_before(today, limits::kQueryLogDays - 1));
  } catch (const std::exception& error) {
    complain_once(error.what());
  }
}

}  // namespace pressmark
