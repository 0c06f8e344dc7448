#include "kiosk/world/memory.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "kiosk/world/own_key.h"
#include "kiosk/world/refused.h"
#include "kiosk/world/version.h"
#include "sync/base/file.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/seal/hash.h"
#include "sync/store/damage/set_aside.h"
#include "sync/store/room/reserve.h"
#include "sync/store/salvage/mend.h"
#include "sync/store/standing.h"

namespace minbar::kiosk {

namespace {

constexpr std::size_t place_code_bytes = 16;  // "09.001.01.01" and room

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

// As the Haut-Commissariat au Plan writes them; anything else would be shown to citizens as it stands.
bool is_a_code(const PlaceCode& code) {
  const auto of_a_code = [](char c) { return c == '.' || (c >= '0' && c <= '9'); };
  return !code.value.empty() && code.value.size() <= place_code_bytes &&
         std::all_of(code.value.begin(), code.value.end(), of_a_code);
}

}  // namespace

Memory::Memory(std::filesystem::path keys, store::Folder folder, seal::RecordKey key, store::Doorbell bell)
    : keys_(std::move(keys)),
      folder_(std::make_unique<store::Folder>(std::move(folder))),
      key_(std::move(key)),
      bell_(std::move(bell)) {}

Result<Memory> Memory::open(const std::filesystem::path& data, const std::filesystem::path& keys,
                            const store::StoreOptions& options, const Clock& clock, Random& random) {
  TRY(make_private_folder(keys));
  auto mended = store::mend(data, keys, clock);
  // to look into a database takes some blocks for what its programs share
  if (!mended && mended.error().code == Errc::full && store::give_up_reserve(data))
    mended = store::mend(data, keys, clock);
  TRY(std::move(mended));
  auto folder = TRY(store::Folder::open(data, store::Role::kiosk, clock, random, options));
  auto key = TRY(own_key(folder, keys, random));
  auto bell = store::Doorbell::listen(data, store::Role::kiosk);
  if (!bell) log(LogEvent::bell_not_made);
  Memory memory(keys, std::move(folder), std::move(key), bell ? *std::move(bell) : store::Doorbell::deaf());
  memory.address_ = store::load_address(keys);
  memory.look_at_set_aside();
  TRY(memory.station());  // whom it trusts
  return memory;
}

// The file first: it is what staff last accepted. What the shared row says counts while there is no file, once.
Result<void> Memory::take_up_pin(const std::optional<store::Enrolment>& enrolment) {
  auto kept = store::load_pin(keys_);
  if (!kept && !pin_) return tl::unexpected(kept.error());
  if (!kept && !std::exchange(pin_unusable_, true))
    log(LogEvent::pin_unusable, {{"code", kept.error().code}});  // the one it has goes on until the program ends
  if (kept) pin_unusable_ = false;
  if (kept && *kept)
    pin_ = *std::move(kept);
  else if (kept && pin_)
    TRY(keep_pin(*pin_));
  else if (kept)
    TRY(take_up_first_pin(enrolment));
  if (pin_) folder_->trust(*pin_);
  return {};
}

Result<void> Memory::take_up_first_pin(const std::optional<store::Enrolment>& enrolment) {
  if (!enrolment) {
    if (!store::awaits_collector(keys_)) static_cast<void>(store::await_collector(keys_));  // or at the next look
    return {};
  }
  auto pin = store::pin_of(*enrolment);
  pin.compared = !store::awaits_collector(keys_);
  TRY(keep_pin(pin));
  log(LogEvent::collector_pinned, {{"collector", LogId{to_hex(pin.collector.view())}}});
  pin_ = pin;
  return {};
}

Result<void> Memory::keep_pin(const store::CollectorPin& pin) {
  const auto saved = store::save_pin(keys_, pin);
  if (saved) return {};
  if (saved.error().code != Errc::full) return saved;
  log(LogEvent::pin_not_kept);  // tried again at the next look
  return {};
}

void Memory::keep_compared() {
  if (!pin_) return;
  pin_->compared = true;
  if (const auto kept = keep_pin(*pin_); !kept) log(LogEvent::pin_unusable, {{"code", kept.error().code}});
}

// Under another enrolment another chain begins, as the agent told that collector.
void Memory::take_up_head() {
  if (chain_of_ == pin_->device) return;
  auto kept = store::load_head(keys_);
  if (!kept) log(LogEvent::chain_head_unusable, {{"code", kept.error().code}});
  kept_ = kept ? *kept : std::nullopt;
  if (kept_ && kept_->device == pin_->device) {
    outbox_.remember(kept_->head, kept_->heartbeats);
  } else {
    const auto shared = store::head_of(*folder_);
    if (!shared) return;
    outbox_.remember(*shared);
    keep_head();
  }
  chain_of_ = pin_->device;
}

void Memory::keep_head() {
  const auto& head = outbox_.remembered();
  if (!pin_ || !head) return;
  const store::KeptHead now{.device = pin_->device, .head = *head, .heartbeats = outbox_.remembered_heartbeats()};
  if (kept_ == now) return;
  const auto saved = store::save_head(keys_, now);
  if (saved)
    kept_ = now;
  else
    log(LogEvent::chain_head_unusable, {{"code", saved.error().code}});  // the next record tries again
}

// For a shared database that has lost it; without it staff enrol anew.
void Memory::keep_address(const store::Enrolment& enrolment) {
  const store::KnownAddress now{.collector_url = enrolment.collector_url, .record_key = enrolment.record_key};
  if (address_ == now || !store::save_address(keys_, now)) return;
  address_ = now;
}

void Memory::look_at_set_aside() {
  missing_ = 0;
  damaged_file_.clear();
  for (const auto& set_aside : store::set_aside_in(folder_->path())) {
    if (set_aside.missing == 0) continue;
    missing_ += set_aside.missing;
    damaged_file_ = set_aside.file;
  }
}

bool Memory::is_to_be_looked_at() {
  if (folder_->database().take_trouble()) ask_for_a_look();
  return store::look_asked(folder_->path()).asked;
}

void Memory::ask_for_a_look() const { store::ask_to_look(folder_->path()); }

Result<std::optional<Station>> Memory::station() {
  const auto read = folder_->enrolment();
  if (!read && read.error().code != Errc::too_large) return tl::unexpected(read.error());
  const auto enrolment = read ? *read : std::nullopt;  // what fills the memory is nobody's enrolment
  TRY(take_up_pin(enrolment));
  if (!pin_) {
    TRY(leave_taken_key());
    return std::nullopt;
  }
  TRY(follow_succession(enrolment));
  TRY(finish_giving_up());
  take_up_head();
  TRY(take_up_new_name(enrolment));
  const bool same = enrolment && store::same_enrolment(store::pin_of(*enrolment), *pin_);
  if (!same && !std::exchange(differed_, true)) log(LogEvent::enrolment_differs);
  if (same) differed_ = false;
  if (same) keep_address(*enrolment);
  // Of a row that is the pinned enrolment's the kiosk believes that it was moved, and nothing that it would show. It
  // keeps that: without the row it stands where it stood last.
  if (same && enrolment->place.code != pin_->place.code && is_a_code(enrolment->place.code)) {
    pin_->place = {.code = enrolment->place.code, .name_ar = "", .name_fr = "", .zone = pin_->place.zone};
    TRY(keep_pin(*pin_));
  }
  const auto word = TRY(refused_now(*folder_, *pin_));
  if (word.refused == Refused::copied && (!pin_->given_up || word.told_ms > pin_->given_up->told_ms))
    TRY(give_up_identity(word.told_ms));
  auto refused = word.refused;
  if (pin_->given_up && !pin_->given_up->enrolled) refused = Refused::copied;
  // what is signed with a key that the collector does not have would count nowhere there
  if (refused != Refused::copied && same && enrolment->record_key && *enrolment->record_key != key_.public_key())
    refused = Refused::unknown;
  return Station{.place = pin_->place.code,
                 .name_ar = pin_->place.name_ar,
                 .name_fr = pin_->place.name_fr,
                 .zone = pin_->place.zone,
                 .follow_up_url = pin_->follow_url,
                 .fingerprint = store::fingerprint_of(*pin_),
                 .differs = !same || pin_unusable_,
                 .compared = pin_->compared,
                 .refused = refused,
                 .records_missing = missing_,
                 .damaged_file = damaged_file_};
}

std::optional<store::Spoken> spoken_with(const Save& save) {
  if (!save.voice) return std::nullopt;
  return store::Spoken{.ogg = save.voice->ogg(), .duration_ms = save.voice->duration_ms()};
}

Result<void> Memory::save(const Save& save) {
  TRY(outbox_.append(save.submission, save.code, key_, spoken_with(save)));
  keep_head();
  return {};
}

Result<void> Memory::append(const store::SealedRecord& record) {
  TRY(outbox_.append(record, key_));
  keep_head();
  return {};
}

Result<std::int64_t> Memory::room() {
  store::make_reserve(folder_->path());
  return store::room_bytes(*folder_);
}

Result<Trail> Memory::look_up(const LookUp& question, std::span<const store::KeptAside> aside) {
  return trails_.trail_of(question.code, aside);
}

Result<Content> Memory::read_pack(std::int64_t number, const ReadContent& read) {
  const auto pack = TRY(packs_.read(number));
  auto content = TRY(read(pack.files));
  content.version = number;
  content.made_at_s = pack.made_at_s;
  return content;
}

std::int64_t Memory::newest_pack() {
  const auto packs = packs_.state();
  return packs && !packs->stored.empty() ? packs->stored.front().version : 0;
}

std::shared_ptr<const Content> Memory::newest_content(std::int64_t number, const ReadContent& read) {
  const auto packs = packs_.state();
  if (!packs) return nullptr;
  for (const auto& pack : packs->stored) {
    if (pack.version <= number) break;
    auto content = read_pack(pack.version, read);
    const std::string why = content ? "" : content.error().context;
    // the note is for people; without it the kiosk does the same
    if (why != pack.unusable) static_cast<void>(packs_.note_unusable(pack.version, why));
    if (content) return std::make_shared<const Content>(*std::move(content));
    log(LogEvent::pack_unusable, {{"version", pack.version}, {"error", content.error().code}});
  }
  return nullptr;
}

void Memory::settle_on(std::int64_t number) { static_cast<void>(packs_.forget_before(number)); }

Result<void> Memory::beat(std::int64_t content_version) {
  TRY(outbox_.record_heartbeat({.boot = boot_id(),
                                .free_disk_bytes = free_bytes(folder_->path()),
                                .content_version = content_version,
                                .program_version = std::string(version)},
                               key_));
  keep_head();
  return {};
}

}  // namespace minbar::kiosk
