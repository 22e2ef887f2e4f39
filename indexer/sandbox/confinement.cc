#include "indexer/sandbox/confinement.h"

#include "indexer/sandbox/landlock.h"
#include "indexer/sandbox/seccomp.h"

namespace pressmark {

std::string confinement_text(const Confinement& confinement) {
  if (!confinement.any()) return "unconfined";
  const std::string files = confinement.landlock_abi > 0
                                ? "landlock " + std::to_string(confinement.landlock_abi)
                                : std::string("no landlock");
  return files + (confinement.seccomp ? ", seccomp" : ", no seccomp");
}

Confinement confine(const ConfinementOptions& options) {
  Confinement confinement;
  if (!options.testing_no_landlock) confinement.landlock_abi = restrict_files();
  if (!options.testing_no_seccomp) confinement.seccomp = restrict_calls(options.forbidden);
  return confinement;
}

}  // namespace pressmark
