#include "sync/collector/http/dispatch.h"

#include <memory>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/log.h"

namespace minbar::collector {

namespace {

// Half of the places are for those who proved who they are: however many strangers wait, they wait in the other half.
constexpr WorkLane::Size slow{
    .threads = 1, .waiting = limits::password_waiting, .for_known = limits::password_waiting / 2, .in_the_back = true};

}  // namespace

std::string_view name_of(Lane lane) {
  switch (lane) {
    case Lane::quick:
      return "quick";
    case Lane::work:
      return "work";
    case Lane::sign_in:
      return "sign_in";
    case Lane::follow:
      return "follow";
    case Lane::enrol:
      return "enrol";
  }
  return "work";
}

Dispatcher::Dispatcher(std::size_t workers, Crowd& crowd, const ErrorPage& error_page)
    : crowd_(crowd),
      error_page_(error_page),
      work_({.threads = workers, .waiting = limits::work_waiting, .for_known = limits::work_waiting / 2}),
      sign_in_(slow),
      follow_(slow),
      enrol_(slow) {}

WorkLane& Dispatcher::lane_of(Lane lane) {
  switch (lane) {
    case Lane::sign_in:
      return sign_in_;
    case Lane::follow:
      return follow_;
    case Lane::enrol:
      return enrol_;
    case Lane::quick:
    case Lane::work:
      break;
  }
  return work_;
}

HttpResponse Dispatcher::run(const Route& route, const HttpRequest& request) const {
  try {
    return route.handler(request);
  } catch (...) {  // our code does not throw; a library or the allocator may
    log(LogEvent::http_handler_failed);
    return error_page_(500, request);
  }
}

void Dispatcher::answer(const Route& route, HttpRequest given, bool named, const Done& done) {
  // shared, so that neither a queue that refuses it nor the log beside it copies a body or loses a name
  const auto request = std::make_shared<const HttpRequest>(std::move(given));
  const LogScope scope(request->id, request->peer_shortened);
  auto admission = route.admit ? route.admit(*request) : Admission{};
  if (admission.refused) return done(std::move(*admission.refused));
  if (route.lane == Lane::quick) return done(run(route, *request));
  const bool known = admission.known || (named && crowd_.knows(request->peer));
  auto job = [this, &route, request, named, done] {
    const LogScope lane_scope(request->id, request->peer_shortened);
    auto response = run(route, *request);
    if (response.proved && named) crowd_.know(request->peer);
    done(std::move(response));
  };
  if (lane_of(route.lane).post(std::move(job), known)) return;
  log(LogEvent::http_overloaded, {{"lane", LogName{name_of(route.lane)}}});
  done(error_page_(503, HttpRequest{}));
}

void Dispatcher::finish() {
  for (auto* lane : {&work_, &sign_in_, &follow_, &enrol_}) lane->finish();
}

std::string_view come_later() {
  static const auto text = fmt::format(
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: {}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
      limits::busy_retry_s);
  return text;
}

HttpResponse dressed(HttpResponse answer, const std::vector<HttpHeader>& headers) {
  for (const auto& header : headers)
    if (!header_of(answer, header.name)) answer.headers.push_back(header);
  if ((answer.status == 429 || answer.status == 503) && !header_of(answer, "Retry-After"))
    answer.headers.push_back({"Retry-After", fmt::format("{}", limits::busy_retry_s)});
  return answer;
}

}  // namespace minbar::collector
