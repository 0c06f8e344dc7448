// The real kiosk beside an agent that somebody has taken over: it runs as its own user, writes the shared folder as it
// likes, and has keys and packs of its own. Where the test may not become another user, the agent is the kiosk's.
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <functional>

#include "sync/base/file.h"
#include "sync/seal/envelope.h"
#include "sync/wire/body_codec.h"
#include "sync/wire/pack.h"
#include "tests/end_to_end/kiosk_process.h"
#include "tests/sync/enrolled_kiosk.h"

namespace minbar {

using test::taken;

namespace {

constexpr gid_t group = 54'331;
constexpr uid_t agent_user = 54'332;
constexpr const char* notice = "await trust.mark.ar للموظفين: إشعار T1\n";

// A kiosk in service, of whose collector the test has the keys, and whoever has taken its agent.
struct Town {
  test::EnrolledKiosk kiosk;
  test::EnrolledKiosk stranger{2};
  std::filesystem::path keys = kiosk.keys;

  Town() {
    REQUIRE(::chmod(kiosk.folder.path().c_str(), 0755) == 0);
    if (::geteuid() != 0) return;
    REQUIRE(::chown(kiosk.shared.c_str(), static_cast<uid_t>(-1), group) == 0);
    REQUIRE(::chmod(kiosk.shared.c_str(), 02770) == 0);
    for (const auto& file : std::filesystem::directory_iterator(kiosk.shared))
      REQUIRE(::chown(file.path().c_str(), static_cast<uid_t>(-1), group) == 0);
  }
  // True when the agent could do all of it.
  static bool agent_does(const std::function<bool()>& work) {
    const auto child = ::fork();
    if (child == 0) {
      const bool changed = ::geteuid() != 0 || (::setgid(group) == 0 && ::setuid(agent_user) == 0);
      ::_exit(changed && work() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
  [[nodiscard]] Result<db::Database> database() const {
    return db::Database::open(kiosk.shared / "kiosk.db", {.create = false, .group_writable = true});
  }
  // As the agent, and tells the kiosk.
  void agent_writes(std::string_view sql, std::initializer_list<db::Param> params = {}) const {
    INFO(sql);
    REQUIRE(agent_does([&] {
      auto database = this->database();
      return database && database->execute(sql, params);
    }));
    store::ring(kiosk.shared, store::Role::kiosk);
  }
  [[nodiscard]] test::KioskProcess::Options program() const { return {.data = kiosk.shared, .keys = keys}; }
  [[nodiscard]] static std::string proposal(const std::string& text) {
    return "language fr\ntap menu.propose\ntap theme.youth\nkeys " + text +
           "\ntap nav.next\ntap propose.review.send\n"
           "expect receipt.title\ntap receipt.done\n";
  }
  // The newest record, as the agent holds it.
  [[nodiscard]] seal::Envelope newest() const {
    auto database = taken(this->database());
    const auto row = taken(database.query_one("SELECT envelope FROM outbox ORDER BY sequence DESC LIMIT 1"));
    REQUIRE(row);
    return taken(seal::parse_envelope(row->bytes(0)));
  }
  // Only its collector opens it.
  void check_newest(std::uint64_t sequence, const std::string& text) const {
    INFO(text);
    const auto envelope = newest();
    CHECK(envelope.header.sequence == sequence);
    CHECK(envelope.header.recipient == kiosk.opening_key.sealing_key().id());
    CHECK_FALSE(seal::open_envelope(envelope, stranger.opening_key));
    const auto body = taken(seal::open_envelope(envelope, kiosk.opening_key));
    CHECK(std::get<Proposal>(taken(wire::decode_body(body)).submission.body).text == text);
  }
};

}  // namespace

TEST_CASE("an agent in strange hands that rewrites whom the kiosk trusts reads nothing of what is said") {
  const Town town;
  const auto& theirs = town.stranger.enrolment;
  {
    test::KioskProcess kiosk(town.program());
    kiosk.play(Town::proposal("un"));
    town.check_newest(1, "un");
    town.agent_writes("UPDATE enrolment SET sealing_key = $1", {theirs.sealing_key});
    kiosk.play(notice + Town::proposal("deux"));
    town.check_newest(2, "deux");
    town.agent_writes("UPDATE enrolment SET device_id = $1, collector_id = $2, signing_key = $3, follow_url = $4",
                      {theirs.device, theirs.collector, theirs.signing_key, "https://stranger.example"});
    kiosk.play(Town::proposal("trois"));
    kiosk.play("language ar\ntap menu.kiosk\nexpect trust.differs\nawait fingerprint.value " +
               store::fingerprint_of(town.kiosk.pin()) + "\n");
    kiosk.end();
  }
  town.check_newest(3, "trois");
  town.agent_writes("DELETE FROM enrolment");
  {
    test::KioskProcess kiosk(town.program());
    kiosk.play(notice + Town::proposal("quatre"));
    kiosk.end();
  }
  town.check_newest(4, "quatre");
  // a database of its own making, enrolled with the stranger
  REQUIRE(Town::agent_does([&] {
    ::umask(0007);
    std::error_code error;
    for (const auto* file : {"kiosk.db", "kiosk.db-wal", "kiosk.db-shm"})
      std::filesystem::remove(town.kiosk.shared / file, error);
    const SystemClock clock;
    SystemRandom random;
    auto own = store::Folder::open(town.kiosk.shared, store::Role::agent, clock, random);
    return own && store::Carrier(*own).keep_enrolment(theirs, "http://127.0.0.1:1");
  }));
  {
    test::KioskProcess kiosk(town.program());
    kiosk.play(notice + Town::proposal("cinq"));
    kiosk.end();
  }
  town.check_newest(5, "cinq");  // in the place after those it took away
  if (::geteuid() != 0) return;
  CHECK_FALSE(Town::agent_does([&] { return read_file(town.keys / "collector.pin", 10'000).has_value(); }));
  CHECK_FALSE(Town::agent_does([&] { return ::unlink((town.keys / "collector.pin").c_str()) == 0; }));
}

TEST_CASE("an agent that may write beside the private folder of its kiosk puts none of its own in that place") {
  if (::geteuid() != 0) return;  // one user is in nobody's way
  const Town town;
  const auto home = town.keys.parent_path();
  const auto swapped = [&] {
    return Town::agent_does([&] { return ::rename(town.keys.c_str(), (home / "the-true-one").c_str()) == 0; });
  };
  REQUIRE(::chown(home.c_str(), 0, group) == 0);
  REQUIRE(::chmod(home.c_str(), 01770) == 0);
  CHECK_FALSE(swapped());
  CHECK(make_private_folder(town.keys));
  REQUIRE(::chmod(home.c_str(), 0770) == 0);
  CHECK(make_private_folder(town.keys).error().code == Errc::denied);
  CHECK(swapped());  // which is why it is refused
}

TEST_CASE("an agent in strange hands gets no pack of its own shown though the shared row has its key") {
  const Town town;
  const std::string ours = "الكلمة لكم", changed = "الكلمة كلها لكم";
  const auto pack = [&](std::int64_t version, const CollectorId& collector, const seal::SigningKey& key) {
    std::vector<ContentFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(MINBAR_CONTENT_FOLDER)) {
      if (!entry.is_regular_file() || entry.path().extension() == ".md") continue;
      const auto name = std::filesystem::relative(entry.path(), MINBAR_CONTENT_FOLDER).string();
      auto text = taken(read_file(entry.path(), limits::content_file_bytes));
      if (name == "words/ar.json") text.replace(text.find(ours), ours.size(), changed);
      files.push_back({name, std::move(text)});
    }
    return taken(wire::make_pack({.version = version, .collector = collector, .files = std::move(files)}, key));
  };
  const auto& theirs = town.stranger.enrolment;
  test::KioskProcess kiosk(town.program());
  kiosk.play("await attract.title " + ours + "\n");
  town.agent_writes("UPDATE enrolment SET signing_key = $1, collector_id = $2", {theirs.signing_key, theirs.collector});
  std::int64_t version = 100;
  for (const auto& forged : {pack(100, theirs.collector, town.stranger.signing_key),
                             pack(101, town.kiosk.enrolment.collector, town.stranger.signing_key)}) {
    town.agent_writes("INSERT INTO pack (version, taken_ms, frame) VALUES ($1, 1, $2)", {version, forged});
    auto database = taken(town.database());
    std::string refused;
    for (int i = 0; i < 3000 && refused.empty(); ++i) {
      pollfd nothing{-1, 0, 0};
      ::poll(&nothing, 0, 20);
      refused = taken(database.query_one("SELECT unusable FROM pack WHERE version = $1", {version}))->text(0);
    }
    CHECK_FALSE(refused.empty());  // it was looked at
    ++version;
  }
  kiosk.play("await attract.title " + ours + "\n");
  // the same pack by the true collector is shown, whatever the row says
  town.agent_writes("INSERT INTO pack (version, taken_ms, frame) VALUES (102, 1, $1)",
                    {pack(102, town.kiosk.enrolment.collector, town.kiosk.signing_key)});
  kiosk.play("await attract.title " + changed + "\n");
  kiosk.end();
}

}  // namespace minbar
