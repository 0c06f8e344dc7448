#include "sync/collector/features/proposals/author_page.h"

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/collector/desk/opening_form.h"

namespace minbar::collector {

Result<bool> add_author(const Page& page, const ProposalNeeds& with, const ProposalRow& row, ViewData& data) {
  const bool personal = row.has_name || row.has_contact || row.voice;
  data.flag("anonymous", !row.has_name && !row.has_contact)
      .flag("has_name", row.has_name)
      .flag("has_contact", row.has_contact)
      .flag("has_voice", row.voice.has_value());
  if (!personal) return false;
  if (!lies_in(row, page.scope_of(Permission::open_authors))) {
    data.flag("author_closed", row.has_name || row.has_contact);
    return false;
  }
  const auto opened = TRY(with.personal.find(row.record, page.session->token));
  if (!opened) {
    data.flag("may_open");
    // What was typed of an answer goes with the reason and comes back.
    if (row.answerable && lies_in(row, page.scope_of(Permission::answer_proposals)))
      data.text("with_form", "answer-form");
    add_opening_form(page, fmt::format("/proposals/{}/author#open", to_hex(row.record.view())), author_reasons, data);
    return false;
  }
  const auto author = TRY(author_of(with.storage, *opened));
  if (!author.name.empty()) data.text("author", author.name);
  if (!author.contact.empty()) data.text("contact", author.contact);
  return true;
}

HttpResponse open_author(Page& page, const ProposalNeeds& with, const ProposalRow& row, ShowAgain show) {
  const auto reason = opening_reason_of(page, author_reasons);
  ViewData data;
  if (!reason) return show(page, with, row.record, std::move(data.flag("reason_missing")), 422);
  const auto opened =
      with.personal.open(row.record, {.session = page.session->token, .by = page.actor(), .reason = *reason});
  if (!opened) return show(page, with, row.record, std::move(data.flag("not_noted")), 503);
  const bool typed = !value_of(page.form, "text").empty() || !value_of(page.form, "state").empty();
  if (typed) return show(page, with, row.record, std::move(data.flag("opened")), 200);
  return see_other(fmt::format("/proposals/{}?opened=1#open", to_hex(row.record.view())));
}

}  // namespace minbar::collector
