// The sheet of paper that brings a collector back together with any of its backups: the secret half of the backup key
// in four lines that a person can type, each with characters that show a mistake in it, and what to do with them. The
// sheet of the root key (PROTOCOL.md, section 6) has four such lines too, and neither passes for the other. Text in,
// text out; nothing here is kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/backup_key.h"
#include "sync/seal/keys.h"

namespace minbar::collector {

struct SheetOf {
  CollectorId collector;
  std::string fingerprint;  // as kiosks show it
  std::int64_t made_at_ms = 0;
};
// To be printed, once.
[[nodiscard]] std::string recovery_sheet(const seal::BackupSecret& secret, const SheetOf& of);

enum class SheetKind { recovery, root };
// Of the root key; to be printed, once.
[[nodiscard]] std::string root_key_sheet(const seal::RootKey& key, const SheetOf& of);

// Collects the four lines out of what somebody types or out of the text of a sheet, line by line, and passes over the
// rest.
class SheetReader {
 public:
  explicit SheetReader(SheetKind kind = SheetKind::recovery) : kind_(kind) {}
  // Error bad_input: it is one of the four and mistyped; says which. It may be given again.
  [[nodiscard]] Result<void> take(std::string_view line);
  [[nodiscard]] bool complete() const;
  // The first that is missing, from 1.
  [[nodiscard]] int awaited() const;
  // Once all are there.
  [[nodiscard]] seal::BackupSecret secret() const;
  [[nodiscard]] seal::RootKey root_key() const;
  // As people call it.
  [[nodiscard]] std::string_view name() const;

 private:
  [[nodiscard]] seal::Secret<32> seed() const;

  SheetKind kind_;
  seal::Secret<32> seed_;
  bool have_[4] = {};
};
[[nodiscard]] Result<seal::BackupSecret> secret_in(std::string_view sheet);
// All lines of a text, from a file. Error bad_input: one is mistyped or missing.
[[nodiscard]] Result<void> take_all(SheetReader& reader, std::string_view sheet);

}  // namespace minbar::collector
