#include "kiosk/world/own_key.h"

#include <system_error>

#include "sync/base/file.h"
#include "sync/base/log.h"
#include "sync/store/kept_head.h"
#include "sync/store/outbox.h"
#include "sync/store/pin.h"
#include "sync/store/standing.h"

namespace minbar::kiosk {

namespace {

// Also when nobody can look: what may be there is not made anew.
bool is_there(const std::filesystem::path& path) {
  std::error_code error;  // says no more than the type does
  return std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found;
}

// Another key than the kiosk's own belongs to another folder, or somebody has written it into this one.
Result<void> publish(store::Outbox& outbox, store::Folder& folder, const seal::RecordKey& key,
                     const std::filesystem::path& keys) {
  const auto published = outbox.publish_record_key(key.public_key());
  if (published || published.error().code != Errc::conflict) return published;
  const auto kept = store::load_head(keys);
  const auto shared = store::head_of(folder);
  if (!kept || !*kept || !shared || (*kept)->head.chain != shared->chain) return published;
  return outbox.claim_record_key(key.public_key());
}

}  // namespace

Result<seal::RecordKey> own_key(store::Folder& folder, const std::filesystem::path& keys, Random& random) {
  const auto file = keys / "record.key";
  // While this note is there the key of the shared folder is to be replaced; a power cut leaves note and key, or
  // neither.
  const auto note = keys / "record.key.lost";
  if (!is_there(file)) {
    // Noted before there is a key: else a kiosk that was killed between the two in its first start would later be taken
    // for one that was in service before fingerprints were compared.
    if (!is_there(keys / "collector.pin")) TRY(store::await_collector(keys));
    if (TRY(store::record_key_of(folder))) {
      TRY(write_file(note, {}, 0600));
      log(LogEvent::record_key_lost);
    }
  }
  auto key = TRY(seal::RecordKey::load_or_make(file, random));
  store::Outbox outbox(folder);
  if (!is_there(note)) {
    TRY(publish(outbox, folder, key, keys));
    return key;
  }
  TRY(outbox.claim_record_key(key.public_key()));
  std::error_code ignored;
  std::filesystem::remove(note, ignored);  // else the next start claims its own once more
  return key;
}

}  // namespace minbar::kiosk
