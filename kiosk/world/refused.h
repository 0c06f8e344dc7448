// Whether the centre takes anything of this kiosk, found in the shared folder and verified here: the agent only carries
// the centre's word. What cannot leave is not asked for.
#pragma once

#include <cstdint>

#include "kiosk/session/station.h"
#include "sync/base/result.h"
#include "sync/store/folder.h"
#include "sync/store/pin.h"

namespace minbar::kiosk {

struct CentresWord {
  Refused refused = Refused::no;
  std::int64_t told_ms = 0;  // when it was said, by the centre's clock
};
[[nodiscard]] Result<CentresWord> refused_now(store::Folder& folder, const store::CollectorPin& pin);

}  // namespace minbar::kiosk
