#include "sync/collector/backup/make_backup.h"

#include <algorithm>
#include <set>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/file_lock.h"
#include "sync/base/limits.h"
#include "sync/collector/backup/backup_key_file.h"
#include "sync/collector/backup/backup_notes.h"
#include "sync/collector/backup/sealed_file.h"
#include "sync/collector/backup/snapshot.h"
#include "sync/collector/intake/safe_point.h"
#include "sync/collector/storage/successors.h"
#include "sync/seal/binary.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

// Pages that follow one another become one piece.
class PagesIntoPieces final : public db::Pages {
 public:
  explicit PagesIntoPieces(SealedFileWriter& writer) : writer_(writer) {}

  Result<void> write(std::int64_t at, ByteView bytes) override {
    if (at != end_of_run() || run_.size() + bytes.size() > limits::backup_piece_bytes) TRY(put());
    if (run_.empty()) at_ = at;
    run_.insert(run_.end(), bytes.begin(), bytes.end());
    size_ = std::max(size_, end_of_run());
    if (at == 0) first_ = to_bytes(bytes);
    return {};
  }
  // SQLite looks at its first page again, and at no other.
  Result<std::size_t> read(std::int64_t at, std::span<std::uint8_t> out) override {
    const auto from = static_cast<std::size_t>(at);
    if (size_ == 0) return std::size_t{0};
    if (from + out.size() > first_.size()) return fail(Errc::internal, "a page that was written is read again");
    std::copy_n(first_.begin() + at, out.size(), out.begin());
    return out.size();
  }
  [[nodiscard]] std::int64_t size() const override { return size_; }

  Result<void> put() {
    if (run_.empty()) return {};
    seal::Writer body;
    body.number(at_);
    body.bytes(run_);
    run_.clear();
    return writer_.write(PieceKind::pages, body.written());
  }

 private:
  [[nodiscard]] std::int64_t end_of_run() const { return at_ + static_cast<std::int64_t>(run_.size()); }

  SealedFileWriter& writer_;
  std::int64_t at_ = 0;
  Bytes run_;
  std::int64_t size_ = 0;
  Bytes first_;
};

bool is_own(const BackupHead& head, const CollectorId& collector) { return head.collector == collector; }

// What a program that was killed has left: nobody else writes, since this one has the lock.
void remove_parts(const fs::path& folder, const CollectorId& collector) {
  const auto name = backup_file_name({.collector = collector, .number = 1});
  const auto begin = name.substr(0, name.find("000001"));
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const auto file = at->path().filename().string();
    std::error_code ignored;
    if (file.starts_with(begin) && file.ends_with(part_ending)) fs::remove(at->path(), ignored);
  }
}

Result<std::vector<BackupFile>> own_in(const fs::path& folder, const CollectorId& collector) {
  auto files = TRY(backups_in(folder));
  std::erase_if(files, [&](const BackupFile& file) { return !is_own(file.head, collector); });
  return files;
}

// Those that this database has made. Another history's may hold what nobody else has any more, and are a person's to
// remove; so is what only looks like one of ours.
Result<std::vector<BackupFile>> made_here(Storage& storage, std::vector<BackupFile> own) {
  return storage.read([&](db::Database& database) -> Result<std::vector<BackupFile>> {
    std::vector<BackupFile> out;
    for (auto& file : own)
      if (TRY(is_noted(database, file.head.number, file.head.made_at_ms))) out.push_back(std::move(file));
    return out;
  });
}

std::set<std::int64_t> numbers_in(const std::vector<BackupFile>& files) {
  std::set<std::int64_t> out;
  for (const auto& file : files) out.insert(file.head.number);
  return out;
}

Result<std::int64_t> next_number(Storage& storage, const std::vector<BackupFile>& own) {
  const auto noted = TRY(storage.read(newest_backup));
  auto last = noted ? noted->number : 0;
  // Heads are in the clear, and anybody who may write into the folder can make one: a number far ahead is nobody's.
  const auto most = last + limits::backup_numbers_ahead;
  for (const auto& file : own)
    if (file.head.number <= most) last = std::max(last, file.head.number);
  if (last >= limits::backup_number) return fail(Errc::too_large, "there is no number left for another backup");
  return last + 1;
}

Result<void> write_erased(SealedFileWriter& writer, const fs::path& data) {
  const auto read = read_file(erased_file(data), most_erased_bytes);
  if (!read && read.error().code == Errc::not_found) return {};
  const auto text = TRY(std::move(read));
  for (auto rest = bytes_of(text); !rest.empty();) {
    const auto part = rest.first(std::min(rest.size(), limits::backup_piece_bytes));
    TRY(writer.write(PieceKind::erased, part));
    rest = rest.subspan(part.size());
  }
  return {};
}

