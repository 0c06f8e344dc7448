#include "sync/collector/http/server.h"

#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/http/head.h"

namespace minbar::collector {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Code = beast::error_code;

constexpr std::size_t io_threads = 2;
constexpr std::size_t body_step = 64 * 1024;                             // a read deadline is given again for each
constexpr std::size_t head_step = 8 * 1024;                              // more than a browser's head has
constexpr std::size_t largest_body = limits::request_bytes + 64 * 1024;  // of any route; each has its own below it

std::chrono::milliseconds ms(std::int64_t value) { return std::chrono::milliseconds(value); }

Address our_address(const asio::ip::address& address) {
  return {.bytes = address.is_v6() ? address.to_v6().to_bytes()
                                   : asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4()).to_bytes()};
}

unsigned status_of(Code error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
  if (error == http::error::bad_version) return 505;
  return error == http::error::body_limit ? 413 : 400;
}

std::optional<Method> method_of(http::verb verb) {
  if (verb == http::verb::post) return Method::post;
  if (verb == http::verb::get || verb == http::verb::head) return Method::get;
  return std::nullopt;
}

std::vector<HeadField> fields_of(const http::fields& message) {
  std::vector<HeadField> out;
  for (const auto& field : message)
    out.push_back({.name = {field.name_string().data(), field.name_string().size()},
                   .value = {field.value().data(), field.value().size()}});
  return out;
}

}  // namespace

class HttpServer::Core {
 public:
  Core(ServerOptions options, const Router& router)
      : options_(std::move(options)),
        router_(router),
        crowd_(options_.bounds, options_.clock == nullptr ? system_clock_ : *options_.clock),
        context_(static_cast<int>(io_threads)),
        acceptor_(asio::make_strand(context_)),
        accept_again_(acceptor_.get_executor()),
        dispatcher_(options_.worker_threads, crowd_, options_.error_page) {
    if (options_.read_deadline_ms == 0) options_.read_deadline_ms = limits::http_read_deadline_ms;
    if (options_.behind_proxy && options_.trusted_proxies.empty()) options_.trusted_proxies = this_machine();
  }
  Core(const Core&) = delete;
  ~Core() { stop(); }

  Result<void> listen();
  void stop();
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  class Connection;
  void accept();
  void welcome(tcp::socket socket);
  void count_answering(int more) {
    const std::lock_guard lock(mutex_);
    answering_ += more;
    if (answering_ == 0) one_answered_.notify_all();
  }
  [[nodiscard]] bool is_proxy(const Address& ip) const { return client_of(ip, "", options_.trusted_proxies) != ip; }

  const SystemClock system_clock_;
  ServerOptions options_;
  const Router& router_;
  Crowd crowd_;
  std::atomic<bool> stopping_ = false;
  std::uint16_t port_ = 0;
  std::mutex mutex_;  // guards answering_; connections end with the context, so what they use must outlive it
  std::condition_variable one_answered_;
  int answering_ = 0;
  std::uint64_t connections_ = 0;  // since the start; of the acceptor's strand
  asio::io_context context_;
  // what stop() posts to the last connections must still run
  asio::executor_work_guard<asio::io_context::executor_type> running_{context_.get_executor()};
  tcp::acceptor acceptor_;
  asio::steady_timer accept_again_;
  Dispatcher dispatcher_;
  std::vector<std::jthread> threads_;
};

