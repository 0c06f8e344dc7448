// A town whose kiosk's database is salvaged: of the file in use, with rows taken out of it as a page that cannot be
// read takes them, and beside its counters, which such a page leaves as they were.
#pragma once

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

#include "sync/store/salvage/salvage.h"
#include "tests/sync/safe_town.h"

namespace minbar::test {

struct SalvagedTown : SafeTown {
  using SafeTown::SafeTown;

  void deliver() {
    while (taken(screen.counts()).waiting > 0) exchange();
  }
  // On each of so many days the collector is heard.
  void live(std::int64_t days) {
    for (std::int64_t i = 0; i < days; ++i) {
      kiosk.clock.advance(24 * hour_ms);
      exchange();
    }
  }
  // The rows of records for which this holds cannot be read any more.
  void lose(const std::string& which) { write("DELETE FROM outbox WHERE " + which); }
  // The file as it is now, to be read later.
  [[nodiscard]] std::filesystem::path copied() {
    const auto to = kiosk.folder.path() / "copy.db";
    write("VACUUM INTO '" + to.string() + "'");
    return to;
  }
  [[nodiscard]] store::SalvageOrder order() {
    return {.damaged = kiosk.shared / "kiosk.db",
            .fresh = fresh,
            .kept = taken(screen.head()),
            .known = {.key = kiosk.record_key.public_key()}};
  }
  store::Salvaged salvage() { return taken(store::salvage(order())); }
  // Of the new database.
  [[nodiscard]] std::int64_t number(const std::string& sql) {
    auto database = taken(db::Database::open(fresh));
    return taken(database.query_one(sql)).value().integer(0);
  }
  [[nodiscard]] bool is_gone(std::int64_t place) {
    return number("SELECT count(*) FROM gone WHERE " + std::to_string(place) +
                  " BETWEEN from_sequence AND to_sequence") == 1;
  }

  std::filesystem::path fresh = kiosk.folder.path() / "fresh.db";
};

}  // namespace minbar::test
