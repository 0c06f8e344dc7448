#include "sync/collector/intake/judge_request.h"

#include "sync/base/hex.h"
#include "sync/base/log.h"

namespace minbar::collector {

namespace {

bool is_signed_elsewhere(const ContentNames& names, const Judged& judged) {
  const auto* signature = judged.body ? std::get_if<PetitionSignature>(&judged.body->submission.body) : nullptr;
  return signature != nullptr && names.is_signed_elsewhere(judged.body->submission.place, signature->petition);
}

// By the keys of the kiosk that brings it; then of those as which its machine ran before.
Judged judge_of(const Signer& signer, ByteView envelope, const seal::OpeningKeys& opening, const Erased& erased) {
  auto judged = judge(envelope, signer.records, opening, erased);
  for (const auto& origin : signer.origins) {
    if (judged.reason != wire::RecordReason::bad_signature) break;
    auto theirs = judge(envelope, origin.records, opening, erased);
    if (theirs.reason == wire::RecordReason::bad_signature) continue;
    judged = std::move(theirs);
    judged.of = origin.device;
  }
  return judged;
}

}  // namespace

JudgedRequest judge_request(const Asked& asked, const seal::OpeningKeys& opening, const ContentNames& names,
                            const Erased& erased) {
  const auto& [signer, request] = asked;
  JudgedRequest out;
  out.envelopes.reserve(request.envelopes.size());
  for (const auto& envelope : request.envelopes) {
    out.envelopes.push_back(judge_of(signer, envelope, opening, erased));
    out.envelopes.back().signed_elsewhere = is_signed_elsewhere(names, out.envelopes.back());
  }
  if (!request.heartbeat) return out;
  for (const auto& key : signer.records)
    if (auto opened = seal::open_heartbeat(*request.heartbeat, key)) out.heartbeat = *std::move(opened);
  if (!out.heartbeat) log(LogEvent::heartbeat_refused, {{"device", LogId{to_hex(request.device.view())}}});
  return out;
}

}  // namespace minbar::collector
