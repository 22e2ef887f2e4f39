#include "indexer/sandbox/confinement.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "indexer/sandbox/sandbox.h"
#include "indexer/sandbox/sanitized.h"
#include "indexer/sandbox/wire.h"
#include "tests/support/temp_dir.h"

namespace pressmark {
namespace {

namespace data = boost::unit_test::data;

/// What a taken-over reader might try; less than 0 when it is refused.
struct Attempt {
  const char* name;
  long (*run)();
  bool landlock_alone;  // refuses it as well
  bool may_read;        // seccomp without Landlock lets it pass
};
std::ostream& operator<<(std::ostream& out, const Attempt& row) {
  return out << row.name;
}

pid_t g_program = 0;
const testing::TempDir g_folder;
const std::string g_victim = g_folder.write("victim", "here");

const std::vector<Attempt> kAttempts = {
    {"read a file", [] { return long{open("/etc/hostname", O_RDONLY)}; }, true, true},
    {"read a file's target", [] { return long{open("/proc/self/environ", O_RDONLY)}; }, true, true},
    {"list a folder", [] { return opendir("/") == nullptr ? -1L : 0L; }, true, true},
    {"write a file", [] { return long{open("/tmp/pressmark_confinement", O_WRONLY | O_CREAT, 0600)}; }, true,
     false},
    {"change a font", [] { return long{open("/usr/share/fonts", O_RDWR | O_TMPFILE, 0600)}; }, true, false},
    {"make a folder", [] { return long{mkdir("/tmp/pressmark_confinement", 0700)}; }, true, false},
    {"remove a file", [] { return long{unlink(g_victim.c_str())}; }, true, false},
    {"open a socket", [] { return long{socket(AF_INET, SOCK_STREAM, 0)}; }, false, false},
    {"open a local socket", [] { return long{socket(AF_UNIX, SOCK_STREAM, 0)}; }, false, false},
    {"start a process", [] { return syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr); }, false,
     false},
    {"become a program",
     [] {
       char* const none[] = {nullptr};
       return long{execve("/bin/true", none, none)};
     },
     true, false},
    {"kill the program", [] { return long{kill(g_program, SIGKILL)}; }, false, false},
    {"kill a thread of the program", [] { return syscall(SYS_tgkill, g_program, g_program, SIGKILL); }, false,
     false},
    {"trace the program", [] { return ptrace(PTRACE_ATTACH, g_program, nullptr, nullptr); }, false, false},
    {"raise its limits",
     [] {
       const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
       return long{setrlimit(RLIMIT_CPU, &none)};
     },
     false, false},
    {"run what it wrote",
     [] {
       void* place =
           mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
       return place == MAP_FAILED ? -1L : 0L;
     },
     false, false},
    {"make a file in memory", [] { return long{memfd_create("x", 0)}; }, false, false},
    {"change its rights", [] { return long{prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)}; }, false, false},
};

ReadResult said(std::string title) {
  ReadResult result;
  result.publications.emplace_back();
  result.publications.back().title = std::move(title);
  return result;
}

Result<ReadResult> attempt(std::string_view bytes, const ReadRequest&) {
  for (const Attempt& row : kAttempts) {
    if (bytes != row.name) continue;
    errno = 0;
    const long outcome = row.run();
    if (outcome >= 0) return said("done");
    return said(errno == EPERM || errno == EACCES ? "refused" : std::strerror(errno));
  }
  if (bytes == "read character maps") {
    struct stat info {};
    if (stat("/usr/share/poppler", &info) != 0) return said("read");
    return said(open("/usr/share/poppler", O_RDONLY | O_DIRECTORY) >= 0 ? "read" : std::strerror(errno));
  }
  return said(std::string(bytes));
}

std::string outcome_of(Sandbox& sandbox, std::string_view document) {
  const Result<ReadResult> result = sandbox.read(document, ReadRequest{});
  return result.ok() ? result.value().publications.at(0).title : result.error().message;
}

bool kernel_has_landlock() {
  Sandbox sandbox(SandboxOptions{}, attempt);
  return sandbox.confinement().landlock_abi > 0;
}

