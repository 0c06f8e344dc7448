#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/seal/hash.h"
#include "sync/wire/sync_codec.h"
#include "tests/fuzz/fixed_keys.h"
#include "tests/fuzz/seeds.h"

namespace minbar::fuzz {

namespace {

std::string head(std::string_view line, std::string_view fields = "") {
  return fmt::format("{} HTTP/1.1\r\nHost: x\r\n{}\r\n", line, fields);
}

std::string form(std::string_view path, std::string_view body) {
  return head(fmt::format("POST {}", path),
              fmt::format("Content-Type: application/x-www-form-urlencoded\r\nCookie: __Host-minbar_visit=v\r\n"
                          "Content-Length: {}\r\n",
                          body.size())) +
         std::string(body);
}

std::string frame(std::string_view path, ByteView bytes) {
  return head(fmt::format("POST {}", path),
              fmt::format("Content-Type: application/vnd.minbar.frame\r\nContent-Length: {}\r\n", bytes.size())) +
         std::string(text_of(bytes));
}

}  // namespace

void seeds_of_http(const TakeSeed& take) {
  FixedKeys keys;
  wire::SyncRequest request;
  request.envelopes.push_back(Bytes(300, 7));
  request.agent_version = "fuzz";
  const auto sync = wire::make_sync_request(request, keys.transport).value();
  // the token of a form is the hash of the visit cookie: this one is that of "v"
  const std::string token = "token=" + to_hex(seal::hash_of(bytes_of("minbar-form-v1|v")).view());
  const std::string chunked =
      head("POST /follow", "Transfer-Encoding: chunked\r\n") + "1;e=1\r\nx\r\n0\r\nT: t\r\n\r\n";
  for (const auto& bytes :
       {head("GET /healthz"), head("HEAD /sign-in", "Accept-Language: fr\r\nCookie: a=b; c=d\r\n"),
        head("GET /static/minbar.css?v=1&x=%41", "X-Forwarded-For: 203.0.113.9, 2001:db8::1\r\n") + head("GET /follow"),
        form("/follow", token + "&code=00000-00000-0"), form("/sign-in", token + "&name=a&password=b&next=%2Finbox"),
        form("/language", token + "&language=fr&back=%2F"), frame("/v1/sync", sync), frame("/v1/enrol", sync),
        head("POST /v1/sync", "Expect: 100-continue\r\nContent-Length: 4\r\n") + "MNBF", chunked,
        head("GET /", "Host: y\r\n"), std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")})
    for (const char cut : {'\0', '\1'}) take("http", bytes_of(std::string(1, cut) + bytes));
}

}  // namespace minbar::fuzz
