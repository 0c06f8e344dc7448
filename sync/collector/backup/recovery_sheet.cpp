#include "sync/collector/backup/recovery_sheet.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "sync/base/base32.h"
#include "sync/base/ensure.h"
#include "sync/base/hex.h"
#include "sync/collector/desk/time_text.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

namespace {

constexpr int lines = 4;
constexpr std::size_t bytes_in_line = 8;
constexpr std::size_t data_characters = 13;  // 64 bits and one that is zero
constexpr std::size_t check_characters = 3;  // one mistake in 32,768 is not seen
constexpr std::size_t line_characters = data_characters + check_characters;
constexpr std::size_t group = 4;
constexpr unsigned bits = 5;  // of a character
using Values = std::array<std::uint8_t, line_characters>;

constexpr std::string_view context_of(SheetKind kind) {
  return kind == SheetKind::recovery ? "minbar-recovery-sheet-v1" : "minbar-root-sheet-v1";
}

// Of its number too, so that two lines that changed places are seen, and of its sheet.
std::array<std::uint8_t, check_characters> check_of(SheetKind kind, int number, ByteView bytes) {
  Bytes named = to_bytes(bytes_of(context_of(kind)));
  named.push_back(static_cast<std::uint8_t>(number));
  named.insert(named.end(), bytes.begin(), bytes.end());
  const auto hash = seal::hash_of(named);
  seal::wipe(named);
  const unsigned value = static_cast<unsigned>(hash.bytes[0]) << 8U | hash.bytes[1];
  return {static_cast<std::uint8_t>(value >> 11U & 31U), static_cast<std::uint8_t>(value >> 6U & 31U),
          static_cast<std::uint8_t>(value >> 1U & 31U)};
}

std::string line_of(SheetKind kind, int number, ByteView bytes) {
  std::uint64_t word = 0;
  for (const auto byte : bytes) word = word << 8U | byte;
  std::string out = fmt::format("{}: ", number);
  const auto check = check_of(kind, number, bytes);
  for (std::size_t nth = 0; nth < line_characters; ++nth) {
    if (nth != 0 && nth % group == 0) out += ' ';
    const auto value = nth < data_characters
                           ? static_cast<std::uint8_t>(word >> (bits * (data_characters - 1 - nth)) & 31U)
                           : check[nth - data_characters];
    out += base32_character(value);
  }
  return out;
}

// "2: ABCD …": the number, and what stands behind it. A line without a number may be the one that is awaited.
struct Typed {
  int number = 0;
  std::string_view rest;
};
Typed typed_in(std::string_view line) {
  const auto begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  line.remove_prefix(begin);
  line = line.substr(0, line.find_last_not_of(" \t\r\n") + 1);
  if (line.size() > 2 && line[0] >= '1' && line[0] < '1' + lines && line[1] == ':')
    return {.number = line[0] - '0', .rest = line.substr(2)};
  return {.number = 0, .rest = line};
}

void add_lines(std::string& text, SheetKind kind, ByteView seed) {
  for (int number = 1; number <= lines; ++number) {
    auto line =
        line_of(kind, number, seed.subspan(static_cast<std::size_t>(number - 1) * bytes_in_line, bytes_in_line));
    text += "    " + line + "\n";
    seal::wipe({reinterpret_cast<std::uint8_t*>(line.data()), line.size()});
  }
  text += "\nThe last three characters of a line show a mistake in it. 0 and O are one, and so are 1, I and L.\n\n";
}

}  // namespace

std::string root_key_sheet(const seal::RootKey& key, const SheetOf& of) {
  std::string text;
  text.reserve(4096);  // grown, it would leave lines of the secret behind
  text += fmt::format(
      "MINBAR ROOT KEY\n\n"
      "Collector:   {}\nFingerprint: {}\nRoot key:    {}, made {}\n\n"
      "With this sheet the collector tells its kiosks that it has new keys, if one was stolen or is too old.\n"
      "Without it each kiosk has to be visited. It opens nothing and reads nothing by itself. Print it twice, keep\n"
      "each print in a safe, and none of them near the collector. It is shown once: no computer keeps these four\n"
      "lines, and nobody can make them again.\n\n",
      to_hex(of.collector.view()), of.fingerprint, to_hex(key.public_key().id().view()), machine_time(of.made_at_ms));
  add_lines(text, SheetKind::root, key.seed());
  text +=
      "To exchange the collector's keys:   minbar-collector succeed --data DIR\n"
      "It asks for the four lines, and says what to do before and after.\n";
  return text;
}

