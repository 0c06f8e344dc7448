// Inside sync/store/salvage: what of a damaged file can be read, as the places of its rows and little more, so that a
// large file is not held in memory. Every page is looked at: a row counts by its columns, and an envelope by itself,
// whether the tree that led to it is there or not.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/domain/ids.h"
#include "sync/seal/hash.h"
#include "sync/store/salvage/cells.h"
#include "sync/store/salvage/page_file.h"
#include "sync/store/salvage/shapes.h"

namespace minbar::store {

struct RowAt {
  PageAt page{};
  std::uint16_t cell = 0;  // its place in the page
};

// A record of some chain: an envelope that is whole, or what is left of one that went because it was safe.
struct RecordRow {
  std::int64_t sequence = 0;
  seal::Hash header{};
  std::optional<seal::Hash> previous{};  // of an envelope
  std::optional<ChainId> chain{};        // the same
  std::int64_t state = 0;
  RowAt at{};
};

// A row of a table that is copied as it is.
struct SmallRow {
  std::int64_t rowid = 0;
  std::vector<db::Row::Value> values{};
};

struct Readable {
  std::vector<RecordRow> records{};       // perhaps several of one place
  std::vector<RecordRow> former{};        // below 0: of a chain that was given up (anew.h)
  std::map<std::int64_t, RowAt> blobs{};  // recordings whose bytes are what their name says, or that went, by record
  std::map<std::int64_t, RowAt> replies{};
  std::map<std::int64_t, RowAt> packs{};
  std::uint32_t next = 0;                                // page at which reading was stopped; 0: it came to the end
  bool replies_whole = false;                            // none is missing
  std::map<Shape, Columns> single{};                     // tables of one row
  std::map<std::string, std::vector<SmallRow>> small{};  // by table
};

[[nodiscard]] Readable readable_in(const PageFile& file);
// The same from this page on, for whoever wants what proves itself, records and recordings: no tree is followed, which
// would read the whole file once before.
[[nodiscard]] Readable records_in(const PageFile& file, std::uint32_t from_page);
// The row again; nothing: it is not there any more.
[[nodiscard]] std::optional<Columns> row_at(const PageFile& file, const RowAt& at);

}  // namespace minbar::store
