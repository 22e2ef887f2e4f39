// How a worker that has used up its address space tells so, also when the library that finds out ends the
// process. For a process with one thread.
#pragma once

#include <cstdint>

namespace pressmark {

/// From here on a failed allocation that leaves little of `memory_bytes_max`, and an abort() after one or
/// with half of it gone, answers kRanOutOfMemory on `socket` and ends the process.
void answer_when_out_of_memory(int socket, uint64_t memory_bytes_max);

/// No such answer once another one is under way.
void begin_answer();
/// The next document has its own answer, and its own failed allocations.
void begin_document();

/// Answers kRanOutOfMemory and ends the process.
[[noreturn]] void end_out_of_memory(int socket);

}  // namespace pressmark
