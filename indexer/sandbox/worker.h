// The worker's side of the sandbox: what runs in the process that reads hostile documents. Frames: frames.h.
#pragma once

#include <cstdint>
#include <string>

#include "indexer/sandbox/confinement.h"
#include "indexer/sandbox/sandbox.h"

namespace pressmark {

/// What a worker is made with.
struct WorkerSetup {
  Sandbox::Read read = nullptr;
  uint64_t memory_bytes_max = 0;
  ConfinementOptions confinement;
  std::string ocr_languages;  // empty: none
};

/// Has each library load what it loads at its first use, from documents that are part of the program, and the
/// data of these languages for OCR.
void warm_up(const std::string& ocr_languages);

/// Says Hello on `socket`, reads documents from it until it closes, then ends the process. Gives up every
/// right it can first.
[[noreturn]] void run_worker(int socket, const WorkerSetup& setup);

}  // namespace pressmark
