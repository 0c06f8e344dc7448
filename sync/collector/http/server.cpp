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
#include <unordered_map>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/http/form.h"
#include "sync/collector/http/work_lane.h"

namespace minbar::collector {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Code = beast::error_code;

constexpr std::size_t io_threads = 2;
constexpr std::size_t body_step = 64 * 1024;                             // a read deadline is given again for each
constexpr std::size_t largest_body = limits::request_bytes + 64 * 1024;  // of any route; each has its own below it

std::chrono::milliseconds ms(std::int64_t value) { return std::chrono::milliseconds(value); }

std::string text_of_address(asio::ip::address address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  return address.to_string();
}

// The answer to what could not be read, or nothing when nobody is there to read it.
std::optional<unsigned> status_of(Code error) {
  if (error.category() != http::make_error_code(http::error::bad_method).category()) return std::nullopt;
  if (error == http::error::end_of_stream || error == http::error::partial_message) return std::nullopt;
  if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
  return error == http::error::body_limit ? 413 : 400;
}

// All but the body. Nothing for a target that is not a decodable path.
std::optional<HttpRequest> in_our_words(const http::request<http::string_body>& message) {
  const std::string_view target(message.target().data(), message.target().size());
  const auto question = std::min(target.find('?'), target.size());
  auto path = percent_decoded(target.substr(0, question));
  if (!path || !path->starts_with('/')) return std::nullopt;
  HttpRequest request;
  request.method = message.method() == http::verb::post ? Method::post : Method::get;
  request.path = std::move(*path);
  if (question < target.size()) request.query = parse_form(target.substr(question + 1));
  for (const auto& field : message) {
    const auto name = field.name_string();
    const auto value = field.value();
    request.headers.try_emplace(lower_case({name.data(), name.size()}), value.data(), value.size());
  }
  request.cookies = parse_cookies(value_of(request.headers, "cookie"));
  return request;
}

// The word the nearest proxy added: the last of the last such header.
std::string last_forwarded(const http::request<http::string_body>& message) {
  std::string last;
  for (const auto& field : message)
    if (beast::iequals(field.name_string(), "x-forwarded-for")) last.assign(field.value().data(), field.value().size());
  if (const auto comma = last.rfind(','); comma != std::string::npos) last.erase(0, comma + 1);
  std::erase(last, ' ');
  return last;
}

}  // namespace

class HttpServer::Core {
 public:
  Core(ServerOptions options, const Router& router)
      : options_(std::move(options)),
        router_(router),
        context_(static_cast<int>(io_threads)),
        acceptor_(asio::make_strand(context_)),
        accept_again_(acceptor_.get_executor()),
        work_({.threads = options_.worker_threads, .waiting = limits::work_waiting}),
        password_({.threads = 1, .waiting = limits::password_waiting, .in_the_back = true}) {
    if (options_.read_deadline_ms == 0) options_.read_deadline_ms = limits::http_read_deadline_ms;
  }
  Core(const Core&) = delete;
  ~Core() { stop(); }

  Result<void> listen();
  void stop();
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  class Connection;
  void accept();
  void closed(std::uint64_t number);

  ServerOptions options_;
  const Router& router_;
  std::atomic<bool> stopping_ = false;
  std::uint16_t port_ = 0;
  std::mutex mutex_;  // guards open_ and next_number_; connections end with the context, so these must outlive it
  std::condition_variable one_closed_;
  std::unordered_map<std::uint64_t, std::weak_ptr<Connection>> open_;
  std::uint64_t next_number_ = 0;
  asio::io_context context_;
  // what stop() posts to the last connections must still run
  asio::executor_work_guard<asio::io_context::executor_type> running_{context_.get_executor()};
  tcp::acceptor acceptor_;
  asio::steady_timer accept_again_;
  WorkLane work_;
  WorkLane password_;
  std::vector<std::jthread> threads_;
};

