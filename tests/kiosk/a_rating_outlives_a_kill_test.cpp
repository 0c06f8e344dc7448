// A kiosk without its window, in a process of its own: the real screens, worker and folders, and a citizen of a seed
// who rates and wanders. It is killed at a random moment. What its screens had promised by then is held against what
// the next life of the program puts into the outbox.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "kiosk/world/worker.h"
#include "sync/base/clock.h"
#include "sync/base/hex.h"
#include "sync/store/drafts.h"
#include "sync/wire/body_codec.h"
#include "tests/kiosk/mailbox.h"
#include "tests/support/long_run.h"
#include "tests/support/robot.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using namespace minbar::test;

namespace {

constexpr Repetitions kills{.shortly = 15, .in_a_long_run = 600};
constexpr int longest_ms = 60;  // from the first promise to the kill
constexpr std::uint64_t first_seed = 20'261'130;

// What one line says: "promised ID FACE REASONS LETTERS", as the page after a face showed it.
struct Promise {
  std::string id;
  int face = 0;
  std::size_t reasons = 0, letters = 0;
};

std::function<Result<kiosk::Memory>()> memory_of(EnrolledKiosk& kiosk) {
  return [&] { return kiosk::Memory::open(kiosk.shared, kiosk.keys, {}, kiosk.clock, kiosk.random); };
}

// Says on the pipe what the screens promise. Never returns.
class Citizen {
 public:
  Citizen(EnrolledKiosk& kiosk, std::uint64_t round, int pipe)
      : random_(first_seed + round),
        pipe_(pipe),
        worker_({.open = memory_of(kiosk), .wake = mailbox_.wake(), .content_version = 1, .keys = kiosk.keys},
                taken(memory_of(kiosk)())),
        robot_(some_station(), [this](const kiosk::Save& save) { return saved(save); }) {
    robot_.seed(first_seed + round);  // no two lives make records of the same ids
    robot_.keep_draft = [this](const kiosk::KeepDraft& begun) -> std::optional<kiosk::Event> {
      worker_.perform(begun);
      return kiosk::Event(wait_for<kiosk::event::DraftKept>(worker_, mailbox_));
    };
  }

  [[noreturn]] void wander() {
    while (true) {
      robot_.language(Language::fr).tap("menu.rate").tap_shown("service.civil_status");
      robot_.tap("face." + std::to_string(1 + random_.below(5)));
      promise();
      for (auto steps = random_.below(6); steps > 0; --steps) add_something();
      leave();
    }
  }

 private:
  std::optional<kiosk::Event> saved(const kiosk::Save& save) {
    worker_.perform(save);
    return kiosk::Event(wait_for<kiosk::event::Saved>(worker_, mailbox_));
  }

  void say(const std::string& line) const {
    const auto whole = line + "\n";
    if (::write(pipe_, whole.data(), whole.size()) < 0) ::_exit(1);
  }

  void promise() {
    const auto* reasons = kiosk::shown<kiosk::rate::Reasons>(robot_.state().session.screen);
    if (reasons == nullptr || !reasons->draft.on_disk) ::_exit(2);
    const auto& begun = reasons->draft;
    say("promised " + to_hex(begun.id.view()) + " " + std::to_string(static_cast<int>(begun.satisfaction)) + " " +
        std::to_string(begun.reasons.size()) + " " + std::to_string(begun.comment.text.size()));
  }

  void add_something() {
    switch (random_.below(3)) {
      case 0:
        robot_.tap_shown("face." + std::to_string(1 + random_.below(5)));
        break;
      case 1:
        robot_.tap_shown("reason.welcome");
        break;
      default:
        robot_.tap_shown("rate.comment.add").keys("abc").tap("nav.back");
        break;
    }
    promise();
  }

