#include "sync/collector/features/fleet/enrol_service.h"

#include "sync/base/hex.h"
#include "sync/base/log.h"
#include "sync/collector/accounts/audit.h"

namespace minbar::collector {

namespace {

constexpr std::size_t enrol_payload_bytes = 16 * 1024;  // PROTOCOL.md, section 4
constexpr RateLimit::Rule peer_rule{.burst = 10, .refill_ms = 60'000};

struct Code {
  DeviceId device;
  seal::MacKey mac_key;
  bool used = false;
};

// The code while it may still be used, by time.
Result<std::optional<Code>> find_code(db::Database& database, const seal::EnrolLookup& lookup, std::int64_t now_ms) {
  const auto row =
      TRY(database.query_one("SELECT device, mac_key, used_at_ms FROM enrol_codes WHERE lookup = $1 AND expires_at_ms "
                             "> $2 AND mac_key IS NOT NULL",
                             {lookup, now_ms}));
  if (!row) return std::nullopt;
  return Code{.device = row->id<DeviceId>(0), .mac_key = row->id<seal::MacKey>(1), .used = !row->is_null(2)};
}

Result<bool> is_pinned(db::Database& database, const DeviceId& device, const wire::EnrolRequest& request) {
  const auto row = TRY(database.query_one(
      "SELECT 1 FROM devices WHERE id = $1 AND record_key = $2 AND transport_key = $3 AND chain = $4 "
      "AND revoked_at_ms IS NULL",
      {device, request.record_key, request.transport_key, request.chain}));
  return row.has_value();
}

Error not_valid() { return {Errc::denied, "this enrolment code is not valid: ask the coordinator for a new one"}; }

// Whoever asks reads the words that everybody gets; staff at the collector have to know what kept their code from
// working.
Result<void> tell_whose_keys(db::Database& database, const DeviceId& device, const wire::EnrolRequest& request) {
  const auto known =
      TRY(database.query_one("SELECT id FROM devices WHERE record_key = $1 OR transport_key = $2 OR chain = $3 LIMIT 1",
                             {request.record_key, request.transport_key, request.chain}));
  if (known)
    log(LogEvent::enrolment_of_known_machine,
        {{"device", LogId{to_hex(device.view())}}, {"known", LogId{to_hex(known->id<DeviceId>(0).view())}}});
  return {};
}

// Pins the keys and uses the code up, or finds that this same kiosk did so before.
Result<void> pin(db::Database& database, const Code& code, const wire::EnrolRequest& request, std::int64_t now_ms,
                 std::string_view address) {
  if (TRY(is_pinned(database, code.device, request))) return {};
  if (code.used) return tl::unexpected(not_valid());
  const auto pinned = database.execute(
      "UPDATE devices SET record_key = $2, transport_key = $3, chain = $4, enrolled_at_ms = $5, transport_key_id = $6 "
      "WHERE id = $1 AND enrolled_at_ms IS NULL AND revoked_at_ms IS NULL",
      {code.device, request.record_key, request.transport_key, request.chain, now_ms, request.transport_key.id()});
  if (!pinned && pinned.error().code == Errc::conflict) {
    TRY(tell_whose_keys(database, code.device, request));
    return tl::unexpected(not_valid());
  }
  if (!pinned) return tl::unexpected(pinned.error());
  if (*pinned != 1) return tl::unexpected(not_valid());
  TRY(database.execute("UPDATE enrol_codes SET used_at_ms = $2 WHERE lookup = $1", {request.lookup, now_ms}));
  return add_audit(database, {.at_ms = now_ms,
                              .action = Action::kiosk_enrolled,
                              .by = {.address = std::string(address)},
                              .device = code.device});
}

tl::unexpected<Refusal> refuse(const Error& error) {
  log(LogEvent::enrolment_refused, {{"error", error.code}});
  return tl::unexpected(refusal_of(error));
}

// Of a request that could be read: a code that is not valid, or what the database says.
tl::unexpected<Refusal> refuse_asked(const Error& error) {
  if (error == not_valid()) return refuse(error);
  log(LogEvent::enrolment_refused, {{"error", error.code}});
  return tl::unexpected(refusal_of_storage(error));
}

}  // namespace

EnrolService::EnrolService(Storage& storage, const CollectorKeys& keys, const ContentNames& names, const Clock& clock,
                           Random& random, Identity identity)
    : storage_(storage),
      keys_(keys),
      names_(names),
      clock_(clock),
      identity_(std::move(identity)),
      by_peer_(peer_rule, clock, random) {}

tl::expected<void, Refusal> EnrolService::admit(std::string_view peer) {
  const auto taken = by_peer_.take(std::string(peer));
  if (taken) return {};
  log(LogEvent::enrolment_limited);
  return tl::unexpected(Refusal{.status = 429,
                                .words = "too many enrolments were tried; wait and try again",
                                .retry_after_s = taken.error().seconds});
}

FrameAnswer EnrolService::answer(ByteView bytes, std::string_view address) {
  const auto frame = wire::parse_frame(bytes, enrol_payload_bytes);
  if (!frame) return refuse(frame.error());
  // Which code, and so the key of its MAC, only the message itself says: the one message of a stranger that is read
  // before it is verified. It has 16 KiB at most, reading takes time in proportion, and whoever sends it is limited
  // above.
  const auto request = wire::parse_enrol_request(*frame);
  if (!request) return refuse(request.error());
  const auto now = clock_.wall_ms();
  const auto check = [&](db::Database& database) -> Result<Code> {
    const auto found = TRY(find_code(database, request->lookup, now));
    if (!found || !wire::check_enrol_request(*frame, *request, found->mac_key)) return tl::unexpected(not_valid());
    return *found;
  };
  if (const auto asked = storage_.read(check); !asked) return refuse_asked(asked.error());  // a guess costs no write
  const auto code = storage_.write([&](db::Database& database) -> Result<Code> {
    auto found = TRY(check(database));
    TRY(pin(database, found, *request, now, address));
    return found;
  });
  if (!code) return refuse_asked(code.error());
  log(LogEvent::kiosk_enrolled, {{"device", LogId{to_hex(code->device.view())}}});
  auto reply = reply_to(*request, code->mac_key, code->device);
  if (!reply) return refuse_asked(reply.error());
  return std::move(*reply);
}

Result<Bytes> EnrolService::reply_to(const wire::EnrolRequest& request, const seal::MacKey& code,
                                     const DeviceId& device) {
  const auto row = TRY(storage_.read([&](db::Database& database) {
    return database.query_one("SELECT place, zone FROM assignments WHERE device = $1 AND until_ms IS NULL", {device});
  }));
  if (!row) return fail(Errc::corrupt, "this kiosk has no place; make a new one on the kiosks page");
  const PlaceCode place{row->text(0)};
  wire::EnrolReply reply;
  reply.request = request.request;
  reply.device = device;
  reply.collector = identity_.collector;
  reply.signing_key = keys_.signing.public_key();
  reply.sealing_key = keys_.opening.sealing_key();
  reply.place = {.code = place,
                 .name_ar = names_.place(place, Language::ar),
                 .name_fr = names_.place(place, Language::fr),
                 .zone = row->text(1)};
  reply.follow_url = identity_.follow_url;
  reply.server_wall_ms = clock_.wall_ms();
  return wire::make_enrol_reply(reply, code, keys_.signing);
}

}  // namespace minbar::collector
