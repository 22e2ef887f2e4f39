// Memory that a test shares with the workers that are forked after it was made: how a reader in its own
// process tells what it did.
#pragma once

#include <sys/mman.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace pressmark::testing {

class SharedCounter {
 public:
  SharedCounter() {
    void* place =
        mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED) std::abort();
    value_ = ::new (place) std::atomic<int>(0);
  }
  ~SharedCounter() { munmap(value_, sizeof(std::atomic<int>)); }
  SharedCounter(const SharedCounter&) = delete;
  SharedCounter& operator=(const SharedCounter&) = delete;

  std::atomic<int>& operator*() const { return *value_; }
  std::atomic<int>* operator->() const { return value_; }

 private:
  std::atomic<int>* value_;
};

}  // namespace pressmark::testing
