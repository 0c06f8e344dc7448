// A collector of a test that can lose what it has: it takes records and recordings as a real one does, makes backups,
// and goes back to the last one. It says what is safe and what it lacks by PROTOCOL.md, section 5.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "sync/seal/blob.h"
#include "sync/seal/envelope.h"
#include "tests/sync/enrolled_kiosk.h"

namespace minbar::test {

class ModelCollector {
 public:
  explicit ModelCollector(const EnrolledKiosk& kiosk) : kiosk_(&kiosk) {}

  // What it holds, and what of it is in the backup.
  struct Held {
    std::map<std::int64_t, Bytes> records{};  // by sequence
    std::map<BlobId, Bytes> blobs{};          // whole ones
  };

  void back_up() { saved_ = now_; }
  void restore() {
    now_ = saved_;
    arriving_.clear();
  }
  // As a heartbeat tells it.
  void hear_of(std::uint64_t head) { head_ = std::max(head_, static_cast<std::int64_t>(head)); }

  [[nodiscard]] wire::SyncReply answer(const wire::SyncRequest& request) {
    auto reply = kiosk_->answer_to(request);
    for (std::size_t i = 0; i < request.envelopes.size(); ++i)
      if (!take(request.envelopes[i])) reply.results[i].status = wire::RecordStatus::known;
    for (const auto& piece : request.pieces) take(piece, reply);
    if (request.kept) {
      reply.safe = mark(*request.kept);
      reply.missing = missing(*request.kept);
    }
    return reply;
  }

  [[nodiscard]] const Held& now() const { return now_; }
  [[nodiscard]] const Held& saved() const { return saved_; }
  // Records that came twice with other bytes, or twice under two places.
  [[nodiscard]] int doubled() const { return doubled_; }
  // Which of its chain nobody has any more.
  [[nodiscard]] std::set<std::int64_t> holes(const wire::KeptChain& kept) const {
    std::set<std::int64_t> out;
    for (std::int64_t at = 1; at <= head_; ++at)
      if (!now_.records.contains(at) && !claimed(kept, at)) out.insert(at);
    return out;
  }

 private:
  static bool claimed(const wire::KeptChain& kept, std::int64_t at) {
    const bool gone = std::any_of(kept.gone.begin(), kept.gone.end(),
                                  [&](const auto& range) { return range.from <= at && at <= range.to; });
    return at >= kept.kept_from && !gone;
  }
  static seal::EnvelopeHeader header_of(const Bytes& envelope) { return taken(seal::parse_envelope(envelope)).header; }

  bool take(const Bytes& envelope) {
    const auto header = header_of(envelope);
    const auto at = static_cast<std::int64_t>(header.sequence);
    head_ = std::max(head_, at);
    const auto placed = places_.emplace(header.record, at).first->second;
    const auto [kept, fresh] = now_.records.emplace(at, envelope);
    if (kept->second != envelope || placed != at) ++doubled_;
    return fresh;
  }
  void take(const wire::Piece& piece, wire::SyncReply& reply) {
    auto& bytes = arriving_[piece.blob];
    const auto whole = now_.blobs.find(piece.blob);
    if (whole != now_.blobs.end()) {
      bytes = whole->second;
    } else if (piece.offset == static_cast<std::int64_t>(bytes.size())) {
      bytes.insert(bytes.end(), piece.bytes.begin(), piece.bytes.end());
      if (seal::blob_id_of(bytes) == piece.blob) now_.blobs.emplace(piece.blob, bytes);
    }
    const wire::BlobState state{.blob = piece.blob,
                                .known = true,
                                .have = static_cast<std::int64_t>(bytes.size()),
                                .done = now_.blobs.contains(piece.blob),
                                .safe = saved_.blobs.contains(piece.blob)};
    const auto said = std::find_if(reply.blobs.begin(), reply.blobs.end(),
                                   [&](const auto& known) { return known.blob == piece.blob; });
    if (said == reply.blobs.end())
      reply.blobs.push_back(state);
    else
      *said = state;
  }
  std::optional<wire::SafeMark> mark(const wire::KeptChain& kept) const {
    std::optional<wire::SafeMark> out;
    for (std::int64_t at = 1; at <= head_; ++at) {
      const auto found = saved_.records.find(at);
      const bool hole = !now_.records.contains(at) && !claimed(kept, at);
      if (found == saved_.records.end() && !hole) break;
      if (found != saved_.records.end())
        out = wire::SafeMark{.chain = kept.chain,
                             .sequence = at,
                             .header = seal::header_hash(taken(seal::parse_envelope(found->second)))};
    }
    return out;
  }
  std::vector<wire::SequenceRange> missing(const wire::KeptChain& kept) const {
    std::vector<wire::SequenceRange> out;
    for (std::int64_t at = 1; at <= head_; ++at) {
      if (now_.records.contains(at) || !claimed(kept, at)) continue;
      if (!out.empty() && out.back().to == at - 1)
        out.back().to = at;
      else if (out.size() < limits::sequence_ranges)
        out.push_back({.from = at, .to = at});
    }
    return out;
  }

  const EnrolledKiosk* kiosk_;  // not null
  Held now_, saved_;
  std::map<BlobId, Bytes> arriving_;
  std::map<RecordId, std::int64_t> places_;  // never forgotten: to see what is doubled
  std::int64_t head_ = 0;
  int doubled_ = 0;
};

}  // namespace minbar::test
