// Inside sync/wire: how a signature under a petition and the start of one stand in a body's JSON (PROTOCOL.md,
// section 7).
#pragma once

#include "sync/domain/records/submission.h"
#include "sync/wire/json.h"

namespace minbar::wire {

void write(JsonWriter& json, const PetitionSignature& signature);
void write(JsonWriter& json, const PetitionStart& start);

// Errors: bad_input (names the field). Shape only; domain::validate judges.
[[nodiscard]] Result<PetitionSignature> petition_signature_from(const JsonReader& json);
[[nodiscard]] Result<PetitionStart> petition_start_from(const JsonReader& json);

}  // namespace minbar::wire
