// What the worker keeps things in: the shared folder, the key that signs, the collector it trusts, and the doorbell
// that tells of the agent's work. Opened together, since one without the others can keep nothing.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "kiosk/session/effect.h"
#include "kiosk/session/station.h"
#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/domain/content/content.h"
#include "sync/seal/keys.h"
#include "sync/store/doorbell.h"
#include "sync/store/kept_head.h"
#include "sync/store/outbox.h"
#include "sync/store/packs.h"
#include "sync/store/pin.h"
#include "sync/store/salvage/known_address.h"
#include "sync/store/sealed_record.h"
#include "sync/store/trails.h"

namespace minbar::kiosk {

// Reads a pack with all that this program asks of one. Called on the worker's thread too.
using ReadContent = std::function<Result<Content>(std::span<const ContentFile>)>;

// As the store seals it; it borrows the recording.
[[nodiscard]] std::optional<store::Spoken> spoken_with(const Save& save);

class Memory {
 public:
  // `data` is the folder shared with the agent, `keys` this program's own (made with mode 0700). A database that is
  // damaged is set aside first, and what can be read of it salvaged (store/salvage/mend.h). Errors: those of that, of
  // the folder, the key file and the doorbell. `clock` and `random` outlive it.
  [[nodiscard]] static Result<Memory> open(const std::filesystem::path& data, const std::filesystem::path& keys,
                                           const store::StoreOptions& options, const Clock& clock, Random& random);

  // Where the kiosk stands. Pins the collector that the shared database names when none is pinned, and takes up what
  // staff accepted since (`minbar-kiosk trust`). Nothing: neither pinned nor enrolled.
  [[nodiscard]] Result<std::optional<Station>> station();
  // Durable when it returns; the same submission again gives the same answer.
  [[nodiscard]] Result<void> save(const Save& save);
  // The same of what was sealed and kept aside before. Errors also: conflict (for another collector).
  [[nodiscard]] Result<void> append(const store::SealedRecord& record);
  // Whom the kiosk trusts, as of the last look at its station.
  [[nodiscard]] const std::optional<store::CollectorPin>& collector() const { return pin_; }
  // How many records are missing from damaged databases, for the station; opening does this too.
  void look_at_set_aside();
  // The pinned collector's fingerprint was compared: no start asks again.
  void keep_compared();
  // Slow on purpose, and as slow for a code that leads nowhere. `aside`: what is kept here beside the database.
  [[nodiscard]] Result<Trail> look_up(const LookUp& question, std::span<const store::KeptAside> aside = {});
  [[nodiscard]] Result<void> watch(const WatchPetitions& watch) { return trails_.watch_petitions(watch.petitions); }
  [[nodiscard]] Result<std::vector<PetitionCount>> petition_counts() { return trails_.petition_counts(); }
  // Bytes that are left for what citizens say; the reserve of the shared folder is made again first, if it can be.
  [[nodiscard]] Result<std::int64_t> room();
  [[nodiscard]] Result<void> beat(std::int64_t content_version);
  // The number of the newest published pack, whether this program can use it or not; 0: there is none.
  [[nodiscard]] std::int64_t newest_pack();
  // The newest published pack above `number` that this program can use, under its own number; null: none. Each is
  // verified anew, since the agent's word is not this program's. One that cannot be used is noted with the reason.
  [[nodiscard]] std::shared_ptr<const Content> newest_content(std::int64_t number, const ReadContent& read);
  // This one was in use from a start on; older ones but the last go.
  void settle_on(std::int64_t number);
  // False: what is kept here nobody would read; open anew.
  [[nodiscard]] bool in_place() const { return folder_->in_place(); }
  [[nodiscard]] store::Doorbell& bell() { return bell_; }
  // Some call met an error of the disk, or the agent did: close it, and opening anew looks for damage.
  [[nodiscard]] bool is_to_be_looked_at();
  // The next opening looks for damage with more time than others.
  void ask_for_a_look() const;

 private:
  Memory(std::filesystem::path keys, store::Folder folder, seal::RecordKey key, store::Doorbell bell);
  Result<void> take_up_pin(const std::optional<store::Enrolment>& enrolment);
  Result<void> take_up_first_pin(const std::optional<store::Enrolment>& enrolment);
  Result<void> keep_pin(const store::CollectorPin& pin);
  Result<void> follow_succession(const std::optional<store::Enrolment>& enrolment);
  Result<void> leave_taken_key();
  Result<void> give_up_identity(std::int64_t told_ms);
  Result<void> finish_giving_up();
  Result<void> take_up_new_name(const std::optional<store::Enrolment>& enrolment);
  void take_up_head();
  void keep_head();
  void keep_address(const store::Enrolment& enrolment);
  Result<Content> read_pack(std::int64_t number, const ReadContent& read);

  std::filesystem::path keys_;
  std::optional<store::CollectorPin> pin_;  // kept here too: a full disk is no reason to ask the shared row again
  std::optional<DeviceId> chain_of_;        // the enrolment under which the outbox was told how far its chain goes
  std::optional<store::KeptHead> kept_;     // as the private folder has it
  std::optional<store::KnownAddress> address_;
  std::int64_t missing_ = 0;  // as Station says it
  std::string damaged_file_;
  bool differed_ = false;
  bool pin_unusable_ = false;
  std::unique_ptr<store::Folder> folder_;  // never null; its parts keep its address
  store::Outbox outbox_{*folder_};
  store::Packs packs_{*folder_};
  store::Trails trails_{*folder_};
  seal::RecordKey key_;
  store::Doorbell bell_;
};

}  // namespace minbar::kiosk
