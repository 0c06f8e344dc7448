// How fast sealed records become rows: batches of 100, half proposals and half ratings, through the collector's own
// service into a real SQLite file; beside verifying and opening the same envelopes and nothing else on as many threads.
#include <sys/resource.h>

#include <thread>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/bench/collector_home.h"
#include "tests/bench/report.h"
#include "tests/support/temporary_folder.h"

namespace minbar::bench {
namespace {

struct Load {
  seal::RecordPublicKey signer;
  std::vector<Bytes> envelopes;
  std::vector<Bytes> frames;
};

Load load_of(FastKiosk& kiosk, std::size_t batches) {
  Load load{.signer = kiosk.record_key(), .envelopes = {}, .frames = {}};
  for (std::size_t batch = 0; batch < batches; ++batch) {
    std::vector<Bytes> some;
    for (std::size_t i = 0; i < limits::batch_records; ++i) some.push_back(kiosk.envelope());
    load.envelopes.insert(load.envelopes.end(), some.begin(), some.end());
    load.frames.push_back(kiosk.frame(std::move(some)));
  }
  return load;
}

struct Cost {
  double records_per_second;
  double processor_us;  // a record, of all threads: what a busy machine does not change
};

double processor_us() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto us = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return us(used.ru_utime) + us(used.ru_stime);
}

// Each load on a thread of its own.
template <class F>
Cost cost_of(const std::vector<Load>& loads, F work) {
  std::size_t records = 0;
  for (const auto& load : loads) records += load.envelopes.size();
  const auto before = processor_us();
  const Stopwatch watch;
  {
    std::vector<std::jthread> threads;
    for (const auto& load : loads) threads.emplace_back([&work, &load] { work(load); });
  }
  const auto all = static_cast<double>(records);
  return {.records_per_second = all * 1000 / watch.ms(), .processor_us = (processor_us() - before) / all};
}

void measure(const std::filesystem::path& folder, std::size_t batches) {
  CollectorHome home(folder);
  const auto keys = taken(collector::load_keys(folder / "collector", home.random()));
  const std::size_t threads = collector::ServerOptions{}.worker_threads;  // as the collector answers kiosks
  std::vector<Load> loads;
  for (std::size_t i = 0; i < threads; ++i) {
    FastKiosk kiosk(home, fmt::format("kiosk {}", i));
    loads.push_back(load_of(kiosk, batches));
  }
  const auto bare = cost_of(loads, [&](const Load& load) {
    for (const auto& bytes : load.envelopes) {
      const auto envelope = taken(seal::parse_envelope(bytes));
      taken(seal::verify_envelope(envelope, load.signer));
      static_cast<void>(taken(seal::open_envelope(envelope, keys.opening)));
    }
  });
  const auto ours = cost_of(loads, [&](const Load& load) {
    for (const auto& frame : load.frames) ENSURE(home->exchange(frame).has_value(), "the collector takes a batch");
  });
  const double ratio = ours.records_per_second / bare.records_per_second;
  print({.what = fmt::format("collector ingest, batches of {}, {} threads", limits::batch_records, threads),
         .figure = fmt::format("{:.0f} records/s", ours.records_per_second),
         .compared_with = fmt::format("verify + open: {:.0f} records/s", bare.records_per_second),
         .ratio = ratio,
         .budget = ">= 0.60 x, >= 10,000/s",
         .met = ratio >= 0.60 && ours.records_per_second >= 10'000});
  print({.what = "collector ingest, processor time of one record",
         .figure = fmt::format("{:.0f} us", ours.processor_us),
         .compared_with = fmt::format("verify + open: {:.0f} us", bare.processor_us),
         .ratio = bare.processor_us / ours.processor_us,
         .budget = ">= 0.60 x as fast",
         .met = bare.processor_us / ours.processor_us >= 0.60});
}

}  // namespace
}  // namespace minbar::bench

int main(int argc, char** argv) {
  using namespace minbar;
  const test::TemporaryFolder folder;
  bench::measure(folder.path(), bench::has_flag(argc, argv, "--quick") ? 25 : 100);
  return 0;
}
