#include "sync/collector/backup/sealed_file.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/seal/binary.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_piece_bytes = 2 * limits::backup_piece_bytes + seal::stream_piece_added;

}  // namespace

Result<SealedFileWriter> SealedFileWriter::make(const fs::path& folder, const std::string& name, const BackupHead& head,
                                                const seal::BackupKey& key, Random& random) {
  const auto bound = bound_bytes_of(head);
  auto box = TRY(seal::make_backup_box(key, bound, random));
  seal::StreamSealer sealer(box.key);
  const fs::path part = folder / (name + std::string(part_ending));
  auto file = TRY(OpenFile::make(part));
  SealedFileWriter writer(std::move(file), part, folder / name, std::move(sealer));
  TRY(writer.put(bound));
  TRY(writer.put(box.sealed));
  TRY(writer.put(writer.sealer_.head()));
  return writer;
}

SealedFileWriter::SealedFileWriter(SealedFileWriter&& other) noexcept
    : file_(std::move(other.file_)),
      part_(std::exchange(other.part_, {})),
      path_(std::move(other.path_)),
      sealer_(std::move(other.sealer_)),
      hashing_(std::move(other.hashing_)),
      bytes_(other.bytes_) {}

SealedFileWriter::~SealedFileWriter() {
  if (!part_.empty()) ::unlink(part_.c_str());
}

Result<void> SealedFileWriter::put(ByteView bytes) {
  TRY(file_.append(bytes));
  hashing_.add(bytes);
  bytes_ += static_cast<std::int64_t>(bytes.size());
  return {};
}

Result<void> SealedFileWriter::write_piece(PieceKind kind, ByteView body, bool last) {
  Bytes plain;
  plain.reserve(1 + body.size());
  plain.push_back(static_cast<std::uint8_t>(kind));
  plain.insert(plain.end(), body.begin(), body.end());
  const auto sealed = sealer_.seal(plain, last);
  seal::wipe(plain);
  seal::Writer length;
  length.number(static_cast<std::uint32_t>(sealed.size()));
  TRY(put(length.written()));
  return put(sealed);
}

Result<void> SealedFileWriter::write(PieceKind kind, ByteView body) { return write_piece(kind, body, false); }

Result<SealedFileWriter::Written> SealedFileWriter::finish() {
  TRY(write_piece(PieceKind::end, {}, true));
  TRY(file_.sync());
  Written written{.part = part_, .file = path_, .hash = hashing_.finish(), .bytes = bytes_};
  written.device = TRY(file_.device());
  return written;
}

Result<void> SealedFileWriter::give_name() {
  if (::rename(part_.c_str(), path_.c_str()) != 0)
    return fail(Errc::io, fmt::format("cannot rename to {}: {}", path_.string(), std::strerror(errno)));
  part_.clear();
  return sync_folder(path_.parent_path());
}

Result<BackupHead> head_of_file(const fs::path& path) {
  auto file = TRY(OpenFile::read(path));
  Bytes bytes(backup_bound_bytes);
  bytes.resize(TRY(file.next(bytes)));
  return head_in(bytes);
}

Result<SealedFileReader> SealedFileReader::open(const fs::path& path, const seal::BackupSecret& secret) {
  auto file = TRY(OpenFile::read(path));
  Bytes bytes(backup_head_bytes);
  bytes.resize(TRY(file.next(bytes)));
  const auto named = [&](Error error) { return fail(error.code, fmt::format("{}: {}", path.string(), error.context)); };
  const auto head = head_in(bytes);
  if (!head) return named(head.error());
  if (bytes.size() != backup_head_bytes) return named({Errc::corrupt, "it is cut"});
  if (head->key != secret.key().id())
    return named({Errc::denied, fmt::format("it is sealed to backup key {}, and this recovery sheet is of {}",
                                            to_hex(head->key.view()), to_hex(secret.key().id().view()))});
  const ByteView all(bytes);
  const auto key = secret.open(all.subspan(backup_bound_bytes, seal::backup_box_bytes), all.first(backup_bound_bytes));
  if (!key) return named(key.error());
  seal::StreamHead stream{};
  std::copy_n(bytes.end() - static_cast<std::ptrdiff_t>(stream.size()), stream.size(), stream.begin());
  return SealedFileReader(std::move(file), path, *head, seal::StreamOpener(*key, stream));
}

tl::unexpected<Error> SealedFileReader::damaged() const {
  return fail(Errc::corrupt,
              fmt::format("{} is damaged, or was not made by its collector: nothing of it is used", path_.string()));
}

Result<std::optional<SealedFileReader::Piece>> SealedFileReader::next() {
  Bytes length(4);
  const auto got = TRY(file_.next(length));
  if (ended_) {
    if (got != 0) return damaged();
    return std::nullopt;
  }
  seal::Reader in(ByteView(length).first(got));
  const auto size = in.number<std::uint32_t>();
  if (!in.good() || size > most_piece_bytes) return damaged();
  Bytes sealed(size);
  if (TRY(file_.next(sealed)) != size) return damaged();
  auto opened = opener_.open(sealed);
  if (!opened || opened->bytes.empty()) return damaged();
  const auto kind = opened->bytes.front();
  if (kind < static_cast<std::uint8_t>(PieceKind::about) || kind > static_cast<std::uint8_t>(PieceKind::end))
    return fail(Errc::unsupported_version,
                fmt::format("{} has a piece of kind {}: use a newer version", path_.string(), kind));
  ended_ = opened->last;
  if (ended_ != (kind == static_cast<std::uint8_t>(PieceKind::end))) return damaged();
  opened->bytes.erase(opened->bytes.begin());
  return Piece{.kind = static_cast<PieceKind>(kind), .body = std::move(opened->bytes)};
}

}  // namespace minbar::collector
