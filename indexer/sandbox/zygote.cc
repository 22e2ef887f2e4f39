#include "indexer/sandbox/zygote.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <string_view>
#include <system_error>

#include "indexer/sandbox/frames.h"

namespace pressmark {
namespace {

// Where the zygote keeps its control socket and a worker its own, after all else is closed.
constexpr int kSocket = 3;
constexpr int kGraceMs = 1'000;

enum class Command : uint32_t { kStart, kEnd, kKill };
struct Request {
  Command command;
};
struct Reply {
  int32_t started;  // 1 if a worker runs (kStart), or ran (kEnd, kKill)
  int32_t value;    // its process, or errno of a failed start (kStart); wait status
};

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

[[noreturn]] void fail_without_zygote() {
  throw std::system_error(ECHILD, std::generic_category(), "the process that starts readers has died");
}

void close_all_from(int first) {
  if (close_range(static_cast<unsigned>(first), ~0u, 0) == 0) return;
  const long open_max = sysconf(_SC_OPEN_MAX);
  for (int descriptor = first; descriptor < open_max; ++descriptor) close(descriptor);
}

/// Leaves /dev/null on the standard streams (libraries that read PDF talk a lot) and `socket` as kSocket.
void keep_only(int socket) {
  const int null = open("/dev/null", O_RDWR);
  for (int stream = 0; stream < 3; ++stream) dup2(null, stream);
  if (socket != kSocket) dup2(socket, kSocket);
  fcntl(kSocket, F_SETFD, 0);
  close_all_from(kSocket + 1);
}

void default_signals() {
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// The wait status of `worker`, killed now or when its grace is over.
int reap(pid_t worker, bool kill_now) {
  int status = 0;
  constexpr timespec kStep{0, 1'000'000};
  for (int waited_ms = 0; !kill_now && waited_ms < kGraceMs; ++waited_ms) {
    if (waitpid(worker, &status, WNOHANG) == worker) return status;
    nanosleep(&kStep, nullptr);
  }
  kill(worker, SIGKILL);
  while (waitpid(worker, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

[[noreturn]] void run_zygote(int socket, const WorkerSetup& setup) {
  // Out of the terminal's process group: an interrupt is for the program, which then ends its readers in
  // order.
  setpgid(0, 0);
  default_signals();
  keep_only(socket);
  warm_up(setup.ocr_languages);
  pid_t worker = -1;
  Request request{};
  Descriptor passed;
  while (receive_with_descriptor(kSocket, &request, sizeof request, passed) == sizeof request) {
    Reply reply{worker > 0 ? 1 : 0, 0};
    if (request.command == Command::kStart) {
      if (worker > 0) reap(worker, true);
      worker = fork();
      if (worker == 0) {
        keep_only(passed.get());
        run_worker(kSocket, setup);
      }
      reply = Reply{worker > 0 ? 1 : 0, worker > 0 ? worker : errno};
    } else if (worker > 0) {
      reply.value = reap(worker, request.command == Command::kKill);
      worker = -1;
    }
    passed.reset();
    if (!send_all(kSocket, &reply, sizeof reply)) break;
  }
  if (worker > 0) reap(worker, true);
  _exit(0);
}

}  // namespace

Zygote::Zygote(const WorkerSetup& setup) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    fail("cannot make a socket for the reader");
  control_ = Descriptor(ends[0]);
  Descriptor theirs(ends[1]);
  pid_ = fork();
  if (pid_ < 0) fail("cannot start the reader's process");
  if (pid_ == 0) run_zygote(theirs.get(), setup);
}

Zygote::~Zygote() {
  control_.reset();
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

StartedWorker Zygote::start_worker() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    fail("cannot make a socket for the reader");
  Descriptor ours(ends[0]);
  const Descriptor theirs(ends[1]);
  const Request request{Command::kStart};
  const std::string_view bytes(reinterpret_cast<const char*>(&request), sizeof request);
  ssize_t sent = 0;
  do {
    sent = send_with_descriptor(control_.get(), bytes, {}, theirs.get(), 0);
  } while (sent < 0 && errno == EINTR);
  Reply reply{};
  if (sent != sizeof request || !receive_all(control_.get(), &reply, sizeof reply)) fail_without_zygote();
  if (reply.started == 0) {
    throw std::system_error(reply.value, std::generic_category(), "cannot start a reader");
  }
  return StartedWorker{std::move(ours), reply.value};
}

std::optional<int> Zygote::end_worker(bool kill) {
  const Request request{kill ? Command::kKill : Command::kEnd};
  Reply reply{};
  if (!send_all(control_.get(), &request, sizeof request)) return std::nullopt;
  if (!receive_all(control_.get(), &reply, sizeof reply) || reply.started == 0) return std::nullopt;
  return reply.value;
}

}  // namespace pressmark
