#include <algorithm>
#include <cstdio>
#include <string>

#include <fmt/format.h>

#include "sync/collector/commands.h"
#include "sync/collector/followed/followed.h"
#include "sync/collector/sheet_io.h"
#include "sync/collector/storage/home.h"
#include "sync/collector/storage/successors.h"
#include "sync/seal/init.h"

namespace minbar::collector {

namespace {

// Whoever has the root key that is there believes no statement of another.
Result<void> may_be_replaced(const Home& home, bool replace) {
  const auto kiosks = TRY(home.storage->read(all_followed));
  if (!home.keys.root) {
    const bool lost = std::any_of(kiosks.begin(), kiosks.end(), [](const auto& one) { return one.follows.root_key; });
    if (!lost || replace) return {};
    return fail(Errc::conflict,
                "kiosks have a root key of this collector that is not here: restore the newest backup, which brings "
                "keys/root.pub back. If there is none, --replace makes another, which they will not believe");
  }
  if (!replace)
    return fail(Errc::conflict,
                "there is a root key already, and its sheet was printed once. If that sheet is lost and no kiosk has "
                "the key yet, --replace makes another");
  if (!home.keys.statement.empty())
    return fail(Errc::conflict, "the root key has signed what succeeded the first keys, and stays");
  const auto have = std::count_if(kiosks.begin(), kiosks.end(),
                                  [&](const auto& one) { return one.follows.root_key == home.keys.root->id(); });
  if (have == 0) return {};
  return fail(
      Errc::conflict,
      fmt::format("{} kiosks have the root key that is there and would believe no other: it stays. If its sheet "
                  "is lost, all goes on as it is, and new keys can reach those kiosks only by their staff",
                  have));
}

Result<void> print_new_root_key(const RootKeyCommand& command) {
  seal::init();
  const auto lock = TRY(take_serve_lock(command.data));
  auto home = TRY(existing_home(command.data));
  TRY(may_be_replaced(home, command.replace));
  SystemRandom random;
  const auto key = seal::RootKey::make(random);
  home.keys.root = key.public_key();  // the sheet says what kiosks will show
  const bool printed = print_once(root_key_sheet(key, {.collector = home.id,
                                                       .fingerprint = fingerprint_of(home.id, home.keys),
                                                       .made_at_ms = SystemClock().wall_ms()}));
  if (!printed) return fail(Errc::io, "the sheet could not be printed: no key was made");
  return keep_root_key(command.data, key.public_key());
}

// What was exchanged here and is lost must not be exchanged once more under the same number.
Result<void> no_kiosk_is_ahead(const Home& home) {
  const auto strangers = strangers_to(home.keys, TRY(home.storage->read(all_followed)));
  if (strangers.empty()) return {};
  return fail(Errc::conflict,
              fmt::format("these kiosks say that they follow keys that are not here: {}. If the keys were exchanged "
                          "after the backup that stands here, first restore the newest one, which has them. If they "
                          "never were, somebody else has the key of that kiosk's agent: withdraw the kiosk, then go on",
                          strangers));
}

struct Succeeded {
  std::int64_t number = 0;
  std::int64_t kiosks = 0;  // that will follow by themselves
  std::int64_t others = 0;
  std::string fingerprint;
};

Result<Succeeded> exchange_keys(const SucceedCommand& command) {
  seal::init();
  const auto lock = TRY(take_serve_lock(command.data));
  auto home = TRY(existing_home(command.data));
  if (!home.keys.root)
    return fail(Errc::not_found,
                "this collector has no root key, so no kiosk would believe that its keys are others: run "
                "minbar-collector root-key new first, and enrol kiosks again, which gives it to them");
  TRY(no_kiosk_is_ahead(home));
  SheetReader reader(SheetKind::root);
  TRY(ask_for_lines(reader, command.sheet_file));
  const NewKeys which{.signing = command.signing || !command.opening, .opening = command.opening || !command.signing};
  SystemRandom random;
  TRY(add_succession(command.data, home.keys, home.id, reader.root_key(), which, SystemClock(), random));
  Succeeded out{.number = home.keys.signing.number(), .fingerprint = fingerprint_of(home.id, home.keys)};
  for (const auto& one : TRY(home.storage->read(all_followed)))
    ++(one.follows.root_key == home.keys.root->id() ? out.kiosks : out.others);
  return out;
}

}  // namespace

int make_root_key(const RootKeyCommand& command) {
  if (const auto made = print_new_root_key(command); !made) return failed(made.error());
  fmt::print(
      stderr,
      "The root key is in place: kiosks that are enrolled from now on get it, and show the fingerprint above. Make "
      "a backup.\n");
  return 0;
}

int succeed(const SucceedCommand& command) {
  const auto done = exchange_keys(command);
  if (!done) return failed(done.error());
  fmt::print("succession: {}\nfingerprint: {}\n", done->number, done->fingerprint);
  fmt::print(
      "Make a backup before you start serve: whoever follows the new keys follows no others, so they must not be "
      "lost.\n"
      "{} kiosks follow by themselves once they are heard. {} kiosks have no root key: they go on with the first keys\n"
      "they were given until staff enrols them again. minbar-collector doctor says how many there are of each.\n",
      done->kiosks, done->others);
  return 0;
}

}  // namespace minbar::collector
