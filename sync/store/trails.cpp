#include "sync/store/trails.h"

#include <algorithm>

#include "sync/base/limits.h"
#include "sync/seal/secret.h"
#include "sync/store/exchange_note.h"
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

Result<Knowledge> Trails::knowledge_of(const LookupId& lookup) {
  return folder_->database().snapshot([&]() -> Result<Knowledge> {
    Knowledge out;
    if (const auto row = TRY(
            folder_->database().query_one("SELECT state, stored_ms, EXISTS (SELECT 1 FROM blob b WHERE b.sequence = "
                                          "o.sequence AND b.state > 1) FROM outbox o WHERE lookup_id = $1",
                                          {lookup}))) {
      out.made_here = static_cast<Delivery>(row->integer(0));
      out.recorded_ms = row->integer(1);
      out.recording_kept_back = row->integer(2) != 0;
    } else if (const auto settled = TRY(folder_->database().query_one(
                   "SELECT state, stored_ms FROM settled WHERE lookup_id = $1", {lookup}))) {
      out.made_here = static_cast<Delivery>(settled->integer(0));
      out.recorded_ms = settled->integer(1);
    }
    for (const auto& row : TRY(folder_->database().query(
             "SELECT sequence, sealed FROM reply WHERE lookup_id = $1 ORDER BY sequence DESC LIMIT $2",
             {lookup, limits::answers_shown})))
      out.replies.push_back({.sequence = row.integer(0), .lookup = lookup, .sealed = row.bytes(1)});
    std::reverse(out.replies.begin(), out.replies.end());
    return out;
  });
}

Result<Trail> Trails::trail_of(const ReceiptCode& code, std::span<const KeptAside> aside) {
  const auto collector = TRY(folder_->must_trust());
  auto keys = TRY(seal::derive_receipt_keys(code, collector.collector));
  auto known = TRY(knowledge_of(keys.lookup));
  const auto kept =
      std::find_if(aside.begin(), aside.end(), [&](const auto& one) { return one.lookup == keys.lookup; });
  if (!known.made_here && kept != aside.end()) {
    known.made_here = Delivery::waiting;
    known.recorded_ms = kept->recorded_ms;
  }
  const auto note = TRY(last_note_of(*folder_));
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
