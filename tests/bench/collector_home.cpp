#include "tests/bench/collector_home.h"

#include "sync/domain/records/receipt_code.h"
#include "sync/wire/body_codec.h"
#include "tests/bench/report.h"

namespace minbar::bench {

CollectorHome::CollectorHome(const std::filesystem::path& folder)
    : collector_(taken(collector::Collector::open({.data = folder / "collector",
                                                   .content = MINBAR_CONTENT_FOLDER,
                                                   .fonts = {},
                                                   .public_url = "https://minbar.example.ma",
                                                   .behind_proxy = false,
                                                   .password_cost = {}},
                                                  clock_, random_))) {}

FastKiosk::FastKiosk(CollectorHome& home, const std::string& label)
    : random_(home.random()),
      record_key_(seal::RecordKey::make(random_)),
      transport_key_(seal::TransportKey::make(random_)),
      head_{.chain = {.bytes = random_.array<16>()}, .sequence = 0, .hash = {}} {
  const auto issued = taken(home->create_kiosk({.place = {"09.001.01.01"}, .label = label}));
  const auto code = taken(seal::derive_enrol_keys(parse_receipt_code(issued.code).value()));
  const wire::EnrolRequest request{.request = {.bytes = random_.array<16>()},
                                   .lookup = code.lookup,
                                   .record_key = record_key_.public_key(),
                                   .transport_key = transport_key_.public_key(),
                                   .chain = head_.chain,
                                   .agent_version = "bench"};
  const auto answer = home->enrol(taken(wire::make_enrol_request(request, code, transport_key_)));
  ENSURE(answer.has_value(), "the collector enrols a kiosk with its code");
  pinned_ = taken(wire::open_enrol_reply(*answer, request.request, code));
}

Bytes FastKiosk::envelope() {
  Submission said{.id = {.bytes = random_.array<16>()},
                  .place = pinned_.place.code,
                  .language = Language::fr,
                  .content_version = 1,
                  .made_at_s = 1'789'999'200,
                  .body = {}};
  if (head_.sequence % 2 == 0)
    said.body = Proposal{.theme = {"public_services"},
                         .text =
                             "Nous proposons de remettre en service les lampadaires de la rue principale. Quatorze "
                             "sont en panne depuis trois mois. Les enfants rentrent dans le noir.",
                         .author = {}};
  else
    said.body = Rating{.subject = ServiceId{"civil_status"},
                       .satisfaction = Satisfaction::satisfied,
                       .reasons = {{"welcome"}},
                       .comment = ""};
  const auto body = taken(wire::encode_body({.submission = said, .receipt = {}}));
  const auto sealed = taken(seal::seal_envelope(
      {.chain = head_.chain, .sequence = head_.sequence + 1, .previous = head_.hash, .record = said.id, .body = body},
      record_key_, pinned_.sealing_key));
  head_ = seal::advance(head_, sealed.header, seal::header_hash(sealed));
  return seal::bytes_of_envelope(sealed);
}

Bytes FastKiosk::frame(std::vector<Bytes> envelopes) {
  return taken(wire::make_sync_request({.request = {.bytes = random_.array<16>()},
                                        .device = pinned_.device,
                                        .collector = pinned_.collector,
                                        .envelopes = std::move(envelopes),
                                        .heartbeat = {},
                                        .cursor = {},
                                        .content_version = 1,
                                        .agent_version = "bench"},
                                       transport_key_));
}

}  // namespace minbar::bench