Result<void> write_chains(SealedFileWriter& writer, const std::vector<ChainHere>& chains) {
  for (std::size_t from = 0; from < chains.size(); from += limits::backup_chains_told) {
    const auto count = std::min(limits::backup_chains_told, chains.size() - from);
    const auto begin = chains.begin() + static_cast<std::ptrdiff_t>(from);
    TRY(writer.write(PieceKind::chains,
                     body_of(std::vector<ChainHere>(begin, begin + static_cast<std::ptrdiff_t>(count)))));
  }
  return {};
}

struct Copied {
  BackupAbout about;
  SafePoint point;
};
// Everything is looked at, and copied, in one snapshot.
Result<Copied> copy_snapshot(db::Database& snapshot, const fs::path& data, SealedFileWriter& writer) {
  if (const auto whole = check_whole(snapshot); !whole) {
    if (whole.error().code != Errc::corrupt) return tl::unexpected(whole.error());
    return fail(Errc::corrupt,
                fmt::format("the database is damaged, so no backup was made of it, and older ones stay: run "
                            "minbar-collector doctor --data {}",
                            data.string()));
  }
  Copied copied;
  copied.about = TRY(about_of(snapshot));
  copied.point = TRY(safe_point(snapshot));
  TRY(writer.write(PieceKind::about, body_of(copied.about)));
  TRY(write_chains(writer, TRY(chains_of(snapshot))));
  const auto keys = TRY(keys_in(data / "keys"));
  const auto names = names_of(keys);
  for (const auto& key : keys) {
    if (is_left_over(key.name, names)) continue;  // an exchange was killed: nobody follows it
    auto body = body_of(key);
    const auto done = writer.write(PieceKind::key, body);
    seal::wipe(body);
    TRY(done);
  }
  TRY(write_erased(writer, data));
  PagesIntoPieces pages(writer);
  TRY(snapshot.copy_to(pages));
  TRY(pages.put());
  return copied;
}

Result<void> read_back(const SealedFileWriter::Written& written) {
  const auto hash = hash_of_file(written.part);
  if (hash && *hash == written.hash) return {};
  if (!hash) return tl::unexpected(hash.error());
  return fail(
      Errc::corrupt,
      fmt::format("what was written to {} did not come back from its disk as it was, and was removed: that disk "
                  "is failing. Nothing became safe",
                  written.file.parent_path().string()));
}

}  // namespace

Result<BackupMade> make_backup(Home& home, const BackupOrder& order, const Clock& clock, Random& random) {
  const auto key = TRY(load_backup_key(order.data, home.id));
  const auto alone = FileLock::take(order.data / "backup.lock");
  if (!alone && alone.error().code == Errc::busy) return fail(Errc::busy, "another backup is being made just now");
  if (!alone) return tl::unexpected(alone.error());
  auto own = TRY(own_in(order.to, home.id));
  remove_parts(order.to, home.id);

  const auto number = TRY(next_number(*home.storage, own));
  BackupMade made;
  made.head = {.collector = home.id, .key = key.id(), .number = number, .made_at_ms = clock.wall_ms()};
  made.erased_is_damaged = home.erased->is_damaged();
  auto writer = TRY(SealedFileWriter::make(order.to, backup_file_name(made.head), made.head, key, random));
  auto copied =
      TRY(home.storage->read([&](db::Database& snapshot) { return copy_snapshot(snapshot, order.data, writer); }));
  const auto written = TRY(writer.finish());
  TRY(read_back(written));

  made.elsewhere = TRY(lies_elsewhere(written.device, {order.data, order.data / "keys", database_file(order.data)}));
  const BackupNote note{.number = made.head.number,
                        .made_at_ms = made.head.made_at_ms,
                        .verified_at_ms = clock.wall_ms(),
                        .bytes = written.bytes};
  // Noted before it has its name, so that it goes in its time wherever this is killed; elsewhere, and safe, once it has
  // it.
  TRY(home.storage->write([&](db::Database& database) { return note_backup(database, note); }));
  if (const auto named = writer.give_name(); !named) {
    std::error_code error;  // of a file that has its name, and may not have it after a power cut, the note stays
    if (!fs::exists(written.file, error) && !error)
      TRY(home.storage->write([&](db::Database& database) { return forget_backup(database, note.number); }));
    return tl::unexpected(named.error());
  }
  if (made.elsewhere)
    TRY(home.storage->write([&](db::Database& database) -> Result<void> {
      TRY(note_elsewhere(database, note.number));
      return note_safe(database, copied.point, note.verified_at_ms);
    }));
  made.file = written.file;
  made.bytes = written.bytes;
  made.about = std::move(copied.about);
  own.push_back({.path = made.file, .head = made.head});
  own = TRY(made_here(*home.storage, std::move(own)));
  for (const auto& old : superfluous(own, order.keep, made.head.number)) {
    std::error_code error;
    if (fs::remove(old.path, error)) ++made.removed;
  }
  TRY(home.storage->write(
      [&](db::Database& database) { return forget_backups(database, numbers_in(own), note.verified_at_ms); }));
  return made;
}

}  // namespace minbar::collector