// One client. Everything runs on its strand but the handler, which runs on a lane. Kept alive by the operation under
// way: the library's asynchronous calls need shared ownership.
class HttpServer::Core::Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Core& core, tcp::socket socket, const Address& peer, std::unique_ptr<Stay> stay)
      : core_(core), stream_(std::move(socket)), peer_(peer), number_(core.connections_++), stay_(std::move(stay)) {
    buffer_.reserve(head_step);  // the library reads only as much as fits without growing
    Code ignored;
    stream_.socket().set_option(tcp::no_delay(true), ignored);
  }
  Connection(const Connection&) = delete;
  ~Connection() { set_answering(false); }

  void start() {
    asio::dispatch(stream_.get_executor(),
                   [self = shared_from_this()] { self->read_head(self->core_.options_.read_deadline_ms); });
  }

 private:
  void set_answering(bool answering) {
    if (answering_ != answering) core_.count_answering(answering ? 1 : -1);
    answering_ = answering;
  }

  void read_head(std::int64_t deadline_ms) {
    if (core_.stopping_) return;
    stay_->end_request();
    set_answering(false);
    parser_.emplace();
    parser_->header_limit(limits::http_header_bytes);
    parser_->body_limit(largest_body);
    request_ = {};
    keep_ = false;
    head_ = false;
    searched_ = 0;
    // a head that has begun has the time of one
    stream_.expires_after(ms(buffer_.size() > 0 ? core_.options_.read_deadline_ms : deadline_ms));
    look_for_head();
  }

  // The library takes a head apart only when all of it is here and has the lines of one.
  void look_for_head() {
    const std::string_view bytes(static_cast<const char*>(buffer_.data().data()), buffer_.size());
    if (const auto length = head_length(bytes, searched_)) return take_head(bytes.substr(0, *length));
    searched_ = bytes.size();
    if (!may_begin_a_head(bytes)) return refuse(400);
    if (bytes.size() >= limits::http_header_bytes) return refuse(431);
    const auto room = buffer_.prepare(std::min(head_step, limits::http_header_bytes - bytes.size()));
    stream_.async_read_some(room, [self = shared_from_this(), first = bytes.empty()](Code error, std::size_t got) {
      if (error) return;
      self->buffer_.commit(got);
      if (first) self->stream_.expires_after(ms(self->core_.options_.read_deadline_ms));
      self->look_for_head();
    });
  }

  void take_head(std::string_view head) {
    Code error;
    const auto refusal = refusal_of_head(head);
    if (!refusal) parser_->put(asio::buffer(head), error);
    buffer_.consume(head.size());
    if (refusal || error || !parser_->is_header_done()) return refuse(refusal.value_or(status_of(error)));
    on_head();
  }

  void on_head() {
    const auto& head = parser_->get();
    head_ = head.method() == http::verb::head;
    auto request = request_of(method_of(head.method()).value_or(Method::get),
                              {head.target().data(), head.target().size()}, fields_of(head), head.version() == 10);
    if (!request) return refuse(request.error());
    request_ = std::move(*request);
    request_.vouched = vouched_by(core_.options_.vouching, peer_, fields_of(head));
    name_client();
    keep_ = head.keep_alive();
    http_1_0_ = head.version() == 10;
    if (!stay_->begin_request(request_.peer)) return refuse(503, LogEvent::http_connections_full);
    match_ = core_.router_.match(method_of(head.method()), request_.path);
    if (match_.route == nullptr) return refuse(match_.kind == Match::Kind::no_such_method ? 405 : 404);
    request_.params = std::move(match_.params);
    const auto most = match_.route->body_bytes;
    parser_->body_limit(most);
    // The library judged a declared length with the header, under the largest limit: judge it again for this route.
    if (const auto length = parser_->content_length(); length && *length > most) return refuse(413);
    if (head[http::field::expect] == "100-continue" && head.version() == 11) return write_continue();
    read_body();
  }

  void name_client() {
    request_.id = fmt::format("{:x}.{:x}", number_, requests_++);
    auto client = collector::name_client(peer_, value_of(request_.headers, "x-forwarded-for"),
                                         core_.options_.trusted_proxies, fmt::format("connection {:x}", number_));
    named_ = client.named;
    request_.is_local = client.local;
    request_.peer = std::move(client.key);
    request_.peer_shortened = std::move(client.shown);
    const LogScope scope(request_.id, request_.peer_shortened);
    if (!named_) log(LogEvent::http_client_unnamed);
  }

  void write_continue() {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(go_on), [self = shared_from_this()](Code error, std::size_t) {
      if (!error) self->read_body();
    });
  }

  void read_body() {
    if (parser_->is_done()) return run();
    buffer_.reserve(body_step);
    stream_.expires_after(ms(core_.options_.read_deadline_ms));
    step_bytes_ = 0;
    read_some_body();
  }

  void read_some_body() {
    http::async_read_some(stream_, buffer_, *parser_, [self = shared_from_this()](Code error, std::size_t got) {
      if (error.category() == http::make_error_code(http::error::bad_method).category() &&
          error != http::error::partial_message && error != http::error::end_of_stream)
        return self->refuse(status_of(error));
      if (error) return;
      if (!self->stay_->hold(got)) return self->refuse(503, LogEvent::http_bodies_full);
      if (self->parser_->is_done()) return self->run();
      if ((self->step_bytes_ += got) >= body_step) return self->read_body();
      self->read_some_body();
    });
  }

  // An answer that is not a handler's. When the request was not read to its end the connection cannot be used again.
  void refuse(unsigned status, std::optional<LogEvent> event = {}) {
    const LogScope scope(request_.id, request_.peer_shortened);
    if (event) log(*event);
    set_answering(true);
    keep_ = keep_ && parser_->is_done();
    auto answer = core_.options_.error_page(status, request_);
    if (status == 405) answer.headers.push_back({"Allow", std::string(allow_of(match_.methods))});
    write(std::move(answer));
  }

  void run() {
    set_answering(true);
    request_.body = std::move(parser_->get().body());
    core_.dispatcher_.answer(
        *match_.route, std::move(request_), named_, [self = shared_from_this()](HttpResponse response) {
          asio::dispatch(self->stream_.get_executor(),
                         [self, response = std::move(response)]() mutable { self->write(std::move(response)); });
        });
  }

  void write(HttpResponse plain) {
    auto answer = dressed(std::move(plain), core_.options_.headers);
    response_.emplace(static_cast<http::status>(answer.status), http_1_0_ ? 10 : 11);
    for (const auto& header : answer.headers) response_->insert(header.name, header.value);
    keep_ = keep_ && !core_.stopping_;
    response_->keep_alive(keep_);
    if (answer.status != 304) response_->content_length(answer.body.size());
    if (!head_) response_->body() = std::move(answer.body);
    stream_.expires_after(ms(limits::http_write_deadline_ms));
    http::async_write(stream_, *response_, [self = shared_from_this()](Code error, std::size_t) {
      if (error) return;
      if (self->keep_) return self->read_head(limits::http_idle_ms);
      self->close_kindly();
    });
  }

  // Closing with unread bytes may destroy the answer under way: say the end, then read on for a little while.
  void close_kindly() {
    stay_->end_request();
    set_answering(false);
    Code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(ms(2'000));
    drain(largest_body);
  }

  void drain(std::size_t most) {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(head_step), [self = shared_from_this(), most](Code error, std::size_t got) {
      if (!error && got < most) self->drain(most - got);
    });
  }

  Core& core_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{2 * body_step};
  const Address peer_;
  const std::uint64_t number_;
  const std::unique_ptr<Stay> stay_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::string_body>> response_;
  Match match_;
  HttpRequest request_;
  std::size_t searched_ = 0;  // of the buffer, for the end of a head
  std::size_t step_bytes_ = 0;
  std::uint64_t requests_ = 0;
  bool named_ = false, head_ = false, http_1_0_ = false;
  bool keep_ = false, answering_ = false;
};