// One client. Everything runs on its strand but the handler, which runs on a lane. Kept alive by the operation under
// way: the library's asynchronous calls need shared ownership.
class HttpServer::Core::Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Core& core, tcp::socket socket, std::uint64_t number)
      : core_(core), stream_(std::move(socket)), buffer_(2 * body_step), number_(number) {
    buffer_.reserve(8 * 1024);  // the library reads only as much as fits without growing
    Code error;
    if (const auto peer = stream_.socket().remote_endpoint(error); !error) peer_ = peer.address();
    stream_.socket().set_option(tcp::no_delay(true), error);
  }
  Connection(const Connection&) = delete;
  ~Connection() { core_.closed(number_); }

  void start() {
    asio::dispatch(stream_.get_executor(),
                   [self = shared_from_this()] { self->read_header(self->core_.options_.read_deadline_ms); });
  }

  void stop() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
      if (!self->answering_) self->stream_.close();
    });
  }

 private:
  void read_header(std::int64_t deadline_ms) {
    if (core_.stopping_) return;
    answering_ = false;
    parser_.emplace();
    request_ = {};
    keep_ = false;
    head_ = false;
    parser_->header_limit(limits::http_header_bytes);
    parser_->body_limit(largest_body);
    stream_.expires_after(ms(deadline_ms));
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = shared_from_this()](Code error, std::size_t) { self->on_header(error); });
  }

  void on_header(Code error) {
    if (error) return on_read_error(error);
    const auto& head = parser_->get();
    head_ = head.method() == http::verb::head;
    auto request = in_our_words(head);
    keep_ = head.keep_alive() && request;
    if (!request) return refuse(400);
    request_ = std::move(*request);
    request_.peer = peer_of(last_forwarded(head));
    match_ = core_.router_.match(request_.method, request_.path);
    if (!head_ && head.method() != http::verb::get && head.method() != http::verb::post)
      match_ = {.kind = Match::Kind::no_such_method};
    if (match_.route == nullptr) return refuse(match_.kind == Match::Kind::no_such_method ? 405 : 404);
    request_.params = std::move(match_.params);
    const auto most = match_.route->body_bytes;
    parser_->body_limit(most);
    // The library judged a declared length with the header, under the largest limit: judge it again for this route.
    if (const auto length = parser_->content_length(); length && *length > most) return refuse(413);
    if (parser_->chunked() && most == 0) return refuse(413);
    if (head[http::field::expect] == "100-continue") return write_continue();
    read_body();
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
      if (error) return self->on_read_error(error);
      if (self->parser_->is_done()) return self->run();
      if ((self->step_bytes_ += got) >= body_step) return self->read_body();
      self->read_some_body();
    });
  }

  void on_read_error(Code error) {
    if (const auto status = status_of(error)) refuse(*status);
  }

  // An answer that is not a handler's. When the request was not read to its end the connection cannot be used again.
  void refuse(unsigned status) {
    answering_ = true;
    keep_ = keep_ && parser_->is_done();
    write(core_.options_.error_page(status, request_));
  }

  void run() {
    answering_ = true;
    request_.body = std::move(parser_->get().body());
    if (match_.route->lane == Lane::quick) return write(answer(request_));
    auto& lane = match_.route->lane == Lane::password ? core_.password_ : core_.work_;
    const bool taken = lane.post([self = shared_from_this(), request = std::move(request_)] {
      auto response = self->answer(request);
      asio::post(self->stream_.get_executor(),
                 [self, response = std::move(response)]() mutable { self->write(std::move(response)); });
    });
    if (taken) return;
    log(Event::http_overloaded, {{"password_lane", match_.route->lane == Lane::password ? 1 : 0}});
    auto busy = core_.options_.error_page(503, HttpRequest{});
    busy.headers.push_back({"Retry-After", "5"});
    write(std::move(busy));
  }

  HttpResponse answer(const HttpRequest& request) {
    try {
      return match_.route->handler(request);
    } catch (...) {  // our code does not throw; a library or the allocator may
      log(Event::http_handler_failed);
      return core_.options_.error_page(500, request);
    }
  }

  void write(HttpResponse answer) {
    response_.emplace(static_cast<http::status>(answer.status), 11);
    for (const auto& header : answer.headers) response_->insert(header.name, header.value);
    for (const auto& header : core_.options_.headers)
      if (!header_of(answer, header.name)) response_->insert(header.name, header.value);
    keep_ = keep_ && !core_.stopping_;
    response_->keep_alive(keep_);
    if (answer.status != 304) response_->content_length(answer.body.size());
    if (!head_) response_->body() = std::move(answer.body);
    stream_.expires_after(ms(limits::http_write_deadline_ms));
    http::async_write(stream_, *response_, [self = shared_from_this()](Code error, std::size_t) {
      if (error) return;
      if (self->keep_) return self->read_header(limits::http_idle_ms);
      self->close_kindly();
    });
  }

  // Closing with unread bytes may destroy the answer under way: say the end, then read on for a little while.
  void close_kindly() {
    Code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(ms(2'000));
    drain(largest_body);
  }

  void drain(std::size_t most) {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(8 * 1024), [self = shared_from_this(), most](Code error, std::size_t got) {
      if (!error && got < most) self->drain(most - got);
    });
  }

  [[nodiscard]] std::string peer_of(const std::string& forwarded) const {
    if (!core_.options_.behind_proxy || !peer_.is_loopback() || forwarded.empty()) return text_of_address(peer_);
    Code error;
    const auto address = asio::ip::make_address(forwarded, error);
    return text_of_address(error ? peer_ : address);
  }

  Core& core_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  const std::uint64_t number_;
  asio::ip::address peer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::string_body>> response_;
  Match match_;
  HttpRequest request_;
  std::size_t step_bytes_ = 0;
  bool head_ = false;
  bool keep_ = false;
  bool answering_ = false;
};

