#include "indexer/sandbox/seccomp.h"

#include <asm/ioctls.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <vector>

#include "indexer/sandbox/sanitized.h"

namespace pressmark {
namespace {

#if defined(__x86_64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "the list of system calls is written for x86-64 and ARM64"
#endif

constexpr uint32_t kOtherTableBit = 0x40000000;  // calls of the x32 table of an x86-64 kernel

// Calls that may come with any arguments: memory, time, the descriptors that are open, how the process ends.
// `openat` is not among them, see below; what becomes readable through it is Landlock's to say.
constexpr auto kAllowed = std::to_array<int>({
  SYS_read, SYS_pread64, SYS_readv, SYS_write, SYS_writev, SYS_lseek, SYS_close, SYS_fstat, SYS_newfstatat,
      SYS_statx, SYS_fstatfs, SYS_faccessat, SYS_faccessat2, SYS_readlinkat, SYS_getdents64, SYS_fadvise64,
      SYS_recvfrom, SYS_recvmsg, SYS_sendto, SYS_munmap, SYS_mremap, SYS_brk, SYS_madvise, SYS_futex,
      SYS_sched_yield, SYS_clock_gettime, SYS_clock_getres, SYS_gettimeofday, SYS_nanosleep,
      SYS_clock_nanosleep, SYS_getrandom, SYS_getpid, SYS_gettid, SYS_getuid, SYS_geteuid, SYS_getgid,
      SYS_getegid, SYS_getrusage, SYS_sysinfo, SYS_uname, SYS_sched_getaffinity, SYS_rt_sigaction,
      SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack, SYS_restart_syscall, SYS_exit, SYS_exit_group,
#if defined(__x86_64__)
      SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_time,
#endif
});

enum class Test { kEquals, kAtMost, kWithoutBits };

/// A call that is allowed while one argument passes a test.
struct Conditional {
  int call;
  int argument;  // counted from 0
  Test test;
  uint32_t value;
};

constexpr uint32_t kWritingFlags =
    O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);

std::vector<Conditional> conditionals() {
  return {
#if defined(__x86_64__)
    {SYS_open, 1, Test::kWithoutBits, kWritingFlags},
#endif
        {SYS_openat, 2, Test::kWithoutBits, kWritingFlags}, {SYS_mmap, 2, Test::kWithoutBits, PROT_EXEC},
        {SYS_mprotect, 2, Test::kWithoutBits, PROT_EXEC}, {SYS_fcntl, 1, Test::kAtMost, F_GETFL},
        {SYS_ioctl, 1, Test::kEquals, TCGETS},
        // The limits may be read, not set.
        {SYS_prlimit64, 2, Test::kEquals, 0},
        // A process may signal itself: abort() does.
        {SYS_tgkill, 0, Test::kEquals, static_cast<uint32_t>(getpid())},
  };
}

class Program {
 public:
  explicit Program(uint32_t otherwise) : otherwise_(otherwise) {
    load(offsetof(seccomp_data, arch));
    jump(BPF_JEQ, kArchitecture, 1, 0);
    give(SECCOMP_RET_KILL_PROCESS);
    load(offsetof(seccomp_data, nr));
    jump(BPF_JGE, kOtherTableBit, 0, 1);
    give(otherwise_);
  }

  void allow(int call) {
    jump(BPF_JEQ, static_cast<uint32_t>(call), 0, 1);
    give(SECCOMP_RET_ALLOW);
  }

  void allow_if(const Conditional& rule) {
    const auto low =
        static_cast<uint32_t>(offsetof(seccomp_data, args) + 8 * static_cast<size_t>(rule.argument));
    const bool equal = rule.test == Test::kEquals;
    jump(BPF_JEQ, static_cast<uint32_t>(rule.call), 0, equal ? 6 : 4);
    if (equal) {
      // An address of which only the lower half is nought is no null pointer.
      load(low + 4);
      jump(BPF_JEQ, 0, 0, 3);
    }
    load(low);
    if (equal) jump(BPF_JEQ, rule.value, 0, 1);
    if (rule.test == Test::kAtMost) jump(BPF_JGT, rule.value, 1, 0);
    if (rule.test == Test::kWithoutBits) jump(BPF_JSET, rule.value, 1, 0);
    give(SECCOMP_RET_ALLOW);
    give(otherwise_);
  }

  bool install() {
    give(otherwise_);
    const sock_fprog program{static_cast<unsigned short>(code_.size()), code_.data()};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
  }

 private:
  void load(uint32_t offset) { code_.push_back({BPF_LD | BPF_W | BPF_ABS, 0, 0, offset}); }
  void jump(int test, uint32_t value, uint8_t if_true, uint8_t if_false) {
    code_.push_back({static_cast<uint16_t>(BPF_JMP | test | BPF_K), if_true, if_false, value});
  }
  void give(uint32_t verdict) { code_.push_back({BPF_RET | BPF_K, 0, 0, verdict}); }

  uint32_t otherwise_;
  std::vector<sock_filter> code_;
};

}  // namespace

bool restrict_calls(Forbidden forbidden) {
  const bool kill = forbidden == Forbidden::kKills && !kSanitized;
  Program program(kill ? uint32_t{SECCOMP_RET_KILL_PROCESS} : uint32_t{SECCOMP_RET_ERRNO | EPERM});
  for (const int call : kAllowed) program.allow(call);
  // The undefined-behaviour sanitizer looks through a pipe whether an object's memory can be read.
  if (kSanitized) program.allow(SYS_pipe2);
  for (const Conditional& rule : conditionals()) program.allow_if(rule);
  return program.install();
}

}  // namespace pressmark
