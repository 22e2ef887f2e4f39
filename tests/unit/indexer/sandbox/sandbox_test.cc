#include "indexer/sandbox/sandbox.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "engine/limits.h"
#include "indexer/sandbox/sanitized.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/indexer/sandbox/shared_counter.h"

namespace pressmark {
namespace {

namespace data = boost::unit_test::data;

Publication titled(std::string title) {
  Publication publication;
  publication.title = std::move(title);
  return publication;
}

ReadResult of(Publication publication) {
  ReadResult result;
  result.publications = {std::move(publication)};
  return result;
}

volatile bool g_forever = true;
// Of the tests that need to know what happened in the worker; made before it is forked.
const testing::SharedCounter g_attempts, g_begun, g_go_on;

/// A reader that does what the document tells it to.
Result<ReadResult> obey(std::string_view bytes, const ReadRequest& request) {
  static int documents_count = 0;
  ++documents_count;
  if (bytes == "abort") std::abort();
  if (bytes == "segfault") raise(SIGSEGV);
  if (bytes == "exit") _exit(7);
  if (bytes == "loop") {
    while (g_forever) {
    }
  }
  if (bytes == "allocate") {
    std::vector<std::string> held;
    while (g_forever) held.emplace_back(16u << 20, 'x');
  }
  if (bytes == "answer") {
    ReadResult result = of(titled("huge"));
    result.publications[0].parts = {{"1", "", {{Role::kBody, std::string(limits::kTextBytesMax + 1, 'x')}}}};
    return result;
  }
  if (bytes == "flood") {
    ReadResult result;
    for (int i = 0; i < 4; ++i) {
      result.publications.push_back(titled("flood"));
      result.publications.back().parts = {
          {"1", "", {{Role::kBody, std::string(limits::kTextBytesMax, 'x')}}}};
    }
    return result;
  }
  if (bytes == "throw") throw std::runtime_error("what a library threw");
  if (bytes == "throw int") throw 5;
  if (bytes == "garbage") {
    for (int descriptor = 3; descriptor < 64; ++descriptor) {
      const std::string_view noise = "no frame at all, but long enough to be taken for a header of one";
      if (send(descriptor, noise.data(), noise.size(), MSG_NOSIGNAL) > 0) break;
    }
    return of(titled("garbage"));
  }
  if (bytes == "abort once" && ++*g_attempts == 1) std::abort();
  if (bytes == "count and abort") {
    ++*g_attempts;
    std::abort();
  }
  if (bytes == "count and loop") {
    ++*g_attempts;
    while (g_forever) {
    }
  }
  if (bytes.starts_with("wait, then look")) {
    *g_begun = 1;
    while (*g_go_on == 0) sched_yield();
    return of(titled(std::string(1, bytes.back())));
  }
  if (bytes == "give up for memory") {
    // What a C library does that cannot get its memory.
    std::vector<void*> held;
    for (;;) {
      void* place = std::malloc(16u << 20);
      if (place == nullptr) std::abort();
      held.push_back(place);
    }
  }
  if (bytes == "ask for too much") {
    try {
      std::vector<char> vast(size_t{1} << 60);
    } catch (const std::bad_alloc&) {
      return of(titled("read on"));
    }
  }
  if (bytes == "processor time") {
    rlimit limit{};
    getrlimit(RLIMIT_CPU, &limit);
    return of(titled(std::to_string(limit.rlim_cur)));
  }
  if (bytes == "offset") {
    return of(titled(std::to_string(request.offset) + " of " + std::to_string(request.file_bytes)));
  }
  if (bytes == "refuse") return Error{ErrorCode::kEncrypted, "locked", {}};
  if (bytes == "write a file") {
    std::ofstream file(request.path);
    file << "written" << std::flush;
    return of(titled(file ? "written" : "not written"));
  }
  if (bytes == "read standard input") {
    char byte = 0;
    return of(titled(read(0, &byte, 1) == 0 ? "empty" : "something"));
  }
  if (bytes == "list descriptors") {
    std::string open;
    for (int descriptor = 0; descriptor < 1024; ++descriptor) {
      if (fcntl(descriptor, F_GETFD) >= 0) open += std::to_string(descriptor) + " ";
    }
    return of(titled(open));
  }
  if (bytes == "pid") return of(titled(std::to_string(getpid())));
  if (bytes == "count") return of(titled(std::to_string(documents_count)));
  if (bytes.size() > 1000) return of(titled(std::to_string(bytes.size()) + bytes.back()));
  return of(titled(request.path + ": " + std::string(bytes)));
}

SandboxOptions quick() {
  SandboxOptions options;
  options.timeout_ms = 20'000;
  return options;
}

ReadRequest at(std::string path) {
  ReadRequest request;
  request.path = std::move(path);
  return request;
}

std::string title_of(Sandbox& sandbox, std::string_view bytes) {
  const Result<ReadResult> result = sandbox.read(bytes, at("a.txt"));
  return result.ok() ? result.value().publications.at(0).title : std::string(error_name(result.error().code));
}

BOOST_AUTO_TEST_CASE(gives_what_the_reader_made) {
  Sandbox sandbox(quick(), obey);
  BOOST_TEST(title_of(sandbox, "hello") == "a.txt: hello");
  BOOST_TEST(title_of(sandbox, "") == "a.txt: ");
}

BOOST_AUTO_TEST_CASE(gives_the_readers_own_error_with_the_path) {
  Sandbox sandbox(quick(), obey);
  const Result<ReadResult> result = sandbox.read("refuse", at("b.pdf"));
  BOOST_REQUIRE(!result.ok());
  BOOST_TEST((result.error().code == ErrorCode::kEncrypted));
  BOOST_TEST(result.error().message == "locked");
  BOOST_TEST(result.error().where == "b.pdf");
}

struct Death {
  const char* document;
  ErrorCode code;
  std::string message;
};
std::ostream& operator<<(std::ostream& out, const Death& row) {
  return out << row.document;
}

const std::vector<Death> kDeaths = {
    {"abort", ErrorCode::kCrashed, "the reader crashed: signal 6 (Aborted)"},
    {"segfault", ErrorCode::kCrashed, "the reader crashed: signal 11 (Segmentation fault)"},
    {"exit", ErrorCode::kCrashed, "the reader ended with status 7"},
    {"throw", ErrorCode::kDamaged, "the reader gave up: what a library threw"},
    {"throw int", ErrorCode::kDamaged, "the reader gave up"},
    {"answer", ErrorCode::kTooLarge, "the text has more than 32 MiB; split the document"},
    {"flood", ErrorCode::kTooLarge, "its text is larger than what is kept of one file; split the document"},
    {"garbage", ErrorCode::kTooLarge, "its text is larger than what is kept of one file; split the document"},
};

BOOST_DATA_TEST_CASE(a_bad_document_costs_only_itself, data::make(kDeaths), row) {
  Sandbox sandbox(quick(), obey);
  BOOST_TEST(title_of(sandbox, "before") == "a.txt: before");
  const Result<ReadResult> result = sandbox.read(row.document, at("bad.pdf"));
  BOOST_REQUIRE(!result.ok());
  BOOST_TEST((result.error().code == row.code));
  if (!(kSanitized && std::string_view(row.document) == "segfault"))
    BOOST_TEST(result.error().message == row.message);
  BOOST_TEST(result.error().where == "bad.pdf");
  BOOST_TEST(title_of(sandbox, "after") == "a.txt: after");
}

BOOST_AUTO_TEST_CASE(stops_a_reader_that_does_not_end) {
  SandboxOptions options;
  options.timeout_ms = 200;
  Sandbox sandbox(options, obey);
  const Result<ReadResult> result = sandbox.read("loop", at("slow.pdf"));
  BOOST_REQUIRE(!result.ok());
  BOOST_TEST((result.error().code == ErrorCode::kTimeout));
  BOOST_TEST(result.error().message == "reading it took more than 200 ms and was stopped");
  BOOST_TEST(title_of(sandbox, "after") == "a.txt: after");
}

BOOST_AUTO_TEST_CASE(stops_a_reader_that_wants_all_memory, *boost::unit_test::enable_if<!kSanitized>()) {
  SandboxOptions options = quick();
  options.memory_bytes_max = 512u << 20;
  Sandbox sandbox(options, obey);
  const Result<ReadResult> result = sandbox.read("allocate", at("greedy.pdf"));
  BOOST_REQUIRE(!result.ok());
  BOOST_TEST((result.error().code == ErrorCode::kTooLarge));
  BOOST_TEST(result.error().message == "reading it needs more than 512 MiB of memory; split the document");
  BOOST_TEST(title_of(sandbox, "after") == "a.txt: after");
}

BOOST_AUTO_TEST_CASE(says_so_when_a_document_does_not_fit_into_memory,
                     *boost::unit_test::enable_if<!kSanitized>()) {
  SandboxOptions options = quick();
  options.memory_bytes_max = 128u << 20;
  Sandbox sandbox(options, obey);
  BOOST_TEST(title_of(sandbox, std::string(limits::kFileBytesMax, 'x')) == "too_large");
  BOOST_TEST(title_of(sandbox, "after") == "a.txt: after");
}

BOOST_AUTO_TEST_CASE(takes_a_document_at_the_file_limit_and_refuses_one_over) {
  Sandbox sandbox(quick(), obey);
  std::string document(limits::kFileBytesMax, 'x');
  document.back() = 'e';
  BOOST_TEST(title_of(sandbox, document) == "268435456e");
  document += 'x';
  BOOST_TEST(title_of(sandbox, document) == "too_large");
}

struct Retry {
  const char* document;
  bool used;  // the worker has read another document before
  int attempts;
  const char* outcome;
};
std::ostream& operator<<(std::ostream& out, const Retry& row) {
  return out << row.document << (row.used ? ", used worker" : ", new worker");
}

const std::vector<Retry> kRetries = {
    {"abort once", false, 2, "a.txt: abort once"}, {"abort once", true, 2, "a.txt: abort once"},
    {"count and abort", false, 2, "crashed"},      {"count and abort", true, 2, "crashed"},
    {"count and loop", false, 1, "timeout"},       {"count and loop", true, 2, "timeout"},
};

BOOST_DATA_TEST_CASE(a_document_that_kills_its_reader_gets_a_second_one, data::make(kRetries), row) {
  SandboxOptions options;
  options.timeout_ms = 1'000;
  *g_attempts = 0;
  Sandbox sandbox(options, obey);
  if (row.used) BOOST_TEST(title_of(sandbox, "before") == "a.txt: before");
  BOOST_TEST(title_of(sandbox, row.document) == row.outcome);
  BOOST_TEST(g_attempts->load() == row.attempts);
}

BOOST_AUTO_TEST_CASE(tells_a_hunger_for_memory_from_a_crash_when_a_library_aborts,
                     *boost::unit_test::enable_if<!kSanitized>()) {
  SandboxOptions options = quick();
  options.memory_bytes_max = 512u << 20;
  Sandbox sandbox(options, obey);
  BOOST_TEST(title_of(sandbox, "give up for memory") == "too_large");
  BOOST_TEST(title_of(sandbox, "abort") == "crashed");
}

BOOST_AUTO_TEST_CASE(a_made_up_length_does_not_count_as_hunger_for_memory,
                     *boost::unit_test::enable_if<!kSanitized>()) {
  Sandbox sandbox(quick(), obey);
  BOOST_TEST(title_of(sandbox, "ask for too much") == "read on");
}

BOOST_AUTO_TEST_CASE(limits_the_processor_time_of_each_document) {
  Sandbox sandbox(quick(), obey);
  const int limit_s = std::stoi(title_of(sandbox, "processor time"));
  BOOST_TEST(limit_s >= 20);
  BOOST_TEST(limit_s <= 30);
}

BOOST_AUTO_TEST_CASE(says_so_when_a_file_shrinks_while_it_is_read) {
  const testing::TempDir folder;
  std::string text = "wait, then look";
  text.resize(100'000, 'x');
  const std::filesystem::path path = folder.write("shrinks.txt", text);
  *g_begun = 0;
  *g_go_on = 0;
  Sandbox sandbox(quick(), obey);
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::jthread shrinks([&] {
    while (*g_begun == 0) sched_yield();
    std::filesystem::resize_file(path, 10);
    *g_go_on = 1;
  });
  const Result<ReadResult> result = sandbox.read(file, at("shrinks.txt"));
  BOOST_REQUIRE(!result.ok());
  BOOST_TEST((result.error().code == ErrorCode::kUnreadable));
  BOOST_TEST(result.error().message ==
             "the file changed while it was read; run again when nothing writes to it");
  BOOST_TEST(title_of(sandbox, "after") == "a.txt: after");
}

BOOST_AUTO_TEST_CASE(reads_a_file_from_any_place_in_it) {
  Sandbox sandbox(quick(), obey);
  const testing::TempDir folder;
  for (const size_t before : {0, 1, 4095, 4096, 4097, 1'000'000}) {
    const auto path = folder.write("a.bin", std::string(before, '.') + "offset");
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    ReadRequest request = at("a.txt");
    request.offset = before;
    const Result<ReadResult> result = sandbox.read(file, request);
    BOOST_REQUIRE(result.ok());
    BOOST_TEST(result.value().publications.at(0).title ==
               std::to_string(before) + " of " + std::to_string(before + 6));
    // As if the file had shrunk since the place was named.
    request.offset = before + 7;
    BOOST_TEST((sandbox.read(file, request).error().code == ErrorCode::kUnreadable));
  }
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_file) {
  Sandbox sandbox(quick(), obey);
  const Descriptor folder(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  BOOST_TEST((sandbox.read(folder, at("a")).error().code == ErrorCode::kUnreadable));
  BOOST_TEST((sandbox.read(Descriptor(), at("a")).error().code == ErrorCode::kUnreadable));
}

BOOST_AUTO_TEST_CASE(a_file_over_the_limit_is_read_only_where_its_format_has_pieces) {
  Sandbox sandbox(quick(), obey);
  const Descriptor file(memfd_create("vast", MFD_CLOEXEC));
  // Text at the start, where the format is looked for; the rest is a hole that costs no memory.
  const std::string start(8'192, 'x');
  BOOST_REQUIRE(write(file.get(), start.data(), start.size()) == static_cast<ssize_t>(start.size()));
  const auto outcome = [&](const char* path, size_t bytes) {
    BOOST_REQUIRE(ftruncate(file.get(), static_cast<off_t>(bytes)) == 0);
    const Result<ReadResult> result = sandbox.read(file, at(path));
    return result.ok() ? result.value().publications.at(0).title.substr(0, 9)
                       : std::string(error_name(result.error().code));
  };
  BOOST_TEST(outcome("a.txt", limits::kFileBytesMax) == "268435456");
  BOOST_TEST(outcome("a.txt", limits::kFileBytesMax + 1) == "too_large");
  BOOST_TEST(outcome("a.jsonl", limits::kFileBytesMax + 1) == "268435456");
}

BOOST_AUTO_TEST_CASE(stops_what_it_reads_when_told_to) {
  *g_attempts = 0;
  Sandbox sandbox(quick(), obey);
  std::jthread stops([&] {
    while (*g_attempts == 0) sched_yield();
    sandbox.stop();
  });
  BOOST_TEST(title_of(sandbox, "count and loop") == "crashed");
  BOOST_TEST(title_of(sandbox, "after") == "crashed");
}

BOOST_AUTO_TEST_CASE(a_worker_may_not_write_files_or_see_the_programs_own) {
  const std::string path = (std::filesystem::temp_directory_path() / "pressmark_sandbox_test").string();
  Sandbox sandbox(quick(), obey);
  const int descriptor = open("/dev/null", O_RDONLY);
  BOOST_REQUIRE(descriptor >= 0);
  signal(SIGXFSZ, SIG_DFL);
  const Result<ReadResult> written = sandbox.read("write a file", at(path));
  BOOST_TEST((!written.ok() || written.value().publications.at(0).title == "not written"));
  BOOST_TEST((!std::filesystem::exists(path) || std::filesystem::file_size(path) == 0));
  std::filesystem::remove(path);
  BOOST_TEST(title_of(sandbox, "list descriptors") == "0 1 2 3 ");
  BOOST_TEST(title_of(sandbox, "read standard input") == "empty");
  close(descriptor);
}

BOOST_AUTO_TEST_CASE(a_worker_is_replaced_after_two_hundred_documents) {
  Sandbox sandbox(quick(), obey);
  for (int i = 1; i <= 200; ++i) BOOST_TEST(title_of(sandbox, "count") == std::to_string(i));
  BOOST_TEST(title_of(sandbox, "count") == "1");
}

BOOST_AUTO_TEST_CASE(no_process_is_left_behind) {
  pid_t idle = 0;
  pid_t dead = 0;
  {
    Sandbox sandbox(quick(), obey);
    dead = std::stoi(title_of(sandbox, "pid"));
    BOOST_TEST(title_of(sandbox, "abort") == "crashed");
    idle = std::stoi(title_of(sandbox, "pid"));
    BOOST_TEST(kill(dead, 0) == -1);
    BOOST_TEST(kill(idle, 0) == 0);
  }
  BOOST_TEST(kill(idle, 0) == -1);
  BOOST_TEST(waitpid(-1, nullptr, WNOHANG) == -1);
  BOOST_TEST(errno == ECHILD);
}

BOOST_AUTO_TEST_CASE(two_sandboxes_live_and_end_on_their_own) {
  auto first = std::make_unique<Sandbox>(quick(), obey);
  BOOST_TEST(title_of(*first, "one") == "a.txt: one");
  Sandbox second(quick(), obey);
  BOOST_TEST(title_of(second, "two") == "a.txt: two");
  first.reset();
  BOOST_TEST(title_of(second, "three") == "a.txt: three");
}

}  // namespace
}  // namespace pressmark
