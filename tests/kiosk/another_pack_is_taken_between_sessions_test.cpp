// How the screens come to show another content pack: never under a citizen's finger, never one that this program or
// this kiosk's collector does not stand for.
#include <catch2/catch.hpp>

#include "kiosk/pack/content_loader.h"
#include "kiosk/pack/word_keys.h"
#include "kiosk/world/content_choice.h"
#include "kiosk/world/worker.h"
#include "tests/kiosk/mailbox.h"
#include "tests/support/robot.h"
#include "tests/sync/carried_pack.h"

using namespace minbar;
using namespace minbar::test;
using Catch::Matchers::StartsWith;

namespace {

std::vector<ContentFile> files_that_say(std::string_view greeting) {
  auto files = taken(kiosk::load_content_files(MINBAR_CONTENT_FOLDER));
  for (auto& file : files)
    if (file.name == "words/fr.json") {
      const std::string_view old = "\"menu.title\": \"Bienvenue\"";
      const auto at = file.text.find(old);
      REQUIRE(at != std::string::npos);
      file.text.replace(at, old.size(), "\"menu.title\": \"" + std::string(greeting) + "\"");
    }
  return files;
}

// Of a program that tells its greeting something that this one does not.
std::vector<ContentFile> files_of_another_program() { return files_that_say("Vieux {day}"); }

// Lacks a word that this program says.
std::vector<ContentFile> files_of_an_older_program() {
  auto files = files_that_say("Vieux");
  for (auto& file : files)
    if (file.name.starts_with("words/"))
      if (const auto at = file.text.find("\"menu.title\""); at != std::string::npos)
        file.text.replace(at, 12, "\"menu.gone\"");
  return files;
}

Result<Content> read_with_needs(std::span<const ContentFile> files) {
  static const auto own = kiosk::own_words(kiosk::load_content_files(MINBAR_CONTENT_FOLDER));
  return parse_content(files, {.words = kiosk::word_keys, .icons = {}, .own = own});
}

std::shared_ptr<const Content> pack(std::int64_t version, std::string_view greeting) {
  auto content = taken(read_with_needs(files_that_say(greeting)));
  content.version = version;
  return std::make_shared<const Content>(std::move(content));
}

// A kiosk's folders with a real store, and the memory over them.
struct Home {
  EnrolledKiosk kiosk;
  std::filesystem::path keys = kiosk.keys;
  test::Store agent = kiosk.open(store::Role::agent);

  [[nodiscard]] Result<kiosk::Memory> open() {
    return kiosk::Memory::open(kiosk.shared, keys, {}, kiosk.clock, kiosk.random);
  }
  // The pack a start of the kiosk chooses.
  std::shared_ptr<const Content> start(const std::filesystem::path& shipped = MINBAR_CONTENT_FOLDER) {
    std::optional<kiosk::Memory> memory(taken(open()));
    auto content = taken(kiosk::choose_content(kiosk::load_content_files(shipped), memory, read_with_needs));
    memory->settle_on(content->version);
    REQUIRE(memory->beat(content->version));
    return content;
  }
  [[nodiscard]] std::vector<store::StoredPack> stored() { return taken(agent.packs.state()).stored; }
};

std::string greeting(const Content& content) { return content.words.say(Language::fr, "menu.title").text; }

}  // namespace

TEST_CASE("a session keeps its words to its end and the next one has the new ones") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr);
  robot.app().take_content(pack(2, "Bonjour"));
  CHECK(robot.reads("menu.title") == "Bienvenue");
  robot.tap("menu.propose").tap("nav.back");
  CHECK(robot.reads("menu.title") == "Bienvenue");
  CHECK(robot.app().content().version == 1);
  robot.tap("nav.start_again").language(Language::fr);
  CHECK(robot.reads("menu.title") == "Bonjour");
  CHECK(robot.app().content().version == 2);
}

