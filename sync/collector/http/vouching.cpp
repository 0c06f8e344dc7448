#include "sync/collector/http/vouching.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace minbar::collector {

namespace {

// Sent by every browser or proxy, so that what a stranger writes would be believed.
constexpr auto taken = std::to_array<std::string_view>({"accept",
                                                        "accept-encoding",
                                                        "accept-language",
                                                        "authorization",
                                                        "connection",
                                                        "content-length",
                                                        "content-type",
                                                        "cookie",
                                                        "expect",
                                                        "host",
                                                        "origin",
                                                        "range",
                                                        "referer",
                                                        "transfer-encoding",
                                                        "user-agent",
                                                        "via",
                                                        "x-forwarded-for",
                                                        "x-forwarded-host",
                                                        "x-forwarded-proto",
                                                        "x-real-ip"});

// An underscore is left out: what stands behind CGI or nginx takes X_User for X-User.
bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

}  // namespace

Result<std::string> vouching_header(std::string_view name) {
  constexpr std::size_t longest = 64;
  auto lower = lower_case(name);
  if (lower.empty() || lower.size() > longest || !std::all_of(lower.begin(), lower.end(), is_name_character) ||
      std::find(taken.begin(), taken.end(), lower) != taken.end())
    return fail(Errc::bad_input,
                fmt::format("\"{}\" cannot be the header of the single sign-on: choose a name of letters, digits and "
                            "hyphens that nothing else uses, such as X-Minbar-User",
                            name));
  return lower;
}

std::vector<std::string> vouched_by(const Vouching& vouching, const Address& peer, std::span<const HeadField> fields) {
  const auto& proxies = vouching.proxies;
  if (vouching.header.empty() ||
      std::none_of(proxies.begin(), proxies.end(), [&](const Network& proxy) { return proxy.holds(peer); }))
    return {};
  std::vector<std::string> out;
  for (const auto& field : fields)
    if (lower_case(field.name) == vouching.header) out.emplace_back(field.value);
  return out;
}

}  // namespace minbar::collector
