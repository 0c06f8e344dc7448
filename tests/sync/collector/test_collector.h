// A real collector in a temporary folder with a clock that the test turns, and, when asked, its HTTP server on a free
// loopback port. Password hashing at the least cost libsodium allows: what is tested here is not its slowness.
#pragma once

#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <optional>

#include "sync/base/random.h"
#include "sync/collector/serve/collector.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_folder.h"

namespace minbar::test {

class TestCollector {
 public:
  explicit TestCollector(bool behind_proxy = false, std::filesystem::path fonts = {},
                         std::filesystem::path content = MINBAR_CONTENT_FOLDER, collector::Vouching vouching = {})
      : behind_proxy_(behind_proxy),
        fonts_(std::move(fonts)),
        content_(std::move(content)),
        vouching_(std::move(vouching)) {
    open();
  }

  [[nodiscard]] collector::CollectorOptions options() const {
    return {.data = folder_.path() / "data",
            .content = content_,
            .fonts = fonts_,
            .public_url = "https://minbar.example.ma",
            .behind_proxy = behind_proxy_,
            .require_second_factor = require_second_factor,
            .vouching = vouching_,
            .sso_sign_out = vouching_.header.empty() ? "" : "/sign-in/oidc?logout=x",
            .password_cost = {.passes = 1, .memory_bytes = 8192}};
  }
  [[nodiscard]] collector::Collector& operator*() { return *collector_; }
  [[nodiscard]] collector::Collector* operator->() { return collector_.get(); }

  // `meanwhile`: what somebody does to its data folder.
  void restart(const std::function<void()>& meanwhile = {}) {
    server_.reset();
    collector_.reset();
    if (meanwhile) meanwhile();
    open();
  }
  // As an operator does: a copy of the database beside the data folder, and later put back in its place. What people
  // had open is gone with the restart.
  [[nodiscard]] std::filesystem::path copy_database() {
    auto file = folder_.path() / ("backup-" + std::to_string(++copies_));
    REQUIRE(collector_->storage().backup_to(file).has_value());
    return file;
  }
  void put_back(const std::filesystem::path& copy) {
    server_.reset();
    collector_.reset();
    const auto database = collector::database_file(options().data);
    for (const auto* beside : {"-wal", "-shm"}) std::filesystem::remove(database.string() + beside);
    std::filesystem::copy_file(copy, database, std::filesystem::copy_options::overwrite_existing);
    open();
  }
  // The port its pages are on.
  [[nodiscard]] std::uint16_t serve(std::int64_t read_deadline_ms = 0) {
    auto server_options = collector_->server_options();
    server_options.read_deadline_ms = read_deadline_ms;
    auto server = collector::HttpServer::start(std::move(server_options), collector_->router());
    REQUIRE(server.has_value());
    server_.emplace(std::move(*server));
    return server_->port();
  }
  [[nodiscard]] std::int64_t count(std::string_view sql) {
    return collector_->storage()
        .read([&](db::Database& database) { return database.query_one(sql); })
        .value()
        .value()
        .integer(0);
  }

  bool require_second_factor = false;  // from the next restart on
  ManualClock clock;
  SystemRandom random;

 private:
  void open() {
    auto opened = collector::Collector::open(options(), clock, random);
    if (!opened) FAIL(opened.error().context);
    collector_ = std::move(*opened);
  }

  const bool behind_proxy_;
  const std::filesystem::path fonts_;
  const std::filesystem::path content_;
  const collector::Vouching vouching_;
  TemporaryFolder folder_;
  int copies_ = 0;
  std::unique_ptr<collector::Collector> collector_;
  std::optional<collector::HttpServer> server_;
};

}  // namespace minbar::test
