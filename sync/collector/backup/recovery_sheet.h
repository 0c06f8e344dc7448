// The sheet of paper that brings a collector back together with any of its backups: the secret half of the backup key
// in four lines that a person can type, each with characters that show a mistake in it, and what to do with them. Text
// in, text out; nothing here is kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/backup_key.h"

namespace minbar::collector {

struct SheetOf {
  CollectorId collector;
  std::string fingerprint;  // as kiosks show it
  std::int64_t made_at_ms = 0;
};
// To be printed, once.
[[nodiscard]] std::string recovery_sheet(const seal::BackupSecret& secret, const SheetOf& of);

// Collects the four lines out of what somebody types or out of the text of a sheet, line by line, and passes over the
// rest.
class SheetReader {
 public:
  // Error bad_input: it is one of the four and mistyped; says which. It may be given again.
  [[nodiscard]] Result<void> take(std::string_view line);
  [[nodiscard]] bool complete() const;
  // The first that is missing, from 1.
  [[nodiscard]] int awaited() const;
  // Once all are there.
  [[nodiscard]] seal::BackupSecret secret() const;

 private:
  seal::Secret<32> seed_;
  bool have_[4] = {};
};
[[nodiscard]] Result<seal::BackupSecret> secret_in(std::string_view sheet);

}  // namespace minbar::collector
