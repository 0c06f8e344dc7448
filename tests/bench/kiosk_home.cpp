#include "tests/bench/kiosk_home.h"

#include "sync/db/database.h"
#include "sync/wire/body_codec.h"
#include "tests/bench/report.h"

namespace minbar::bench {

namespace {

std::filesystem::path made(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  return folder;
}

}  // namespace

KioskHome::KioskHome(const std::filesystem::path& folder, std::size_t waiting_records)
    : shared_(folder / "shared"),
      keys_(made(folder / "keys")),
      key_(taken(seal::RecordKey::load_or_make(keys_ / "record.key", random_))),
      opening_(seal::OpeningKey::make(random_)) {
  auto store = open();
  taken(store.outbox.publish_record_key(key_.public_key()));
  const wire::EnrolReply enrolment{
      .request = {random_.array<16>()},
      .device = {random_.array<16>()},
      .collector = {random_.array<16>()},
      .signing_key = seal::SigningKey::make(random_).public_key(),
      .sealing_key = opening_.sealing_key(),
      .place = {.code = {"09.001.01.01"}, .name_ar = "Agadir", .name_fr = "Agadir", .zone = "Africa/Casablanca"},
      .follow_url = "https://example.org/follow",
      .server_wall_ms = 1};
  taken(store.carrier.keep_enrolment(enrolment, "http://127.0.0.1:1"));
  taken(store::save_pin(keys_, store::pin_of(*taken(store.folder->enrolment()))));
  if (waiting_records > 0) fill(waiting_records);
}

test::Store KioskHome::open(store::Role role) {
  test::Store store(taken(store::Folder::open(shared_, role, clock_, random_)));
  if (const auto enrolment = taken(store.folder->enrolment())) store.folder->trust(store::pin_of(*enrolment));
  return store;
}

Submission KioskHome::something_said() {
  rating_next_ = !rating_next_;
  Submission out{.id = {random_.array<16>()},
                 .place = {"09.001.01.01"},
                 .language = Language::fr,
                 .content_version = 1,
                 .made_at_s = 1'789'999'200,
                 .body = {}};
  if (rating_next_)
    out.body = Rating{.subject = ServiceId{"civil_status"},
                      .satisfaction = Satisfaction::satisfied,
                      .reasons = {{"welcome"}},
                      .comment = ""};
  else
    out.body = Proposal{.theme = {"public_services"},
                        .text =
                            "Nous proposons de remettre en service les lampadaires de la rue principale. Quatorze "
                            "sont en panne depuis trois mois. Les enfants rentrent dans le noir.",
                        .author = {}};
  return out;
}

// As append would have written them, in one transaction instead of one each.
void KioskHome::fill(std::size_t records) {
  auto store = open();
  auto head = taken(store.head());
  auto database = taken(db::Database::open(shared_ / "kiosk.db"));
  taken(database.transaction([&]() -> Result<void> {
    for (std::size_t i = 0; i < records; ++i) {
      const auto said = something_said();
      const auto body = TRY(wire::encode_body({.submission = said, .receipt = {}}));
      const auto envelope = TRY(seal::seal_envelope(
          {.chain = head.chain, .sequence = head.sequence + 1, .previous = head.hash, .record = said.id, .body = body},
          key_, opening_.sealing_key()));
      head = seal::advance(head, envelope.header, seal::header_hash(envelope));
      const auto bytes = seal::bytes_of_envelope(envelope);
      TRY(
          database.execute("INSERT INTO outbox (sequence, record_id, header_hash, envelope_hash, envelope, stored_ms) "
                           "VALUES ($1, $2, $3, $4, $5, $6)",
                           {head.sequence, said.id, head.hash, seal::hash_of(bytes), bytes, clock_.wall_ms()}));
    }
    TRY(database.execute("UPDATE kiosk SET head_sequence = $1, head_hash = $2, waiting = $3 WHERE one = 1",
                         {head.sequence, head.hash, records}));
    return {};
  }));
}

}  // namespace minbar::bench
