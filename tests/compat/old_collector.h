// Today's collector over a copy of a recorded data folder, with its clock turned to the time of the recording, and its
// HTTP server on a free port of loopback.
#pragma once

#include <memory>
#include <optional>

#include "sync/base/random.h"
#include "sync/collector/serve/collector.h"
#include "tests/compat/recording.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/enrolled_kiosk.h"

namespace minbar::test {

class OldCollector {
 public:
  // `name` of a recorded folder; `time` a fact of the recording.
  OldCollector(const Recording& recording, const std::string& name, const std::string& time) {
    recording.copy_collector(name, data);
    clock.turn_wall_to(recording.time_ms(time));
    collector::CollectorOptions options;
    options.data = data;
    options.content = MINBAR_CONTENT_FOLDER;
    options.public_url = "https://minbar.example.ma";
    collector_ = taken(collector::Collector::open(std::move(options), clock, random_));
    server_.emplace(taken(collector::HttpServer::start(collector_->server_options(), collector_->router())));
  }
  [[nodiscard]] collector::Collector* operator->() { return collector_.get(); }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }

  // Sends these very bytes over a connection of their own.
  [[nodiscard]] Answer ask(std::string_view request) const {
    Connection connection(port());
    connection.send(request);
    return connection.receive();
  }
  [[nodiscard]] std::int64_t count(std::string_view sql) {
    return taken(collector_->storage().read([&](db::Database& database) { return database.query_one(sql); }))
        .value()
        .integer(0);
  }

 private:
  TemporaryFolder folder_;
  SystemRandom random_;

 public:
  ManualClock clock;
  const std::filesystem::path data = folder_.path() / "data";

 private:
  std::unique_ptr<collector::Collector> collector_;
  std::optional<collector::HttpServer> server_;
};

}  // namespace minbar::test
