// The words that enumerators travel as.
#include <array>
#include <utility>

#include "sync/wire/enrol.h"
#include "sync/wire/exchange.h"
#include "sync/wire/messages.h"
#include "sync/wire/refusal.h"

namespace minbar::wire {

namespace {

template <class E>
using Names = std::pair<E, std::string_view>;

constexpr std::array statuses{
    Names<RecordStatus>{RecordStatus::stored, "stored"}, Names<RecordStatus>{RecordStatus::known, "known"},
    Names<RecordStatus>{RecordStatus::conflict, "conflict"}, Names<RecordStatus>{RecordStatus::set_aside, "set_aside"}};

constexpr std::array reasons{Names<RecordReason>{RecordReason::none, "none"},
                             Names<RecordReason>{RecordReason::malformed, "malformed"},
                             Names<RecordReason>{RecordReason::unsupported_version, "unsupported_version"},
                             Names<RecordReason>{RecordReason::bad_signature, "bad_signature"},
                             Names<RecordReason>{RecordReason::wrong_recipient, "wrong_recipient"},
                             Names<RecordReason>{RecordReason::unopenable, "unopenable"},
                             Names<RecordReason>{RecordReason::invalid_body, "invalid_body"},
                             Names<RecordReason>{RecordReason::id_taken, "id_taken"},
                             Names<RecordReason>{RecordReason::lookup_taken, "lookup_taken"}};

constexpr std::array exchange_errors{Names<ExchangeError>{ExchangeError::unreachable, "unreachable"},
                                     Names<ExchangeError>{ExchangeError::no_name, "no_name"},
                                     Names<ExchangeError>{ExchangeError::no_connection, "no_connection"},
                                     Names<ExchangeError>{ExchangeError::timed_out, "timed_out"},
                                     Names<ExchangeError>{ExchangeError::untrusted, "untrusted"},
                                     Names<ExchangeError>{ExchangeError::wrong_host, "wrong_host"},
                                     Names<ExchangeError>{ExchangeError::no_authorities, "no_authorities"},
                                     Names<ExchangeError>{ExchangeError::certificate_time, "certificate_time"},
                                     Names<ExchangeError>{ExchangeError::unavailable, "unavailable"},
                                     Names<ExchangeError>{ExchangeError::gateway, "gateway"},
                                     Names<ExchangeError>{ExchangeError::not_ready, "not_ready"},
                                     Names<ExchangeError>{ExchangeError::too_large, "too_large"},
                                     Names<ExchangeError>{ExchangeError::refused, "refused"},
                                     Names<ExchangeError>{ExchangeError::rejected, "rejected"},
                                     Names<ExchangeError>{ExchangeError::not_ours, "not_ours"}};

constexpr std::array refusal_reasons{Names<RefusalReason>{RefusalReason::unknown_device, "unknown_device"},
                                     Names<RefusalReason>{RefusalReason::revoked, "revoked"},
                                     Names<RefusalReason>{RefusalReason::replaced_key, "replaced_key"},
                                     Names<RefusalReason>{RefusalReason::wrong_key, "wrong_key"},
                                     Names<RefusalReason>{RefusalReason::other_collector, "other_collector"},
                                     Names<RefusalReason>{RefusalReason::two_machines, "two_machines"},
                                     Names<RefusalReason>{RefusalReason::over_quota, "over_quota"},
                                     Names<RefusalReason>{RefusalReason::other, "other"}};

constexpr std::array enrol_objections{Names<EnrolObjection>{EnrolObjection::expired, "expired"},
                                      Names<EnrolObjection>{EnrolObjection::used, "used"},
                                      Names<EnrolObjection>{EnrolObjection::other_kiosk, "other_kiosk"},
                                      Names<EnrolObjection>{EnrolObjection::known_machine, "known_machine"},
                                      Names<EnrolObjection>{EnrolObjection::other, "other"}};

template <class Table, class E>
std::string_view find_name(const Table& table, E value) {
  for (const auto& [key, name] : table)
    if (key == value) return name;
  return "unknown";
}

template <class E, class Table>
std::optional<E> find_value(const Table& table, std::string_view wanted) {
  for (const auto& [key, name] : table)
    if (name == wanted) return key;
  return std::nullopt;
}

}  // namespace

std::string_view name_of(RecordStatus status) { return find_name(statuses, status); }
std::string_view name_of(RecordReason reason) { return find_name(reasons, reason); }
std::string_view name_of(ExchangeError error) { return find_name(exchange_errors, error); }
std::string_view name_of(RefusalReason reason) { return find_name(refusal_reasons, reason); }
std::optional<RecordStatus> record_status_from(std::string_view name) {
  return find_value<RecordStatus>(statuses, name);
}
std::optional<RecordReason> record_reason_from(std::string_view name) {
  return find_value<RecordReason>(reasons, name);
}
std::optional<RefusalReason> refusal_reason_from(std::string_view name) {
  return find_value<RefusalReason>(refusal_reasons, name);
}
std::string_view name_of(EnrolObjection objection) { return find_name(enrol_objections, objection); }
std::optional<EnrolObjection> enrol_objection_from(std::string_view name) {
  return find_value<EnrolObjection>(enrol_objections, name);
}

}  // namespace minbar::wire