Result<void> HttpServer::Core::listen() {
  Code error;
  TRY(may_listen(options_));
  const tcp::endpoint endpoint(asio::ip::make_address(options_.address, error), options_.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) return tl::unexpected(cannot_listen(options_, error));
  port_ = acceptor_.local_endpoint().port();
  accept();
  const auto drive = [this] {
    while (!context_.stopped()) try {
        context_.run();
      } catch (...) {  // what a library throws ends one connection: the operation that held it is gone
        log(LogEvent::http_connection_failed);
      }
  };
  for (std::size_t i = 0; i < io_threads; ++i) threads_.emplace_back(drive);
  return {};
}

void HttpServer::Core::accept() {
  acceptor_.async_accept(asio::make_strand(context_), [this](Code error, tcp::socket socket) {
    if (error == asio::error::operation_aborted || stopping_) return;
    if (error) {  // out of descriptors: the waiting clients keep; try again soon
      log(LogEvent::http_accept_failed);
      accept_again_.expires_after(ms(100));
      return accept_again_.async_wait([this](Code stopped) {
        if (!stopped) accept();
      });
    }
    accept();  // first: to welcome one may fail for want of memory
    welcome(std::move(socket));
  });
}

void HttpServer::Core::welcome(tcp::socket socket) {
  Code error;
  const auto remote = socket.remote_endpoint(error);
  if (error) return;  // gone already
  const auto peer = our_address(remote.address());
  if (auto stay = Stay::enter(crowd_, client_key(peer), is_proxy(peer)))
    return std::make_shared<Connection>(*this, std::move(socket), peer, std::move(stay))->start();
  const auto shown = shortened(peer);
  const LogScope scope("none", shown);
  log(LogEvent::http_connections_full);
  std::array<char, head_step> unread{};  // closing on unread bytes would take the answer back
  socket.non_blocking(true, error);
  socket.read_some(asio::buffer(unread), error);
  socket.write_some(asio::buffer(come_later()), error);
}

void HttpServer::Core::stop() {
  if (stopping_.exchange(true)) return;
  asio::post(acceptor_.get_executor(), [this] {
    Code ignored;
    acceptor_.close(ignored);
    accept_again_.cancel();
  });
  {
    std::unique_lock lock(mutex_);
    one_answered_.wait_for(lock, ms(limits::http_drain_ms), [this] { return answering_ == 0; });
  }
  dispatcher_.finish();
  context_.stop();
  threads_.clear();
}

Result<HttpServer> HttpServer::start(ServerOptions options, const Router& router) {
  auto core = std::make_unique<Core>(std::move(options), router);
  TRY(core->listen());
  return HttpServer(std::move(core));
}

HttpServer::HttpServer(std::unique_ptr<Core> core) : core_(std::move(core)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;
std::uint16_t HttpServer::port() const { return core_->port(); }
void HttpServer::stop() { core_->stop(); }

}  // namespace minbar::collector
