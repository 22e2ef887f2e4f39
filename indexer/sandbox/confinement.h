// Confinement: what the kernel keeps from a process that reads hostile documents. Landlock leaves it the
// character maps and fonts, to read; seccomp leaves it a list of system calls that open nothing for writing,
// reach no network and start no process. Either is used where the kernel has it.
#pragma once

#include <cstdint>
#include <string>

namespace pressmark {

/// What was installed.
struct Confinement {
  int landlock_abi = 0;  // version of the kernel's interface; 0: none
  bool seccomp = false;

  bool any() const { return landlock_abi > 0 || seccomp; }
  bool operator==(const Confinement&) const = default;
};

/// "landlock 7, seccomp"; "no landlock, seccomp"; "unconfined".
std::string confinement_text(const Confinement& confinement);

/// What a forbidden system call does: fails with EPERM, or ends the process, so that a test sees it. Under a
/// sanitizer it always fails.
enum class Forbidden : uint8_t { kFails, kKills };

struct ConfinementOptions {
  Forbidden forbidden = Forbidden::kFails;
  bool testing_no_landlock = false;  // as on a kernel without it
  bool testing_no_seccomp = false;
};

/// Confines the calling process, which has one thread and has set PR_SET_NO_NEW_PRIVS, for good.
Confinement confine(const ConfinementOptions& options);

}  // namespace pressmark
