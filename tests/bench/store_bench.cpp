// What the kiosk's memory costs: one record appended, beside its parts alone on the same disk; a draft kept; and
// opening with the first messages to the collector, with nothing and with 100,000 records waiting; a damaged database
// salvaged.
#include <fstream>

#include "sync/base/file.h"
#include "sync/db/database.h"
#include "sync/seal/init.h"
#include "sync/store/drafts.h"
#include "sync/store/salvage/mend.h"
#include "sync/store/sealed_record.h"
#include "sync/wire/body_codec.h"
#include "tests/bench/kiosk_home.h"
#include "tests/bench/report.h"
#include "tests/support/temporary_folder.h"

namespace minbar::bench {
namespace {

constexpr std::size_t many = 100'000;

// A sealed and signed envelope, and its bytes in the plainest table on the same disk, flushed.
class Floor {
 public:
  explicit Floor(const std::filesystem::path& folder) : database_(taken(db::Database::open(folder / "floor.db"))) {
    taken(database_.run_script("CREATE TABLE floor (number INTEGER PRIMARY KEY, envelope BLOB NOT NULL)"));
  }
  void append(const KioskHome& home, const Submission& said) {
    const auto body = taken(wire::encode_body({.submission = said, .receipt = {}}));
    const auto envelope = taken(seal::seal_envelope(
        {.chain = {}, .sequence = 1, .previous = {}, .record = said.id, .body = body}, home.key(), home.sealing_key()));
    static_cast<void>(
        taken(database_.execute("INSERT INTO floor (envelope) VALUES ($1)", {seal::bytes_of_envelope(envelope)})));
  }

 private:
  db::Database database_;
};

void measure_append(const std::filesystem::path& folder, int times) {
  KioskHome home(folder, 0);
  auto store = home.open();
  Floor floor(folder);
  Samples ours, bare;
  for (int i = 0; i < times; ++i) {  // by turns, so that a busy disk is both's
    const auto said = home.something_said();
    bare.time([&] { floor.append(home, said); });
    ours.time([&] { static_cast<void>(taken(store.outbox.append(said, {}, home.key()))); });
  }
  const double ratio = ours.median() / bare.median();
  print({.what = "append of one record (median)",
         .figure = in_ms(ours.median()),
         .compared_with = "seal, sign, insert, flush: " + in_ms(bare.median()),
         .ratio = ratio,
         .budget = "<= 1.25 x",
         .met = ratio <= 1.25});
}

// What a citizen waits for between a face and the page after it, beside a file of the same size that is written, synced
// and put in its place.
void measure_draft(const std::filesystem::path& folder, int times) {
  std::filesystem::create_directories(folder / "begun");
  KioskHome home(folder / "begun", 0);
  store::Drafts drafts(home.keys());
  taken(drafts.look());
  const store::CollectorPin pin{.sealing_key = home.sealing_key()};
  const auto said = home.something_said();
  Samples ours, bare;
  for (int i = 0; i < times; ++i) {
    Bytes bytes;
    ours.time([&] {
      const auto record = taken(store::seal_record(said, {}, {}, {pin, 0}));
      bytes = record.body;
      taken(drafts.keep(record));
    });
    bare.time([&] { taken(write_file(folder / "bare", bytes, 0600)); });
  }
  const double ratio = ours.median() / bare.median();
  print({.what = "a draft sealed and on the disk (median)",
         .figure = in_ms(ours.median()),
         .compared_with = "write, flush, rename, flush: " + in_ms(bare.median()),
         .ratio = ratio,
         .budget = "<= 1.5 x",
         .met = ratio <= 1.5});
}

double start_ms(KioskHome& home, int times) {
  Samples samples;
  for (int i = 0; i < times; ++i)
    samples.time([&] {
      auto store = home.open();
      taken(store.outbox.record_heartbeat(
          {.boot = {}, .free_disk_bytes = 1, .content_version = 1, .program_version = "bench"}, home.key()));
      static_cast<void>(taken(store.carrier.make_request({}, "bench")));
    });
  return samples.median();
}

void measure_start(const std::filesystem::path& folder, int times) {
  std::filesystem::create_directories(folder / "none");
  std::filesystem::create_directories(folder / "many");
  KioskHome none(folder / "none", 100), full(folder / "many", many);  // both send a full batch
  const double without = start_ms(none, times);
  const double with = start_ms(full, times);
  print({.what = "store: open, heartbeat, request; 100,000 waiting",
         .figure = in_ms(with),
         .compared_with = "100 waiting: " + in_ms(without),
         .ratio = with / without,
         .budget = "<= 1.25 x",
         .met = with <= 1.25 * without});
}

// From the first look to a database that serves: a kiosk whose file has lost its first page, and with it its schema.
void measure_salvage(const std::filesystem::path& folder, int times) {
  std::filesystem::create_directories(folder / "damaged");
  KioskHome home(folder / "damaged", many);
  const auto file = home.shared() / "kiosk.db";
  const auto damaged = folder / "damaged.db";
  std::filesystem::copy_file(file, damaged);
  {
    std::fstream out(damaged, std::ios::in | std::ios::out | std::ios::binary);
    out << std::string(4096, '\0');
  }
  const SystemClock clock;
  Samples looks, salvages, copies;
  for (int i = 0; i < times; ++i) {
    looks.time([&] { ENSURE(!taken(store::mend(home.shared(), home.keys(), clock)), "it is whole"); });
    copies.time([&] {
      std::filesystem::copy_file(damaged, file, std::filesystem::copy_options::overwrite_existing);
      taken(sync_folder(home.shared()));
    });
    salvages.time([&] {
      const auto mended = taken(store::mend(home.shared(), home.keys(), clock));
      ENSURE(mended && mended->kept == static_cast<std::int64_t>(many), "all records are salvaged");
    });
  }
  print({.what = "store: a look at 100,000 records for damage",
         .figure = in_ms(looks.median()),
         .budget = "<= 2,000 ms",
         .met = looks.median() <= 2'000});
  print({.what = "store: 100,000 records salvaged, first page lost",
         .figure = in_ms(salvages.median()),
         .compared_with = "copy of the file: " + in_ms(copies.median()),
         .ratio = salvages.median() / copies.median(),
         .budget = "<= 10,000 ms",
         .met = salvages.median() <= 10'000});
}

}  // namespace
}  // namespace minbar::bench

int main(int argc, char** argv) {
  using namespace minbar;
  seal::init();
  const bool quick = bench::has_flag(argc, argv, "--quick");
  const test::TemporaryFolder folder;
  bench::measure_append(folder.path(), quick ? 200 : 1000);
  bench::measure_draft(folder.path(), quick ? 100 : 500);
  bench::measure_start(folder.path(), quick ? 11 : 51);
  bench::measure_salvage(folder.path(), 3);
  return 0;
}