  void leave() {
    switch (random_.below(3)) {
      case 0:
        robot_.tap("rate.done").tap("receipt.done");
        break;
      case 1:
        robot_.tap("nav.start_again");
        break;
      default:
        robot_.wait(200'000);
        break;
    }
  }

  SeededRandom random_;
  int pipe_;
  Mailbox mailbox_;
  kiosk::Worker worker_;
  Robot robot_;
};

[[noreturn]] void be_a_citizen(EnrolledKiosk& kiosk, std::uint64_t round, int pipe) {
  try {
    Citizen(kiosk, round, pipe).wander();
  } catch (...) {  // a requirement that failed: this process must not go on as the test
    ::_exit(3);
  }
}

// The lines that came until the kill, some time after the first.
std::vector<std::string> lines_until_killed(EnrolledKiosk& kiosk, std::uint64_t round, int ms) {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  const auto child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) be_a_citizen(kiosk, round, ends[1]);
  ::close(ends[1]);
  std::string text;
  pollfd word{ends[0], POLLIN, 0};
  REQUIRE(::poll(&word, 1, 120'000) == 1);
  const auto take = [&] {
    char chunk[4096];
    const auto got = ::read(ends[0], chunk, sizeof chunk);
    if (got > 0) text.append(chunk, static_cast<std::size_t>(got));
    return got > 0;
  };
  const SystemClock clock;
  for (const auto end = clock.monotonic_ms() + ms; clock.monotonic_ms() < end;)
    if (::poll(&word, 1, static_cast<int>(end - clock.monotonic_ms())) == 1 && !take()) break;
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(WTERMSIG(status) == SIGKILL);  // it did not end by itself
  while (take()) {
  }
  ::close(ends[0]);
  std::vector<std::string> lines;
  for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n')) {
    lines.push_back(text.substr(0, at));
    text.erase(0, at + 1);
  }
  return lines;
}

// The last promise of each rating.
std::map<std::string, Promise> promises_in(const std::vector<std::string>& lines) {
  std::map<std::string, Promise> out;
  for (const auto& line : lines) {
    std::istringstream words(line);
    std::string verb;
    Promise promise;
    words >> verb >> promise.id >> promise.face >> promise.reasons >> promise.letters;
    REQUIRE(words);
    out[promise.id] = promise;
  }
  return out;
}

std::map<std::string, Rating> ratings_in_outbox(EnrolledKiosk& kiosk) {
  std::map<std::string, Rating> out;
  auto store = kiosk.open(store::Role::agent);
  const auto request = taken(store.carrier.make_request({}, "test"));
  for (const auto& bytes : request.envelopes) {
    const auto envelope = taken(seal::parse_envelope(bytes));
    const auto body = taken(wire::decode_body(taken(seal::open_envelope(envelope, kiosk.opening_key))));
    REQUIRE(out.emplace(to_hex(body.submission.id.view()), std::get<Rating>(body.submission.body)).second);
  }
  REQUIRE(store.carrier.apply_reply(kiosk.verified(kiosk.answer_to(request))));
  return out;
}

void next_life(EnrolledKiosk& kiosk) {
  Mailbox mailbox;
  const kiosk::Worker worker(
      {.open = memory_of(kiosk), .wake = mailbox.wake(), .content_version = 1, .keys = kiosk.keys},
      taken(memory_of(kiosk)()));
}

}  // namespace

TEST_CASE(
    "a rating whose next page was shown is in the outbox once as it was last shown whenever the kiosk is killed") {
  INFO("seed " << first_seed);
  SeededRandom random(first_seed);
  static_cast<void>(shared_real_pack());  // read once, for all that follow
  EnrolledKiosk kiosk;
  std::set<std::string> delivered;
  std::size_t from_drafts = 0;
  for (int round = 0; round < count_of(kills); ++round) {
    INFO("round " << round);
    const auto lines =
        lines_until_killed(kiosk, static_cast<std::uint64_t>(round), static_cast<int>(random.below(longest_ms)));
    const auto promised = promises_in(lines);
    REQUIRE_FALSE(promised.empty());
    const std::string last = lines.back().substr(9, 32);
    store::Drafts left(kiosk.keys);
    REQUIRE(left.look());
    from_drafts += left.for_collector(kiosk.pin()).size();
    next_life(kiosk);
    const auto kept = ratings_in_outbox(kiosk);
    for (const auto& [id, promise] : promised) {
      REQUIRE(kept.contains(id));
      if (id == last) continue;  // its citizen may have gone on since
      CHECK(static_cast<int>(kept.at(id).satisfaction) == promise.face);
      CHECK(kept.at(id).reasons.size() == promise.reasons);
      CHECK(kept.at(id).comment.size() == promise.letters);
    }
    CHECK(kept.size() <= promised.size() + 1);  // one face may be on the disk and its page not shown yet
    for (const auto& [id, rating] : kept) CHECK(delivered.insert(id).second);
    store::Drafts after(kiosk.keys);
    REQUIRE(after.look());
    CHECK(after.for_collector(kiosk.pin()).empty());
  }
  CHECK(from_drafts > 0);
}
