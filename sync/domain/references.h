// The part of the pack that no screen shows yet but whose ids records and screens will name: commitments. Checked at
// start so that a pack that would fail later is refused now; their contents are not kept in memory.
#pragma once

#include <span>

#include "sync/base/result.h"
#include "sync/domain/content_file.h"
#include "sync/domain/places.h"
#include "sync/domain/themes.h"

namespace minbar {

// Every commitment has an id of its own, a member that is a place of that name, and themes that exist.
[[nodiscard]] Result<void> check_commitments(const ContentFile& file, const Places& places,
                                             std::span<const Theme> themes);

}  // namespace minbar
