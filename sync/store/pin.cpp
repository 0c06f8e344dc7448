#include "sync/store/pin.h"

#include <algorithm>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/seal/fingerprint.h"
#include "sync/wire/json.h"

namespace minbar::store {

namespace {

constexpr std::int64_t pin_format = 1;
constexpr std::size_t most_packs = 8;  // a folder keeps the one in use, the one before it and a newer one

std::filesystem::path note_file(const std::filesystem::path& keys) { return keys / "collector.awaited"; }
std::filesystem::path pin_file(const std::filesystem::path& keys) { return keys / "collector.pin"; }

// Absent in a pin of before there were root keys.
Result<void> take_succession(const wire::JsonReader& json, CollectorPin& pin) {
  if (json.has("root_key")) pin.root_key = TRY(json.id<seal::RootPublicKey>("root_key"));
  if (json.has("succession")) pin.succession = TRY(json.integer("succession", 0, INT32_MAX));
  if (json.has("former"))
    for (const auto& item : TRY(json.objects("former", static_cast<std::size_t>(limits::successions)))) {
      FormerKeys former;
      former.signing_key = TRY(item.id<seal::SigningPublicKey>("signing_key"));
      former.sealing_key = TRY(item.id<seal::SealingKey>("sealing_key"));
      pin.former.push_back(former);
    }
  if (json.has("packs"))
    for (const auto& item : TRY(json.objects("packs", most_packs)))
      pin.packs.push_back(TRY(item.id<seal::Hash>("frame")));
  return {};
}

void put_succession(wire::JsonWriter& json, const CollectorPin& pin) {
  if (pin.root_key) json.hex("root_key", pin.root_key->view());
  if (pin.succession > 0) json.integer("succession", pin.succession);
  std::vector<wire::JsonWriter> former;
  for (const auto& keys : pin.former) {
    auto& item = former.emplace_back();
    item.hex("signing_key", keys.signing_key.view());
    item.hex("sealing_key", keys.sealing_key.view());
  }
  if (!former.empty()) json.objects("former", former);
  std::vector<wire::JsonWriter> packs;
  for (const auto& hash : pin.packs) packs.emplace_back().hex("frame", hash.view());
  if (!packs.empty()) json.objects("packs", packs);
}

Result<CollectorPin> pin_in(ByteView text) {
  const auto json = TRY(wire::JsonReader::parse(text));
  if (TRY(json.integer("format", 0, INT32_MAX)) != pin_format) return wire::JsonReader::wrong("format");
  CollectorPin pin;
  pin.device = TRY(json.id<DeviceId>("device"));
  pin.collector = TRY(json.id<CollectorId>("collector"));
  pin.signing_key = TRY(json.id<seal::SigningPublicKey>("signing_key"));
  pin.sealing_key = TRY(json.id<seal::SealingKey>("sealing_key"));
  pin.place.code.value = TRY(json.text("place", limits::pack_id_bytes));
  pin.place.name_ar = TRY(json.text("place_name_ar", limits::place_name_bytes));
  pin.place.name_fr = TRY(json.text("place_name_fr", limits::place_name_bytes));
  pin.place.zone = TRY(json.text("place_zone", limits::pack_id_bytes));
  pin.follow_url = TRY(json.text("follow_url", limits::url_bytes));
  pin.compared = TRY(json.boolean("compared"));
  TRY(take_succession(json, pin));
  if (!json.has("given_up")) return pin;
  const auto former = TRY(json.object("given_up"));
  GivenUp given_up;
  given_up.key = TRY(former.id<seal::RecordPublicKey>("key"));
  given_up.chain = TRY(former.id<ChainId>("chain"));
  given_up.told_ms = TRY(former.integer("told_ms", 0, INT64_MAX));
  given_up.enrolled = TRY(former.boolean("enrolled"));
  pin.given_up = given_up;
  return pin;
}

}  // namespace

CollectorPin pin_of(const Enrolment& enrolment) {
  return {.device = enrolment.device,
          .collector = enrolment.collector,
          .signing_key = enrolment.signing_key,
          .sealing_key = enrolment.sealing_key,
          .place = enrolment.place,
          .follow_url = enrolment.follow_url,
          .root_key = enrolment.root_key,
          .succession = enrolment.succession};
}

bool same_enrolment(const CollectorPin& a, const CollectorPin& b) {
  auto moved = a;
  moved.place = b.place;
  moved.compared = b.compared;
  moved.given_up = b.given_up;
  moved.root_key = b.root_key;
  moved.succession = b.succession;
  moved.former = b.former;
  moved.packs = b.packs;
  return moved == b;
}

std::string fingerprint_of(const CollectorPin& pin) {
  return seal::fingerprint_of(pin.collector, pin.signing_key, pin.sealing_key,
                              {.root = pin.root_key, .number = pin.succession});
}

bool opens(const CollectorPin& pin, const CollectorId& collector, const seal::KeyId& sealed_to) {
  return collector == pin.collector &&
         (sealed_to == pin.sealing_key.id() || std::any_of(pin.former.begin(), pin.former.end(), [&](const auto& keys) {
            return sealed_to == keys.sealing_key.id();
          }));
}

Result<std::optional<CollectorPin>> load_pin(const std::filesystem::path& keys) {
  const auto path = pin_file(keys);
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, error))) {
    if (error && error != std::errc::no_such_file_or_directory)
      return fail(Errc::io, fmt::format("cannot look at {}", path.string()));
    return std::nullopt;
  }
  TRY(check_private(path));
  auto pin = pin_in(bytes_of(TRY(read_file(path, limits::enrol_bytes))));
  if (!pin)
    return fail(Errc::corrupt, fmt::format("{} is damaged: compare the fingerprint of minbar-sync status with the "
                                           "collector's, then run minbar-kiosk trust --accept FINGERPRINT",
                                           path.string()));
  return *std::move(pin);
}

Result<void> await_collector(const std::filesystem::path& keys) { return write_file(note_file(keys), {}, 0600); }

bool awaits_collector(const std::filesystem::path& keys) {
  std::error_code error;
  return std::filesystem::exists(note_file(keys), error) || error;  // not known: ask
}

Result<void> save_pin(const std::filesystem::path& keys, const CollectorPin& pin) {
  wire::JsonWriter json;
  json.integer("format", pin_format);
  json.hex("device", pin.device.view());
  json.hex("collector", pin.collector.view());
  json.hex("signing_key", pin.signing_key.view());
  json.hex("sealing_key", pin.sealing_key.view());
  json.text("place", pin.place.code.value);
  json.text("place_name_ar", pin.place.name_ar);
  json.text("place_name_fr", pin.place.name_fr);
  json.text("place_zone", pin.place.zone);
  json.text("follow_url", pin.follow_url);
  json.boolean("compared", pin.compared);
  put_succession(json, pin);
  if (pin.given_up) {
    wire::JsonWriter former;
    former.hex("key", pin.given_up->key.view());
    former.hex("chain", pin.given_up->chain.view());
    former.integer("told_ms", pin.given_up->told_ms);
    former.boolean("enrolled", pin.given_up->enrolled);
    json.object("given_up", former);
  }
  const auto written = TRY(json.written());
  TRY(pin_in(written));  // what could not be read again is not pinned
  return write_file(pin_file(keys), written, 0600);
}

}  // namespace minbar::store
