#include "sync/collector/features/people/people.h"

#include <fmt/format.h>

#include "sync/base/number.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/desk/time_text.h"

namespace minbar::collector {

namespace {

bool is_managed(const Page& page, const AccountLine& account) {
  return account.state != AccountState::removed && lies_within(account, page.scope);
}

// Where browsers find us: what the operator said, else what this browser came by.
std::string address_of(const Page& page, const PeopleNeeds& with) {
  if (!with.public_url.empty()) return with.public_url;
  return fmt::format("{}://{}", page.context.secure ? "https" : "http", value_of(page.request.headers, "host"));
}

}  // namespace

Result<std::vector<AccountLine>> managed(const Page& page, const PeopleNeeds& with) {
  auto accounts = TRY(with.life.list());
  std::erase_if(accounts, [&](const AccountLine& account) { return !is_managed(page, account); });
  return accounts;
}

Result<std::optional<AccountLine>> managed_one(const Page& page, const PeopleNeeds& with) {
  const auto number = whole_number(value_of(page.request.params, "person"));
  if (!number) return std::nullopt;
  auto account = with.life.find(*number);
  if (!account && account.error().code == Errc::not_found) return std::nullopt;
  if (!account) return tl::unexpected(account.error());
  if (!is_managed(page, *account)) return std::nullopt;
  return std::move(*account);
}

bool is_own(const Page& page, const AccountLine& account) { return account.account == page.session->account; }

HttpResponse refuse_own(Page& page) {
  page.context.refusals.note(page.actor(), page.request.path);
  return denied_page(page);
}

Result<std::map<std::int64_t, std::int64_t>> last_sign_ins(Storage& storage) {
  const auto rows = TRY(storage.read([](db::Database& database) {
    return database.query(
        "SELECT id, (SELECT max(at_ms) FROM audit WHERE action = $1 AND account = accounts.id) FROM accounts",
        {name_of(Action::signed_in)});
  }));
  std::map<std::int64_t, std::int64_t> last;
  for (const auto& row : rows)
    if (const auto at = row.maybe_integer(1)) last.emplace(row.integer(0), *at);
  return last;
}

ViewData grant_view(const Page& page, const ContentNames& names, const Grant& grant) {
  const auto& place = grant.what.place;
  ViewData view;
  view.text("grant", fmt::format("{}", grant.id))
      .text("role", page.words.at(fmt::format("role.{}", name_of(grant.what.role))))
      .text("place", place.value.empty() ? page.words.at("role.everywhere") : names.place(place, page.language()))
      .flag("not_yet", grant.from_ms > page.now_ms());
  if (grant.until_ms)
    view.text("until", date_text(*grant.until_ms - 1, page.words)).text("until_machine", machine_time(*grant.until_ms));
  return view;
}

void add_state(const Page& page, const AccountLine& account, ViewData& view) {
  const auto until = [&](std::int64_t at_ms) {
    view.text("state_time", time_text(at_ms, page.words)).text("state_machine", machine_time(at_ms));
  };
  switch (account.state) {
    case AccountState::invited:
      view.flag("invited").flag("link_over", !account.link_expires_at_ms);
      if (account.link_expires_at_ms) until(*account.link_expires_at_ms);
      return;
    case AccountState::active:
      view.flag("active");
      if (account.link_expires_at_ms)
        view.text("link_waits", time_text(*account.link_expires_at_ms, page.words))
            .text("link_machine", machine_time(*account.link_expires_at_ms));
      return;
    case AccountState::disabled:
      view.flag("disabled");
      if (account.disabled_at_ms) until(*account.disabled_at_ms);
      return;
    case AccountState::removed:
      return;  // is not shown
  }
}

HttpResponse show_link(Page& page, const PeopleNeeds& with, const MadeLink& link, const std::string& name) {
  ViewData data;
  data.text("link", address_of(page, with) + path_of(link))
      .text("person", fmt::format("{}", link.account))
      .text("name", name)
      .text("expires", time_text(link.expires_at_ms, page.words))
      .text("expires_machine", machine_time(link.expires_at_ms))
      .flag("reset", link.kind == LinkKind::reset)
      .flag("at_people");
  return render(page, "person_link", std::move(data));
}

}  // namespace minbar::collector
