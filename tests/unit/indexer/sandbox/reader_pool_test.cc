#include "indexer/sandbox/reader_pool.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "engine/limits.h"
#include "indexer/sandbox/sanitized.h"
#include "indexer/source/source.h"
#include "tests/unit/indexer/sandbox/shared_counter.h"

namespace pressmark {
namespace {

namespace data = boost::unit_test::data;
using namespace std::chrono_literals;

constexpr size_t kTestPieceBytes = 10;
constexpr size_t kBigBytes = 4u << 20;
constexpr int kHeldMax = static_cast<int>(ReaderPool::kBufferedBytesMax / kBigBytes);

const testing::SharedCounter g_reads, g_others, g_go_on;
volatile bool g_forever = true;

ReadResult said(std::string title) {
  ReadResult result;
  result.publications.emplace_back();
  result.publications.back().title = std::move(title);
  return result;
}

ReadResult big() {
  ReadResult result = said("big");
  result.publications[0].parts = {{"1", "", {{Role::kBody, std::string(kBigBytes, 'x')}}}};
  return result;
}

Result<ReadResult> obey(std::string_view bytes, const ReadRequest& request) {
  ++*g_reads;
  if (bytes == "after the others") {
    while (*g_others < 20) sched_yield();
  } else if (bytes.starts_with("other")) {
    ++*g_others;
  }
  if (bytes == "abort") std::abort();
  if (bytes == "loop") {
    while (g_forever) {
    }
  }
  if (bytes == "huge") {
    ReadResult result = said("huge");
    for (int i = 0; i < 3; ++i) result.publications.push_back(big().publications[0]);
    result.publications[0].parts = {{"1", "", {{Role::kBody, std::string(limits::kTextBytesMax + 1, 'x')}}}};
    return result;
  }
  if (bytes.starts_with("big")) {
    ReadResult result = big();
    if (bytes.size() > 4) result.next_offset = request.offset + 4;
    return result;
  }
  if (request.path == "pieces") {
    ReadResult result =
        said(std::to_string(request.first_line) + ": " + std::string(bytes.substr(0, kTestPieceBytes)));
    if (bytes.size() > kTestPieceBytes) result.next_offset = request.offset + kTestPieceBytes;
    result.next_line = request.first_line + 1;
    return result;
  }
  if (request.path == "backward") {
    ReadResult result = said("backward");
    result.next_offset = request.offset > 0 ? request.offset : 5;
    return result;
  }
  if (request.path == "to the end") {
    ReadResult result = said("all of it");
    result.next_offset = request.file_bytes;
    return result;
  }
  if (request.path == "crawl") {
    ReadResult result;
    result.next_offset = request.offset + 1;
    return result;
  }
  return said(std::string(bytes));
}

Descriptor file_of(std::string_view bytes) {
  Descriptor file(memfd_create("test", MFD_CLOEXEC));
  BOOST_REQUIRE(write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  return file;
}

ReadJob job_of(std::string_view bytes, std::string path = "a.txt", std::string known_hash = {}) {
  ReadJob job;
  job.file = file_of(bytes);
  job.request.path = std::move(path);
  job.known_hash = std::move(known_hash);
  return job;
}

SandboxOptions quick() {
  SandboxOptions options;
  options.timeout_ms = 20'000;
  return options;
}

std::string text_of(const ReadPiece& piece) {
  if (!piece.result.ok()) return std::string(error_name(piece.result.error().code));
  if (piece.result.value().publications.empty()) return {};
  return piece.result.value().publications[0].title;
}

/// Waits until `counter` has come to `at_least` and then not changed for a while; what it came to.
int settled(const testing::SharedCounter& counter, int at_least) {
  for (int before = -1;;) {
    const int now = counter->load();
    if (now == before && now >= at_least) return now;
    before = now;
    std::this_thread::sleep_for(500ms);
  }
}

BOOST_DATA_TEST_CASE(gives_answers_in_the_order_of_the_files, data::make({1u, 2u, 3u, 7u}), workers) {
  ReaderPool pool(quick(), workers, obey);
  *g_others = workers == 1 ? 20 : 0;
  // The first is read last where there is more than one worker.
  pool.submit(job_of("after the others"));
  for (int i = 0; i < 40; ++i) pool.submit(job_of("other " + std::to_string(i)));
  BOOST_TEST(pool.pending() == 41);
  BOOST_TEST(text_of(pool.next()) == "after the others");
  for (int i = 0; i < 40; ++i) BOOST_TEST(text_of(pool.next()) == "other " + std::to_string(i));
  BOOST_TEST(pool.pending() == 0);
}

BOOST_AUTO_TEST_CASE(a_bad_document_costs_only_itself) {
  SandboxOptions options;
  options.timeout_ms = kSanitized ? 15'000 : 3'000;
  ReaderPool pool(options, 2, obey);
  const std::vector<std::pair<std::string, std::string>> documents = {
      {"one", "one"},   {"abort", "crashed"},  {"two", "two"},   {"loop", "timeout"},  {"three", "three"},
      {"four", "four"}, {"huge", "too_large"}, {"five", "five"}, {"abort", "crashed"}, {"six", "six"},
  };
  for (const auto& [document, outcome] : documents) pool.submit(job_of(document));
  for (const auto& [document, outcome] : documents) {
    const ReadPiece piece = pool.next();
    BOOST_TEST(text_of(piece) == outcome);
    BOOST_TEST(piece.last);
    BOOST_TEST(piece.hash == content_hash(document));
    BOOST_TEST(piece.bytes == document.size());
    if (!piece.result.ok()) BOOST_TEST(piece.result.error().where == "a.txt");
  }
}

BOOST_AUTO_TEST_CASE(gives_a_file_piece_after_piece) {
  ReaderPool pool(quick(), 2, obey);
  pool.submit(job_of("first one.second oneand third.fourth", "pieces"));
  pool.submit(job_of("0123456789", "pieces"));
  pool.submit(job_of("", "pieces"));
  const std::vector<std::pair<std::string, bool>> expected = {
      {"1: first one.", false}, {"2: second one", false}, {"3: and third.", false},
      {"4: fourth", true},      {"1: 0123456789", true},  {"1: ", true},
  };
  for (const auto& [text, last] : expected) {
    const ReadPiece piece = pool.next();
    BOOST_TEST(text_of(piece) == text);
    BOOST_TEST(piece.last == last);
  }
  BOOST_TEST(pool.pending() == 0);
}

BOOST_AUTO_TEST_CASE(a_file_ends_with_the_piece_that_reaches_its_end) {
  ReaderPool pool(quick(), 1, obey);
  pool.submit(job_of("some bytes", "to the end"));
  const ReadPiece piece = pool.next();
  BOOST_TEST(text_of(piece) == "all of it");
  BOOST_TEST(piece.last);
}

BOOST_AUTO_TEST_CASE(does_not_follow_a_reader_in_circles) {
  ReaderPool pool(quick(), 1, obey);
  pool.submit(job_of("some bytes", "backward"));
  BOOST_TEST(text_of(pool.next()) == "backward");
  const ReadPiece circle = pool.next();
  BOOST_TEST(text_of(circle) == "corrupt");
  BOOST_TEST(circle.last);

  *g_reads = 0;
  pool.submit(job_of(std::string(5'000, 'x'), "crawl"));
  while (pool.pending() > 1) static_cast<void>(pool.next());
  ReadPiece piece = pool.next();
  while (!piece.last) piece = pool.next();
  BOOST_TEST(text_of(piece) == "corrupt");
  BOOST_TEST(g_reads->load() == 1'001);
}

BOOST_AUTO_TEST_CASE(does_not_read_what_is_known) {
  ReaderPool pool(quick(), 2, obey);
  *g_reads = 0;
  pool.submit(job_of("the same", "a.txt", content_hash("the same")));
  pool.submit(job_of("another", "a.txt", content_hash("the same")));
  const ReadPiece same = pool.next();
  BOOST_TEST(same.unchanged);
  BOOST_TEST(same.last);
  BOOST_TEST(same.bytes == 8);
  BOOST_TEST(same.hash == content_hash("the same"));
  BOOST_TEST(text_of(same) == "");
  const ReadPiece other = pool.next();
  BOOST_TEST(!other.unchanged);
  BOOST_TEST(text_of(other) == "another");
  BOOST_TEST(g_reads->load() == 1);
}

BOOST_AUTO_TEST_CASE(hashes_as_a_whole_what_it_reads_in_pieces) {
  ReaderPool pool(quick(), 1, obey);
  for (const size_t size : {0u, 1u, (1u << 20) - 1, 1u << 20, (1u << 20) + 1, 3u << 20}) {
    std::string bytes(size, '\0');
    for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 2654435761u >> 13);
    pool.submit(job_of(bytes));
    BOOST_TEST(pool.next().hash == content_hash(bytes));
  }
}

BOOST_AUTO_TEST_CASE(reports_what_is_no_file) {
  ReaderPool pool(quick(), 1, obey);
  ReadJob job;
  job.request.path = "folder";
  job.file = Descriptor(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  pool.submit(std::move(job));
  const ReadPiece piece = pool.next();
  BOOST_TEST(text_of(piece) == "unreadable");
  BOOST_TEST(piece.result.error().where == "folder");
  BOOST_TEST(piece.hash == "");
}

BOOST_AUTO_TEST_CASE(answers_that_wait_hold_a_bounded_amount_of_memory) {
  ReaderPool pool(quick(), 2, obey);
  *g_reads = 0;
  for (int i = 0; i < 30; ++i) pool.submit(job_of("big"));
  BOOST_TEST(settled(g_reads, kHeldMax - 1) <= kHeldMax + 2);
  for (int i = 0; i < 30; ++i) BOOST_TEST(text_of(pool.next()) == "big");
  BOOST_TEST(g_reads->load() == 30);
}

BOOST_AUTO_TEST_CASE(the_pieces_of_the_first_file_are_bounded_too) {
  ReaderPool pool(quick(), 2, obey);
  *g_reads = 0;
  std::string many;
  for (int i = 0; i < 30; ++i) many += "big ";
  pool.submit(job_of(many));
  BOOST_TEST(settled(g_reads, kHeldMax - 1) <= kHeldMax + 1);
  for (int i = 0; i < 30; ++i) {
    const ReadPiece piece = pool.next();
    BOOST_TEST(text_of(piece) == "big");
    BOOST_TEST(piece.last == (i == 29));
  }
}

BOOST_AUTO_TEST_CASE(the_first_file_is_not_held_up_by_those_behind_it) {
  ReaderPool pool(quick(), 2, obey);
  *g_others = 20;
  *g_reads = 0;
  pool.submit(job_of("after the others"));
  *g_others = 0;
  for (int i = 0; i < 30; ++i) pool.submit(job_of("big"));
  settled(g_reads, kHeldMax - 1);
  *g_others = 20;
  BOOST_TEST(text_of(pool.next()) == "after the others");
  for (int i = 0; i < 30; ++i) BOOST_TEST(text_of(pool.next()) == "big");
}

BOOST_AUTO_TEST_CASE(ends_at_once_whatever_it_does) {
  const auto start = std::chrono::steady_clock::now();
  {
    ReaderPool pool(SandboxOptions{}, 3, obey);
    *g_reads = 0;
    for (const char* document : {"loop", "loop", "big", "big"}) pool.submit(job_of(document));
    for (int i = 0; i < 30; ++i) pool.submit(job_of("big"));
    while (*g_reads < 3) sched_yield();
  }
  BOOST_TEST((std::chrono::steady_clock::now() - start < 10s));
  BOOST_TEST(waitpid(-1, nullptr, WNOHANG) == -1);
  BOOST_TEST(errno == ECHILD);
}

BOOST_AUTO_TEST_CASE(refuses_to_start_where_nothing_confines_unless_allowed) {
  SandboxOptions options = quick();
  options.confinement = {Forbidden::kFails, true, true};
  BOOST_CHECK_THROW(ReaderPool(options, 2, obey), std::runtime_error);
  options.allow_unconfined = true;
  ReaderPool pool(options, 2, obey);
  BOOST_TEST(pool.confinement() == "unconfined");
  pool.submit(job_of("hello"));
  BOOST_TEST(text_of(pool.next()) == "hello");
}

BOOST_AUTO_TEST_CASE(says_what_confines_its_readers) {
  const ReaderPool pool(quick(), 2, obey);
  BOOST_TEST(pool.confinement().ends_with("seccomp"));
}

}  // namespace
}  // namespace pressmark