Result<void> HttpServer::Core::listen() {
  Code error;
  const auto address = asio::ip::make_address(options_.address, error);
  if (error) return fail(Errc::bad_input, fmt::format("\"{}\" is not a numeric address", options_.address));
  if (!address.is_loopback() && !options_.behind_proxy)
    return fail(Errc::denied,
                fmt::format("{} can be reached from other machines and this program speaks plain HTTP: listen on "
                            "127.0.0.1, or put a TLS proxy in front and say --behind-proxy",
                            options_.address));
  const tcp::endpoint endpoint(address, options_.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    const auto code = error == asio::error::address_in_use  ? Errc::conflict
                      : error == asio::error::access_denied ? Errc::denied
                                                            : Errc::io;
    return fail(code, fmt::format("cannot listen on {}:{}: {}", options_.address, options_.port, error.message()));
  }
  port_ = acceptor_.local_endpoint().port();
  accept();
  for (std::size_t i = 0; i < io_threads; ++i) threads_.emplace_back([this] { context_.run(); });
  return {};
}

void HttpServer::Core::accept() {
  acceptor_.async_accept(asio::make_strand(context_), [this](Code error, tcp::socket socket) {
    if (error == asio::error::operation_aborted || stopping_) return;
    if (error) {  // out of descriptors: the waiting clients keep; try again soon
      accept_again_.expires_after(ms(100));
      return accept_again_.async_wait([this](Code stopped) {
        if (!stopped) accept();
      });
    }
    std::unique_lock lock(mutex_);
    if (open_.size() < limits::http_connections) {
      const auto number = next_number_++;
      auto connection = std::make_shared<Connection>(*this, std::move(socket), number);
      open_.emplace(number, connection);
      lock.unlock();
      connection->start();
    } else {
      lock.unlock();
      log(Event::http_connections_full);
    }
    accept();
  });
}

void HttpServer::Core::closed(std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  open_.erase(number);
  one_closed_.notify_all();
}

void HttpServer::Core::stop() {
  if (stopping_.exchange(true)) return;
  asio::post(acceptor_.get_executor(), [this] {
    Code ignored;
    acceptor_.close(ignored);
    accept_again_.cancel();
  });
  {
    std::vector<std::shared_ptr<Connection>> connections;
    std::unique_lock lock(mutex_);
    for (const auto& [number, connection] : open_)
      if (auto alive = connection.lock()) connections.push_back(std::move(alive));
    lock.unlock();
    for (const auto& connection : connections) connection->stop();
    connections.clear();
    lock.lock();
    one_closed_.wait_for(lock, ms(limits::http_drain_ms), [this] { return open_.empty(); });
  }
  work_.finish();
  password_.finish();
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
