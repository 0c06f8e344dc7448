#include <catch2/catch.hpp>

#include <fstream>

#include "kiosk/world/service_use.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tour.h"

using namespace minbar;
using kiosk::ServiceUse;
using test::Robot;

namespace {

constexpr std::int64_t day_s = 24 * 60 * 60;
constexpr std::int64_t monday_s = 20'000 * day_s + 9 * 60 * 60;

const ServiceId lighting{"public_lighting"};
const ServiceId waste{"waste_cleaning"};

// Ratings of one service by as many people.
void rated_by(ServiceUse& use, const ServiceId& service, int times) {
  static std::uint8_t made = 0;
  for (int i = 0; i < times; ++i) {
    RecordId rating;
    rating.bytes[0] = ++made;
    use.rated(rating, service);
  }
}

std::string text_of(const test::TemporaryFolder& folder) {
  std::ifstream in(folder.path() / "services.by_use");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("the order of the services changes on another day and never with the rating that was just made") {
  const test::TemporaryFolder folder;
  ServiceUse use(folder.path());
  CHECK_FALSE(use.order_of(monday_s));
  rated_by(use, waste, 2);
  rated_by(use, lighting, 4);
  for (std::int64_t later = 0; later < 12; ++later) CHECK_FALSE(use.order_of(monday_s + later * 3600));
  CHECK(use.order_of(monday_s + day_s) == std::vector{lighting, waste});
  rated_by(use, waste, 9);
  CHECK_FALSE(use.order_of(monday_s + day_s + 3600));
  CHECK(use.order_of(monday_s + 2 * day_s) == std::vector{waste, lighting});
}

TEST_CASE("a disk that is read before and after a rating tells nothing of it") {
  const test::TemporaryFolder folder;
  ServiceUse use(folder.path());
  rated_by(use, lighting, 4);
  CHECK_FALSE(use.order_of(monday_s));
  CHECK(text_of(folder).empty());  // four could be told apart by who watched them
  rated_by(use, waste, 1);
  CHECK_FALSE(use.order_of(monday_s + 60));
  const auto together = text_of(folder);
  CHECK(together.find("public_lighting 4") != std::string::npos);
  rated_by(use, waste, 1);
  CHECK_FALSE(use.order_of(monday_s + 120));
  CHECK(text_of(folder) == together);
}

TEST_CASE("a rating that is said again with another face counts once") {
  const test::TemporaryFolder folder;
  ServiceUse use(folder.path());
  RecordId rating;
  rating.bytes[0] = 200;
  for (int i = 0; i < 20; ++i) use.rated(rating, waste);
  rated_by(use, lighting, 4);
  CHECK_FALSE(use.order_of(monday_s));
  CHECK(use.order_of(monday_s + day_s) == std::vector{lighting, waste});
}

TEST_CASE("a kiosk that starts anew knows the order of the days before and a torn file is none") {
  const test::TemporaryFolder folder;
  {
    ServiceUse use(folder.path());
    rated_by(use, waste, 5);
    CHECK_FALSE(use.order_of(monday_s));
  }
  CHECK(ServiceUse(folder.path()).order_of(monday_s + 3600) == std::vector{waste});
  std::ofstream(folder.path() / "services.by_use") << "20000\nwaste_cle\x01\xff";
  ServiceUse torn(folder.path());
  CHECK_FALSE(torn.order_of(monday_s));
}

TEST_CASE("the menu and the list offer what is rated most here first") {
  Robot robot(test::some_station(), test::stored_at_once());
  robot.tell(kiosk::event::ServicesOrdered{{waste, ServiceId{"gone_from_the_pack"}, lighting}});
  robot.language(Language::ar);
  const auto order = [&] {
    std::vector<std::string> names;
    for (const auto& target : robot.scene().targets)
      if (target.name.starts_with("service.")) names.emplace_back(target.name);
    return names;
  };
  const auto at_hand = order();
  REQUIRE(at_hand.size() == 6);
  CHECK(at_hand[0] == "service.waste_cleaning");
  CHECK(at_hand[1] == "service.public_lighting");
  robot.tap("menu.rate");
  const auto all = order();
  REQUIRE(all.size() > 6);
  CHECK(std::vector(all.begin(), all.begin() + 6) == at_hand);
}
