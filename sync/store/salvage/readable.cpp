#include "sync/store/salvage/readable.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "sync/seal/blob.h"
#include "sync/seal/envelope.h"
#include "sync/store/salvage/trees.h"

namespace minbar::store {

namespace {

// Known by their columns; made anew; or the engine's own.
bool is_copied_as_it_is(std::string_view table) {
  constexpr std::array<std::string_view, 12> others{"outbox",  "blob",       "reply",    "pack",
                                                    "kiosk",   "enrolment",  "exchange", "keeping",
                                                    "content", "pack_piece", "asked",    "blobs_waiting"};
  return !table.empty() && !table.starts_with("sqlite_") &&
         std::find(others.begin(), others.end(), table) == others.end();
}

bool is_text(const std::vector<db::Row::Value>& values) {
  return std::all_of(values.begin(), values.end(), [](const auto& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr || is_valid_utf8(*text);
  });
}

class Reading {
 public:
  explicit Reading(const PageFile& file) : file_(file), reads_(limits::salvage_reads * file.pages() + 1'000) {}

  void follow_trees() {
    auto trees = trees_of(file_);
    for (auto& tree : trees) {
      for (const auto page : tree.pages) tree_of_[page] = trees_.size();
      trees_.push_back(std::move(tree));
    }
  }

  Readable all(std::uint32_t from_page) {
    for (auto number = file_.next_held(from_page); number != 0; number = file_.next_held(number + 1)) {
      look_at({.number = number});
      if (!file_.stopped()) continue;
      out_.next = std::max(number, from_page + 1);  // one page for which there is not time enough stops no other
      return std::move(out_);
    }
    reads_ = std::max<std::uint64_t>(reads_, limits::salvage_reads * file_.strays().size() + 1'000);
    for (const auto& stray : file_.strays()) look_at(stray);
    for (const auto& tree : trees_)
      if (tree.table == "reply") out_.replies_whole = tree.whole;
    return std::move(out_);
  }

 private:
  void look_at(const PageAt& at) {
    const auto page = file_.page(at);
    const auto kind = page ? kind_of(*page, at.number) : std::nullopt;
    if (!kind || *kind == PageKind::table_inside) return;
    auto* tree = tree_at(at);
    const auto found = cells_of(*page, at.number, file_.usable_bytes());
    if (tree != nullptr && !found.all) tree->whole = false;
    for (const auto& cell : found.cells)
      if (!look_at(at, *page, *kind, cell, tree) && tree != nullptr) tree->whole = false;
  }

  // Of a stray page nobody knows whose it was.
  Tree* tree_at(const PageAt& at) {
    const auto found = at.stray ? tree_of_.end() : tree_of_.find(at.number);
    return found == tree_of_.end() ? nullptr : &trees_[found->second];
  }

  bool look_at(const PageAt& at, ByteView page, PageKind kind, const Cell& cell, const Tree* tree) {
    const auto head = record_head(page.subspan(cell.begin, cell.here), cell.payload);
    if (!head) return false;
    const auto shape = kind == PageKind::table_leaf ? shape_of(*head) : std::nullopt;
    const bool small = tree != nullptr && is_copied_as_it_is(tree->table);
    // a page inside a tree that is rubbish names wrong tables: an envelope and a recording prove themselves
    const bool takes = shape && (!small || *shape == Shape::outbox || *shape == Shape::blob);
    if (!takes && (!small || cell.payload > limits::salvage_small_bytes)) return false;
    const auto record = record_of(file_, at, page, cell, reads_);
    if (!record) return false;
    auto values = values_of(*record, *head);
    if (!is_text(values)) return false;
    if (takes) return take(*shape, cell.rowid, Columns(std::move(values)), {.page = at, .cell = cell.at});
    auto& rows = out_.small[tree->table];
    if (rows.size() >= limits::salvage_small_rows) return false;
    rows.push_back({.rowid = cell.rowid, .values = std::move(values)});
    return true;
  }

  bool take(Shape shape, std::int64_t rowid, Columns row, const RowAt& at) {
    switch (shape) {
      case Shape::outbox:
        return take_record(rowid, row, at);
      case Shape::blob:
        return take_blob(rowid, row, at);
      case Shape::reply:
        return out_.replies.try_emplace(rowid, at).second;
      case Shape::pack:
        return out_.packs.try_emplace(rowid, at).second;
      case Shape::kiosk:
      case Shape::enrolment:
      case Shape::exchange:
      case Shape::keeping:
        break;
    }
    return rowid == 1 && out_.single.try_emplace(shape, std::move(row)).second;
  }

  bool take_record(std::int64_t rowid, const Columns& row, const RowAt& at) {
    const auto state = row.integer(6);
    RecordRow out{.sequence = rowid, .state = state, .at = at};
    if (rowid == 0 || state < 0 || state > 3) return false;
    if (const auto bytes = row.maybe_bytes(5)) {
      const auto envelope = seal::parse_envelope(*bytes);
      const bool in_place = rowid < 0 || (envelope && envelope->header.sequence == static_cast<std::uint64_t>(rowid));
      if (!envelope || !in_place || row.id<RecordId>(1) != envelope->header.record) return false;
      out.header = seal::header_hash(*envelope);
      out.previous = envelope->header.previous;
      out.chain = envelope->header.chain;
    } else {
      const auto header = row.id<seal::Hash>(3);
      if (!header || (state != 1 && state != 2)) return false;
      out.header = *header;
    }
    (rowid < 0 ? out_.former : out_.records).push_back(out);
    return true;
  }

  bool take_blob(std::int64_t rowid, const Columns& row, const RowAt& at) {
    const auto bytes = row.maybe_bytes(3);
    if (rowid == 0) return false;
    if (bytes && row.id<BlobId>(1) != seal::blob_id_of(*bytes)) return false;
    if (!bytes && row.integer(7) != 1) return false;
    auto [place, fresh] = out_.blobs.try_emplace(rowid, at);
    // its bytes are worth more than that it went
    if (!fresh && bytes) place->second = at;
    return true;
  }

  const PageFile& file_;
  std::uint64_t reads_;
  std::vector<Tree> trees_;
  std::unordered_map<std::uint32_t, std::size_t> tree_of_;
  Readable out_;
};

}  // namespace

Readable readable_in(const PageFile& file) {
  Reading reading(file);
  reading.follow_trees();
  return reading.all(1);
}

Readable records_in(const PageFile& file, std::uint32_t from_page) { return Reading(file).all(from_page); }

std::optional<Columns> row_at(const PageFile& file, const RowAt& at) {
  const auto page = file.page(at.page);
  if (!page) return std::nullopt;
  auto reads = db::most_row_bytes / 500;  // of the longest row in the smallest pages
  for (const auto& cell : cells_of(*page, at.page.number, file.usable_bytes()).cells) {
    if (cell.at != at.cell) continue;
    std::uint64_t left = reads;
    const auto record = record_of(file, at.page, *page, cell, left);
    const auto head = record ? record_head(*record, record->size()) : std::nullopt;
    if (head) return Columns(values_of(*record, *head));
  }
  return std::nullopt;
}

}  // namespace minbar::store
