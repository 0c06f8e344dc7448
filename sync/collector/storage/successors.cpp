#include "sync/collector/storage/successors.h"

#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/number.h"
#include "sync/seal/fingerprint.h"
#include "sync/wire/succession.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view root_head = "minbar-root-key-v1 ";
constexpr std::size_t root_digits = 64;
constexpr std::string_view signing_head = "signing-";
constexpr std::string_view opening_head = "opening-";

fs::path keys_of(const fs::path& folder) { return folder / "keys"; }
fs::path root_file(const fs::path& folder) { return keys_of(folder) / "root.pub"; }
fs::path signing_file(const fs::path& folder, std::int64_t number) {
  return keys_of(folder) / fmt::format("{}{:02}.key", signing_head, number);
}
fs::path opening_file(const fs::path& folder, std::int64_t number) {
  return keys_of(folder) / fmt::format("{}{:02}.key", opening_head, number);
}
std::string statement_name(std::int64_t number) { return fmt::format("succession-{:02}.statement", number); }
std::string begun_name(std::int64_t number) { return fmt::format("succession-{:02}.begun", number); }
fs::path statement_file(const fs::path& folder, std::int64_t number) {
  return keys_of(folder) / statement_name(number);
}

// Of a file that belongs to one succession: a key or a statement.
std::optional<std::int64_t> number_of(std::string_view file) {
  for (const auto& [head, ending] :
       {std::pair{signing_head, std::string_view(".key")}, std::pair{opening_head, std::string_view(".key")},
        std::pair{std::string_view("succession-"), std::string_view(".statement")}}) {
    if (!file.starts_with(head) || !file.ends_with(ending) || file.size() <= head.size() + ending.size()) continue;
    return whole_number(file.substr(head.size(), file.size() - head.size() - ending.size()));
  }
  return std::nullopt;
}

// While it is there, keys of that number that have no statement were left by an exchange that was killed. Without it
// their statement is lost, and kiosks may follow them.
fs::path begun_file(const fs::path& folder, std::int64_t number) { return keys_of(folder) / begun_name(number); }

// What nobody can look at is taken for there.
bool may_be_there(const fs::path& file) {
  std::error_code error;
  return fs::exists(file, error) || error;
}

Result<std::optional<seal::RootPublicKey>> root_in(const fs::path& folder) {
  const auto text = read_file(root_file(folder), limits::backup_key_bytes);
  if (!text && text.error().code == Errc::not_found) return std::nullopt;
  if (!text) return tl::unexpected(text.error());
  std::string_view line = *text;
  std::optional<seal::RootPublicKey> key;
  if (line.size() == root_head.size() + root_digits + 1 && line.starts_with(root_head) && line.back() == '\n')
    if (const auto bytes = from_hex(line.substr(root_head.size(), root_digits)))
      key = seal::RootPublicKey::from(*bytes);
  if (!key)
    return fail(Errc::corrupt, fmt::format("{} is damaged: move it away and put it back from a backup (restore)",
                                           root_file(folder).string()));
  return key;
}

tl::unexpected<Error> lost(const fs::path& file, std::int64_t number) {
  return fail(Errc::not_found,
              fmt::format("{} is missing while succession {} of this collector's keys is there: put it back from your "
                          "safe copy or restore the newest backup; kiosks that follow it would not be understood",
                          file.string(), number));
}

tl::unexpected<Error> not_as_stated(const fs::path& file) {
  return fail(Errc::corrupt, fmt::format("{} is damaged, or not of the succession that its name says: move it away and "
                                         "put it back from a backup (restore)",
                                         file.string()));
}

// Of the keys before, or the one in the file.
Result<void> take_signing(const fs::path& file, const wire::Succession& stated, CollectorKeys& keys) {
  if (stated.signing_key == keys.signing.newest().public_key()) {
    keys.signing.succeed(std::nullopt);
    return {};
  }
  auto key = seal::SigningKey::load(file);
  if (!key && key.error().code == Errc::not_found) return lost(file, stated.number);
  if (!key) return tl::unexpected(key.error());
  if (key->public_key() != stated.signing_key) return not_as_stated(file);
  keys.signing.succeed(*std::move(key));
  return {};
}

Result<void> take_opening(const fs::path& file, const wire::Succession& stated, CollectorKeys& keys) {
  if (stated.sealing_key == keys.opening.sealing_key()) return {};
  auto key = seal::OpeningKey::load(file);
  if (!key && key.error().code == Errc::not_found) return lost(file, stated.number);
  if (!key) return tl::unexpected(key.error());
  if (key->sealing_key() != stated.sealing_key) return not_as_stated(file);
  keys.opening.add(*std::move(key));
  return {};
}

Result<void> take_succession(const fs::path& folder, std::int64_t number, CollectorKeys& keys) {
  const auto file = statement_file(folder, number);
  auto text = TRY(read_file(file, limits::backup_key_bytes));
  const auto stated = wire::open_succession(bytes_of(text), *keys.root);
  if (!stated || stated->number != number) return not_as_stated(file);
  TRY(take_signing(signing_file(folder, number), *stated, keys));
  TRY(take_opening(opening_file(folder, number), *stated, keys));
  keys.statement = to_bytes(bytes_of(text));
  return {};
}