TEST_CASE("a kiosk at rest shows a new pack at once and of several the last") {
  Robot robot(some_station(), stored_at_once());
  robot.app().take_content(pack(2, "Bonjour"));
  CHECK(robot.app().content().version == 2);
  robot.language(Language::fr);
  robot.app().take_content(pack(3, "Salut"));
  robot.app().take_content(pack(4, "Allo"));
  robot.wait(300'000);  // the session ends by itself
  CHECK(robot.app().content().version == 4);
  robot.language(Language::fr);
  CHECK(robot.reads("menu.title") == "Allo");
}

TEST_CASE("nothing changes while a record is being written nor before its receipt has gone") {
  std::optional<kiosk::Save> saving;
  Robot robot(some_station(), [&](const kiosk::Save& save) -> std::optional<kiosk::Event> {
    saving = save;
    return std::nullopt;
  });
  robot.language(Language::fr).write_proposal("pont").tap_shown("propose.review.send");
  REQUIRE(saving);
  CHECK(saving->submission.content_version == 1);
  robot.app().take_content(pack(2, "Bonjour"));
  CHECK(robot.app().content().version == 1);
  robot.wait(400'000);
  CHECK(robot.app().content().version == 1);
  robot.tell(kiosk::event::Saved{saving->submission.id});
  CHECK(robot.sees("receipt.title"));
  CHECK(robot.app().content().version == 1);
  robot.tap("receipt.done");
  CHECK(robot.app().content().version == 2);
  robot.language(Language::fr).write_proposal("pont").tap_shown("propose.review.send");
  CHECK(saving->submission.content_version == 2);
}

TEST_CASE("a kiosk out of order takes a pack too") {
  Robot robot(std::nullopt, stored_at_once());
  robot.app().take_content(pack(2, "Bonjour"));
  CHECK(robot.app().content().version == 2);
  CHECK(robot.sees("not_enrolled.title"));
}

TEST_CASE("a start shows the newest pack it can use and goes back when the newest does not serve") {
  Home home;
  CHECK(greeting(*home.start()) == "Bienvenue");
  carry(home.kiosk, home.agent, 2, files_that_say("Deux"));
  CHECK(greeting(*home.start()) == "Deux");
  carry(home.kiosk, home.agent, 3, files_of_another_program());
  const auto content = home.start();
  CHECK(greeting(*content) == "Deux");
  CHECK(content->version == 2);
  REQUIRE(home.stored().size() == 2);
  CHECK_THAT(home.stored().front().unusable, StartsWith("words/"));
  carry(home.kiosk, home.agent, 4, files_that_say("Quatre"));
  CHECK(home.start()->version == 4);
  carry(home.kiosk, home.agent, 5, files_that_say("Cinq"));
  CHECK(home.start()->version == 5);
  CHECK(home.stored() == std::vector<store::StoredPack>{{.version = 5}, {.version = 4}});
}

TEST_CASE("a pack knows when it was published so that no clock from before it closes the kiosk") {
  Home home;
  CHECK(home.start()->made_at_s == 0);  // the shipped one
  const auto frame = taken(wire::make_pack({.version = 2,
                                            .collector = home.kiosk.enrolment.collector,
                                            .made_at_s = 1'790'000'123,
                                            .files = files_that_say("Deux")},
                                           home.kiosk.signing_key));
  fetch(home.kiosk, home.agent, offer_of(2, frame), frame);
  const auto content = home.start();
  CHECK(content->version == 2);
  CHECK(content->made_at_s == 1'790'000'123);
}

TEST_CASE("a pack that was published before the program learnt a word is shown with the word of the program") {
  Home home;
  carry(home.kiosk, home.agent, 2, files_of_an_older_program());
  const auto content = home.start();
  CHECK(content->version == 2);
  CHECK(greeting(*content) == "Bienvenue");
  CHECK(content->words.say(Language::fr, "menu.gone").text == "Vieux");
  CHECK(home.stored().front().unusable.empty());
}

TEST_CASE("a kiosk whose own pack is missing starts with a published one and without any says which file") {
  Home home;
  std::optional<kiosk::Memory> memory(taken(home.open()));
  const auto nowhere = kiosk::load_content_files(home.kiosk.folder.path() / "nowhere");
  const auto none = kiosk::choose_content(nowhere, memory, read_with_needs);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == Errc::not_found);
  carry(home.kiosk, home.agent, 2, files_that_say("Deux"));
  CHECK(greeting(*home.start(home.kiosk.folder.path() / "nowhere")) == "Deux");
}

TEST_CASE("a pack that was changed on the disk is not shown") {
  Home home;
  carry(home.kiosk, home.agent, 2, files_that_say("Deux"));
  auto database = taken(db::Database::open(home.kiosk.shared / "kiosk.db"));
  auto frame = taken(database.query_one("SELECT frame FROM pack"))->bytes(0);
  frame[frame.size() / 2] ^= 1;
  REQUIRE(database.execute("UPDATE pack SET frame = $1", {frame}));
  CHECK(greeting(*home.start()) == "Bienvenue");
  CHECK_FALSE(home.stored().front().unusable.empty());
}

TEST_CASE("a running kiosk is told of a pack when it has come and its heartbeats name what it shows") {
  Home home;
  Mailbox mailbox;
  kiosk::Worker worker({.open = [&] { return home.open(); },
                        .wake = mailbox.wake(),
                        .content_version = 1,
                        .read_content = read_with_needs},
                       taken(home.open()));
  carry(home.kiosk, home.agent, 2, files_of_another_program());
  carry(home.kiosk, home.agent, 3, files_that_say("Trois"));
  const auto content = wait_for<kiosk::NewContent>(worker, mailbox).content;
  CHECK(greeting(*content) == "Trois");
  CHECK(content->version == 3);
  worker.content_in_use(3);
  const SystemClock real;
  const auto end = real.monotonic_ms() + 60'000;
  while (taken(home.agent.packs.state()).in_use != 3 && real.monotonic_ms() < end) std::this_thread::yield();
  CHECK(taken(home.agent.carrier.make_request({}, "test")).content_version == 3);
}
