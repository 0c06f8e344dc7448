#include "sync/collector/backup/unpack.h"

#include <algorithm>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/collector/backup/sealed_file.h"
#include "sync/collector/backup/snapshot.h"
#include "sync/seal/binary.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_chains = 1'000'000;

tl::unexpected<Error> not_as_made(const fs::path& file) {
  return fail(Errc::corrupt, fmt::format("{} is not as a backup is made: nothing of it is used", file.string()));
}

Result<void> take_pages(ByteView body, OpenFile& into, Unpacked& out) {
  seal::Reader in(body);
  const auto at = in.number<std::int64_t>();
  if (!in.good() || at < 0) return fail(Errc::corrupt, "pages without a place");
  const auto bytes = in.bytes(in.left());
  TRY(into.write_at(at, bytes));
  out.database_bytes = std::max(out.database_bytes, at + static_cast<std::int64_t>(bytes.size()));
  return {};
}

// False: it is of a kind that has its own place, or there is too much of it.
Result<bool> take(SealedFileReader::Piece& piece, OpenFile* into, Unpacked& out) {
  switch (piece.kind) {
    case PieceKind::about:
      return false;  // it stands first, once
    case PieceKind::chains:
      for (auto& chain : TRY(chains_in(piece.body))) out.chains.push_back(std::move(chain));
      return out.chains.size() <= most_chains;
    case PieceKind::key: {
      auto key = key_in(piece.body);
      seal::wipe(piece.body);
      out.keys.push_back(TRY(std::move(key)));
      return out.keys.size() <= limits::backup_keys;
    }
    case PieceKind::erased:
      out.erased.insert(out.erased.end(), piece.body.begin(), piece.body.end());
      return out.erased.size() <= most_erased_bytes;
    case PieceKind::pages:
      if (into != nullptr) TRY(take_pages(piece.body, *into, out));
      return true;
    case PieceKind::end:
      return true;
  }
  return false;
}

Result<Unpacked> begin(SealedFileReader& reader, const fs::path& file) {
  Unpacked out;
  out.head = reader.head();
  const auto first = TRY(reader.next());
  if (!first || first->kind != PieceKind::about) return not_as_made(file);
  out.about = TRY(about_in(first->body));
  return out;
}

}  // namespace

Result<Unpacked> unpack(const fs::path& file, const seal::BackupSecret& secret, OpenFile& into) {
  auto reader = TRY(SealedFileReader::open(file, secret));
  auto out = TRY(begin(reader, file));
  while (auto piece = TRY(reader.next()))
    if (!TRY(take(*piece, &into, out))) return not_as_made(file);
  if (out.database_bytes == 0) return not_as_made(file);
  return out;
}

Result<Unpacked> look_into(const fs::path& file, const seal::BackupSecret& secret) {
  auto reader = TRY(SealedFileReader::open(file, secret));
  auto out = TRY(begin(reader, file));
  while (auto piece = TRY(reader.next())) {
    if (piece->kind != PieceKind::chains) break;
    if (!TRY(take(*piece, nullptr, out))) return not_as_made(file);
  }
  return out;
}

Result<Unpacked> prove(const fs::path& file, const seal::BackupSecret& secret, const fs::path& passing) {
  auto nameless = TRY(OpenFile::make_nameless(passing));
  auto out = TRY(unpack(file, secret, nameless));
  FilePages pages(nameless, out.database_bytes);
  auto copy = TRY(db::Database::read_pages(pages));
  if (const auto good = check_copy(copy, out.about, out.chains); !good)
    return fail(good.error().code, fmt::format("{}: {}", file.string(), good.error().context));
  const auto has = [&](std::string_view name) {
    return std::any_of(out.keys.begin(), out.keys.end(), [&](const KeyFile& key) { return key.name == name; });
  };
  if (!has("opening.key") || !has("signing.key")) return not_as_made(file);
  return out;
}

}  // namespace minbar::collector
