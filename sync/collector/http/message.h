// HTTP in the collector's own words: what a request asked and what is answered, as plain values. Used by every page and
// by the sync endpoints; knows nothing of sockets or of the library behind the door (server.h).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace minbar::collector {

enum class Method { get, post };

// Names and values as decoded; the first of a repeated name wins.
using Fields = std::map<std::string, std::string, std::less<>>;

struct HttpRequest {
  Method method = Method::get;  // HEAD arrives as get; the server leaves the body out of the answer
  std::string path;             // decoded, without the query; always starts with '/'
  Fields params;                // what a route's :names matched
  Fields query;
  Fields headers;  // names in lower case
  Fields cookies;
  std::string body;
  std::string peer;  // whom limits count (client_key): the socket's, or whom trusted proxies name; else this connection
  bool is_local = false;             // of a program on this machine, for whom no proxy speaks
  std::string peer_shortened;        // as a log may show it
  std::string id;                    // of this request, in the log
  std::vector<std::string> vouched;  // who asks, as a proxy that is believed says it, as often as it does (vouching.h)
};

struct HttpHeader {
  std::string name;
  std::string value;
  bool operator==(const HttpHeader&) const = default;
};

struct HttpResponse {
  unsigned status = 200;
  std::vector<HttpHeader> headers;
  std::string body;
  bool proved = false;  // who asked has proved who it is: its address keeps its place under load (http/crowd.h)
};

using Handler = std::function<HttpResponse(const HttpRequest&)>;

// The value of a name, or an empty view. Valid as long as `fields`.
[[nodiscard]] std::string_view value_of(const Fields& fields, std::string_view name);
// The value of a response's header (names compared without case), or nothing.
[[nodiscard]] std::optional<std::string_view> header_of(const HttpResponse& response, std::string_view name);

// ASCII letters only.
[[nodiscard]] std::string lower_case(std::string_view text);

[[nodiscard]] HttpResponse html(unsigned status, std::string body);
[[nodiscard]] HttpResponse plain_text(unsigned status, std::string body);
// 303: the browser asks for `location` with GET.
[[nodiscard]] HttpResponse see_other(std::string location);

}  // namespace minbar::collector
