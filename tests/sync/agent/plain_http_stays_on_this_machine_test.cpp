#include <catch2/catch.hpp>

#include "sync/agent/collector_url.h"

using namespace minbar;
using agent::parse_collector_url;

TEST_CASE("https goes anywhere and plain http to loopback only") {
  CHECK(parse_collector_url("https://minbar.example.ma/") == agent::CollectorUrl{"https://minbar.example.ma", false});
  CHECK(parse_collector_url("https://example.ma:8443/agadir/") ==
        agent::CollectorUrl{"https://example.ma:8443/agadir", false});
  for (const char* url : {"http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "http://127.3.2.1"}) {
    REQUIRE(parse_collector_url(url));
    CHECK(parse_collector_url(url)->loopback);
  }
  for (const char* url :
       {"http://example.ma", "http://127.0.0.1.example.ma", "http://10.0.0.1", "http://localhost.example.ma"})
    CHECK(parse_collector_url(url).error().code == Errc::bad_input);
}

TEST_CASE("an address that is none or carries secrets or a query is refused") {
  for (const char* url : {"", "minbar", "ftp://example.ma", "file:///etc/passwd", "https://user:pass@example.ma",
                          "https://example.ma/?q=1", "https://example.ma/#x"})
    CHECK_FALSE(parse_collector_url(url));
}
