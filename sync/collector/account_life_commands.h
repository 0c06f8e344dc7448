// Inside the program: what the commands of accounts have in common.
#pragma once

#include <string>

#include "sync/collector/accounts/life/links.h"

namespace minbar::collector {

// Prints the link, whole where there is a public address, and when it ends.
void print_link(std::string public_url, const MadeLink& link);

}  // namespace minbar::collector
