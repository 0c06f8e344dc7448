#include "sync/wire/http.h"

namespace minbar::wire {

int http_status_of(Errc code) {
  switch (code) {
    case Errc::bad_input:
    case Errc::conflict:
      return 400;
    case Errc::denied:
      return 401;
    case Errc::not_found:
      return 404;
    case Errc::too_large:
      return 413;
    case Errc::unsupported_version:
      return 426;
    case Errc::full:
    case Errc::unavailable:
    case Errc::busy:
      return 503;
    case Errc::io:
    case Errc::corrupt:
    case Errc::network:
    case Errc::internal:
      return 500;
  }
  return 500;
}

ExchangeError exchange_error_of(int http_status) {
  switch (http_status) {
    case 400:
    case 415:
    case 422:
    case 426:
      return ExchangeError::rejected;
    case 401:
    case 403:
      return ExchangeError::refused;
    case 413:
      return ExchangeError::too_large;
    case 429:
      return ExchangeError::unavailable;
    case 502:
    case 504:
      return ExchangeError::gateway;
    case 511:  // RFC 6585: a network wants to be signed in to
      return ExchangeError::not_ours;
    default:
      return http_status >= 500 && http_status <= 599 ? ExchangeError::not_ready : ExchangeError::not_ours;
  }
}

}  // namespace minbar::wire
