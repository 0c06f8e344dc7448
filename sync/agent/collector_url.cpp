#include "sync/agent/collector_url.h"

#include <curl/curl.h>

#include <memory>

#include "sync/base/limits.h"

namespace minbar::agent {

namespace {

struct Cleanup {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

// Literal addresses and the one name that every system keeps for itself (RFC 6761).
bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  return host.substr(0, 4) == "127." && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

Result<CollectorUrl> parse_collector_url(std::string_view text) {
  const std::unique_ptr<CURLU, Cleanup> url(curl_url());
  const std::string whole(text);
  if (whole.size() > limits::url_bytes || curl_url_set(url.get(), CURLUPART_URL, whole.c_str(), 0) != CURLUE_OK)
    return fail(Errc::bad_input, "not an address such as https://minbar.example.ma");
  const auto scheme = part_of(url.get(), CURLUPART_SCHEME);
  const auto host = part_of(url.get(), CURLUPART_HOST);
  if (!part_of(url.get(), CURLUPART_USER).empty() || !part_of(url.get(), CURLUPART_PASSWORD).empty() ||
      !part_of(url.get(), CURLUPART_QUERY).empty() || !part_of(url.get(), CURLUPART_FRAGMENT).empty())
    return fail(Errc::bad_input, "the address has a user, a password, a query or a fragment: give it without");
  if (scheme != "https" && scheme != "http") return fail(Errc::bad_input, "the address must begin with https://");
  if (scheme == "http" && !is_loopback(host))
    return fail(Errc::bad_input, "plain http is for this machine only (127.0.0.1, localhost): use https://");
  CollectorUrl out{.base = part_of(url.get(), CURLUPART_URL), .loopback = is_loopback(host)};
  while (!out.base.empty() && out.base.back() == '/') out.base.pop_back();
  return out;
}

}  // namespace minbar::agent
