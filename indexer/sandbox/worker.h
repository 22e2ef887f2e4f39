// The worker's side of the sandbox: what runs in the process that reads hostile documents. Frames: frames.h.
#pragma once

#include <cstdint>

#include "indexer/sandbox/confinement.h"
#include "indexer/sandbox/sandbox.h"

namespace pressmark {

/// What a worker is made with.
struct WorkerSetup {
  Sandbox::Read read = nullptr;
  uint64_t memory_bytes_max = 0;
  ConfinementOptions confinement;
};

/// Has each library load what it loads at its first use, from documents that are part of the program.
void warm_up();

/// Says Hello on `socket`, reads documents from it until it closes, then ends the process. Gives up every
/// right it can first.
[[noreturn]] void run_worker(int socket, const WorkerSetup& setup);

}  // namespace pressmark
