// Reception: accepts connections, reads the heads of requests, hands those that are whole to the workers, and
// waits for the clients that take their answers slowly: all in one thread, so that a slow client costs a
// descriptor and no thread. Heads are read to a byte limit and an absolute deadline, and pass the gate before
// anything looks at them (docs/decisions/007).
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/http/address_limits.h"
#include "server/http/caller.h"
#include "server/http/live.h"
#include "server/http/metrics.h"
#include "server/http/queue.h"
#include "server/http/server.h"

namespace pressmark {

class Reception {
 public:
  struct Shared {
    RequestQueue& queue;
    AddressLimits& limits;
    Live<ServerTimes>& times;
    Metrics* metrics;                             // may be null
    std::function<void(Caller&, bool sent)> end;  // called when an answer has been taken, or given up
  };

  /// `listener` is a socket that listens; it is not owned. What `shared` names outlives the reception.
  Reception(int listener, uint32_t connections_max, Shared shared);
  ~Reception();  // hangs up on everybody
  Reception(const Reception&) = delete;
  Reception& operator=(const Reception&) = delete;

  void start();
  /// A caller whose request was answered. Any thread.
  void take_back(std::unique_ptr<Caller> caller);
  /// Connections that are open. Any thread.
  uint32_t open() const { return open_; }
  /// Accepts nothing more and hangs up on those that are asked nothing; answers under way go on.
  void close_door();
  /// Waits until its thread has ended, and with it every use of the listener. Not from that thread.
  void end();

 private:
  using Entry = std::pair<Clock::time_point, int>;

  void run();
  void wake() const;
  int wait_ms() const;
  void accept_all();
  void welcome(Socket socket);
  void take_returned();
  /// Waits for what `caller->waiting` says.
  void keep(std::unique_ptr<Caller> caller);
  std::unique_ptr<Caller> release(int descriptor);
  void drop(std::unique_ptr<Caller> caller);

  void look_after(int descriptor);
  void read(Caller& caller);
  void go_on_sending(Caller& caller);
  void discard(Caller& caller);
  void expire();
  /// Hands the caller to a worker when its head is whole, or too large. True when it did.
  bool hand_over_if_whole(std::unique_ptr<Caller>& caller);
  void hand_over(std::unique_ptr<Caller> caller, Head head);

  const int listener_;
  const uint32_t connections_max_;
  const Shared shared_;
  Socket epoll_, bell_;
  std::thread thread_;
  std::atomic<uint32_t> open_{0};
  std::atomic<bool> closing_{false}, ending_{false};
  std::mutex mutex_;  // guards what follows
  std::vector<std::unique_ptr<Caller>> returned_;

  // Of the reception's own thread:
  std::unordered_map<int, std::unique_ptr<Caller>> callers_;
  std::set<Entry> deadlines_;
  bool accepting_ = false;
  Clock::time_point accepts_again_;  // after the system ran out of descriptors
};

}  // namespace pressmark
