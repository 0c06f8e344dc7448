#include "sync/collector/intake/judge_request.h"

#include "sync/base/hex.h"
#include "sync/base/log.h"

namespace minbar::collector {

namespace {

bool is_signed_elsewhere(const ContentNames& names, const Judged& judged) {
  const auto* signature = judged.body ? std::get_if<PetitionSignature>(&judged.body->submission.body) : nullptr;
  return signature != nullptr && names.is_signed_elsewhere(judged.body->submission.place, signature->petition);
}

}  // namespace

JudgedRequest judge_request(const Asked& asked, const seal::OpeningKey& opening, const ContentNames& names,
                            const Erased& erased) {
  const auto& [signer, request] = asked;
  JudgedRequest out;
  out.envelopes.reserve(request.envelopes.size());
  for (const auto& envelope : request.envelopes) {
    out.envelopes.push_back(judge(envelope, signer.records, opening, erased));
    out.envelopes.back().signed_elsewhere = is_signed_elsewhere(names, out.envelopes.back());
  }
  if (!request.heartbeat) return out;
  for (const auto& key : signer.records)
    if (auto opened = seal::open_heartbeat(*request.heartbeat, key)) out.heartbeat = *std::move(opened);
  if (!out.heartbeat) log(LogEvent::heartbeat_refused, {{"device", LogId{to_hex(request.device.view())}}});
  return out;
}

}  // namespace minbar::collector
