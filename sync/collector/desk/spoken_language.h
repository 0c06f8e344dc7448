// In which language the desk is shown to somebody.
#pragma once

#include <string_view>

#include "sync/collector/desk/page_context.h"
#include "sync/collector/desk/words.h"
#include "sync/collector/http/message.h"

namespace minbar::collector {

// The words of a language by its tag; null: the desk does not speak it. As long as `context`.
[[nodiscard]] const Words* words_in(const PageContext& context, std::string_view tag);
// What the browser chose before, else the first of the desk's languages that it names, else the first of the desk's.
[[nodiscard]] const Words& words_for(const PageContext& context, const HttpRequest& request);

}  // namespace minbar::collector
