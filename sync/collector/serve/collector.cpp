#include "sync/collector/serve/collector.h"

#include <fmt/format.h>

#include "sync/base/log.h"
#include "sync/collector/accounts/audit_chain.h"
#include "sync/collector/accounts/life/account_life.h"
#include "sync/collector/accounts/life/links.h"
#include "sync/collector/accounts/life/second_factors.h"
#include "sync/collector/desk/language.h"
#include "sync/collector/desk/page.h"
#include "sync/collector/features/account/routes.h"
#include "sync/collector/features/audit/routes.h"
#include "sync/collector/features/fleet/routes.h"
#include "sync/collector/features/follow/routes.h"
#include "sync/collector/features/health/routes.h"
#include "sync/collector/features/people/routes.h"
#include "sync/collector/features/petitions/routes.h"
#include "sync/collector/features/proposals/routes.h"
#include "sync/collector/features/satisfaction/routes.h"
#include "sync/collector/features/sign_in/routes.h"
#include "sync/collector/features/single_sign_on/routes.h"
#include "sync/collector/intake/erase.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/intake/refusal.h"
#include "sync/collector/intake/signers.h"
#include "sync/collector/personal/personal_data.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/serve/assets.h"
#include "sync/collector/serve/fleet_counts.h"
#include "sync/collector/serve/kiosk_endpoints.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/home.h"
#include "sync/collector/storage/successors.h"
#include "sync/seal/derived_key.h"
#include "sync/wire/http.h"

