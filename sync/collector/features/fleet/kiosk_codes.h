// One-time codes of kiosks: made with a new kiosk, and again for one that is there (its note was lost, its disk or a
// key of it was, or it was withdrawn by mistake). Used by the desk and by `admin kiosk-code`. Knows no HTTP.
#pragma once

#include <cstdint>
#include <string>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/scope.h"
#include "sync/collector/storage/storage.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/seal/receipt_keys.h"

namespace minbar::collector {

struct IssuedCode {
  DeviceId device;
  std::string code;  // "ABCDE-FGHJK-M"; shown once, stored nowhere
  std::int64_t expires_at_ms = 0;
};

// A fresh code and what is stored of it. Slow on purpose (key derivation): call it on a lane of its own.
struct FreshCode {
  std::string text;
  seal::EnrolKeys keys;
};
[[nodiscard]] Result<FreshCode> make_code(Random& random);
// Inside the writer's transaction: earlier codes of this kiosk that nobody used are worth nothing from now on. When it
// expires.
[[nodiscard]] Result<std::int64_t> write_code(db::Database& database, const FreshCode& code, const DeviceId& device,
                                              const Actor& by, std::int64_t now_ms);

struct CodeAgain {
  DeviceId device;
  Actor by = {};
  Scope scope = Scope::everywhere();  // where it must stand
};
// For a kiosk that is there, enrolled or not, withdrawn or not. Whoever uses the code puts that machine in its place.
// Errors: not_found (no such kiosk in the scope), busy, the database's.
[[nodiscard]] Result<IssuedCode> new_code(Storage& storage, const CodeAgain& again, const Clock& clock, Random& random);

}  // namespace minbar::collector
