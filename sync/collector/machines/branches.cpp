#include "sync/collector/machines/branches.h"

#include <vector>

#include "sync/base/limits.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

namespace {

struct Followed {
  std::int64_t sequence = 0;
  seal::Hash hash{};
  bool is_forked = false;
};

Result<std::optional<Followed>> followed(db::Database& database, const DeviceId& device, const ChainId& chain) {
  const auto row =
      TRY(database.query_one("SELECT sequence, head_hash, forks > 0 FROM chains WHERE device = $1 AND "
                             "chain = $2",
                             {device, chain}));
  if (!row) return std::nullopt;
  return Followed{.sequence = row->integer(0), .hash = row->id<seal::Hash>(1), .is_forked = row->integer(2) != 0};
}

struct Header {
  std::int64_t sequence = 0;
  seal::Hash hash{};
  seal::Hash previous{};
  std::int64_t arrival = 0;
};

class Walk {
 public:
  Walk(db::Database& database, const DeviceId& device, const seal::ChainHead& head, const Followed& followed)
      : database_(database), device_(device), head_(head), followed_(followed) {}

  Result<Branch> run() {
    if (!TRY(back())) return Branch{};
    if (path_.empty()) return Branch{.side = Side::common};
    return forward();
  }

 private:
  // From the head to the first place that nobody else claims; false: something on the way is not here.
  Result<bool> back() {
    Header at{.sequence = static_cast<std::int64_t>(head_.sequence), .hash = head_.hash};
    for (auto steps = limits::branch_steps; at.sequence > 0; --steps) {
      const auto row =
          TRY(database_.query_one("SELECT previous_hash, arrival FROM envelopes INDEXED BY envelopes_header WHERE "
                                  "header_hash = $4 AND device = $1 AND chain = $2 AND sequence = $3",
                                  {device_, head_.chain, at.sequence, at.hash}));
      if (!row || steps == 0) return false;
      if (at.sequence <= followed_.sequence && TRY(claims(at.sequence)) == 1) break;
      at.previous = row->id<seal::Hash>(0);
      at.arrival = row->integer(1);
      path_.push_back(at);
      at.hash = at.previous;
      --at.sequence;
    }
    return true;
  }

  // From there: at each place what arrived first is followed.
  Result<Branch> forward() {
    for (auto header = path_.rbegin(); header != path_.rend(); ++header) {
      const auto first = TRY(database_.query_one(
          "SELECT header_hash FROM envelopes INDEXED BY envelopes_chain WHERE device = $1 AND chain = $2 AND "
          "sequence = $3 AND previous_hash = $4 ORDER BY arrival LIMIT 1",
          {device_, head_.chain, header->sequence, header->previous}));
      if (!first) return Branch{};
      if (first->id<seal::Hash>(0) != header->hash)
        return Branch{.side = Side::other, .sequence = header->sequence, .arrival = header->arrival};
    }
    return Branch{.side = Side::followed};
  }

  Result<std::int64_t> claims(std::int64_t sequence) {
    const auto row = TRY(
        database_.query_one("SELECT count(*) FROM (SELECT 1 FROM envelopes INDEXED BY envelopes_chain WHERE device = "
                            "$1 AND chain = $2 AND sequence = $3 LIMIT 2)",
                            {device_, head_.chain, sequence}));
    return row->integer(0);
  }

  db::Database& database_;
  const DeviceId& device_;
  const seal::ChainHead& head_;
  const Followed& followed_;
  std::vector<Header> path_;  // from the head on
};

}  // namespace

Result<Branch> branch_of(db::Database& database, const DeviceId& device, const seal::ChainHead& head) {
  const auto main = TRY(followed(database, device, head.chain));
  if (!main || !main->is_forked || head.sequence == 0) return Branch{.side = Side::common};
  if (static_cast<std::int64_t>(head.sequence) == main->sequence && head.hash == main->hash)
    return Branch{.side = Side::followed};
  return Walk(database, device, head, *main).run();
}

// In one statement, since after a restore it goes back a long way with each exchange: a row is a header that should be
// here, and the last of them is where the walk ended.
Result<std::int64_t> first_absent(db::Database& database, const DeviceId& device, const ChainId& chain,
                                  const WalkBack& from) {
  const auto end = TRY(database.query_one(
      "WITH RECURSIVE back (sequence, hash) AS (SELECT $3, $4 UNION ALL "
      "SELECT b.sequence - 1, e.previous_hash FROM back b CROSS JOIN envelopes e INDEXED BY envelopes_header ON "
      "e.header_hash = b.hash AND e.device = $1 AND e.chain = $2 AND e.sequence = b.sequence WHERE b.sequence > 1 AND "
      "(b.sequence > $5 OR (SELECT count(*) FROM (SELECT 1 FROM envelopes o INDEXED BY envelopes_chain WHERE "
      "o.device = $1 AND o.chain = $2 AND o.sequence = b.sequence LIMIT 2)) > 1) LIMIT $6) "
      "SELECT b.sequence, EXISTS (SELECT 1 FROM envelopes e INDEXED BY envelopes_header WHERE e.header_hash = b.hash "
      "AND e.device = $1 AND e.chain = $2 AND e.sequence = b.sequence) FROM back b ORDER BY b.sequence LIMIT 1",
      {device, chain, from.sequence, from.hash, from.followed, from.steps}));
  if (!end || end->integer(1) != 0) return 0;
  return end->integer(0);
}

Result<std::int64_t> last_arrival(db::Database& database, const DeviceId& device, const ChainId& chain) {
  const auto row =
      TRY(database.query_one("SELECT e.arrival FROM chains c JOIN envelopes e ON e.header_hash = c.head_hash AND "
                             "e.device = c.device AND e.chain = c.chain WHERE c.device = $1 AND c.chain = $2",
                             {device, chain}));
  return row ? row->integer(0) : 0;
}

}  // namespace minbar::collector
