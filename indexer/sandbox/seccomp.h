// The seccomp half of the confinement (confinement.h).
#pragma once

#include "indexer/sandbox/confinement.h"

namespace pressmark {

/// Leaves the process the system calls that reading needs. False when the kernel has no filters.
bool restrict_calls(Forbidden forbidden);

}  // namespace pressmark
