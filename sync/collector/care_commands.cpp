#include <cstdio>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/collector/accounts/audit_chain.h"
#include "sync/collector/accounts/audit_check.h"
#include "sync/collector/commands.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/intake/erase.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/home.h"
#include "sync/seal/init.h"

namespace minbar::collector {

namespace {

Result<std::unique_ptr<Storage>> open_storage(const std::filesystem::path& data) {
  auto home = TRY(existing_home(data));
  return std::move(home.storage);
}

Result<Rebuilt> rebuild_folder(const std::filesystem::path& data) {
  const auto home = TRY(existing_home(data));
  TRY(erase_what_is_listed(*home.storage, *home.erased));
  return rebuild(*home.storage, home.keys.opening, all_derivers(home.keys.opening));
}

// "Lost: records 5 to 7 of kiosk 0f…, Town hall (known since 2026-11-30T08:00:00Z)."
std::string hole_text(const Hole& hole) {
  return fmt::format("Lost: records {} to {} of kiosk {}, \"{}\", as is known since {}.", hole.range.from,
                     hole.range.to, to_hex(hole.device.view()), hole.kiosk, machine_time(hole.since_ms));
}

int tell(const AuditCheck& check) {
  fmt::print("rows: {}\n{}: {}\n", check.rows, check.wrong_row ? "good up to" : "newest",
             audit_mark_text(check.newest));
  if (check.good()) fmt::print("The audit is whole.\n");
  if (check.wrong_row)
    fmt::print(stderr, "minbar-collector: row {} of the audit was changed, or a row before it is gone\n",
               *check.wrong_row);
  if (check.begins_late)
    fmt::print(stderr,
               "minbar-collector: rows at the beginning of the audit are gone, and no --keep-audit removed them\n");
  if (check.end_differs)
    fmt::print(stderr, "minbar-collector: the audit does not end where it should: rows at its end are gone or new\n");
  if (check.expected == MarkState::forgotten)
    fmt::print("The expected row is older than what is kept. Note a newer one.\n");
  if (!check.wrong_row && check.expected == MarkState::missing)
    fmt::print(stderr, "minbar-collector: the audit no longer has the expected row: it was made anew, or restored\n");
  return check.good() ? 0 : 1;
}

}  // namespace

Result<std::unique_ptr<Collector>> open_existing(const CollectorOptions& options, const Clock& clock, Random& random) {
  if (state_of(options.data) == FolderState::fresh)
    return fail(Errc::not_found,
                fmt::format("there is no collector in {}: is the folder's name right? minbar-collector init makes one",
                            options.data.string()));
  return Collector::open(options, clock, random);
}

int rebuild(const RebuildCommand& command) {
  const auto made = rebuild_folder(command.data);
  if (!made) return failed(made.error());
  fmt::print(
      "Read {} records: {} proposals, {} ratings, {} signatures, {} petitions to start, {} set aside, {} held, {} "
      "erased. "
      "Followed {} chains.\n",
      made->envelopes, made->proposals, made->ratings, made->signatures, made->petition_starts, made->set_aside,
      made->held, made->erased, made->chains);
  if (made->uncertain > 0)
    fmt::print(
        "When {} of them were made is uncertain: the clock of their kiosk was wrong, was turned, or nothing tells how "
        "it was. They count at the estimated time.\n",
        made->uncertain);
  for (const auto& hole : made->lost) fmt::print("{}\n", hole_text(hole));
  return 0;
}

int verify_audit(const VerifyAuditCommand& command) {
  seal::init();
  const auto expected = audit_mark_from(command.expect);
  if (!command.expect.empty() && !expected)
    return failed(
        {Errc::bad_input, "what is expected is written as ROW:HASH, as backup, serve and this command say it"});
  auto storage = open_storage(command.data);
  if (!storage) return failed(storage.error());
  if (const auto linked = (*storage)->write(take_audit_head); !linked) return failed(linked.error());
  const auto check = (*storage)->read([&](db::Database& database) { return check_audit(database, expected); });
  if (!check) return failed(check.error());
  return tell(*check);
}

}  // namespace minbar::collector
