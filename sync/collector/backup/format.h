// What a backup consists of, byte for byte: a head in the clear, which names no more than whose it is, and pieces, each
// of a kind, which are sealed. README.md beside this has the layout. Values; no I/O.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/audit_chain.h"
#include "sync/domain/ids.h"
#include "sync/seal/hash.h"
#include "sync/seal/keys.h"

namespace minbar::collector {

inline constexpr std::size_t backup_bound_bytes = 52;  // of the head, up to the sealed key
inline constexpr std::size_t backup_head_bytes = 156;  // with the sealed key and the stream's own head

// The longest list of what was erased, as erased.h reads it.
inline constexpr std::size_t most_erased_bytes = 256 * 1024 * 1024;

struct BackupHead {
  CollectorId collector{};
  seal::KeyId key{};  // of the backup key that it is sealed to
  std::int64_t number = 0;
  std::int64_t made_at_ms = 0;
  bool operator==(const BackupHead&) const = default;
};
[[nodiscard]] Bytes bound_bytes_of(const BackupHead& head);  // backup_bound_bytes
// Errors: bad_input (no backup), unsupported_version.
[[nodiscard]] Result<BackupHead> head_in(ByteView bytes);

enum class PieceKind : std::uint8_t { about = 1, chains = 2, key = 3, erased = 4, pages = 5, end = 6 };

// What the database says of itself, in the very snapshot that is copied.
struct BackupAbout {
  struct Table {
    std::string name;
    std::int64_t rows = 0;
    bool operator==(const Table&) const = default;
  };
  std::int64_t schema = 0;
  AuditMark audit = {};  // row 0: it has none
  std::vector<Table> tables = {};
  bool operator==(const BackupAbout&) const = default;
};

// How far a chain is here without a gap.
struct ChainHere {
  DeviceId device{};
  ChainId chain{};
  std::int64_t sequence = 0;
  seal::Hash header{};
  std::string kiosk = {};  // its label
  bool operator==(const ChainHere&) const = default;
};

// A file of keys/. Overwritten when it goes.
struct KeyFile {
  std::string name;
  Bytes bytes;
  KeyFile(std::string file, Bytes content) : name(std::move(file)), bytes(std::move(content)) {}
  KeyFile(KeyFile&&) noexcept = default;
  KeyFile& operator=(KeyFile&&) noexcept = default;
  ~KeyFile();
};
// Letters, digits, dots, hyphens and underscores; not hidden.
[[nodiscard]] bool is_key_file_name(std::string_view name);

// The bodies of pieces, and back. Errors: corrupt.
[[nodiscard]] Bytes body_of(const BackupAbout& about);
[[nodiscard]] Result<BackupAbout> about_in(ByteView body);
[[nodiscard]] Bytes body_of(const std::vector<ChainHere>& chains);  // at most limits::backup_chains_told
[[nodiscard]] Result<std::vector<ChainHere>> chains_in(ByteView body);
[[nodiscard]] Bytes body_of(const KeyFile& key);
[[nodiscard]] Result<KeyFile> key_in(ByteView body);

}  // namespace minbar::collector
