// What every page of the desk has, whatever it shows: its frame, its words, who is signed in, the time. Owned by the
// collector, gathered once at start. What a page shows besides it is given when its routes are added, by name.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/collector/accounts/refusals.h"
#include "sync/collector/accounts/sessions.h"
#include "sync/collector/desk/templates.h"
#include "sync/collector/desk/words.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

// What the sign-in page says of a single sign-on.
struct SsoOffer {
  bool is_on = false;
  std::string sign_out = {};  // an address that ends it too; empty: none is known
};

struct PageContext {
  const Templates& templates;
  std::span<const Words> words;  // as load_desk_words gives them
  Sessions& sessions;
  Refusals& refusals;
  const Clock& clock;
  Random& random;
  std::function<void()> follow_names;  // before a page is made: a pack may have been published since
  std::function<std::vector<PlaceCode>(const PlaceCode&)> places_in;  // the place and all that lies in it
  bool secure = false;                                                // browsers come through TLS: cookies say so
  SsoOffer sso = {};
};

}  // namespace minbar::collector
