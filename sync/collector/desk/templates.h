// The pages' templates (Mustache), each put together once for each language and parsed when it is first shown. The only
// user of the template library is templates.cpp. Every value is HTML-escaped; a template that asks for unescaped output
// is refused at start, and so is one that names a word which is not in the word files.
//
// Besides Mustache's own tags a template has {{> part}}, replaced by pages/parts/part.html, and {{t:key}}, replaced by
// that word in the page's language; both when it is loaded.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "sync/base/result.h"
#include "sync/collector/desk/view_data.h"
#include "sync/collector/desk/words.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

class Templates {
 public:
  // Loads every pages/*.html among the embedded files. Errors: bad_input (names page and mistake).
  [[nodiscard]] static Result<Templates> load(std::span<const Words> languages);
  Templates(Templates&&) noexcept;
  Templates& operator=(Templates&&) noexcept;
  ~Templates();

  // In which language most of the words are that a page says in `language`: one that borrows words runs with them. As
  // for render.
  [[nodiscard]] Language mostly(std::string_view page, Language language) const;
  // The page in this language. An unknown page or language is a broken invariant. Thread-safe.
  [[nodiscard]] std::string render(std::string_view page, Language language, const ViewData& data) const;

 private:
  struct Prepared;
  explicit Templates(std::unique_ptr<Prepared> prepared);
  std::unique_ptr<Prepared> prepared_;
};

// As Mustache's escaping, and a carriage return becomes a character reference: a browser would otherwise read CR LF as
// LF, and a citizen's text is shown letter for letter. NUL, which HTML cannot hold, becomes U+FFFD.
[[nodiscard]] std::string escaped_html(std::string_view text);

}  // namespace minbar::collector
