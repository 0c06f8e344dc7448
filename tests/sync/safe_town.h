// A kiosk of a test, its agent, and a collector that can lose what it has.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/sync/model_collector.h"

namespace minbar::test {

struct SafeTown {
  EnrolledKiosk kiosk;
  Store screen = kiosk.open(store::Role::kiosk);
  Store agent = kiosk.open(store::Role::agent);
  ModelCollector collector{kiosk};

  explicit SafeTown(std::uint64_t seed = 1) : kiosk(seed) {}

  [[nodiscard]] Result<store::Stored> say(const std::string& text, std::size_t sound = 0) {
    Bytes ogg(sound);
    kiosk.random.fill(ogg);
    std::optional<store::Spoken> spoken;
    if (sound > 0) spoken = store::Spoken{.ogg = ogg, .duration_ms = 1000};
    return screen.outbox.append(kiosk.proposal(text), {}, kiosk.record_key, spoken);
  }
  void say_some(int records) {
    for (int i = 0; i < records; ++i) ENSURE(say("نقترح").has_value(), "it is stored");
  }
  wire::SyncRequest ask() { return taken(agent.carrier.make_request({}, "test")); }
  store::Applied bring(const wire::SyncReply& reply) { return taken(agent.carrier.apply_reply(kiosk.verified(reply))); }
  store::Applied exchange() {
    collector.hear_of(taken(screen.head()).sequence);
    return bring(collector.answer(ask()));
  }
  // As a collector of before `safe` answers: it takes all, and says nothing of backups.
  store::Applied exchange_with_an_old_one() {
    const auto request = ask();
    auto reply = collector.answer(request);
    reply.safe.reset();
    reply.missing.clear();
    for (auto& state : reply.blobs) state.safe = false;
    return bring(reply);
  }
  // The kiosk's header there: what a mark has to name.
  [[nodiscard]] wire::SafeMark mark_at(std::int64_t sequence) {
    const auto row = taken(agent.folder->database().query_one(
        "SELECT chain_id, header_hash FROM kiosk, outbox WHERE sequence = $1", {sequence}));
    return {.chain = row->id<ChainId>(0), .sequence = sequence, .header = row->id<seal::Hash>(1)};
  }
  // The answer to an empty request that says this.
  store::Applied told(const std::optional<wire::SafeMark>& mark, std::vector<wire::SequenceRange> missing = {}) {
    auto reply = kiosk.answer_to(ask());
    reply.results.clear();
    reply.safe = mark;
    reply.missing = std::move(missing);
    return bring(reply);
  }
  // Sequences of which the sealed bytes are here.
  [[nodiscard]] std::vector<std::int64_t> here() {
    return numbers("SELECT sequence FROM outbox WHERE envelope IS NOT NULL");
  }
  [[nodiscard]] std::vector<std::int64_t> sounds_here() {
    return numbers("SELECT sequence FROM blob WHERE bytes IS NOT NULL");
  }
  [[nodiscard]] store::Safety safety() { return taken(store::safety_of(*screen.folder)); }
  void write(std::string_view sql) {
    ENSURE(agent.folder->database().run_script(sql).has_value(), "the statement is right");
  }

 private:
  std::vector<std::int64_t> numbers(std::string_view sql) {
    std::vector<std::int64_t> out;
    for (const auto& row : taken(agent.folder->database().query(sql))) out.push_back(row.integer(0));
    return out;
  }
};

// 1 and what follows.
inline std::vector<std::int64_t> from_to(std::int64_t first, std::int64_t last) {
  std::vector<std::int64_t> out;
  for (auto i = first; i <= last; ++i) out.push_back(i);
  return out;
}

}  // namespace minbar::test
