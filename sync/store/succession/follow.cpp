#include "sync/store/succession/follow.h"

#include <utility>

#include "sync/base/limits.h"
#include "sync/store/packs.h"
#include "sync/wire/succession.h"

namespace minbar::store {

namespace {

// Whatever is wrong with a statement, it moves nothing.
std::optional<wire::Succession> believed(ByteView statement, const seal::RootPublicKey& root,
                                         const CollectorId& collector, std::int64_t above) {
  auto succession = wire::open_succession(statement, root);
  if (!succession || succession->collector != collector || succession->number <= above) return std::nullopt;
  return *std::move(succession);
}

}  // namespace

Result<bool> follow(Folder& folder, ByteView statement) {
  const auto followed = folder.database().transaction([&]() -> Result<bool> {
    const auto enrolled = TRY(folder.must_be_enrolled());
    if (!enrolled.root_key || enrolled.pinned_root != enrolled.root_key) return false;
    const auto next = believed(statement, *enrolled.root_key, enrolled.collector, enrolled.succession);
    if (!next) return false;
    auto& database = folder.database();
    if (next->sealing_key != enrolled.sealing_key) TRY(note_former_key(database, enrolled.sealing_key));
    TRY(database.execute("UPDATE enrolment SET signing_key = $1, sealing_key = $2 WHERE one = 1",
                         {next->signing_key, next->sealing_key}));
    TRY(database.execute("UPDATE succession SET number = $1, statement = $2 WHERE one = 1", {next->number, statement}));
    return true;
  });
  if (followed && *followed) folder.ring_other();
  return followed;
}

Result<void> note_pinned_root(Folder& folder, const std::optional<seal::RootPublicKey>& root) {
  TRY(
      folder.database().execute("INSERT INTO succession (one, pinned_root) SELECT 1, $1 WHERE $1 IS NOT NULL OR EXISTS "
                                "(SELECT 1 FROM succession) ON CONFLICT (one) DO UPDATE SET pinned_root = $1 WHERE "
                                "pinned_root IS NOT $1",
                                {root}));
  return {};
}

Result<CollectorPin> with_former(Folder& folder, const CollectorPin& before, CollectorPin next) {
  if (next.collector != before.collector) return next;
  next.former = before.former;
  if (next.sealing_key != before.sealing_key || next.signing_key != before.signing_key)
    next.former.insert(next.former.begin(), {.signing_key = before.signing_key, .sealing_key = before.sealing_key});
  if (next.former.size() > static_cast<std::size_t>(limits::successions))
    next.former.resize(static_cast<std::size_t>(limits::successions));
  next.packs = TRY(Packs(folder).taken());
  return next;
}

Result<std::optional<CollectorPin>> followed(Folder& folder, const CollectorPin& pin, const Enrolment& enrolment) {
  if (!pin.root_key || enrolment.statement.empty()) return std::nullopt;
  const auto stated = believed(enrolment.statement, *pin.root_key, pin.collector, pin.succession);
  if (!stated) return std::nullopt;
  auto next = pin;
  next.succession = stated->number;
  next.signing_key = stated->signing_key;
  next.sealing_key = stated->sealing_key;
  return TRY(with_former(folder, pin, std::move(next)));
}

}  // namespace minbar::store
