#include "sync/collector/features/fleet/enrol_service.h"

#include "sync/base/hex.h"
#include "sync/base/log.h"
#include "sync/collector/followed/followed.h"

namespace minbar::collector {

namespace {

constexpr std::size_t enrol_payload_bytes = 16 * 1024;  // PROTOCOL.md, section 4
constexpr RateLimit::Rule peer_rule{.burst = 10, .refill_ms = 60'000};

Error not_valid() { return {Errc::denied, "this enrolment code is not valid: ask the coordinator for a new one"}; }

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
  const auto check = [&](db::Database& database) -> Result<EnrolCode> {
    auto found = TRY(find_enrol_code(database, request->lookup, now));
    if (!found || !wire::check_enrol_request(*frame, *request, found->mac_key)) return tl::unexpected(not_valid());
    return *std::move(found);
  };
  const auto code = storage_.read(check);  // a guess costs no write
  if (!code) return refuse_asked(code.error());
  const auto enrolled = storage_.write([&](db::Database& database) -> Result<Enrolled> {
    const auto still = TRY(check(database));
    auto machine =
        TRY(enrol_machine(database, {.code = still, .request = *request, .now_ms = now, .address = address}));
    if (!machine.objection) TRY(note_enrolled(database, machine.device, newest_of(keys_)));
    return machine;
  });
  if (!enrolled) return refuse_asked(enrolled.error());
  if (enrolled->objection) return object(*request, *code, *enrolled->objection);
  log(LogEvent::kiosk_enrolled, {{"device", LogId{to_hex(enrolled->device.view())}}});
  auto reply = reply_to(*request, code->mac_key, enrolled->device);
  if (!reply) return refuse_asked(reply.error());
  return std::move(*reply);
}

// Whoever has the code learns what keeps it from working; to everybody else the words are those of any wrong code.
FrameAnswer EnrolService::object(const wire::EnrolRequest& request, const EnrolCode& code,
                                 wire::EnrolObjection objection) {
  auto refusal = refuse(not_valid()).value();
  auto frame = wire::make_enrol_objection(objection, request.request, code.mac_key, keys_.signing.newest());
  if (!frame) return refuse_asked(frame.error());
  refusal.frame = *std::move(frame);
  return tl::unexpected(std::move(refusal));
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
  reply.signing_key = keys_.signing.newest().public_key();
  reply.sealing_key = keys_.opening.sealing_key();
  reply.place = {.code = place,
                 .name_ar = names_.place(place, Language::ar),
                 .name_fr = names_.place(place, Language::fr),
                 .zone = row->text(1)};
  reply.root_key = keys_.root;
  reply.succession = keys_.signing.number();
  if (keys_.root) reply.statement = keys_.statement;
  reply.follow_url = identity_.follow_url;
  reply.server_wall_ms = clock_.wall_ms();
  return wire::make_enrol_reply(reply, code, keys_.signing.newest());
}

}  // namespace minbar::collector
