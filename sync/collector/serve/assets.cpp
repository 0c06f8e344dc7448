#include "sync/collector/serve/assets.h"

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/desk/embedded.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

namespace {

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml; charset=utf-8";
  if (name.ends_with(".ttf")) return "font/ttf";
  return "application/octet-stream";
}

Asset asset_of(std::string_view name, std::string content, std::string_view hash) {
  return {.content = std::move(content), .type = std::string(type_of(name)), .etag = fmt::format("\"{}\"", hash)};
}

}  // namespace

Result<Assets> Assets::open(const std::filesystem::path& fonts) {
  constexpr std::string_view folder = "static/";
  Assets assets;
  for (const auto& file : embedded_files())
    if (file.name.starts_with(folder)) {
      const auto name = file.name.substr(folder.size());
      assets.assets_.emplace(name, asset_of(name, std::string(file.content), file.hash));
    }
  if (fonts.empty()) return assets;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(fonts, error)) {
    if (entry.path().extension() != ".ttf") continue;
    auto content = TRY(read_file(entry.path(), limits::content_file_bytes));
    const auto hash = to_hex(seal::hash_of(bytes_of(content)).view()).substr(0, 16);
    const auto name = "fonts/" + entry.path().filename().string();
    assets.assets_.emplace(name, asset_of(name, std::move(content), hash));
  }
  if (error)
    return fail(Errc::not_found, fmt::format("cannot read the fonts folder {}: {}", fonts.string(), error.message()));
  return assets;
}

HttpResponse Assets::serve(const std::string& key, const HttpRequest& request) const {
  const auto found = assets_.find(key);
  if (found == assets_.end()) return plain_text(404, "not found\n");
  const auto& asset = found->second;
  // An address that names the content's hash may be kept for ever.
  const auto version = value_of(request.query, "v");
  const bool pinned = !version.empty() && asset.etag == fmt::format("\"{}\"", version);
  HttpResponse response{
      .status = 200,
      .headers = {{"Content-Type", asset.type},
                  {"ETag", asset.etag},
                  {"Cache-Control", pinned ? "public, max-age=31536000, immutable" : "public, max-age=3600"}},
      .body = {}};
  if (value_of(request.headers, "if-none-match") == asset.etag)
    response.status = 304;
  else
    response.body = asset.content;
  return response;
}

void Assets::add_routes(Router& router) const {
  router.add({.permission = Permission::everyone,
              .pattern = "/static/:name",
              .lane = Lane::quick,
              .handler = [this](const HttpRequest& request) {
                return serve(std::string(value_of(request.params, "name")), request);
              }});
  router.add({.permission = Permission::everyone,
              .pattern = "/static/fonts/:name",
              .lane = Lane::quick,
              .handler = [this](const HttpRequest& request) {
                return serve(fmt::format("fonts/{}", value_of(request.params, "name")), request);
              }});
}

}  // namespace minbar::collector
