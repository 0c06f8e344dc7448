#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <memory>
#include <new>
#include <thread>

#include "sync/base/limits.h"
#include "sync/collector/http/form.h"
#include "sync/collector/http/router.h"
#include "sync/collector/http/work_lane.h"

using namespace minbar;
using namespace minbar::collector;

TEST_CASE("forms are decoded and the first of a repeated field wins") {
  const auto form = parse_form("a=1&b=%D8%A3+x%2B&a=2&empty=&alone&=nameless&bad=%zz");
  CHECK(value_of(form, "a") == "1");
  CHECK(value_of(form, "b") == "أ x+");
  CHECK(form.contains("empty"));
  CHECK(form.contains("alone"));
  CHECK_FALSE(form.contains("bad"));
  CHECK(form.size() == 4);
}

TEST_CASE("no more fields are read than the bound") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "f" + std::to_string(i) + "=1&";
  CHECK(parse_form(text).size() == limits::http_fields);
  CHECK(parse_cookies("a=1;  b = 2 ;junk; c=3").size() == 3);
}

TEST_CASE("coding and decoding an address part gives it back") {
  std::string all;
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<char>(i));
  CHECK(percent_decoded(percent_encoded(all)) == all);
  CHECK_FALSE(percent_decoded("%").has_value());
  CHECK_FALSE(percent_decoded("%4").has_value());
  CHECK_FALSE(percent_decoded("%+1").has_value());
}

TEST_CASE("a router finds exact paths and named segments") {
  Router router;
  router.add({.permission = collector::Permission::everyone, .pattern = "/kiosks/new"});
  router.add({.permission = collector::Permission::everyone, .pattern = "/kiosks/:id"});
  router.add({.permission = collector::Permission::everyone, .method = Method::post, .pattern = "/kiosks/new"});
  CHECK(router.match(Method::get, "/kiosks/new").route->pattern == "/kiosks/new");
  CHECK(value_of(router.match(Method::get, "/kiosks/7").params, "id") == "7");
  CHECK(router.match(Method::get, "/kiosks/").kind == Match::Kind::no_such_path);
  CHECK(router.match(Method::get, "/kiosks/7/more").kind == Match::Kind::no_such_path);
  CHECK(router.match(Method::post, "/kiosks/7").kind == Match::Kind::no_such_method);
}

TEST_CASE("a full lane refuses at once and keeps its last places for those who are known") {
  std::promise<void> begun, over;
  WorkLane lane({.threads = 1, .waiting = 4, .for_known = 2});
  REQUIRE(lane.post([&] {
    begun.set_value();
    over.get_future().wait();
  }));
  begun.get_future().wait();
  CHECK(lane.post([] {}));
  CHECK(lane.post([] {}));
  CHECK_FALSE(lane.post([] {}));
  CHECK(lane.post([] {}, true));
  CHECK(lane.post([] {}, true));
  CHECK_FALSE(lane.post([] {}, true));
  over.set_value();
}

TEST_CASE("whoever is known is served before strangers who came first") {
  std::promise<void> begun, over, all;
  std::string order;
  WorkLane lane({.threads = 1, .waiting = 8});
  REQUIRE(lane.post([&] {
    begun.set_value();
    over.get_future().wait();
  }));
  begun.get_future().wait();
  for (const bool known : {false, true, false, true})
    REQUIRE(lane.post([&order, known] { order += known ? 'k' : 's'; }, known));
  REQUIRE(lane.post([&] { all.set_value(); }));
  over.set_value();
  all.get_future().wait();
  CHECK(order == "kkss");
}

TEST_CASE("a lane that ends finishes what runs and drops what waits") {
  std::promise<void> begun, over;
  std::atomic<int> ran = 0;
  WorkLane lane({.threads = 1, .waiting = 4});
  REQUIRE(lane.post([&] {
    begun.set_value();
    over.get_future().wait();
    ++ran;
  }));
  begun.get_future().wait();
  auto held = std::make_shared<int>(0);
  const std::weak_ptr<int> waits = held;
  REQUIRE(lane.post([&ran, held = std::move(held)] { ran += 10; }));
  std::jthread ending([&] { lane.finish(); });
  while (!waits.expired()) std::this_thread::yield();
  over.set_value();
  ending.join();
  CHECK(ran == 1);
  CHECK_FALSE(lane.post([] {}));
}

TEST_CASE("a job that throws costs its lane nothing") {
  std::promise<void> after;
  WorkLane lane({.threads = 1, .waiting = 4});
  REQUIRE(lane.post([] { throw std::bad_alloc(); }));
  REQUIRE(lane.post([&] { after.set_value(); }));
  after.get_future().wait();
}
