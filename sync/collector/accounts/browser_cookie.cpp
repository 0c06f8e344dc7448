#include "sync/collector/accounts/browser_cookie.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/seal/binary.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t clock_step_s = 24 * 60 * 60;  // a cookie from further ahead was made by a clock that was wrong
constexpr std::size_t part_letters = 2 * (16 + 8 + 16 + 32);

std::vector<std::string_view> parts_of(std::string_view cookie) {
  std::vector<std::string_view> parts;
  while (!cookie.empty() && parts.size() < limits::browser_accounts) {
    const auto dot = std::min(cookie.find('.'), cookie.size());
    parts.push_back(cookie.substr(0, dot));
    cookie.remove_prefix(std::min(dot + 1, cookie.size()));
  }
  std::erase_if(parts, [](std::string_view part) { return part.size() != part_letters; });
  return parts;
}

Bytes said(const KnownBrowser& browser, std::int64_t made_at_s) {
  seal::Writer out;
  out.bytes(browser.id.view());
  out.number(made_at_s);
  out.bytes(browser.password.view());
  return out.written();
}

seal::Mac mac_for(const seal::MacKey& key, ByteView body, std::string_view name) {
  seal::Writer out;
  out.bytes(body);
  out.bytes(bytes_of(name));
  return seal::mac_of(key, "minbar-browser-v1", out.written());
}

}  // namespace

PasswordMark mark_of(std::string_view password_hash) {
  const auto hash = seal::hash_of(bytes_of(fmt::format("minbar-password-mark-v1|{}", password_hash)));
  PasswordMark mark;
  std::copy_n(hash.bytes.begin(), mark.bytes.size(), mark.bytes.begin());
  return mark;
}

std::optional<KnownBrowser> BrowserCookies::open(std::string_view part, std::string_view name) const {
  const auto bytes = from_hex(part);
  if (!bytes) return std::nullopt;
  seal::Reader in(*bytes);
  KnownBrowser browser{.id = in.id<BrowserId>(), .password = {}};
  const auto made_at_s = in.number<std::int64_t>();
  browser.password = in.id<PasswordMark>();
  const auto mac = in.id<seal::Mac>();
  if (!in.good() || in.left() > 0) return std::nullopt;
  if (!seal::equal_constant_time(mac.view(), mac_for(*key_, said(browser, made_at_s), name).view()))
    return std::nullopt;
  const auto now_s = clock_.wall_ms() / 1000;
  if (now_s >= made_at_s + browser_known_s || now_s < made_at_s - clock_step_s) return std::nullopt;
  return browser;
}

std::optional<KnownBrowser> BrowserCookies::find(std::string_view cookie, std::string_view name) const {
  for (const auto part : parts_of(cookie))
    if (const auto browser = open(part, name)) return browser;
  return std::nullopt;
}

std::string BrowserCookies::with(std::string_view cookie, std::string_view name, const KnownBrowser& browser) const {
  const auto body = said(browser, clock_.wall_ms() / 1000);
  auto out = to_hex(body) + to_hex(mac_for(*key_, body, name).view());
  std::size_t kept = 1;
  for (const auto part : parts_of(cookie)) {
    if (kept == limits::browser_accounts || open(part, name)) continue;
    out += fmt::format(".{}", part);
    ++kept;
  }
  return out;
}

}  // namespace minbar::collector
