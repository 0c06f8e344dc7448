#include "sync/collector/accounts/audit_chain.h"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "sync/base/bytes.h"
#include "sync/base/hex.h"
#include "sync/base/log.h"
#include "sync/base/number.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t rows_at_once = 1000;
// Of a reason its hash alone, so that its words can be erased and the chain stays whole.
constexpr std::string_view columns =
    "id, at_ms, account, action, device, record, petition, decision, place, records, subject, address, outcome, "
    "detail, reason_hash";
constexpr std::size_t column_count = 15, hash_column = column_count, reason_column = 16, salt_column = 17;

// Each value says what it is and how long, so that no two rows are the same bytes.
class Encoder {
 public:
  explicit Encoder(const seal::Hash& before) {
    text("minbar-audit-v1");
    bytes(before.view());
  }
  void add(const db::Row::Value& value) {
    std::visit([this](const auto& held) { one(held); }, value);
  }
  [[nodiscard]] seal::Hash hash() const { return seal::hash_of(out_); }

 private:
  void one(std::monostate) { out_.push_back('n'); }
  void one(std::int64_t number) { tagged('i', static_cast<std::uint64_t>(number)); }
  void one(double) { out_.push_back('r'); }  // no column has one
  void one(const std::string& value) { text(value); }
  void one(const Bytes& value) { bytes(value); }
  void text(std::string_view value) {
    tagged('t', value.size());
    out_.insert(out_.end(), value.begin(), value.end());
  }
  void bytes(ByteView value) {
    tagged('b', value.size());
    out_.insert(out_.end(), value.begin(), value.end());
  }
  void tagged(char tag, std::uint64_t number) {
    out_.push_back(static_cast<std::uint8_t>(tag));
    for (unsigned shift = 0; shift < 64; shift += 8) out_.push_back(static_cast<std::uint8_t>(number >> shift));
  }

  Bytes out_;
};

seal::Hash hash_of_row(const seal::Hash& before, const db::Row& row) {
  Encoder encoder(before);
  for (std::size_t i = 0; i < column_count; ++i) encoder.add(row.value(i));
  return encoder.hash();
}

// Whether the words of a reason are those that were hashed; words that were erased are.
bool reason_fits(const db::Row& row) {
  const auto reason = row.maybe_text(reason_column);
  if (!reason) return true;
  const auto salt = row.maybe_bytes(salt_column), kept = row.maybe_bytes(column_count - 1);
  const auto salt_id = salt ? ReasonSalt::from(*salt) : std::nullopt;
  return salt_id && kept && seal::Hash::from(*kept) == hash_of_reason(*salt_id, *reason);
}

// Its hash, over what the database holds of it.
Result<AuditMark> link(db::Database& database, const AuditMark& before, std::int64_t id) {
  const auto row = TRY(database.query_one(fmt::format("SELECT {} FROM audit WHERE id = $1", columns), {id}));
  if (!row) return fail(Errc::corrupt, "a row of the audit was not kept");
  const AuditMark mark{.row = id, .hash = hash_of_row(before.hash, *row)};
  TRY(database.execute("UPDATE audit SET hash = $2 WHERE id = $1", {id, mark.hash}));
  return mark;
}

}  // namespace

std::string audit_mark_text(const AuditMark& mark) { return fmt::format("{}:{}", mark.row, to_hex(mark.hash.view())); }

std::optional<AuditMark> audit_mark_from(std::string_view text) {
  const auto colon = std::min(text.find(':'), text.size());
  const auto row = whole_number(text.substr(0, colon));
  const auto bytes = from_hex(text.substr(std::min(colon + 1, text.size())));
  const auto hash = bytes ? seal::Hash::from(*bytes) : std::nullopt;
  if (!row || *row < 0 || !hash) return std::nullopt;
  return AuditMark{.row = *row, .hash = *hash};
}

seal::Hash hash_of_reason(const ReasonSalt& salt, std::string_view reason) {
  Bytes bytes = to_bytes(salt.view());
  bytes.insert(bytes.end(), reason.begin(), reason.end());
  return seal::hash_of(bytes);
}

Result<std::optional<AuditMark>> find_audit_head(db::Database& database) {
  const auto row = TRY(database.query_one("SELECT head_row, head FROM audit_chain WHERE one = 1", {}));
  if (!row) return std::nullopt;
  return AuditMark{.row = row->integer(0), .hash = row->id<seal::Hash>(1)};
}

Result<AuditMark> take_audit_head(db::Database& database) {
  if (const auto found = TRY(find_audit_head(database))) return *found;
  AuditMark head;
  for (;;) {
    const auto rows =
        TRY(database.query("SELECT id FROM audit WHERE id > $1 ORDER BY id LIMIT $2", {head.row, rows_at_once}));
    for (const auto& row : rows) head = TRY(link(database, head, row.integer(0)));
    if (static_cast<std::int64_t>(rows.size()) < rows_at_once) break;
  }
  TRY(database.execute("INSERT INTO audit_chain (one, anchor_row, anchor, head_row, head) VALUES (1, 0, $1, $2, $3)",
                       {seal::Hash{}, head.row, head.hash}));
  if (head.row > 0) log(LogEvent::audit_chained, {{"row", head.row}});
  return head;
}

Result<void> link_audit_row(db::Database& database, const AuditMark& head, std::int64_t row) {
  const auto mark = TRY(link(database, head, row));
  TRY(database.execute("UPDATE audit_chain SET head_row = $1, head = $2 WHERE one = 1", {mark.row, mark.hash}));
  return {};
}

Result<db::Rows> audit_rows_after(db::Database& database, std::int64_t after, std::int64_t last, std::int64_t most) {
  return database.query(fmt::format("SELECT {}, hash, reason, reason_salt FROM audit WHERE id > $1 AND id <= $2 "
                                    "ORDER BY id LIMIT $3",
                                    columns),
                        {after, last, most});
}

std::optional<AuditMark> follows(const AuditMark& before, const db::Row& row) {
  const auto kept = row.maybe_bytes(hash_column);
  const AuditMark mark{.row = row.integer(0), .hash = hash_of_row(before.hash, row)};
  if (!kept || seal::Hash::from(*kept) != mark.hash || !reason_fits(row)) return std::nullopt;
  return mark;
}

}  // namespace minbar::collector
