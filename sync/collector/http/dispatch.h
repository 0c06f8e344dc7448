// From a whole request to its answer: asks whether it is admitted, runs its handler on the lane of its route, and turns
// what cannot run, or ends with an exception, into an error page. Used by the server's connections; knows no sockets.
// Thread-safe.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "sync/collector/http/crowd.h"
#include "sync/collector/http/router.h"
#include "sync/collector/http/work_lane.h"

namespace minbar::collector {

// For logs. Of a literal's life.
[[nodiscard]] std::string_view name_of(Lane lane);

// The page for a status without a route's answer. Never waits.
using ErrorPage = std::function<HttpResponse(unsigned status, const HttpRequest&)>;

class Dispatcher {
 public:
  // `workers`: threads of Lane::work; each slow lane has one, in the back. References outlive this.
  Dispatcher(std::size_t workers, Crowd& crowd, const ErrorPage& error_page);

  // Calls `done` once, on this thread or on a lane's. `route` outlives the call of it. `named`: its peer is one
  // client's address, and may become known.
  using Done = std::function<void(HttpResponse)>;
  void answer(const Route& route, HttpRequest request, bool named, const Done& done);
  // Finishes what runs, drops what waits (its `done` is never called), joins the threads.
  void finish();

 private:
  WorkLane& lane_of(Lane lane);
  [[nodiscard]] HttpResponse run(const Route& route, const HttpRequest& request) const;

  Crowd& crowd_;
  const ErrorPage& error_page_;
  WorkLane work_;
  WorkLane sign_in_;
  WorkLane follow_;
  WorkLane enrol_;
};

// A whole answer for a connection that finds no place. Valid for ever.
[[nodiscard]] std::string_view come_later();
// The server's headers where it sets none itself, and Retry-After where a client is to come later (RFC 9110, 10.2.3).
[[nodiscard]] HttpResponse dressed(HttpResponse answer, const std::vector<HttpHeader>& headers);

}  // namespace minbar::collector
