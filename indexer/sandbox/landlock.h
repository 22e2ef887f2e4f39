// The Landlock half of the confinement (confinement.h).
#pragma once

namespace pressmark {

/// Leaves the process no file but what readers need beneath a few folders of the system, to read; no network
/// and no signals to others where the kernel's interface has that. Returns the interface's version, 0 when
/// the kernel has none.
int restrict_files();

}  // namespace pressmark