BOOST_DATA_TEST_CASE(a_reader_is_refused_what_it_does_not_need, data::make(kAttempts), row) {
  g_program = getpid();
  Sandbox sandbox(SandboxOptions{}, attempt);
  const bool open_to_read = row.may_read && sandbox.confinement().landlock_abi == 0;
  BOOST_TEST(outcome_of(sandbox, row.name) == (open_to_read ? "done" : "refused"));
  BOOST_TEST(outcome_of(sandbox, "read character maps") == "read");
  BOOST_TEST(outcome_of(sandbox, "after") == "after");
}

BOOST_DATA_TEST_CASE(seccomp_alone_refuses_all_but_reading, data::make(kAttempts), row) {
  g_program = getpid();
  SandboxOptions options;
  options.confinement.testing_no_landlock = true;
  Sandbox sandbox(options, attempt);
  BOOST_TEST(sandbox.confinement().seccomp);
  BOOST_TEST(outcome_of(sandbox, row.name) == (row.may_read ? "done" : "refused"));
}

BOOST_DATA_TEST_CASE(landlock_alone_refuses_every_file, data::make(kAttempts), row) {
  if (!row.landlock_alone || !kernel_has_landlock()) return;
  SandboxOptions options;
  options.confinement.testing_no_seccomp = true;
  Sandbox sandbox(options, attempt);
  BOOST_TEST(outcome_of(sandbox, row.name) == "refused");
  BOOST_TEST(outcome_of(sandbox, "read character maps") == "read");
}

BOOST_DATA_TEST_CASE(a_forbidden_call_can_be_made_to_kill, data::make(kAttempts), row) {
  if (kSanitized || row.may_read) return;
  g_program = getpid();
  SandboxOptions options;
  options.confinement.forbidden = Forbidden::kKills;
  Sandbox sandbox(options, attempt);
  BOOST_TEST(outcome_of(sandbox, row.name) == "the reader crashed: signal 31 (Bad system call)");
  BOOST_TEST(outcome_of(sandbox, "after") == "after");
}

BOOST_AUTO_TEST_CASE(refuses_to_read_where_nothing_confines_unless_allowed) {
  SandboxOptions options;
  options.confinement = {Forbidden::kFails, true, true};
  Sandbox refused(options, attempt);
  BOOST_CHECK_EXCEPTION(
      outcome_of(refused, "hello"), std::runtime_error, [](const std::runtime_error& error) {
        return std::string_view(error.what()).find("--unsafe-no-sandbox") != std::string_view::npos;
      });
  options.allow_unconfined = true;
  Sandbox allowed(options, attempt);
  BOOST_TEST(outcome_of(allowed, "hello") == "hello");
  BOOST_TEST(!allowed.confinement().any());
}

BOOST_AUTO_TEST_CASE(says_what_confines) {
  BOOST_TEST(confinement_text({7, true}) == "landlock 7, seccomp");
  BOOST_TEST(confinement_text({2, false}) == "landlock 2, no seccomp");
  BOOST_TEST(confinement_text({0, true}) == "no landlock, seccomp");
  BOOST_TEST(confinement_text({}) == "unconfined");
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

BOOST_AUTO_TEST_CASE(documents_of_every_format_read_the_same_as_unconfined) {
  SandboxOptions options;
  // A call that a reader needs and may not make ends it, and shows.
  options.confinement.forbidden = Forbidden::kKills;
  Sandbox sandbox(options);
  size_t documents_count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(PRESSMARK_SOURCE_DIR "/corpus")) {
    if (!entry.is_regular_file()) continue;
    ++documents_count;
    const std::string bytes = bytes_of(entry.path());
    ReadRequest request;
    request.path = entry.path().filename();
    request.file_bytes = bytes.size();
    const Result<ReadResult> confined = sandbox.read(bytes, request);
    const Result<ReadResult> direct = decode_result(encode_result(read_document(bytes, request)), request);
    BOOST_TEST_CONTEXT(entry.path()) {
      BOOST_TEST(encode_result(confined) == encode_result(direct));
    }
  }
  BOOST_TEST(documents_count > 100);
}

}  // namespace
}  // namespace pressmark
