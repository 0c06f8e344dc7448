#include <cstdio>

#include <fmt/format.h>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/collector/commands.h"
#include "sync/collector/storage/home.h"
#include "sync/seal/fingerprint.h"

namespace minbar::collector {

namespace {

Result<Home> make_home(const InitCommand& command) {
  TRY(prepare_data_folder(command.data));
  const auto lock = TRY(take_serve_lock(command.data));
  const auto state = state_of(command.data);
  if (!command.under_old_keys && state == FolderState::whole)
    return fail(Errc::conflict, fmt::format("there is a collector in {}: nothing was changed", command.data.string()));
  const SystemClock clock;
  SystemRandom random;
  return open_home(command.data, command.under_old_keys ? WhenNew::under_old_keys : WhenNew::make, clock, random);
}

}  // namespace

int init_folder(const InitCommand& command) {
  const auto made = make_home(command);
  if (!made) return failed(made.error());
  fmt::print("fingerprint: {}\n",
             seal::fingerprint_of(made->id, made->keys.signing.public_key(), made->keys.opening.sealing_key()));
  if (command.under_old_keys)
    fmt::print("Kiosks that were enrolled before do not know this collector: enrol each anew.\n");
  return 0;
}

}  // namespace minbar::collector
