// What the agent does with whatever a collector, or what stands where one should be, answers: one real exchange over a
// real store that has two records to send. Bytes as they came; and behind the pinned key's signature, where a reply and
// a content pack are read and applied. No record goes that the reply did not name.
#include <cstdlib>
#include <functional>
#include <set>

#include "sync/agent/session.h"
#include "sync/seal/init.h"
#include "tests/fuzz/fixed_keys.h"
#include "tests/sync/carried_pack.h"

namespace minbar::fuzz {
namespace {

namespace fs = std::filesystem;

void must(bool holds) {
  if (!holds) std::abort();
}

constexpr std::int64_t records = 2;

// Every input meets the same store, so that it is a reproducer by itself.
class Kiosk {
 public:
  Kiosk() {
    {
      auto store = kiosk.open(store::Role::kiosk);
      for (int i = 0; i < records; ++i)
        must(store.outbox.append(kiosk.proposal("un banc"), {}, kiosk.record_key).has_value());
    }
    fs::copy_file(database(), kept());
  }

  test::Store fresh() {
    for (const std::string ending : {"", "-wal", "-shm"}) fs::remove(database().string() + ending);
    fs::copy_file(kept(), database());
    kiosk.random = test::SeededRandom(7);
    return kiosk.open(store::Role::agent);
  }

  test::EnrolledKiosk kiosk;

 private:
  [[nodiscard]] fs::path database() const { return kiosk.shared / "kiosk.db"; }
  [[nodiscard]] fs::path kept() const { return kiosk.folder.path() / "kept.db"; }
};

std::int64_t waiting_in(test::Store& store) {
  const auto counts = store.counts().value();
  must(counts.waiting + counts.delivered + counts.set_aside == records);
  return counts.waiting;
}

// One exchange in which `answer` makes the answer of the request.
agent::Attempt exchange(Kiosk& home, test::Store& store, const std::function<Bytes(const wire::SyncRequest&)>& answer) {
  const wire::Exchange door = [&](ByteView frame) -> wire::ExchangeResult {
    return answer(home.kiosk.request_in(frame));
  };
  agent::Session session{store, home.kiosk.transport_key, door, "fuzz"};
  return agent::exchange_once(session, {});
}

void read_answer(Kiosk& home, const Bytes& answer) {
  if (!wire::open_sync_reply(answer, home.kiosk.signing_key.public_key())) return;
  auto store = home.fresh();
  const auto attempt = exchange(home, store, [&](const wire::SyncRequest&) { return answer; });
  must(attempt.outcome != agent::Outcome::store);
  must(waiting_in(store) == records);  // it cannot know which request this was
}

// The same reply as if it were to this request; a result that begins with 0 or 1 is about the first record or the
// second.
void read_reply_to_request(Kiosk& home, ByteView json) {
  const auto& key = home.kiosk.signing_key;
  const auto read = wire::open_sync_reply(wire::make_frame(seal::Context::reply, json, key), key.public_key());
  if (!read) return;
  auto store = home.fresh();
  std::set<std::size_t> named;
  const auto attempt = exchange(home, store, [&](const wire::SyncRequest& request) {
    auto reply = **read;
    reply.request = request.request;
    reply.device = home.kiosk.enrolment.device;
    reply.collector = home.kiosk.enrolment.collector;
    for (auto& result : reply.results)
      if (const std::size_t which = result.envelope.bytes[0]; which < request.envelopes.size()) {
        named.insert(which);
        result.envelope = seal::hash_of(request.envelopes[which]);
      }
    return home.kiosk.signed_frame(reply);
  });
  must(attempt.outcome == agent::Outcome::done || attempt.outcome == agent::Outcome::rejected);
  must(waiting_in(store) == records - static_cast<std::int64_t>(named.size()));
}

void read_pack(Kiosk& home, ByteView json) {
  const auto frame = wire::make_frame(seal::Context::pack, json, home.kiosk.signing_key);
  constexpr std::int64_t version = 2;
  auto store = home.fresh();
  test::fetch(home.kiosk, store, test::offer_of(version, frame), frame);
  const auto& pinned = home.kiosk.enrolment;
  const auto pack = wire::open_pack(frame, pinned.signing_key, pinned.collector);
  const bool kept = pack && pack->version == version;
  must(store.packs.read(version).has_value() == kept);
}

}  // namespace
}  // namespace minbar::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace minbar;
  seal::init();
  static fuzz::Kiosk home;
  if (size == 0) return 0;
  const ByteView bytes{data + 1, size - 1};
  switch (static_cast<fuzz::Answered>(data[0] % fuzz::answered_kinds)) {
    case fuzz::Answered::body:
      fuzz::read_answer(home, to_bytes(bytes));
      break;
    case fuzz::Answered::signed_json:
      fuzz::read_answer(home, wire::make_frame(seal::Context::reply, bytes, home.kiosk.signing_key));
      break;
    case fuzz::Answered::reply:
      fuzz::read_reply_to_request(home, bytes);
      break;
    case fuzz::Answered::pack:
      fuzz::read_pack(home, bytes);
      break;
  }
  return 0;
}
