// A collector whose root key the test holds, so that it can exchange the other two.
#pragma once

#include <catch2/catch.hpp>

#include "sync/collector/storage/home.h"
#include "sync/collector/storage/successors.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/enrolled_kiosk.h"

namespace minbar::test {

struct Centre {
  TestCollector collector;
  seal::RootKey root = seal::RootKey::make(collector.random);

  [[nodiscard]] std::filesystem::path data() const { return collector.options().data; }
  void get_root_key() {
    collector.restart([&] { REQUIRE(collector::keep_root_key(data(), root.public_key())); });
  }
  // As the command does it.
  Result<void> try_to_exchange(const seal::RootKey& with, collector::NewKeys which = {}) {
    auto home = TRY(collector::open_home(data(), collector::WhenNew::refuse, collector.clock, collector.random));
    return collector::add_succession(data(), home.keys, home.id, with, which, collector.clock, collector.random);
  }
  void exchange(collector::NewKeys which = {}) {
    collector.restart([&] { REQUIRE(try_to_exchange(root, which)); });
  }
  [[nodiscard]] collector::CollectorKeys keys() { return taken(collector::load_keys(data(), collector.random)); }
  [[nodiscard]] std::int64_t number_at(std::int64_t number) {
    return collector.count("SELECT count(*) FROM kiosk_keys WHERE number = " + std::to_string(number));
  }
};

}  // namespace minbar::test
