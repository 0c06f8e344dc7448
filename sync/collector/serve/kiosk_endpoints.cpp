#include "sync/collector/serve/kiosk_endpoints.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/wire/http.h"

namespace minbar::collector {

namespace {

constexpr std::size_t frame_overhead = 4096;  // header, signature and room, so that the codec says what is too large
constexpr std::size_t enrol_frame_bytes = 16 * 1024 + frame_overhead;

HttpResponse http_of(FrameAnswer answer) {
  if (answer)
    return {.status = 200,
            .headers = {{"Content-Type", std::string(wire::frame_content_type)}},
            .body = std::string(minbar::text_of(*answer)),
            .proved = true};
  auto response = plain_text(static_cast<unsigned>(answer.error().status), answer.error().words + "\n");
  if (!answer.error().frame.empty()) {
    response.headers = {{"Content-Type", std::string(wire::frame_content_type)}};
    response.body = std::string(minbar::text_of(answer.error().frame));
  }
  if (answer.error().retry_after_s)
    response.headers.push_back({"Retry-After", fmt::format("{}", *answer.error().retry_after_s)});
  return response;
}

std::optional<HttpResponse> unless_frame(const HttpRequest& request) {
  if (value_of(request.headers, "content-type") == wire::frame_content_type) return std::nullopt;
  return plain_text(415, fmt::format("send Content-Type: {}\n", wire::frame_content_type));
}

Admission admit_enrolment(EnrolService& enrol, const HttpRequest& request) {
  if (auto wrong = unless_frame(request)) return {.refused = std::move(wrong)};
  if (auto admitted = enrol.admit(request.peer); !admitted)
    return {.refused = http_of(tl::unexpected(std::move(admitted).error()))};
  return {};
}

}  // namespace

void add_kiosk_endpoints(Router& router, const SyncService& sync, EnrolService& enrol) {
  router.add({.permission = Permission::everyone,  // the frame says who it is
              .method = Method::post,
              .pattern = std::string(wire::sync_path),
              .body_bytes = limits::request_bytes + frame_overhead,
              .admit = [](const HttpRequest& request) { return Admission{.refused = unless_frame(request)}; },
              .handler = [&sync](const HttpRequest& request) { return http_of(sync.answer(bytes_of(request.body))); }});
  router.add({.permission = Permission::everyone,
              .method = Method::post,
              .pattern = std::string(wire::enrol_path),
              .lane = Lane::enrol,
              .body_bytes = enrol_frame_bytes,
              .admit = [&enrol](const HttpRequest& request) { return admit_enrolment(enrol, request); },
              .handler =
                  [&enrol](const HttpRequest& request) {
                    return http_of(enrol.answer(bytes_of(request.body), request.peer_shortened));
                  }});
}

}  // namespace minbar::collector
