// A kiosk that keeps its sealed records until they are safe, as PROTOCOL.md says, and sends again what it is asked for:
// the other side of the stories about backups. Beside what it keeps it remembers all it ever said.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sync/base/limits.h"
#include "sync/collector/intake/safe_point.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

namespace minbar::test {

// A backup that was read back and found whole on another file system: what it holds is safe from now on.
inline collector::SafePoint safe_point_of(TestCollector& collector) {
  const auto point = collector->storage().read(collector::safe_point);
  REQUIRE(point.has_value());
  return *point;
}
inline void note_safe(TestCollector& collector, const collector::SafePoint& point) {
  REQUIRE(collector->storage()
              .write([&](db::Database& database) {
                return collector::note_safe(database, point, collector.clock.wall_ms());
              })
              .has_value());
}
inline std::filesystem::path back_up(TestCollector& collector) {
  const auto point = safe_point_of(collector);
  auto copy = collector.copy_database();
  note_safe(collector, point);
  return copy;
}

class KeepingKiosk {
 public:
  explicit KeepingKiosk(TestCollector& collector, const std::string& label = "Town hall")
      : collector_(collector), kiosk(collector.random) {
    kiosk.enrol(*collector, label);
  }

  void say(const std::string& text) { keep(kiosk.seal_submission(kiosk.proposal(text))); }
  void say_times(int times) {
    for (int i = 0; i < times; ++i) say("record " + std::to_string(said.size() + 1));
  }
  void keep(const seal::Envelope& envelope) {
    const auto sequence = static_cast<std::int64_t>(envelope.header.sequence);
    sealed[sequence] = seal::bytes_of_envelope(envelope);
    headers[sequence] = seal::header_hash(envelope);
    waiting.insert(sequence);
    said.push_back(envelope.header.record);
  }
  // Its disk loses these.
  void lose(std::int64_t from, std::int64_t to) {
    for (auto sequence = from; sequence <= to; ++sequence) {
      sealed.erase(sequence);
      waiting.erase(sequence);
    }
  }
  [[nodiscard]] std::int64_t head() const { return static_cast<std::int64_t>(kiosk.head().sequence); }

  // What it says of itself.
  [[nodiscard]] wire::KeptChain kept() const {
    wire::KeptChain out{.chain = kiosk.head().chain, .kept_from = sealed.empty() ? head() + 1 : sealed.begin()->first};
    for (auto sequence = out.kept_from; sequence <= head(); ++sequence) {
      if (sealed.contains(sequence)) continue;
      if (!out.gone.empty() && out.gone.back().to == sequence - 1)
        out.gone.back().to = sequence;
      else
        out.gone.push_back({.from = sequence, .to = sequence});
    }
    return out;
  }
  [[nodiscard]] Bytes beat() {
    seal::Heartbeat beat;
    beat.head = kiosk.head();
    beat.number = ++beats_;
    beat.wall_ms = collector_.clock.wall_ms();
    beat.backlog = waiting.size();
    beat.program_version = "0.1.0";
    return seal::sign_heartbeat(beat, kiosk.record_key());
  }
  // A request with what waits, at most `most` of it.
  [[nodiscard]] wire::SyncRequest request(std::size_t most = 100) {
    std::vector<Bytes> envelopes;
    for (const auto sequence : waiting)
      if (envelopes.size() < most) envelopes.push_back(sealed.at(sequence));
    auto asked = kiosk.request(std::move(envelopes));
    asked.heartbeat = beat();
    asked.kept = kept();
    return asked;
  }
  // Sends as it is and gives back what the collector signed; applies nothing.
  wire::SyncReply ask(const wire::SyncRequest& asked) {
    const auto answer = collector_->exchange(kiosk.frame(asked));
    REQUIRE(answer.has_value());
    const auto reply = wire::open_sync_reply(*answer, kiosk.pinned().signing_key);
    REQUIRE(reply.has_value());
    return **reply;
  }
  // One exchange, and what it means here.
  wire::SyncReply exchange(std::size_t most = 100) {
    const auto asked = request(most);
    auto reply = ask(asked);
    for (std::size_t i = 0; i < asked.envelopes.size(); ++i) {
      REQUIRE(reply.results.at(i).envelope == seal::hash_of(asked.envelopes[i]));
      waiting.erase(sequence_of(asked.envelopes[i]));
    }
    for (const auto& range : reply.missing)
      for (auto sequence = range.from; sequence <= range.to; ++sequence) {
        INFO("asked for " << sequence << ", which it did not say it has");
        REQUIRE(sealed.contains(sequence));
        waiting.insert(sequence);
      }
    if (reply.safe) drop_what_is_safe(*reply.safe);
    return reply;
  }
  // Until nothing is asked for and nothing waits.
  void settle() {
    for (int i = 0; i < 50; ++i) {
      collector_.clock.advance(limits::heartbeat_every_ms);
      const bool idle = waiting.empty();  // else its heartbeat says that something is still to come
      if (exchange().missing.empty() && waiting.empty() && idle) return;
    }
    FAIL("it never comes to rest");
  }
  // What is safe goes, a hole an exchange.
  void let_go() {
    for (std::size_t before = sealed.size() + 1; before != sealed.size();) {
      before = sealed.size();
      (void)exchange();
    }
  }

 private:
  TestCollector& collector_;

 public:
  TestKiosk kiosk;
  std::map<std::int64_t, Bytes> sealed;        // what it still has
  std::map<std::int64_t, seal::Hash> headers;  // of all it ever said
  std::set<std::int64_t> waiting;
  std::vector<RecordId> said;  // in the order of their places
  std::int64_t safe = 0;       // the last mark that fitted

 private:
  [[nodiscard]] std::int64_t sequence_of(const Bytes& bytes) const {
    for (const auto& [sequence, mine] : sealed)
      if (mine == bytes) return sequence;
    return 0;
  }
  void drop_what_is_safe(const wire::SafeMark& mark) {
    REQUIRE(mark.chain == kiosk.head().chain);
    if (!headers.contains(mark.sequence) || headers.at(mark.sequence) != mark.header) return;
    safe = std::max(safe, mark.sequence);
    std::erase_if(sealed, [&](const auto& row) { return row.first <= mark.sequence && !waiting.contains(row.first); });
  }

  std::uint64_t beats_ = 0;
};

}  // namespace minbar::test
