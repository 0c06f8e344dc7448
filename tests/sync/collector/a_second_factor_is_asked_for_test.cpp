// Codes of an authenticator app and recovery codes: set up, asked for, good once, limited, taken away.
#include <catch2/catch.hpp>

#include <cstring>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/collector/accounts/life/second_factors.h"
#include "sync/collector/accounts/second_factor/recovery_codes.h"
#include "sync/collector/accounts/second_factor/totp.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/collector/authenticator.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using collector::CodeFailure;
using test::Authenticator;
using test::TestCollector;

namespace {

constexpr std::int64_t step_ms = 30'000;

// Somebody whose account has a second factor, and her telephone and paper.
struct Telephone {
  TestCollector collector;
  std::int64_t amina = 0;
  std::unique_ptr<Authenticator> app;
  std::vector<std::string> paper;

  Telephone() {
    REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
    amina = collector->accounts().find("Amina").value();
    set_up(sign_in()->session);
  }
  void set_up(const collector::Session& session) {
    app = std::make_unique<Authenticator>(factors().begin(session).value().secret, collector.clock);
    paper = factors().finish(session, app->code(), {.account = amina}).value();
    later();
  }
  [[nodiscard]] collector::SecondFactors& factors() { return collector->second_factors(); }
  // A code of the step that was is not good again.
  void later(std::int64_t ms = step_ms) { collector.clock.advance(ms); }

  [[nodiscard]] tl::expected<collector::SignedIn, collector::SignInRefusal> sign_in(std::string_view browser = {}) {
    return collector->accounts().sign_in({.name = "Amina",
                                          .password = test::good_password,
                                          .peer = "192.0.2.7",
                                          .address = "192.0.2.0",
                                          .browser = browser});
  }
  [[nodiscard]] tl::expected<collector::SignedIn, collector::CodeRefusal> complete(const std::string& token,
                                                                                   std::string_view code,
                                                                                   std::string_view browser = {}) {
    return factors().complete({.token = token, .code = code, .browser = browser, .address = "192.0.2.0"});
  }
  [[nodiscard]] bool is_signed_in(const std::string& token) {
    return collector->accounts().sessions().find(token).value().has_value();
  }
  [[nodiscard]] std::int64_t noted(const std::string& action) {
    return collector.count("SELECT count(*) FROM audit WHERE action = '" + action + "'");
  }
};

}  // namespace

