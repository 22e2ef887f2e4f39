#include "indexer/sandbox/sandbox.h"

#include <fcntl.h>
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

#include "engine/limits.h"

namespace pressmark {
namespace {

namespace data = boost::unit_test::data;

Publication titled(std::string title) {
  Publication publication;
  publication.title = std::move(title);
  return publication;
}

volatile bool g_forever = true;

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
    ReadResult result{{titled("huge")}, {}};
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
    return ReadResult{{titled("garbage")}, {}};
  }
  if (bytes == "refuse") return Error{ErrorCode::kEncrypted, "locked", {}};
  if (bytes == "write a file") {
    std::ofstream file(request.path);
    file << "written" << std::flush;
    return ReadResult{{titled(file ? "written" : "not written")}, {}};
  }
  if (bytes == "read standard input") {
    char byte = 0;
    return ReadResult{{titled(read(0, &byte, 1) == 0 ? "empty" : "something")}, {}};
  }
  if (bytes == "list descriptors") {
    std::string open;
    for (int descriptor = 0; descriptor < 1024; ++descriptor) {
      if (fcntl(descriptor, F_GETFD) >= 0) open += std::to_string(descriptor) + " ";
    }
    return ReadResult{{titled(open)}, {}};
  }
  if (bytes == "pid") return ReadResult{{titled(std::to_string(getpid()))}, {}};
  if (bytes == "count") return ReadResult{{titled(std::to_string(documents_count))}, {}};
  if (bytes.size() > 1000) return ReadResult{{titled(std::to_string(bytes.size()) + bytes.back())}, {}};
  return ReadResult{{titled(request.path + ": " + std::string(bytes))}, {}};
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

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

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
  options.memory_bytes_max = 256u << 20;
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
