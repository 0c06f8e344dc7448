#include <catch2/catch.hpp>

#include <chrono>
#include <condition_variable>
#include <future>
#include <thread>

#include "sync/base/limits.h"
#include "sync/collector/intake/one_at_a_time.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;

TEST_CASE("a second request of a kiosk beside its first is told to come later and another kiosk is not") {
  test::TestCollector collector;
  test::TestKiosk kiosk(collector.random), other(collector.random);
  kiosk.enrol(*collector);
  other.enrol(*collector, "Library");
  std::mutex mutex;
  std::condition_variable wake;
  std::vector<wire::ExchangeResult> done;
  std::promise<void> held, release;
  const auto ask = [&](Bytes frame) {
    return std::jthread([&, frame = std::move(frame)] {
      auto result = collector->exchange(frame);
      const std::lock_guard lock(mutex);
      done.push_back(std::move(result));
      wake.notify_all();
    });
  };
  const auto frame_of = [&](test::TestKiosk& from, const std::string& text) {
    return from.frame(from.request({from.say(text)}));
  };
  bool came = false;
  {
    // Whoever has a turn waits for the writer, so the first answer can only be that of the one without.
    const std::jthread writer([&] {
      const auto wrote = collector->storage().write([&](db::Database&) -> Result<void> {
        held.set_value();
        release.get_future().wait();
        return {};
      });
      (void)wrote;
    });
    held.get_future().wait();
    const auto one = ask(frame_of(kiosk, "one")), two = ask(frame_of(kiosk, "two"));
    const auto beside = ask(frame_of(other, "beside them"));
    std::unique_lock lock(mutex);
    came = wake.wait_for(lock, std::chrono::seconds(20), [&] { return !done.empty(); });
    lock.unlock();
    release.set_value();
  }
  REQUIRE(came);
  REQUIRE(done.size() == 3);
  REQUIRE_FALSE(done[0].has_value());
  CHECK(done[0].error().status == 503);
  CHECK(done[0].error().retry_after_ms == limits::busy_retry_s * 1000);
  CHECK(done[1].has_value());
  CHECK(done[2].has_value());
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 2);
  CHECK(collector->exchange(frame_of(kiosk, "three")).has_value());
}

TEST_CASE("a turn ends with whoever has it and only then") {
  collector::OneAtATime turns;
  const DeviceId one{{1}}, two{{2}};
  auto first = turns.take(one);
  REQUIRE(first.has_value());
  CHECK_FALSE(turns.take(one).has_value());
  CHECK(turns.take(two).has_value());
  {
    const auto moved = std::move(*first);
    first.reset();
    CHECK_FALSE(turns.take(one).has_value());
  }
  CHECK(turns.take(one).has_value());
}