std::string recovery_sheet(const seal::BackupSecret& secret, const SheetOf& of) {
  std::string text = fmt::format(
      "MINBAR RECOVERY SHEET\n\n"
      "Collector:   {}\nFingerprint: {}\nBackup key:  {}, made {}\n\n"
      "Whoever has this sheet and one backup brings the collector back on an empty machine, with its keys,\n"
      "and reads everything that citizens said. Print it twice. Keep each print in a safe, and none of them\n"
      "with the backups. It is shown once: no computer keeps these four lines, and nobody can make them again.\n\n",
      to_hex(of.collector.view()), of.fingerprint, to_hex(secret.key().id().view()), machine_time(of.made_at_ms));
  add_lines(text, SheetKind::recovery, secret.seed());
  text +=
      "To look whether a backup is good:   minbar-collector restore --check BACKUPS\n"
      "To bring the collector back:        minbar-collector restore BACKUPS --data DIR\n"
      "Either asks for the four lines. BACKUPS is the folder with the backups, or one of them.\n"
      "After backup-key new --replace keep this sheet as long as backups from before it.\n";
  return text;
}

Result<void> SheetReader::take(std::string_view line) {
  const auto typed = typed_in(line);
  const auto values = base32_values(typed.rest);
  const bool is_one = values && values->size() == line_characters;
  if (typed.number == 0 && !is_one) return {};  // words of the sheet
  const int number = typed.number != 0 ? typed.number : awaited();
  if (number > lines) return {};
  std::array<std::uint8_t, bytes_in_line> bytes{};
  if (is_one) {
    std::uint64_t word = 0;
    for (std::size_t nth = 0; nth < data_characters; ++nth) word = word << bits | (*values)[nth];
    for (std::size_t i = 0; i < bytes_in_line; ++i)
      bytes[i] = static_cast<std::uint8_t>(word >> (8 * (bytes_in_line - 1 - i)));
  }
  const auto check = check_of(kind_, number, bytes);
  const bool high_bit = is_one && (*values)[0] > 15;
  if (!is_one || high_bit || !std::equal(check.begin(), check.end(), values->end() - check_characters))
    return fail(Errc::bad_input, fmt::format("line {} of the {} is mistyped: it is four groups of four letters and "
                                             "digits",
                                             number, name()));
  std::copy(bytes.begin(), bytes.end(),
            seed_.span().begin() + static_cast<std::ptrdiff_t>(number - 1) * std::ptrdiff_t{bytes_in_line});
  seal::wipe(bytes);
  have_[number - 1] = true;
  return {};
}

bool SheetReader::complete() const {
  return std::all_of(std::begin(have_), std::end(have_), [](bool b) { return b; });
}

int SheetReader::awaited() const {
  return static_cast<int>(std::find(std::begin(have_), std::end(have_), false) - std::begin(have_)) + 1;
}

std::string_view SheetReader::name() const {
  return kind_ == SheetKind::recovery ? "recovery sheet" : "sheet of the root key";
}

seal::Secret<32> SheetReader::seed() const {
  ENSURE(complete(), "all lines of the sheet are there");
  seal::Secret<32> seed;
  std::copy(seed_.view().begin(), seed_.view().end(), seed.span().begin());
  return seed;
}

seal::BackupSecret SheetReader::secret() const { return seal::BackupSecret(seed()); }
seal::RootKey SheetReader::root_key() const { return seal::RootKey::from_seed(seed()); }

Result<void> take_all(SheetReader& reader, std::string_view sheet) {
  while (!sheet.empty()) {
    const auto end = std::min(sheet.find('\n'), sheet.size());
    TRY(reader.take(sheet.substr(0, end)));
    sheet.remove_prefix(std::min(end + 1, sheet.size()));
  }
  if (!reader.complete())
    return fail(Errc::bad_input, fmt::format("line {} of the {} is missing", reader.awaited(), reader.name()));
  return {};
}

Result<seal::BackupSecret> secret_in(std::string_view sheet) {
  SheetReader reader;
  TRY(take_all(reader, sheet));
  return reader.secret();
}

}  // namespace minbar::collector
