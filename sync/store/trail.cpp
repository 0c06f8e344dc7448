// What this kiosk can tell to whoever enters a receipt code.
#include "sync/seal/secret.h"
#include "sync/store/kiosk_store.h"
#include "sync/wire/answer_codec.h"

namespace minbar::store {

namespace {

Reached reached_of(const Knowledge& known) {
  if (!known.replies.empty()) return Reached::delivered;
  if (!known.made_here) return Reached::unknown;
  if (known.recording_kept_back) return Reached::needs_desk;  // the record alone may say nothing
  switch (*known.made_here) {
    case Delivery::waiting:
      return Reached::recorded;
    case Delivery::delivered:
      return Reached::delivered;
    case Delivery::set_aside:
    case Delivery::damaged:
      break;
  }
  return Reached::needs_desk;
}

}  // namespace

Result<Trail> KioskStore::trail_of(const ReceiptCode& code) {
  const auto collector = TRY(must_trust());
  auto keys = TRY(seal::derive_receipt_keys(code, collector.collector));
  const auto known = TRY(knowledge_of(keys.lookup));
  const auto note = TRY(last_note());
  Trail out{.reached = reached_of(known)};
  if (known.recorded_ms) out.recorded_at_s = *known.recorded_ms / 1000;
  if (note.succeeded_ms) out.heard_at_s = *note.succeeded_ms / 1000;
  for (const auto& reply : known.replies) {
    auto answer = wire::open_answer(keys, reply.sealed);
    out.newer_unreadable = !answer;  // of the newest, which comes last
    if (answer) out.answers.push_back(std::move(*answer));
  }
  seal::wipe(keys.reply_key.bytes);
  return out;
}

}  // namespace minbar::store