namespace minbar::collector {

namespace {

constexpr RateLimit::Rule follow_rule{.burst = 10, .refill_ms = 6'000};  // a family with its receipts; not a guesser
constexpr RateLimit::Rule new_kiosk_rule{.burst = 20, .refill_ms = 10'000};  // a day of setting up a province

std::vector<HttpHeader> headers_of_every_answer(bool secure) {
  std::vector<HttpHeader> headers{
      {"Content-Security-Policy",
       "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
       "object-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
      {"Cache-Control", "no-store"}};
  if (secure) headers.push_back({"Strict-Transport-Security", "max-age=31536000; includeSubDomains"});
  return headers;
}

wire::ExchangeResult exchange_result(FrameAnswer answer) {
  if (answer) return std::move(*answer);
  const auto& refusal = answer.error();
  wire::ExchangeFailure failure{
      .error = wire::exchange_error_of(refusal.status), .status = refusal.status, .retry_after_ms = {}};
  if (refusal.retry_after_s) failure.retry_after_ms = *refusal.retry_after_s * 1000;
  failure.frame = refusal.frame;
  return tl::unexpected(failure);
}

// What was erased by law, and the database, agree again after either was put back from a backup.
Result<void> keep_erased_away(const Home& home) {
  if (TRY(list_what_is_erased(*home.storage, *home.erased)) > 0) log(LogEvent::erased_list_healed);
  const auto records = TRY(erase_what_is_listed(*home.storage, *home.erased));
  if (records == 0) return {};
  log(LogEvent::erased_again, {{"records", records}});
  if (const auto made = rebuild(*home.storage, home.keys.opening, all_derivers(home.keys.opening)); !made)
    log(LogEvent::erased_not_rebuilt, {{"error", made.error().code}});
  return {};
}

struct Loaded {
  CollectorOptions options;
  CollectorKeys keys;
  std::unique_ptr<Storage> storage;
  CollectorId id;
  std::unique_ptr<Erased> erased;
  std::unique_ptr<Accounts> accounts;
  std::unique_ptr<ContentNames> names;
  std::vector<Words> words;
  Templates templates;
  Assets assets;
};

}  // namespace

struct Collector::Parts {
  Parts(Loaded from, const Clock& clock_given, Random& random_given)
      : opened(std::move(from)),
        clock(clock_given),
        random(random_given),
        follow_limit(follow_rule, clock, random),
        new_kiosk_limit(new_kiosk_rule, clock, random),
        refusals(*opened.storage, clock, random),
        factors(*opened.storage, clock, random, *opened.accounts,
                seal::second_factor_key_of(opened.keys.opening.first())),
        life(*opened.storage, clock, *opened.accounts),
        links(*opened.storage, clock, random, *opened.accounts),
        sso(*opened.storage, clock, random),
        personal(*opened.storage, opened.keys.opening, clock),
        derivers(all_derivers(opened.keys.opening)),
        sync({.storage = *opened.storage,
              .keys = opened.keys,
              .collector = opened.id,
              .erased = *opened.erased,
              .names = *opened.names,
              .clock = clock,
              .derivers = derivers,
              .notes = all_request_notes(),
              .reply = all_reply_parts(*opened.names, opened.keys)}),
        enrol(*opened.storage, opened.keys, *opened.names, clock, random,
              {.collector = opened.id,
               .follow_url = opened.options.public_url.empty() ? "" : opened.options.public_url + "/follow"}),
        fingerprint(collector::fingerprint_of(opened.id, opened.keys)),
        older_fingerprint(opened.keys.root ? fingerprint_without_root(opened.id, opened.keys) : ""),
        pages{
            .templates = opened.templates,
            .words = opened.words,
            .sessions = opened.accounts->sessions(),
            .refusals = refusals,
            .clock = clock,
            .random = random,
            .follow_names =
                [this] { opened.names->follow(*opened.storage, opened.keys.signing.first().public_key(), opened.id); },
            .places_in = [this](const PlaceCode& place) { return opened.names->places_in(place); },
            .secure = opened.options.behind_proxy,
            .sso = {.is_on = !opened.options.vouching.header.empty(), .sign_out = opened.options.sso_sign_out}} {
    pages.follow_names();
    add_health_routes(router, {.storage = *opened.storage,
                               .clock = clock,
                               .fleet = [this] { return count_fleet(*opened.storage, clock.wall_ms()); },
                               .data = opened.options.data,
                               .version = opened.options.version});
    add_pages();
    opened.assets.add_routes(router);
    add_kiosk_endpoints(router, sync, enrol);
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  // Each with what it needs, and no more: only what opens what citizens said gets the key for it.
  void add_pages() {
    auto& storage = *opened.storage;
    const auto& names = *opened.names;
    const auto& opening = opened.keys.opening;
    add_sign_in_routes(router, pages, {.accounts = *opened.accounts});
    add_sign_in_code_routes(router, pages, {.factors = factors});
    add_confirm_routes(router, pages, {.factors = factors});
    add_account_routes(router, pages, {.storage = storage, .names = names, .factors = factors});
    add_password_routes(router, pages, {.life = life});
    add_second_factor_routes(router, pages, {.factors = factors});
    add_people();
    if (pages.sso.is_on) add_sso_routes(router, pages, {.sso = sso});
    add_audit_routes(router, pages, {.storage = storage, .names = names});
    add_language_routes(router, pages);
    add_inbox_routes(router, pages, {.storage = storage, .names = names});
    add_proposal_routes(router, pages, {.storage = storage, .names = names, .random = random, .personal = personal});
    add_voice_routes(router, pages, {.storage = storage, .personal = personal});
    add_satisfaction_routes(router, pages, {.storage = storage, .names = names});
    add_petitions_routes(router, pages, {.storage = storage, .names = names});
    add_support_list_routes(router, pages, {.storage = storage, .names = names, .personal = personal});
    add_kiosks_routes(router, pages,
                      {.storage = storage, .erased = *opened.erased, .names = names, .fingerprint = fingerprint});
    const KioskNewNeeds codes{.storage = storage,
                              .names = names,
                              .random = random,
                              .limit = new_kiosk_limit,
                              .fingerprint = fingerprint,
                              .older_fingerprint = older_fingerprint,
                              .public_url = opened.options.public_url};
    add_kiosk_new_routes(router, pages, codes);
    add_kiosk_code_routes(router, pages, codes);
    add_kiosk_revoke_routes(router, pages, {.storage = storage, .names = names});
    add_held_routes(router, pages, {.storage = storage, .opening = opening, .derivers = derivers, .names = names});
    add_set_aside_routes(router, pages, {.storage = storage, .names = names});
    add_follow_routes(router, pages, {.storage = storage, .collector = opened.id, .limit = follow_limit});
  }
  void add_people() {
    const PeopleNeeds needs{.storage = *opened.storage,
                            .names = *opened.names,
                            .life = life,
                            .links = links,
                            .factors = factors,
                            .public_url = opened.options.public_url};
    add_people_routes(router, pages, needs);
    add_person_new_routes(router, pages, needs);
    add_person_routes(router, pages, needs);
    add_person_role_routes(router, pages, needs);
    add_person_remove_routes(router, pages, needs);
    add_choose_password_routes(
        router, pages,
        {.storage = *opened.storage, .names = *opened.names, .accounts = *opened.accounts, .links = links});
  }

  Loaded opened;
  const Clock& clock;
  Random& random;
  PeerLimit follow_limit;
  PeerLimit new_kiosk_limit;
  Refusals refusals;
  SecondFactors factors;
  AccountLife life;
  Links links;
  SingleSignOn sso;
  PersonalData personal;
  const Derivers derivers;
  SyncService sync;
  EnrolService enrol;
  const std::string fingerprint;
  const std::string older_fingerprint;  // as kiosks show it that know no root key; empty: it is the same
  const PageContext pages;
  Router router;
};

Result<std::unique_ptr<Collector>> Collector::open(CollectorOptions options, const Clock& clock, Random& random) {
  while (options.public_url.ends_with('/')) options.public_url.pop_back();
  auto home = TRY(open_home(options.data, WhenNew::make, clock, random));
  auto& [keys, storage, id, erased] = home;
  TRY(note_missing_key_ids(*storage));
  TRY(storage->write(take_audit_head));
  TRY(keep_erased_away(home));
  auto accounts = TRY(Accounts::open(*storage, clock, random,
                                     {.cost = options.password_cost,
                                      .browser_key = seal::browser_key_of(keys.opening.first()),
                                      .require_second_factor = options.require_second_factor}));
  auto names = TRY(ContentNames::open(options.content));
  auto words = TRY(load_desk_words());
  auto templates = TRY(Templates::load(words));
  auto assets = TRY(Assets::open(options.fonts));
  auto parts = std::make_unique<Parts>(Loaded{.options = std::move(options),
                                              .keys = std::move(keys),
                                              .storage = std::move(storage),
                                              .id = id,
                                              .erased = std::move(erased),
                                              .accounts = std::move(accounts),
                                              .names = std::move(names),
                                              .words = std::move(words),
                                              .templates = std::move(templates),
                                              .assets = std::move(assets)},
                                       clock, random);
  return std::unique_ptr<Collector>(new Collector(std::move(parts)));
}

Collector::Collector(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Collector::~Collector() = default;

wire::ExchangeResult Collector::exchange(ByteView frame) { return exchange_result(parts_->sync.answer(frame)); }

wire::ExchangeResult Collector::enrol(ByteView frame) {
  if (auto admitted = parts_->enrol.admit("in this process"); !admitted)
    return exchange_result(tl::unexpected(std::move(admitted).error()));
  return exchange_result(parts_->enrol.answer(frame));
}

Result<IssuedCode> Collector::create_kiosk(const NewKiosk& kiosk) {
  TRY(check_place(kiosk.place));
  return collector::create_kiosk(*parts_->opened.storage, kiosk, parts_->clock, parts_->random);
}

Result<IssuedCode> Collector::new_code(const DeviceId& device) {
  return collector::new_code(*parts_->opened.storage, {.device = device}, parts_->clock, parts_->random);
}

Result<void> Collector::check_place(const PlaceCode& place) {
  parts_->pages.follow_names();
  const auto found = parts_->opened.names->find_place(place.value);
  if (found.size() == 1 && found.front().code == place) return {};
  return fail(Errc::not_found,
              fmt::format("there is no place with the code {}; codes are in places/collectivities.csv", place.value));
}

Result<void> Collector::move_kiosk(const DeviceId& device, const PlaceCode& place) {
  TRY(check_place(place));
  return collector::move_kiosk(*parts_->opened.storage,
                               {.device = device, .place = place, .at_ms = parts_->clock.wall_ms()});
}

Result<std::int64_t> Collector::give_answer(const NewAnswer& answer) {
  return collector::give_answer(*parts_->opened.storage, *parts_->opened.names, answer, parts_->random);
}

Accounts& Collector::accounts() { return *parts_->opened.accounts; }
Links& Collector::links() { return parts_->links; }
AccountLife& Collector::account_life() { return parts_->life; }
SecondFactors& Collector::second_factors() { return parts_->factors; }
Storage& Collector::storage() { return *parts_->opened.storage; }
const CollectorId& Collector::id() const { return parts_->opened.id; }
const std::string& Collector::fingerprint() const { return parts_->fingerprint; }
const std::string& Collector::older_fingerprint() const { return parts_->older_fingerprint; }
const Router& Collector::router() const { return parts_->router; }

ServerOptions Collector::server_options() {
  ServerOptions options;
  options.behind_proxy = parts_->opened.options.behind_proxy;
  options.trusted_proxies = parts_->opened.options.trusted_proxies;
  options.vouching = parts_->opened.options.vouching;
  options.clock = &parts_->clock;
  options.headers = headers_of_every_answer(options.behind_proxy);
  options.error_page = [this](unsigned status, const HttpRequest& request) {
    return error_page(parts_->pages, status, request);
  };
  return options;
}

}  // namespace minbar::collector
