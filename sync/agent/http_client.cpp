#include "sync/agent/http_client.h"

#include <curl/curl.h>

#include <algorithm>

#include "sync/base/ensure.h"
#include "sync/base/limits.h"
#include "sync/wire/http.h"

namespace minbar::agent {

namespace {

constexpr std::int64_t longest_retry_after_ms = 24LL * 3600 * 1000;  // PROTOCOL.md, section 8
constexpr std::size_t answer_bytes = limits::reply_bytes + 1024;     // a frame around the largest payload
constexpr std::size_t most_refusal_bytes = limits::enrol_bytes + 1024;

struct EasyCleanup {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListCleanup {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// curl calls back with C linkage; false sizes make it stop with an error.
std::size_t take_bytes(char* data, std::size_t, std::size_t count, void* into) {
  auto& answer = *static_cast<Bytes*>(into);
  if (answer.size() + count > answer_bytes) return CURL_WRITEFUNC_ERROR;
  const auto view = bytes_of({data, count});
  answer.insert(answer.end(), view.begin(), view.end());
  return count;
}

bool is_frame(const char* content_type) {
  if (content_type == nullptr) return false;
  const std::string_view type(content_type);
  return type.substr(0, type.find(';')) == wire::frame_content_type;
}

// By OpenSSL, Debian's TLS under libcurl: 9 is X509_V_ERR_CERT_NOT_YET_VALID and 10 X509_V_ERR_CERT_HAS_EXPIRED; a good
// certificate, 0, that libcurl refuses all the same has another name; libcurl 7.88 then leaves its first value, 1.
wire::ExchangeError fault_of_certificate(CURL* easy) {
  long verified = 0;
  curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &verified);
  if (verified == 9 || verified == 10) return wire::ExchangeError::certificate_time;
  return verified <= 1 ? wire::ExchangeError::wrong_host : wire::ExchangeError::untrusted;
}

wire::ExchangeError fault_of_line(CURLcode code, CURL* easy) {
  using wire::ExchangeError;
  switch (code) {
    case CURLE_WRITE_ERROR:
      return ExchangeError::not_ours;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return ExchangeError::no_name;
    case CURLE_COULDNT_CONNECT:
      return ExchangeError::no_connection;
    case CURLE_OPERATION_TIMEDOUT:
      return ExchangeError::timed_out;
    case CURLE_SSL_CACERT_BADFILE:
      return ExchangeError::no_authorities;
    case CURLE_PEER_FAILED_VERIFICATION:
      return fault_of_certificate(easy);
    default:
      return ExchangeError::unreachable;
  }
}

}  // namespace

struct HttpClient::Impl {
  CollectorUrl url;
  HttpOptions options;
  std::unique_ptr<CURL, EasyCleanup> easy;
  std::unique_ptr<curl_slist, ListCleanup> headers;
  Bytes answer;

  void set_up();
  wire::ExchangeResult judge(CURLcode code) const;
};

void HttpClient::Impl::set_up() {
  easy.reset(curl_easy_init());
  ENSURE(easy != nullptr, "libcurl starts");
  // without "Expect", which costs a round trip and which captive portals answer badly
  headers.reset(curl_slist_append(nullptr, ("Content-Type: " + std::string(wire::frame_content_type)).c_str()));
  curl_slist_append(headers.get(), "Expect:");
  auto* curl = easy.get();
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, options.user_agent.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, url.loopback ? "http,https" : "https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);  // the library would go on believing the system's folder as well
  }
  if (url.loopback) curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout_ms));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options.total_timeout_ms));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stall_timeout_s));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_bytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
}

wire::ExchangeResult HttpClient::Impl::judge(CURLcode code) const {
  using wire::ExchangeError;
  using wire::ExchangeFailure;
  if (code != CURLE_OK) return tl::unexpected(ExchangeFailure{.error = fault_of_line(code, easy.get())});
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  ExchangeFailure failure{.error = wire::exchange_error_of(static_cast<int>(status)),
                          .status = static_cast<int>(status)};
  const char* type = nullptr;
  curl_easy_getinfo(easy.get(), CURLINFO_CONTENT_TYPE, &type);
  if (status == 200) {
    if (is_frame(type)) return answer;
    failure.error = ExchangeError::not_ours;
  } else if (is_frame(type) && answer.size() <= most_refusal_bytes) {
    failure.frame = answer;
  }
  curl_off_t wait_s = 0;
  if (curl_easy_getinfo(easy.get(), CURLINFO_RETRY_AFTER, &wait_s) == CURLE_OK && wait_s > 0)
    failure.retry_after_ms = std::min<std::int64_t>(wait_s, longest_retry_after_ms / 1000) * 1000;
  return tl::unexpected(failure);
}

HttpClient::HttpClient(CollectorUrl url, HttpOptions options)
    : impl_(std::make_unique<Impl>(
          Impl{.url = std::move(url), .options = std::move(options), .easy = {}, .headers = {}, .answer = {}})) {
  impl_->set_up();
}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

wire::ExchangeResult HttpClient::post(std::string_view path, ByteView frame) {
  auto* curl = impl_->easy.get();
  const std::string address = impl_->url.base + std::string(path);
  impl_->answer.clear();
  curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, reinterpret_cast<const char*>(frame.data()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(frame.size()));
  return impl_->judge(curl_easy_perform(curl));
}

bool HttpClient::reachable() const {
  Impl probe{.url = impl_->url, .options = impl_->options, .easy = {}, .headers = {}, .answer = {}};
  probe.options.connect_timeout_ms = limits::probe_timeout_ms;
  probe.options.total_timeout_ms = limits::probe_timeout_ms;
  probe.set_up();
  auto* curl = probe.easy.get();
  curl_easy_setopt(curl, CURLOPT_URL, probe.url.base.c_str());
  curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
  return curl_easy_perform(curl) == CURLE_OK;
}

wire::Exchange HttpClient::exchange(std::string_view path) {
  return [this, path = std::string(path)](ByteView frame) { return post(path, frame); };
}

}  // namespace minbar::agent
