// A backup as a file: written under a passing name, flushed, renamed and flushed again, and read piece by piece. No
// byte of it but the head is in the clear.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/backup/format.h"
#include "sync/collector/backup/open_file.h"
#include "sync/seal/backup_key.h"
#include "sync/seal/hashing.h"
#include "sync/seal/stream.h"

namespace minbar::collector {

class SealedFileWriter {
 public:
  // `name` in `folder`, under another until it gets that. Errors: full, denied, io, conflict.
  [[nodiscard]] static Result<SealedFileWriter> make(const std::filesystem::path& folder, const std::string& name,
                                                     const BackupHead& head, const seal::BackupKey& key,
                                                     Random& random);
  SealedFileWriter(SealedFileWriter&&) noexcept;
  SealedFileWriter& operator=(SealedFileWriter&&) = delete;
  ~SealedFileWriter();  // without its name: what was written is removed

  [[nodiscard]] Result<void> write(PieceKind kind, ByteView body);
  struct Written {
    std::filesystem::path part;  // where it is until it gets its name
    std::filesystem::path file;
    seal::Hash hash{};
    std::int64_t bytes = 0;
    dev_t device = 0;
  };
  // Writes the last piece. All of it is on the disk when it returns, under its passing name.
  [[nodiscard]] Result<Written> finish();
  // After that: the file gets its name, durably.
  [[nodiscard]] Result<void> give_name();

 private:
  SealedFileWriter(OpenFile file, std::filesystem::path part, std::filesystem::path path, seal::StreamSealer sealer)
      : file_(std::move(file)), part_(std::move(part)), path_(std::move(path)), sealer_(std::move(sealer)) {}
  Result<void> put(ByteView bytes);
  Result<void> write_piece(PieceKind kind, ByteView body, bool last);

  OpenFile file_;
  std::filesystem::path part_;  // empty: it has its name, or moved from
  std::filesystem::path path_;
  seal::StreamSealer sealer_;
  seal::Hashing hashing_;
  std::int64_t bytes_ = 0;
};
// How passing names end.
inline constexpr std::string_view part_ending = ".part";

// The head alone, which anybody can read. Errors as head_in, and not_found, denied, io.
[[nodiscard]] Result<BackupHead> head_of_file(const std::filesystem::path& path);

class SealedFileReader {
 public:
  // Errors: denied (sealed to another sheet, or damaged there), bad_input, unsupported_version, io.
  [[nodiscard]] static Result<SealedFileReader> open(const std::filesystem::path& path,
                                                     const seal::BackupSecret& secret);
  [[nodiscard]] const BackupHead& head() const { return head_; }
  struct Piece {
    PieceKind kind;
    Bytes body;
  };
  // Nothing after the last one. Errors: corrupt (damaged, cut, longer than it was, or not made by its collector), io.
  [[nodiscard]] Result<std::optional<Piece>> next();

 private:
  SealedFileReader(OpenFile file, std::filesystem::path path, const BackupHead& head, seal::StreamOpener opener)
      : file_(std::move(file)), path_(std::move(path)), head_(head), opener_(std::move(opener)) {}
  [[nodiscard]] tl::unexpected<Error> damaged() const;

  OpenFile file_;
  std::filesystem::path path_;
  BackupHead head_;
  seal::StreamOpener opener_;
  bool ended_ = false;
};

}  // namespace minbar::collector
