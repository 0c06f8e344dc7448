#include "sync/collector/serve/registered.h"

#include "sync/collector/features/fleet/health.h"
#include "sync/collector/features/petitions/counts.h"
#include "sync/collector/features/petitions/derive.h"
#include "sync/collector/features/proposals/deliver.h"
#include "sync/collector/features/proposals/derive.h"
#include "sync/collector/features/proposals/newest_answer.h"
#include "sync/collector/features/satisfaction/derive.h"
#include "sync/collector/intake/kiosk_parts.h"
#include "sync/collector/intake/safe_point.h"

namespace minbar::collector {

Derivers all_derivers(const seal::OpeningKeys& opening) {
  return {proposal_deriver(), rating_deriver(), signature_deriver(opening), petition_start_deriver()};
}

std::vector<RequestNote> all_request_notes() { return {newest_answer_note(), health_note(), followed_note()}; }

std::vector<ReplyPart> all_reply_parts(const ContentNames& names, const CollectorKeys& keys) {
  return {answers_part(names),   counts_part(names), place_part(names), pack_part(names, keys),
          succession_part(keys), safe_part(),        understands_part()};
}

}  // namespace minbar::collector
