// A spoken proposal's sound, for who has opened its record with a reason; kept nowhere. A browser that seeks asks for a
// range (RFC 9110, section 14): one is understood, anything else gets the whole.
#include <algorithm>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/number.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/features/proposals/proposals.h"
#include "sync/collector/features/proposals/routes.h"
#include "sync/collector/intake/blobs.h"
#include "sync/seal/blob.h"
#include "sync/seal/secret.h"

namespace minbar::collector {

namespace {

struct ByteRange {
  std::size_t first = 0;
  std::size_t last = 0;  // included
};

// "bytes=100-" and "bytes=100-199"; nothing for any other form or one beyond the end.
std::optional<ByteRange> range_of(std::string_view header, std::size_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!header.starts_with(unit)) return std::nullopt;
  header.remove_prefix(unit.size());
  const auto dash = header.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = whole_number(header.substr(0, dash));
  const auto end = header.substr(dash + 1);
  const auto last = end.empty() ? std::optional<std::int64_t>(static_cast<std::int64_t>(size) - 1) : whole_number(end);
  if (!first || !last || *first < 0 || *last < *first || static_cast<std::size_t>(*first) >= size) return std::nullopt;
  return ByteRange{.first = static_cast<std::size_t>(*first),
                   .last = std::min(static_cast<std::size_t>(*last), size - 1)};
}

HttpResponse sound(ByteView ogg, std::string_view wanted) {
  HttpResponse response{.status = 200,
                        .headers = {{"Content-Type", "audio/ogg"},
                                    {"Content-Disposition", "inline; filename=\"voice.ogg\""},
                                    {"Accept-Ranges", "bytes"}},
                        .body = {}};
  if (const auto range = range_of(wanted, ogg.size())) {
    response.status = 206;
    response.headers.push_back({"Content-Range", fmt::format("bytes {}-{}/{}", range->first, range->last, ogg.size())});
    ogg = ogg.subspan(range->first, range->last - range->first + 1);
  }
  response.body = std::string(text_of(ogg));
  return response;
}

HttpResponse play(Page& page, const VoiceNeeds& with) {
  const auto bytes = from_hex(value_of(page.request.params, "record"));
  const auto record = bytes ? RecordId::from(*bytes) : std::nullopt;
  if (!record) return error_page(page, 404);
  const auto found = find_proposal(with.storage, *record, page.session->account, page.scope);
  if (!found) return error_page(page, 500);
  if (!*found || !(*found)->voice) return error_page(page, 404);
  const auto opened = with.personal.find(*record, page.session->token);
  if (!opened) return error_page(page, 500);
  if (!*opened) return see_other(fmt::format("/proposals/{}#open", to_hex(record->view())));
  const auto sealed = with.storage.read(
      [&](db::Database& database) { return whole_blob(database, (*found)->device, (*found)->voice->blob); });
  if (!sealed) return error_page(page, 500);
  if (!*sealed) return error_page(page, 404);
  auto ogg = seal::open_blob(**sealed, (*opened)->key());
  if (!ogg) return error_page(page, 500);
  // A kiosk may seal anything as a recording; a browser is given only what begins as one (RFC 3533, section 6).
  auto response =
      text_of(*ogg).starts_with("OggS") ? sound(*ogg, value_of(page.request.headers, "range")) : error_page(page, 404);
  seal::wipe(*ogg);
  return response;
}

}  // namespace

void add_voice_routes(Router& router, const PageContext& context, const VoiceNeeds& with) {
  add_page(router, context,
           {.permission = Permission::open_authors, .pattern = "/proposals/:record/voice", .show = bound(play, with)});
}

}  // namespace minbar::collector
