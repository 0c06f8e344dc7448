// What lies between an agent and its collector: it passes bytes on, or does one of the things that networks do. One
// connection at a time, in a thread of its own, on a port of its own.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "tests/support/seeded_random.h"

namespace minbar::torture {

class BadNetwork {
 public:
  BadNetwork(int collector_port, std::uint64_t seed);
  ~BadNetwork();
  BadNetwork(const BadNetwork&) = delete;
  BadNetwork& operator=(const BadNetwork&) = delete;

  [[nodiscard]] int port() const { return port_; }
  // The next connections are passed on as they are (false) or each has a fault (true).
  void be_bad(bool bad) { bad_ = bad; }
  // From now on requests arrive, and no reply does.
  void lose_replies(bool lose) { loses_replies_ = lose; }
  // That came whole from the agent.
  [[nodiscard]] std::int64_t requests() const { return requests_; }
  [[nodiscard]] std::int64_t faults() const { return faults_; }

 private:
  void serve();
  void pass(int agent);

  int collector_port_;
  test::SeededRandom random_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> bad_ = true;
  std::atomic<bool> loses_replies_ = false;
  std::atomic<bool> ended_ = false;
  std::atomic<std::int64_t> requests_ = 0;
  std::atomic<std::int64_t> faults_ = 0;
  std::thread thread_;
};

}  // namespace minbar::torture
