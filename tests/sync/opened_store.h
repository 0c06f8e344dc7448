// A shared folder that a test has opened, with every part that works on it: the kiosk's and the agent's side at once.
#pragma once

#include <memory>
#include <utility>

#include "sync/store/carrier.h"
#include "sync/store/exchange_note.h"
#include "sync/store/folder.h"
#include "sync/store/outbox.h"
#include "sync/store/packs.h"
#include "sync/store/standing.h"
#include "sync/store/trails.h"

namespace minbar::test {

struct Store {
  explicit Store(store::Folder opened) : folder(std::make_unique<store::Folder>(std::move(opened))) {}
  operator store::Folder&() const { return *folder; }

  [[nodiscard]] Result<store::Counts> counts() const { return store::counts_of(*folder); }
  [[nodiscard]] Result<store::Backlog> backlog() const { return store::backlog_of(*folder); }
  [[nodiscard]] Result<seal::ChainHead> head() const { return store::head_of(*folder); }
  [[nodiscard]] Result<store::ExchangeNote> last_note() const { return store::last_note_of(*folder); }

  std::unique_ptr<store::Folder> folder;  // never null; the parts keep its address
  store::Outbox outbox{*folder};
  store::Carrier carrier{*folder};
  store::Packs packs{*folder};
  store::Trails trails{*folder};
};

}  // namespace minbar::test