TEST_CASE("codes are those of RFC 6238") {
  collector::TotpSecret secret;
  std::memcpy(secret.span().data(), "12345678901234567890", 20);
  // appendix B, whose codes have eight digits: the last six
  const std::vector<std::pair<std::int64_t, std::string>> vectors{{59, "287082"},         {1111111109, "081804"},
                                                                  {1111111111, "050471"}, {1234567890, "005924"},
                                                                  {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [time_s, code] : vectors) {
    INFO(time_s);
    CHECK(collector::totp_code(secret, time_s / 30) == code);
    for (const std::int64_t away : {-30, 0, 30})
      CHECK(collector::totp_step(secret, code, time_s + away, 0) == time_s / 30);
    if (time_s > 60)
      for (const std::int64_t away : {-60, 60}) CHECK_FALSE(collector::totp_step(secret, code, time_s + away, 0));
    CHECK_FALSE(collector::totp_step(secret, code, time_s, time_s / 30));  // that step was taken
  }
  CHECK(collector::totp_step(secret, "287 082", 59, 0) == 1);
  CHECK_FALSE(collector::totp_step(secret, "28708", 59, 0));
  CHECK_FALSE(collector::totp_step(secret, "", 59, 0));
  CHECK(collector::totp_text(secret) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
  CHECK(collector::totp_uri(secret, "Minbar", "Amina A") ==
        "otpauth://totp/Minbar:Amina%20A?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Minbar");
}

TEST_CASE("a second factor counts once a code has proved it and not before") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  const auto sign_in = [&] {
    return collector->accounts().sign_in({.name = "Amina", .password = test::good_password, .peer = "192.0.2.7"});
  };
  const auto session = sign_in()->session;
  auto& factors = collector->second_factors();
  CHECK_FALSE(factors.begun(session).value().has_value());
  const auto setup = factors.begin(session).value();
  CHECK(factors.begun(session).value()->secret == setup.secret);
  CHECK(setup.picture.side > 20);
  const Authenticator app(setup.secret, collector.clock);
  CHECK(factors.finish(session, app.wrong_code(), {}).error().why == CodeFailure::wrong);
  CHECK_FALSE(sign_in()->awaits_code);
  CHECK_FALSE(factors.state(session.account)->set_at_ms.has_value());
  const auto codes = factors.finish(session, app.code(), {}).value();
  CHECK(std::set(codes.begin(), codes.end()).size() == 10);
  CHECK(factors.state(session.account)->recovery_codes_left == 10);
  CHECK(factors.finish(session, app.code(), {}).error().why == CodeFailure::gone);
  CHECK(sign_in()->awaits_code);
}

TEST_CASE("setting up that takes too long begins again") {
  Telephone her;
  const auto session = her.complete(her.sign_in()->session.token, her.app->code())->session;
  const Authenticator other(her.factors().begin(session).value().secret, her.collector.clock);
  her.later(limits::second_factor_setup_ms + 1);
  CHECK_FALSE(her.factors().begun(session).value().has_value());
  CHECK(her.factors().finish(session, other.code(), {}).error().why == CodeFailure::gone);
  CHECK(her.complete(her.sign_in()->session.token, her.app->code()).has_value());  // the earlier one still counts
}

TEST_CASE("a sign in whose code is awaited opens nothing and the code gives it another token") {
  Telephone her;
  const auto pending = her.sign_in().value();
  CHECK(pending.awaits_code);
  CHECK(pending.browser.empty());
  CHECK_FALSE(her.is_signed_in(pending.session.token));
  CHECK(her.complete(pending.session.token, her.app->wrong_code()).error().why == CodeFailure::wrong);
  const auto signed_in = her.complete(pending.session.token, her.app->code());
  REQUIRE(signed_in.has_value());
  CHECK(signed_in->session.token != pending.session.token);
  CHECK_FALSE(signed_in->browser.empty());
  CHECK(her.is_signed_in(signed_in->session.token));
  CHECK_FALSE(her.is_signed_in(pending.session.token));
  CHECK(her.complete(pending.session.token, her.app->code(1)).error().why == CodeFailure::gone);
  CHECK(her.noted("code_asked") == 1);
  CHECK(her.noted("code_failed") == 1);
  CHECK(her.noted("signed_in") == 2);  // before there was a second factor, and now
}

TEST_CASE("a sign in waits five minutes for its code") {
  Telephone her;
  const auto token = her.sign_in()->session.token;
  her.later(limits::pending_session_ms);
  CHECK(her.complete(token, her.app->code()).error().why == CodeFailure::gone);
  her.collector.clock.turn_wall_to(her.collector.clock.wall_ms() - limits::pending_session_ms);
  CHECK(her.complete(token, her.app->code()).error().why == CodeFailure::gone);
}

TEST_CASE("five wrong codes end a sign in") {
  Telephone her;
  const auto token = her.sign_in()->session.token;
  for (int i = 0; i < 5; ++i) CHECK(her.complete(token, her.app->wrong_code()).error().why == CodeFailure::wrong);
  CHECK(her.complete(token, her.app->code()).error().why == CodeFailure::gone);
}

TEST_CASE("a code is good once even when the clock is set back") {
  Telephone her;
  const auto code = her.app->code();
  CHECK(her.complete(her.sign_in()->session.token, code).has_value());
  CHECK(her.complete(her.sign_in()->session.token, code).error().why == CodeFailure::wrong);
  her.collector.clock.turn_wall_to(her.collector.clock.wall_ms() - step_ms);
  CHECK(her.complete(her.sign_in()->session.token, code).error().why == CodeFailure::wrong);
  CHECK(her.complete(her.sign_in()->session.token, her.app->code()).error().why == CodeFailure::wrong);
  her.later(3 * step_ms);
  CHECK(her.complete(her.sign_in()->session.token, her.app->code()).has_value());
}

TEST_CASE("of two who send the same code at once one signs in") {
  Telephone her;
  const std::vector<std::string> tokens{her.sign_in()->session.token, her.sign_in()->session.token};
  const auto code = her.app->code();
  std::vector<int> in(2, 0);
  {
    std::vector<std::jthread> both;
    for (std::size_t i = 0; i < 2; ++i)
      both.emplace_back([&, i] { in[i] = her.complete(tokens[i], code).has_value() ? 1 : 0; });
  }
  CHECK(in[0] + in[1] == 1);
}

TEST_CASE("a recovery code signs in once and new ones end those that were") {
  Telephone her;
  auto sloppy = her.paper[0];
  std::erase(sloppy, '-');
  for (char& c : sloppy)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const auto signed_in = her.complete(her.sign_in()->session.token, sloppy);
  REQUIRE(signed_in.has_value());
  CHECK(her.factors().state(her.amina)->recovery_codes_left == 9);
  CHECK(her.complete(her.sign_in()->session.token, her.paper[0]).error().why == CodeFailure::wrong);
  const auto made = her.factors().make_recovery_codes(signed_in->session, {.account = her.amina}).value();
  CHECK(her.complete(her.sign_in()->session.token, her.paper[1]).error().why == CodeFailure::wrong);
  CHECK(her.complete(her.sign_in()->session.token, made[1]).has_value());
  CHECK(her.noted("recovery_code_used") == 2);
  CHECK(her.noted("recovery_codes_made") == 1);
}

TEST_CASE("a recovery code of another account is worth nothing") {
  Telephone her;
  const seal::MacKey key{};
  CHECK(collector::recovery_mac(key, 1, her.paper[0]) != collector::recovery_mac(key, 2, her.paper[0]));
  CHECK(collector::recovery_mac(key, 1, her.paper[0]) != collector::recovery_mac(key, 1, her.paper[1]));
  CHECK_FALSE(collector::recovery_mac(key, 1, "123456").has_value());
}

TEST_CASE("whoever has the password guesses few codes and the right one works after the wait") {
  Telephone her;
  int judged = 0;
  collector::Wait wait;
  for (; judged < 100; ++judged) {
    if (judged % 4 == 0) her.later(3 * 60'000);  // the password's own tries come back, ten codes' do not
    const auto refused = her.complete(her.sign_in()->session.token, her.app->wrong_code()).error();
    if (refused.why != CodeFailure::too_many_tries) continue;
    wait = refused.wait;
    break;
  }
  CHECK(judged < 15);
  CHECK(her.complete(her.sign_in()->session.token, her.app->code()).error().why == CodeFailure::too_many_tries);
  her.later(wait.seconds * 1000);
  CHECK(her.complete(her.sign_in()->session.token, her.app->code()).has_value());
}

TEST_CASE("a browser that its owner signed in from before is not stopped by who spends the tries") {
  Telephone her;
  const auto browser = her.complete(her.sign_in()->session.token, her.app->code())->browser;
  her.later();
  for (int i = 0; i < 12; ++i) {
    her.later(60'000);
    (void)her.complete(her.sign_in()->session.token, her.app->wrong_code());
  }
  CHECK(her.complete(her.sign_in()->session.token, her.app->code()).error().why == CodeFailure::too_many_tries);
  CHECK(her.complete(her.sign_in(browser)->session.token, her.app->code(), browser).has_value());
}

TEST_CASE("a second factor that somebody else takes away signs its account out") {
  Telephone her;
  const auto session = her.complete(her.sign_in()->session.token, her.app->code())->session;
  REQUIRE(her.factors().remove(her.amina, {}).has_value());
  CHECK_FALSE(her.is_signed_in(session.token));
  CHECK_FALSE(her.sign_in()->awaits_code);
  CHECK(her.collector.count("SELECT count(*) FROM recovery_codes") == 0);
  CHECK(her.factors().remove(her.amina, {}).error().code == Errc::not_found);
  CHECK(her.noted("second_factor_removed") == 1);
}

TEST_CASE("the database and its backups hold no secret of a second factor and no recovery code") {
  Telephone her;
  const test::TemporaryFolder folder;
  const auto backup = folder.path() / "backup.db";
  REQUIRE(her.collector->storage().backup_to(backup).has_value());
  const auto database = her.collector.options().data / "db" / "collector.db";
  std::string all;
  for (const auto& file : {database.string(), database.string() + "-wal", backup.string()})
    all += read_file(file, 64 * 1024 * 1024).value();
  CHECK(all.find("Amina") != std::string::npos);
  CHECK(all.find(her.app->secret_bytes()) == std::string::npos);
  for (const auto& code : her.paper) CHECK(all.find(code) == std::string::npos);
}

TEST_CASE("a session is confirmed for ten minutes and again with the password and a code") {
  Telephone her;
  auto& sessions = her.collector->accounts().sessions();
  const auto token = her.complete(her.sign_in()->session.token, her.app->code())->session.token;
  const auto is_confirmed = [&] { return sessions.find(token).value().value().is_confirmed; };
  const auto confirm = [&](std::string_view password, std::string_view code) {
    return her.factors().confirm(sessions.find(token).value().value(), {.password = password, .peer = "192.0.2.7"},
                                 code);
  };
  her.later(limits::confirmed_ms - 1);
  CHECK(is_confirmed());
  her.later(1);
  CHECK_FALSE(is_confirmed());
  her.collector.clock.turn_wall_to(her.collector.clock.wall_ms() - 60'000);
  CHECK_FALSE(is_confirmed());
  her.collector.clock.turn_wall_to(her.collector.clock.wall_ms() + 60'000);
  CHECK(confirm("a wrong long password", her.app->code()).error().why == CodeFailure::wrong);
  CHECK(confirm(test::good_password, her.app->wrong_code()).error().why == CodeFailure::wrong);
  CHECK_FALSE(is_confirmed());
  CHECK(confirm(test::good_password, her.app->code()).has_value());
  CHECK(is_confirmed());
  CHECK(her.noted("confirmed") == 1);
  CHECK(her.noted("confirm_failed") == 1);
}

TEST_CASE("where a second factor is required roles that see personal data or give roles open nothing without one") {
  TestCollector usual;
  const test::TemporaryFolder folder;
  auto options = usual.options();
  options.data = folder.path() / "data";
  options.require_second_factor = true;
  auto strict = collector::Collector::open(options, usual.clock, usual.random).value();
  auto& accounts = strict->accounts();
  REQUIRE(accounts.create("Amina", test::good_password).has_value());
  REQUIRE(accounts.create("Reader", test::good_password, {{.role = collector::Role::reader}}).has_value());
  const auto session_of = [&](std::string_view name) {
    const auto signed_in = accounts.sign_in({.name = name, .password = test::good_password, .peer = "192.0.2.7"});
    return accounts.sessions().find(signed_in->session.token).value().value();
  };
  CHECK_FALSE(session_of("Reader").needs_second_factor);
  const auto before = session_of("Amina");
  CHECK(before.needs_second_factor);
  CHECK(before.grants.empty());
  const Authenticator app(strict->second_factors().begin(before).value().secret, usual.clock);
  REQUIRE(strict->second_factors().finish(before, app.code(), {}).has_value());
  const auto after = accounts.sessions().find(before.token).value().value();
  CHECK_FALSE(after.needs_second_factor);
  CHECK(after.has_second_factor);
  CHECK(after.grants.size() == 3);
}

TEST_CASE("what one session began to set up no other session is shown or finishes") {
  Telephone her;
  REQUIRE(her.factors().remove(her.amina, {.account = her.amina}).has_value());
  const auto thief = her.sign_in()->session, owner = her.sign_in()->session;
  const Authenticator stolen(her.factors().begin(thief).value().secret, her.collector.clock);
  CHECK(her.factors().begun(thief).value().has_value());
  CHECK_FALSE(her.factors().begun(owner).value().has_value());
  CHECK(her.factors().finish(owner, stolen.code(), {.account = her.amina}).error().why == CodeFailure::gone);
}
