#include "sync/store/drafts.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sync/base/bytes.h"
#include "sync/base/file.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/seal/binary.h"
#include "sync/seal/hash.h"

namespace minbar::store {

namespace {

// A file, big-endian: magic, version, record, collector, recipient's key id, whether lookup id and time follow (a byte
// each) and they or zeros, sizes of body and recording, both, and the BLAKE2b-256 of all before it.
constexpr std::string_view draft_magic = "MNBD";
constexpr std::uint16_t draft_format = 1;
constexpr std::size_t draft_bytes = limits::sealed_body_bytes + limits::blob_bytes + 256;

Bytes bytes_of_draft(const SealedRecord& record) {
  seal::Writer out;
  out.bytes(bytes_of(draft_magic));
  out.number(draft_format);
  out.bytes(record.id.view());
  out.bytes(record.collector.view());
  out.bytes(record.recipient.view());
  out.number<std::uint8_t>(record.lookup ? 1 : 0);
  out.bytes(record.lookup.value_or(LookupId{}).view());
  out.number<std::uint8_t>(record.recorded_ms ? 1 : 0);
  out.number(record.recorded_ms.value_or(0));
  out.number(static_cast<std::uint32_t>(record.body.size()));
  out.number(static_cast<std::uint32_t>(record.blob.size()));
  out.bytes(record.body);
  out.bytes(record.blob);
  const auto hash = seal::hash_of(out.written());
  out.bytes(hash.view());
  return out.written();
}

tl::unexpected<Error> no_draft() { return fail(Errc::corrupt, "a draft is not as it was written"); }

Result<SealedRecord> draft_in(ByteView bytes) {
  seal::Reader in(bytes);
  if (text_of(in.bytes(draft_magic.size())) != draft_magic) return no_draft();
  if (in.number<std::uint16_t>() != draft_format)
    return in.good() ? fail(Errc::unsupported_version, "a draft was written by a newer program") : no_draft();
  SealedRecord out;
  out.id = in.id<RecordId>();
  out.collector = in.id<CollectorId>();
  out.recipient = in.id<seal::KeyId>();
  const bool has_lookup = in.number<std::uint8_t>() == 1;
  const auto lookup = in.id<LookupId>();
  if (has_lookup) out.lookup = lookup;
  const bool has_time = in.number<std::uint8_t>() == 1;
  const auto recorded_ms = in.number<std::int64_t>();
  if (has_time) out.recorded_ms = recorded_ms;
  const auto body = in.number<std::uint32_t>();
  const auto blob = in.number<std::uint32_t>();
  out.body = to_bytes(in.bytes(body));
  out.blob = to_bytes(in.bytes(blob));
  const auto hash = in.id<seal::Hash>();
  if (!in.good() || in.left() != 0 || hash != seal::hash_of(bytes.first(bytes.size() - hash.bytes.size())))
    return no_draft();
  return out;
}

// What it holds, and under the name of which it lies.
Result<SealedRecord> read_draft(const std::filesystem::path& file) {
  const auto text = TRY(read_file(file, draft_bytes));
  auto record = TRY(draft_in(bytes_of(text)));
  if (file.stem() != to_hex(record.id.view())) return no_draft();
  return record;
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder, std::error_code& error) {
  std::vector<std::filesystem::path> files;
  for (auto entry = std::filesystem::directory_iterator(folder, error);
       !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
    files.push_back(entry->path());
  return files;
}

// Kept as it is, where no start looks again.
void put_aside(const std::filesystem::path& file, Errc why) {
  log(LogEvent::draft_unusable, {{"code", why}});
  if (why == Errc::unsupported_version) return;  // the newer program takes it up when it is back
  std::error_code ignored;
  std::filesystem::rename(file, file.string() + ".unusable", ignored);
}

}  // namespace

std::filesystem::path Drafts::file_of(const RecordId& id) const { return folder() / (to_hex(id.view()) + ".draft"); }

Result<void> Drafts::make_folder() const {
  std::error_code ignored;
  const bool there = std::filesystem::exists(folder(), ignored);
  TRY(make_private_folder(folder()));
  return there ? Result<void>{} : sync_folder(keys_);
}

void Drafts::note(const SealedRecord& record) {
  kept_[record.id] = {.lookup = record.lookup,
                      .recorded_ms = record.recorded_ms,
                      .collector = record.collector,
                      .recipient = record.recipient};
}

void Drafts::take_up(const std::filesystem::path& file) {
  std::error_code ignored;
  if (file.extension() == ".part") {
    std::filesystem::remove(file, ignored);
  } else if (file.extension() == ".draft") {
    if (const auto record = read_draft(file))
      note(*record);
    else if (record.error().code != Errc::io)  // a disk that does not read now may read later
      put_aside(file, record.error().code);
  }
}

Result<void> Drafts::look() {
  if (keys_.empty()) return {};
  TRY(make_folder());
  std::error_code error;
  for (const auto& file : files_in(folder(), error)) take_up(file);
  tidy();
  if (error) return fail(Errc::io, fmt::format("cannot look into {}", folder().string()));
  return {};
}

Result<void> Drafts::keep(const SealedRecord& record) {
  if (keys_.empty()) return fail(Errc::io, "there is no private folder to keep a draft in");
  if (!has(record.id) && kept_.size() >= limits::drafts_kept)
    return fail(Errc::full, fmt::format("{} records wait for the outbox already", kept_.size()));
  const auto bytes = bytes_of_draft(record);
  const auto write = [&]() -> Result<void> {
    TRY(make_folder());
    return write_file(file_of(record.id), bytes, 0600, FileTime::not_told);
  };
  auto written = write();
  if (!written && written.error().code == Errc::full && give_up_reserve()) written = write();
  if (written) {
    note(record);
    tell_no_time(folder());
  } else if (!has(record.id)) {
    std::error_code ignored;
    std::filesystem::remove(file_of(record.id), ignored);  // renamed, and perhaps not for good
  }
  return written;
}

Result<SealedRecord> Drafts::read(const RecordId& id) const { return read_draft(file_of(id)); }

void Drafts::forget(const RecordId& id) {
  if (kept_.erase(id) == 0) return;
  std::error_code ignored;
  std::filesystem::remove(file_of(id), ignored);
  tell_no_time(folder());
  static_cast<void>(sync_folder(folder()));  // one that is there again after a power cut meets its record under its id
}

void Drafts::set_aside(const RecordId& id) {
  put_aside(file_of(id), Errc::corrupt);
  kept_.erase(id);
}

void Drafts::tidy() {
  if (keys_.empty()) return;
  if (kept_.empty()) make_reserve();
  for (const auto& [id, kept] : kept_) tell_no_time(file_of(id));
  tell_no_time(folder());
}

void Drafts::make_reserve() const {
  const auto file = folder() / "reserve";
  std::error_code error;
  if (std::filesystem::exists(file, error) || error) return;
  const auto space = std::filesystem::space(folder(), error);
  if (error || space.available < 4 * limits::drafts_reserve_bytes) return;
  const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (opened < 0) return;
  const bool made = ::posix_fallocate(opened, 0, limits::drafts_reserve_bytes) == 0 && ::fsync(opened) == 0;
  ::close(opened);
  if (made)
    tell_no_time(file);
  else
    std::filesystem::remove(file, error);
}

// Says whether there was one.
bool Drafts::give_up_reserve() const {
  std::error_code error;
  return std::filesystem::remove(folder() / "reserve", error);
}

std::vector<RecordId> Drafts::for_collector(const CollectorPin& collector) const {
  std::vector<RecordId> out;
  for (const auto& [id, kept] : kept_)
    if (opens(collector, kept.collector, kept.recipient)) out.push_back(id);
  return out;
}

std::size_t Drafts::for_others(const CollectorPin& collector) const {
  return kept_.size() - for_collector(collector).size();
}

std::size_t drafts_for_others(const std::filesystem::path& keys, const CollectorPin& collector) {
  std::size_t others = 0;
  std::error_code ignored;
  for (const auto& file : files_in(keys / "drafts", ignored)) {
    if (file.extension() != ".draft") continue;
    const auto record = read_draft(file);
    if (record && !is_sealed_for(*record, collector)) ++others;
  }
  return others;
}

std::vector<KeptAside> Drafts::with_receipts() const {
  std::vector<KeptAside> out;
  for (const auto& [id, kept] : kept_)
    if (kept.lookup) out.push_back({.lookup = *kept.lookup, .recorded_ms = kept.recorded_ms});
  return out;
}

}  // namespace minbar::store
