// The collector as one object: data folder, database, keys, services and pages, wired once. Programs give it to an
// HttpServer; tests talk to it in their own process. Owns everything it opens; safe from several threads.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/accounts.h"
#include "sync/collector/accounts/life/account_life.h"
#include "sync/collector/accounts/life/links.h"
#include "sync/collector/accounts/life/second_factors.h"
#include "sync/collector/features/fleet/kiosks.h"
#include "sync/collector/features/proposals/answers.h"
#include "sync/collector/http/server.h"
#include "sync/wire/exchange.h"

namespace minbar::collector {

struct CollectorOptions {
  std::filesystem::path data;
  std::filesystem::path content;  // the content pack: names of themes and places
  std::filesystem::path fonts;    // faces for browsers; empty: the browser's own
  std::string public_url;         // "https://minbar.example.ma"; empty: none is told to kiosks
  bool behind_proxy = false;
  std::vector<Network> trusted_proxies = {};  // empty: a proxy on this machine, when behind_proxy
  bool require_second_factor = false;         // of who may see personal data or gives roles
  Vouching vouching = {};                     // of a single sign-on
  std::string sso_sign_out = {};              // an address that ends it too; empty: none is offered
  seal::PasswordCost password_cost = {};
  std::string version = {};  // as monitoring is told it
};

class Collector {
 public:
  // Makes what is missing on first use. Clock and random must outlive it. Errors: denied (modes), not_found, corrupt,
  // unsupported_version, bad_input (content), io; each says what to do.
  [[nodiscard]] static Result<std::unique_ptr<Collector>> open(CollectorOptions options, const Clock& clock,
                                                               Random& random);
  ~Collector();

  // One SyncRequest frame → one SyncReply frame: what POST /v1/sync does, without HTTP. Fits wire::Exchange.
  [[nodiscard]] wire::ExchangeResult exchange(ByteView frame);
  // One EnrolRequest frame → one EnrolReply frame, as POST /v1/enrol does.
  [[nodiscard]] wire::ExchangeResult enrol(ByteView frame);

  // A kiosk at a place, and its one-time code. Errors: bad_input (label), not_found (no such place code). Slow on
  // purpose.
  [[nodiscard]] Result<IssuedCode> create_kiosk(const NewKiosk& kiosk);
  // Another one, for a kiosk that is there. Errors: those of features/fleet/kiosk_codes.h. Slow on purpose.
  [[nodiscard]] Result<IssuedCode> new_code(const DeviceId& device);
  // Errors: those of features/fleet/kiosks.h, and not_found for no such place code.
  [[nodiscard]] Result<void> move_kiosk(const DeviceId& device, const PlaceCode& place);
  // As a coordinator does on the proposal's page. Errors: those of features/proposals/answers.h.
  [[nodiscard]] Result<std::int64_t> give_answer(const NewAnswer& answer);
  // Error not_found: there is no place with this code.
  [[nodiscard]] Result<void> check_place(const PlaceCode& place);
  [[nodiscard]] Accounts& accounts();
  [[nodiscard]] Links& links();
  [[nodiscard]] AccountLife& account_life();
  [[nodiscard]] SecondFactors& second_factors();
  [[nodiscard]] Storage& storage();
  [[nodiscard]] const CollectorId& id() const;
  // Of this collector and its public keys, as kiosks show it.
  [[nodiscard]] const std::string& fingerprint() const;
  // As kiosks show it that know no root key; empty: it is the same.
  [[nodiscard]] const std::string& older_fingerprint() const;

  // Everything HTTP may ask; lives as long as this.
  [[nodiscard]] const Router& router() const;
  // Options for HttpServer::start with the collector's headers and error pages; address and port are the caller's. The
  // server must go before this.
  [[nodiscard]] ServerOptions server_options();

 private:
  struct Parts;
  explicit Collector(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace minbar::collector
