#include "indexer/sandbox/zygote.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <system_error>
#include <utility>

#include "indexer/sandbox/worker.h"

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
  int32_t value;    // errno of a failed start; wait status
};

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
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

bool send_with_descriptor(int socket, const Request& request, int passed) {
  iovec data{const_cast<Request*>(&request), sizeof request};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &passed, sizeof passed);
  ssize_t sent = 0;
  do {
    sent = sendmsg(socket, &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(sizeof request);
}

/// Whether a whole request came; `passed` is the descriptor that came with it, if one did.
bool receive_request(int socket, Request& request, Descriptor& passed) {
  iovec data{&request, sizeof request};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  ssize_t received = 0;
  do {
    received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (received < 0 && errno == EINTR);
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    int descriptor = -1;
    std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
    passed = Descriptor(descriptor);
  }
  return received == static_cast<ssize_t>(sizeof request);
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

[[noreturn]] void run_zygote(int socket, Sandbox::Read read, uint64_t memory_bytes_max) {
  // Out of the terminal's process group: an interrupt is for the program, which then ends its readers in
  // order.
  setpgid(0, 0);
  default_signals();
  keep_only(socket);
  pid_t worker = -1;
  Request request{};
  Descriptor passed;
  while (receive_request(kSocket, request, passed)) {
    Reply reply{worker > 0 ? 1 : 0, 0};
    if (request.command == Command::kStart) {
      if (worker > 0) reap(worker, true);
      worker = fork();
      if (worker == 0) {
        keep_only(passed.get());
        run_worker(kSocket, read, memory_bytes_max);
      }
      reply = Reply{worker > 0 ? 1 : 0, worker > 0 ? 0 : errno};
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

void Descriptor::reset() {
  if (value_ >= 0) close(value_);
  value_ = -1;
}

Zygote::Zygote(Sandbox::Read read, uint64_t memory_bytes_max) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    fail("cannot make a socket for the reader");
  control_ = Descriptor(ends[0]);
  Descriptor theirs(ends[1]);
  pid_ = fork();
  if (pid_ < 0) fail("cannot start the reader's process");
  if (pid_ == 0) run_zygote(theirs.get(), read, memory_bytes_max);
}

Zygote::~Zygote() {
  control_.reset();
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Descriptor Zygote::start_worker() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    fail("cannot make a socket for the reader");
  Descriptor ours(ends[0]);
  Descriptor theirs(ends[1]);
  Reply reply{};
  if (!send_with_descriptor(control_.get(), Request{Command::kStart}, theirs.get()) ||
      !receive_all(control_.get(), &reply, sizeof reply)) {
    throw std::system_error(ECHILD, std::generic_category(), "the process that starts readers has died");
  }
  if (reply.started == 0) {
    throw std::system_error(reply.value, std::generic_category(), "cannot start a reader");
  }
  return ours;
}

std::optional<int> Zygote::end_worker(bool kill) {
  const Request request{kill ? Command::kKill : Command::kEnd};
  Reply reply{};
  if (!send_all(control_.get(), &request, sizeof request)) return std::nullopt;
  if (!receive_all(control_.get(), &reply, sizeof reply) || reply.started == 0) return std::nullopt;
  return reply.value;
}

}  // namespace pressmark
