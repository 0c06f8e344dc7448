#include "kiosk/memory.h"

#include <sys/stat.h>

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "kiosk/version.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/seal/hash.h"

namespace minbar::kiosk {

namespace {

Result<void> make_private_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), error);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(Errc::io, fmt::format("cannot make the key folder {}", folder.string()));
  return {};
}

// The kernel's name for this boot, so that the collector can tell a restart from a turned clock.
seal::BootId boot_id() {
  const auto text = read_file("/proc/sys/kernel/random/boot_id", 64);
  const auto hash = seal::hash_of(bytes_of(text.value_or("no boot id")));
  return *seal::BootId::from(hash.view().first(seal::BootId{}.bytes.size()));
}

std::uint64_t free_bytes(const std::filesystem::path& folder) {
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  return error ? 0 : space.available;
}

}  // namespace

Memory::Memory(store::KioskStore store, seal::RecordKey key, store::Doorbell bell)
    : store_(std::move(store)), key_(std::move(key)), bell_(std::move(bell)) {}

Result<Memory> Memory::open(const std::filesystem::path& data, const std::filesystem::path& keys,
                            const store::StoreOptions& options, const Clock& clock, Random& random) {
  TRY(make_private_folder(keys));
  auto store = TRY(store::KioskStore::open(data, store::Role::kiosk, clock, random, options));
  auto key = TRY(seal::RecordKey::load_or_make(keys / "record.key", random));
  TRY(store.publish_record_key(key.public_key()));
  auto bell = TRY(store::Doorbell::listen(data, store::Role::kiosk));
  return Memory(std::move(store), std::move(key), std::move(bell));
}

Result<std::optional<Station>> Memory::station() {
  const auto enrolment = TRY(store_.enrolment());
  if (!enrolment) return std::nullopt;
  return Station{.place = enrolment->place.code,
                 .name_ar = enrolment->place.name_ar,
                 .name_fr = enrolment->place.name_fr,
                 .zone = enrolment->place.zone,
                 .follow_up_url = enrolment->follow_url};
}

Result<void> Memory::save(const Save& save) {
  std::optional<store::Spoken> spoken;
  if (save.voice) spoken = store::Spoken{.ogg = save.voice->ogg(), .duration_ms = save.voice->duration_ms()};
  TRY(store_.append(save.submission, save.code, key_, spoken));
  return {};
}

bool Memory::has_room() { return store_.room_bytes().value_or(0) >= limits::room_again_bytes; }

Result<Trail> Memory::look_up(const LookUp& question) { return store_.trail_of(question.code); }

Result<Content> Memory::read_pack(std::int64_t number, const ReadContent& read) {
  const auto pack = TRY(store_.read_pack(number));
  auto content = TRY(read(pack.files));
  content.version = number;
  content.made_at_s = pack.made_at_s;
  return content;
}

std::int64_t Memory::newest_pack() {
  const auto packs = store_.pack_state();
  return packs && !packs->stored.empty() ? packs->stored.front().version : 0;
}

std::shared_ptr<const Content> Memory::newest_content(std::int64_t number, const ReadContent& read) {
  const auto packs = store_.pack_state();
  if (!packs) return nullptr;
  for (const auto& pack : packs->stored) {
    if (pack.version <= number) break;
    auto content = read_pack(pack.version, read);
    const std::string why = content ? "" : content.error().context;
    // the note is for people; without it the kiosk does the same
    if (why != pack.unusable) static_cast<void>(store_.note_unusable(pack.version, why));
    if (content) return std::make_shared<const Content>(*std::move(content));
    log(minbar::Event::pack_unusable, {{"version", pack.version}, {"error", content.error().code}});
  }
  return nullptr;
}

void Memory::settle_on(std::int64_t number) { static_cast<void>(store_.forget_packs_before(number)); }

Result<void> Memory::beat(std::int64_t content_version) {
  return store_.record_heartbeat({.boot = boot_id(),
                                  .free_disk_bytes = free_bytes(store_.folder()),
                                  .content_version = content_version,
                                  .program_version = std::string(version)},
                                 key_);
}

}  // namespace minbar::kiosk
