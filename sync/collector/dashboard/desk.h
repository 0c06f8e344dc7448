// What the dashboard's pages need, gathered once at start: a struct of references that the collector owns. Each page
// takes what it uses from it.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/collector/accounts/accounts.h"
#include "sync/collector/accounts/peer_limit.h"
#include "sync/collector/content_names.h"
#include "sync/collector/dashboard/templates.h"
#include "sync/collector/dashboard/words.h"
#include "sync/collector/storage.h"
#include "sync/seal/keys.h"

namespace minbar::collector {

struct Desk {
  Storage& storage;
  Accounts& accounts;
  const Templates& templates;
  std::span<const Words> words;  // dashboard_languages, in their order
  const ContentNames& names;
  std::function<void()> follow_names;  // before a page is made: a pack may have been published since
  const CollectorId& collector;
  const Clock& clock;
  Random& random;
  PeerLimit& follow_limit;          // receipt codes
  PeerLimit& new_kiosk_limit;       // enrolment codes made
  const seal::OpeningKey& opening;  // for what is opened only when somebody asks: recordings
  std::string fingerprint;          // of this collector, as kiosks show it
  std::string public_url;  // where browsers and kiosks reach this collector, without a slash at the end; may be empty
  bool secure = false;     // browsers come through TLS: cookies say so
};

}  // namespace minbar::collector
