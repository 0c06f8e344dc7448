// The audit as people read it, and as a file for who examines it elsewhere. Both are noted in it.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/number.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/audit_chain.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/desk/csv.h"
#include "sync/collector/desk/day_bounds.h"
#include "sync/collector/desk/opening_form.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/audit/audit_rows.h"
#include "sync/collector/features/audit/routes.h"
#include "sync/collector/http/form.h"

namespace minbar::collector {

namespace {

constexpr std::array outcomes{Outcome::done, Outcome::refused, Outcome::failed};

// What the address asks for; what is not understood narrows nothing.
AuditQuery asked_for(const Page& page) {
  const auto& query = page.request.query;
  AuditQuery asked{.account = whole_number(value_of(query, "account")),
                   .action = std::string(value_of(query, "action")),
                   .outcome = std::string(value_of(query, "outcome")),
                   .from_ms = start_of_day(value_of(query, "from")),
                   .until_ms = end_of_day(value_of(query, "to"))};
  if (const auto before = whole_number(value_of(query, "before")); before && *before > 0) asked.before = *before;
  return asked;
}

std::string filters_of(const Page& page) {
  std::string out;
  for (const auto* name : {"account", "action", "outcome", "from", "to"})
    if (const auto value = value_of(page.request.query, name); !value.empty())
      out += fmt::format("{}{}={}", out.empty() ? "" : "&", name, percent_encoded(value));
  return out;
}

// Whoever turns its pages stands there once, and again a quarter of an hour later.
Result<bool> was_just_noted(db::Database& database, const Page& page, Action action, const std::string& filters) {
  constexpr std::int64_t just_ms = 15 * 60'000;
  const auto row = TRY(database.query_one(
      "SELECT 1 FROM audit WHERE action = $1 AND account = $2 AND address = $3 AND coalesce(detail, '') = $4 AND "
      "at_ms > $5 AND at_ms <= $6 AND id > (SELECT max(id) FROM audit) - 1000",  // an index for this alone is too much
      {name_of(action), page.session->account, page.request.peer_shortened, filters, page.now_ms() - just_ms,
       page.now_ms()}));
  return row.has_value();
}

Result<void> note(const Page& page, const AuditNeeds& with, Action action) {
  const auto filters = filters_of(page);
  return with.storage.write([&](db::Database& database) -> Result<void> {
    if (action == Action::audit_read && TRY(was_just_noted(database, page, action, filters))) return {};
    return add_audit(database, {.at_ms = page.now_ms(), .action = action, .by = page.actor(), .detail = filters});
  });
}

// The words of a name of ours; a name that a later version wrote stands for itself.
std::string word_of(const Page& page, std::string_view kind, const std::string& name) {
  const auto key = fmt::format("{}.{}", kind, name);
  return page.words.has(key) ? page.words.at(key) : name;
}

// A role, or a decision about what was held.
std::string decision_text(const Page& page, const AuditRow& row) {
  return word_of(page, role_from(row.decision) ? "role" : "audit.decision", row.decision);
}

std::string petition_title(const Page& page, const AuditNeeds& with, const std::string& id) {
  for (const auto& petition : with.names.petitions())
    if (petition.id.value == id) return petition.title.in(page.language()).text;
  return id;
}

ViewData row_view(const Page& page, const AuditNeeds& with, const AuditRow& row) {
  const bool bad = row.outcome != name_of(Outcome::done);
  ViewData view;
  view.text("number", fmt::format("{}", row.id))
      .text("time", time_text(row.at_ms, page.words))
      .text("machine", machine_time(row.at_ms))
      .text("action", word_of(page, "audit.action", row.action))
      .flag("bad", bad);
  const auto add = [&](const char* name, std::string value) {
    if (!value.empty()) view.text(name, std::move(value));
  };
  // The words of some actions say it already.
  if (bad && row.action != name_of(Action::page_refused) && row.action != name_of(Action::sign_in_failed))
    view.text("ended", word_of(page, "audit.outcome", row.outcome));
  add("who", row.account);  // not "account": that is who reads the page
  add("address", row.address);
  add("subject", row.subject);
  add("kiosk", row.kiosk);
  add("detail", row.detail);
  if (!row.reason.empty()) add("reason", opening_reason_text(page.words, row.reason));
  if (!row.petition.empty()) add("petition", petition_title(page, with, row.petition));
  if (!row.decision.empty()) add("decision", decision_text(page, row));
  if (row.place)
    add("place",
        row.place->value.empty() ? page.words.at("role.everywhere") : with.names.place(*row.place, page.language()));
  if (row.records) add("records", fmt::format("{}", *row.records));
  if (row.record) {
    const auto hex = to_hex(row.record->view());
    view.text("record_short", hex.substr(0, 8));
    if (row.record_is_shown) view.text("record", hex);
  }
  return view;
}

void add_choice(std::vector<ViewData>& choices, std::string id, std::string name, std::string_view chosen) {
  ViewData choice;
  choice.flag("chosen", id == chosen).text("id", std::move(id)).text("name", std::move(name));
  choices.push_back(std::move(choice));
}

Result<void> add_filters(const Page& page, const AuditNeeds& with, ViewData& data) {
  const auto& query = page.request.query;
  std::vector<ViewData> accounts, actions, ends;
  for (const auto& [id, name] : TRY(names_of_accounts(with.storage)))
    add_choice(accounts, fmt::format("{}", id), name, value_of(query, "account"));
  for (const auto action : all_actions())
    add_choice(actions, std::string(name_of(action)), page.words.at(fmt::format("audit.action.{}", name_of(action))),
               value_of(query, "action"));
  for (const auto outcome : outcomes)
    add_choice(ends, std::string(name_of(outcome)), page.words.at(fmt::format("audit.outcome.{}", name_of(outcome))),
               value_of(query, "outcome"));
  data.list("accounts", std::move(accounts))
      .list("actions", std::move(actions))
      .list("outcomes", std::move(ends))
      .text("from", std::string(value_of(query, "from")))
      .text("to", std::string(value_of(query, "to")));
  return {};
}

HttpResponse show_audit(Page& page, const AuditNeeds& with) {
  auto asked = asked_for(page);
  asked.limit = static_cast<std::int64_t>(limits::page_rows) + 1;
  if (!note(page, with, Action::audit_read)) return error_page(page, 503);
  auto rows = list_audit(with.storage, asked);
  const auto newest = with.storage.read([](db::Database& database) { return find_audit_head(database); });
  if (!rows || !newest) return error_page(page, 500);
  ViewData data;
  if (!add_filters(page, with, data)) return error_page(page, 500);
  const bool more = rows->size() > limits::page_rows;
  if (more) rows->resize(limits::page_rows);
  std::vector<ViewData> views;
  for (const auto& row : *rows) views.push_back(row_view(page, with, row));
  const auto filters = filters_of(page);
  data.text("filters", filters)
      .text("mark", audit_mark_text(newest->value_or(AuditMark{})))
      .flag("narrowed", !filters.empty())
      .flag("too_many", value_of(page.request.query, "export") == "too_many")
      .flag("later_page", asked.before != INT64_MAX)
      .flag("at_audit")
      .list("rows", std::move(views));
  if (more) data.text("next", fmt::format("{}", rows->back().id));
  return render(page, "audit", std::move(data));
}

std::vector<std::string> cells_of(const AuditRow& row) {
  return {fmt::format("{}", row.id),
          machine_time(row.at_ms),
          row.account,
          row.address,
          row.action,
          row.outcome,
          row.reason,
          row.subject,
          row.decision,
          row.place ? row.place->value : "",
          row.kiosk,
          row.record ? to_hex(row.record->view()) : "",
          row.petition,
          row.records ? fmt::format("{}", *row.records) : "",
          row.detail};
}

// With the names that programs know, whatever the page's language: it is read by who examines it.
HttpResponse export_audit(Page& page, const AuditNeeds& with) {
  auto asked = asked_for(page);
  asked.limit = limits::audit_export_rows + 1;
  const auto rows = list_audit(with.storage, asked);
  if (!rows) return error_page(page, 500);
  if (rows->size() > static_cast<std::size_t>(limits::audit_export_rows))
    return see_other(fmt::format("/audit?export=too_many&{}", filters_of(page)));
  if (!note(page, with, Action::audit_exported)) return error_page(page, 503);
  std::string text = csv_begin();
  text += csv_line({"row", "time", "account", "address", "action", "outcome", "reason", "subject", "decision", "place",
                    "kiosk", "record", "petition", "records", "detail"});
  for (const auto& row : *rows) text += csv_line(cells_of(row));
  return {.status = 200,
          .headers = {{"Content-Type", "text/csv; charset=utf-8"},
                      {"Content-Disposition", "attachment; filename=\"minbar-audit.csv\""}},
          .body = std::move(text)};
}

}  // namespace

void add_audit_routes(Router& router, const PageContext& context, const AuditNeeds& with) {
  add_page(router, context,
           {.permission = Permission::see_audit, .pattern = "/audit", .show = bound(show_audit, with)});
  add_page(router, context,
           {.permission = Permission::see_audit, .pattern = "/audit/export", .show = bound(export_audit, with)});
}

}  // namespace minbar::collector