// What a succession left that was killed before its end.
Result<void> remove_left_over(const fs::path& file) {
  std::error_code error;
  fs::remove(file, error);
  if (error) return fail(Errc::io, fmt::format("cannot remove {}: {}", file.string(), error.message()));
  return sync_folder(file.parent_path());
}

// It may have come back with a power cut, and would make keys whose statement is lost later pass for nobody's.
void remove_note_beside_statement(const fs::path& folder, std::int64_t number) {
  if (may_be_there(begun_file(folder, number)))
    static_cast<void>(remove_left_over(begun_file(folder, number)));  // whoever may not leaves it to who may
}

}  // namespace

Result<void> keep_root_key(const fs::path& folder, const seal::RootPublicKey& key) {
  const auto text = fmt::format("{}{}\n", root_head, to_hex(key.view()));
  return write_file(root_file(folder), bytes_of(text), 0600);
}

Result<void> load_successors(const fs::path& folder, CollectorKeys& keys) {
  keys.root = TRY(root_in(folder));
  for (std::int64_t number = 1; number <= limits::successions; ++number)
    if ((may_be_there(signing_file(folder, number)) || may_be_there(opening_file(folder, number))) &&
        !may_be_there(statement_file(folder, number)) && !may_be_there(begun_file(folder, number)))
      return lost(statement_file(folder, number), number);
  std::int64_t newest = limits::successions;
  while (newest > 0 && !may_be_there(statement_file(folder, newest))) --newest;
  if (newest > 0 && !keys.root) return lost(root_file(folder), newest);
  for (std::int64_t number = 1; number <= newest; ++number) {
    if (!may_be_there(statement_file(folder, number))) return lost(statement_file(folder, number), newest);
    TRY(take_succession(folder, number, keys));
    remove_note_beside_statement(folder, number);
  }
  return {};
}

Result<void> add_succession(const fs::path& folder, CollectorKeys& keys, const CollectorId& collector,
                            const seal::RootKey& root, NewKeys which, const Clock& clock, Random& random) {
  if (!which.signing && !which.opening) return fail(Errc::bad_input, "say which of the keys is to be new");
  if (!keys.root || root.public_key() != *keys.root)
    return fail(Errc::denied,
                "this is not the sheet of the collector's root key: kiosks believe no succession that it signs");
  const auto number = keys.signing.number() + 1;
  if (number > limits::successions)
    return fail(Errc::too_large, fmt::format("the keys were exchanged {} times, and a kiosk remembers no more: begin "
                                             "with another collector",
                                             limits::successions));
  TRY(write_file(begun_file(folder, number), bytes_of("an exchange of keys is under way\n"), 0600));
  TRY(remove_left_over(signing_file(folder, number)));
  TRY(remove_left_over(opening_file(folder, number)));
  wire::Succession stated{.collector = collector,
                          .number = number,
                          .signing_key = keys.signing.newest().public_key(),
                          .sealing_key = keys.opening.sealing_key(),
                          .server_wall_ms = clock.wall_ms()};
  if (which.signing) {
    const auto key = seal::SigningKey::make(random);
    TRY(key.save(signing_file(folder, number)));
    stated.signing_key = key.public_key();
  }
  if (which.opening) {
    const auto key = seal::OpeningKey::make(random);
    TRY(key.save(opening_file(folder, number)));
    stated.sealing_key = key.sealing_key();
  }
  TRY(write_file(statement_file(folder, number), TRY(wire::make_succession(stated, root)), 0600));
  remove_note_beside_statement(folder, number);
  return take_succession(folder, number, keys);
}

bool is_of_a_succession(const std::string& file) { return number_of(file).has_value(); }

bool is_left_over(const std::string& file, const std::set<std::string>& there) {
  if (file.starts_with("succession-") && file.ends_with(".begun")) return true;
  const auto number = number_of(file);
  return number && !there.contains(statement_name(*number)) && there.contains(begun_name(*number));
}

Result<void> check_collector(const CollectorKeys& keys, const CollectorId& collector) {
  if (keys.statement.empty() || !keys.root) return {};
  const auto stated = wire::open_succession(keys.statement, *keys.root);
  if (stated && stated->collector == collector) return {};
  return fail(Errc::conflict,
              "the statements of succession in keys/ are those of another collector: put this one's own "
              "keys back from a backup");
}

std::string fingerprint_of(const CollectorId& collector, const CollectorKeys& keys) {
  return seal::fingerprint_of(collector, keys.signing.newest().public_key(), keys.opening.sealing_key(),
                              {.root = keys.root, .number = keys.signing.number()});
}

std::string fingerprint_without_root(const CollectorId& collector, const CollectorKeys& keys) {
  return seal::fingerprint_of(collector, keys.signing.newest().public_key(), keys.opening.sealing_key());
}

}  // namespace minbar::collector
