// A header in which a proxy that has asked somebody who they are says the answer: what a single sign-on stands on.
// Anybody can write a header, so it counts on connections from named addresses alone; on all others it is not there.
// Used by the server and the command line. Who is meant, and whether there is such an account, is judged elsewhere.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/http/client_address.h"
#include "sync/collector/http/head.h"

namespace minbar::collector {

struct Vouching {
  std::string header = {};            // its name, in lower case; empty: nobody vouches
  std::vector<Network> proxies = {};  // of whose own connections it is believed; what they forward says nothing here
};

// The name of such a header in lower case. Error bad_input: it is no name of letters, digits and hyphens, or it is a
// header that browsers or proxies send for another purpose.
[[nodiscard]] Result<std::string> vouching_header(std::string_view name);

// What the header says, as often as it came; nothing on a connection from anywhere else than those proxies.
[[nodiscard]] std::vector<std::string> vouched_by(const Vouching& vouching, const Address& peer,
                                                  std::span<const HeadField> fields);

}  // namespace minbar::collector
