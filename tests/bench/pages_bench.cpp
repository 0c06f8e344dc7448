// The desk's pages with a million records behind them, as a signed-in coordinator's browser waits for them. The
// derived rows are written straight into the tables: what is measured is reading. Takes minutes: --long only.
#include <fmt/format.h>

#include "sync/base/hex.h"
#include "tests/bench/collector_home.h"
#include "tests/bench/report.h"
#include "tests/support/temporary_folder.h"

namespace minbar::bench {
namespace {

// Half proposals of four themes, of which only the oldest wait for an answer; half ratings over a year at 400 places,
// three in ten with reasons (any of the 63 sets that six make) and one in ten with a comment of its own.
void fill(collector::Storage& storage, std::int64_t records) {
  for (std::int64_t done = 0; done < records / 2; done += 50'000)
    taken(storage.write([&](db::Database& database) -> Result<void> {
      TRY(database.execute(
          "WITH RECURSIVE n(i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n WHERE i < $2) "
          "INSERT INTO proposals (arrival, record, device, place, language, theme, body, content_version, made_at_s, "
          "received_at_ms, answer_state) SELECT i, randomblob(16), (SELECT id FROM devices LIMIT 1), '09.001.01.01', "
          "'fr', "
          "CASE i % 4 WHEN 0 THEN 'public_services' WHEN 1 THEN 'equality' WHEN 2 THEN 'youth' ELSE 'civil_society' "
          "END, 'Un banc devant la gare, une rampe et deux arbres.', 1, 1760000000 + i * 60, 1760000000000 + i * "
          "60000, "
          "iif(i <= 1000, NULL, iif(i % 3 = 0, 'done', 'accepted')) FROM n",
          {done + 1, done + 50'000}));
      TRY(database.execute(
          "WITH RECURSIVE n(i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM n WHERE i < $2) "
          "INSERT INTO ratings (kind, place, subject, made_at_s, satisfaction, language, reasons, "
          "comment, soon_after_another, content_version, count) SELECT 'service', printf('09.001.01.%02d', i % 400), "
          "CASE i % 3 WHEN 0 THEN 'civil_status' WHEN 1 THEN 'roads' ELSE 'burial' END, "
          "(CAST(strftime('%s', 'now') AS INTEGER) - i % 500000 * 60) / 900 * 900, 1 + i % 5, 'fr', "
          "CASE WHEN i / 7 % 10 < 3 THEN trim(iif(i / 70 % 63 + 1 & 1, 'cost ', '') || "
          "iif(i / 70 % 63 + 1 & 2, 'delay ', '') || iif(i / 70 % 63 + 1 & 4, 'information ', '') || "
          "iif(i / 70 % 63 + 1 & 8, 'opening_hours ', '') || "
          "iif(i / 70 % 63 + 1 & 16, 'waiting_time ', '') || "
          "iif(i / 70 % 63 + 1 & 32, 'welcome ', '')) ELSE '' END, "
          "CASE WHEN i / 11 % 10 = 0 THEN printf('Au guichet %d, une heure debout.', i) ELSE '' END, "
          "0, 1, 1 FROM n WHERE true "
          "ON CONFLICT DO NOTHING",
          {done + 1, done + 50'000}));
      return {};
    }));
}

// A page as its handler makes it for a signed-in coordinator; the door in front is measured by server_bench.
void measure(collector::Collector& collector, const std::string& token, const std::string& path,
             const collector::Fields& query) {
  collector::HttpRequest request;
  request.path = path;
  request.query = query;
  request.cookies = {{"minbar_session", token}};
  auto match = collector.router().match(request.method, path);
  ENSURE(match.route != nullptr, "there is such a page");
  request.params = std::move(match.params);
  Samples samples;
  for (int i = 0; i < 9; ++i)
    samples.time([&] { ENSURE(match.route->handler(request).status == 200, "the page is shown"); });
  print({.what = fmt::format("page {}{} at 1,000,000 records", path.substr(0, path.find('/', 1)),
                             query.empty() ? "" : ", " + query.begin()->second),
         .figure = spread(samples),
         .budget = "<= 200 ms",
         .met = samples.median() <= 200});
}

std::string newest_proposal(collector::Storage& storage) {
  return taken(storage.read([](db::Database& database) -> Result<std::string> {
    const auto row = TRY(database.query_one("SELECT record FROM proposals ORDER BY arrival DESC LIMIT 1"));
    return to_hex(row.value().bytes(0));
  }));
}

}  // namespace
}  // namespace minbar::bench

int main(int argc, char** argv) {
  using namespace minbar;
  if (!bench::has_flag(argc, argv, "--long")) return 0;
  const test::TemporaryFolder folder;
  bench::CollectorHome home(folder.path());
  const bench::FastKiosk kiosk(home, "kiosk");
  constexpr std::string_view password = "a-long-enough-password";
  bench::taken(home->accounts().create("coordinator", password));
  const auto session = home->accounts().sign_in({.name = "coordinator", .password = password, .peer = "here"});
  ENSURE(session.has_value(), "the coordinator signs in");
  bench::fill(home->storage(), 1'000'000);
  bench::measure(*home, session->session.token, "/inbox", {});
  bench::measure(*home, session->session.token, "/inbox", {{"show", "unanswered"}});
  bench::measure(*home, session->session.token, "/proposals/" + bench::newest_proposal(home->storage()), {});
  bench::measure(*home, session->session.token, "/kiosks", {});
  bench::measure(*home, session->session.token, "/satisfaction", {});
  bench::measure(*home, session->session.token, "/satisfaction", {{"period", "year"}});
  return 0;
}
