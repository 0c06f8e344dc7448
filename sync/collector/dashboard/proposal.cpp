#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/collector/dashboard/page.h"
#include "sync/collector/dashboard/proposals.h"
#include "sync/collector/dashboard/routes.h"
#include "sync/collector/dashboard/time_text.h"
#include "sync/collector/fleet/kiosks.h"

namespace minbar::collector {

namespace {

HttpResponse show_proposal(Page& page) {
  const auto bytes = from_hex(value_of(page.request.params, "record"));
  const auto record = bytes ? RecordId::from(*bytes) : std::nullopt;
  if (!record) return error_page(page.desk, 404, page.request);
  const auto found = find_proposal(page.desk.storage, *record, page.session->account);
  if (!found) return error_page(page.desk, 500, page.request);
  if (!*found) return error_page(page.desk, 404, page.request);
  const auto& row = **found;
  if (row.unread) {
    const auto marked = mark_as_read(page.desk.storage, *record, page.session->account, page.desk.clock.wall_ms());
    // Beside a long write (a rebuild) it stays unread and is shown all the same.
    if (!marked && marked.error().code != Errc::busy) return error_page(page.desk, 500, page.request);
  }

  ViewData data;
  data.text("record_short", to_hex(record->view()).substr(0, 8))
      .text("theme", page.desk.names.theme({row.theme}, page.language()))
      .text("text", row.text)
      .text("place", page.desk.names.place({row.place}, page.language()))
      .text("kiosk", row.kiosk)
      .text("received", time_text(row.received_at_ms, default_zone, page.words))
      .text("received_machine", machine_time(row.received_at_ms))
      .text("made", time_text(row.made_at_s * 1000, default_zone, page.words))
      .text("made_machine", machine_time(row.made_at_s * 1000))
      .flag(fmt::format("language_{}", row.language))
      .flag("anonymous", row.author_name.empty() && row.author_contact.empty())
      .flag("at_inbox");
  if (!row.author_name.empty()) data.text("author", row.author_name);
  if (!row.author_contact.empty()) data.text("contact", row.author_contact);
  if (row.gender) data.text("gender", page.words.at(fmt::format("gender.{}", tag_of(*row.gender))));
  if (row.age_band) data.text("age", page.words.at(fmt::format("age.{}", tag_of(*row.age_band))));
  return render(page, "proposal", std::move(data));
}

}  // namespace

void add_proposal_routes(Router& router, const Desk& desk) {
  router.add({.pattern = "/proposals/:record", .handler = private_page(desk, show_proposal)});
}

}  // namespace minbar::collector
