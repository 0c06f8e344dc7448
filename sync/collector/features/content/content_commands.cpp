#include "sync/collector/features/content/content_commands.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/content/fleet_content.h"
#include "sync/collector/features/content/publish.h"
#include "sync/collector/published/pack_source.h"
#include "sync/collector/published/packs.h"
#include "sync/collector/storage/home.h"
#include "sync/domain/content/content.h"
#include "sync/wire/pack.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

int exit_of(const Result<void>& done) {
  if (done) return 0;
  fmt::print(stderr, "minbar-collector content: {}\n", done.error().context);
  return 1;
}

Result<Home> home_of(const fs::path& data) {
  const SystemClock clock;
  SystemRandom random;
  return open_home(data, WhenNew::refuse, clock, random);
}

Result<void> print_bytes(ByteView bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size() || std::fflush(stdout) != 0)
    return fail(Errc::io, "standard output cannot be written");
  return {};
}

Result<void> write_folder(const fs::path& folder, const std::vector<ContentFile>& files) {
  std::error_code error;
  if (fs::exists(folder, error))
    return fail(Errc::conflict, fmt::format("{} exists: name a new folder", folder.string()));
  for (const auto& file : files) {
    const auto path = folder / file.name;
    fs::create_directories(path.parent_path(), error);
    if (error) return fail(Errc::io, fmt::format("{}: {}", path.parent_path().string(), error.message()));
    TRY(write_file(path, bytes_of(file.text), 0644));
  }
  return {};
}

std::string places_of(const PackHead& pack) {
  std::string out;
  for (const auto& place : pack.places) out += (out.empty() ? "" : ", ") + place;
  return out.empty() ? "everywhere" : out;
}

std::string kiosks(std::int64_t count) { return fmt::format("{} kiosk{}", count, count == 1 ? "" : "s"); }

void print_list(const std::vector<PackHead>& packs, const std::vector<KioskContent>& fleet) {
  const auto users = [&](std::int64_t version) {
    return std::count_if(fleet.begin(), fleet.end(), [&](const auto& kiosk) { return kiosk.version == version; });
  };
  std::set<std::int64_t> known;
  for (const auto& pack : packs) {
    known.insert(pack.version);
    fmt::print("pack {}: {}; {} KiB, published {}; in use at {}\n", pack.version, places_of(pack),
               (pack.size_bytes + 1023) / 1024, machine_time(pack.published_at_ms), kiosks(users(pack.version)));
  }
  if (packs.empty()) fmt::print("No pack was published: kiosks show the one they came with.\n");
  std::set<std::int64_t> others;
  for (const auto& kiosk : fleet)
    if (!known.contains(kiosk.version)) others.insert(kiosk.version);
  for (const auto version : others)
    fmt::print("pack {}: not published here, as a kiosk came with it; in use at {}\n", version, kiosks(users(version)));
}

}  // namespace

int publish_content(const PublishContent& command) {
  return exit_of([&]() -> Result<void> {
    const auto home = TRY(home_of(command.data));
    const auto shipped = TRY(read_pack_folder(command.shipped));
    Publication publication;
    publication.files = TRY(read_pack_source(command.source));
    for (const auto& place : std::set<std::string>(command.places.begin(), command.places.end()))
      publication.places.push_back({place});
    publication.retire = command.retire;
    const SystemClock clock;
    const auto published = TRY(publish({.storage = *home.storage,
                                        .keys = home.keys,
                                        .collector = home.id,
                                        .shipped = shipped,
                                        .icons = read_icon_names(command.fonts),
                                        .clock = clock},
                                       publication));
    fmt::print("pack: {}\nKiosks there take it at their next exchange, between two sessions.\n", published.version);
    return {};
  }());
}

int list_content(const ListContent& command) {
  return exit_of([&]() -> Result<void> {
    const auto home = TRY(home_of(command.data));
    return home.storage->read([](db::Database& database) -> Result<void> {
      print_list(TRY(list_packs(database)), TRY(content_of_fleet(database)));
      return {};
    });
  }());
}

int show_content(const ShowContent& command) {
  return exit_of([&]() -> Result<void> {
    const auto home = TRY(home_of(command.data));
    const auto frame =
        TRY(home.storage->read([&](db::Database& database) { return frame_of(database, command.version); }));
    if (!frame) return fail(Errc::not_found, fmt::format("there is no pack {}", command.version));
    if (command.as_signed) return print_bytes(*frame);
    const auto pack = TRY(wire::open_pack(*frame, home.keys.signing.first().public_key(), home.id));
    if (!command.to.empty()) return write_folder(command.to, pack.files);
    return print_bytes(TRY(wire::make_pack_draft(pack.files)));
  }());
}

int export_content(const ExportContent& command) {
  return exit_of([&]() -> Result<void> {
    const auto files = TRY(read_pack_folder(command.folder));
    TRY(parse_content(files, {.words = {}, .icons = {}}));
    return print_bytes(TRY(wire::make_pack_draft(files)));
  }());
}

}  // namespace minbar::collector
