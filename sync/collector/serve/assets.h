// Styles, pictures and faces for browsers: the compiled-in files of desk/static, and the faces of a fonts folder
// when one is given, read once at start. Served with an ETag; nothing here is private.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "sync/base/result.h"
#include "sync/collector/http/router.h"

namespace minbar::collector {

struct Asset {
  std::string content;
  std::string type;
  std::string etag;  // with its quotes
};

class Assets {
 public:
  // `fonts`: a folder with *.ttf, or empty for none. Errors: io, too_large.
  [[nodiscard]] static Result<Assets> open(const std::filesystem::path& fonts);
  // GET /static/:name and /static/fonts/:name. This must outlive the router.
  void add_routes(Router& router) const;

 private:
  [[nodiscard]] HttpResponse serve(const std::string& key, const HttpRequest& request) const;
  std::map<std::string, Asset, std::less<>> assets_;  // "minbar.css", "fonts/latin-regular.ttf"
};

}  // namespace minbar::collector
