#include "sync/collector/backup/format.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sync/base/ensure.h"
#include "sync/base/limits.h"
#include "sync/seal/binary.h"
#include "sync/seal/secret.h"

namespace minbar::collector {

namespace {

// As a picture of PNG begins: a transfer that changes ends of lines or the eighth bit is seen at once.
constexpr std::array<std::uint8_t, 8> magic{0x8D, 'M', 'N', 'B', 0x0D, 0x0A, 0x1A, 0x0A};
constexpr std::uint16_t backup_format = 1;
constexpr std::uint16_t backup_algorithm = 1;
constexpr std::size_t most_name_bytes = 255;

void write_text(seal::Writer& out, std::string_view text) {
  const auto cut = text.substr(0, most_name_bytes);
  out.number(static_cast<std::uint8_t>(cut.size()));
  out.bytes(bytes_of(cut));
}

std::string read_text(seal::Reader& in) {
  const auto size = in.number<std::uint8_t>();
  return std::string(text_of(in.bytes(size)));
}

tl::unexpected<Error> not_as_written() { return fail(Errc::corrupt, "a piece of the backup is not what was written"); }

}  // namespace

Bytes bound_bytes_of(const BackupHead& head) {
  seal::Writer out;
  out.bytes(magic);
  out.number(backup_format);
  out.number(backup_algorithm);
  out.bytes(head.collector.view());
  out.bytes(head.key.view());
  out.number(head.number);
  out.number(head.made_at_ms);
  ENSURE(out.written().size() == backup_bound_bytes, "a backup's head has its size");
  return out.written();
}

Result<BackupHead> head_in(ByteView bytes) {
  seal::Reader in(bytes);
  const auto begin = in.bytes(magic.size());
  if (!in.good() || !std::equal(begin.begin(), begin.end(), magic.begin()))
    return fail(Errc::bad_input, "it is no backup of a collector");
  const auto version = in.number<std::uint16_t>();
  const auto algorithm = in.number<std::uint16_t>();
  if (in.good() && (version != backup_format || algorithm != backup_algorithm))
    return fail(Errc::unsupported_version,
                fmt::format("it is a backup of format {}, algorithm {}: use a newer version", version, algorithm));
  BackupHead head;
  head.collector = in.id<CollectorId>();
  head.key = in.id<seal::KeyId>();
  head.number = in.number<std::int64_t>();
  head.made_at_ms = in.number<std::int64_t>();
  if (!in.good() || head.number <= 0 || head.number > limits::backup_number)
    return fail(Errc::bad_input, "it is no whole backup of a collector");
  return head;
}

KeyFile::~KeyFile() { seal::wipe(bytes); }

bool is_key_file_name(std::string_view name) {
  const auto good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
  };
  return !name.empty() && name.size() <= most_name_bytes && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), good);
}

Bytes body_of(const BackupAbout& about) {
  seal::Writer out;
  out.number(about.schema);
  out.number(about.audit.row);
  out.bytes(about.audit.hash.view());
  out.number(static_cast<std::uint16_t>(about.tables.size()));
  for (const auto& table : about.tables) {
    write_text(out, table.name);
    out.number(table.rows);
  }
  return out.written();
}

Result<BackupAbout> about_in(ByteView body) {
  seal::Reader in(body);
  BackupAbout about;
  about.schema = in.number<std::int64_t>();
  about.audit.row = in.number<std::int64_t>();
  about.audit.hash = in.id<seal::Hash>();
  const auto tables = in.number<std::uint16_t>();
  for (std::size_t i = 0; in.good() && i < tables; ++i) {
    auto name = read_text(in);
    about.tables.push_back({.name = std::move(name), .rows = in.number<std::int64_t>()});
  }
  if (!in.good() || in.left() != 0) return not_as_written();
  return about;
}

Bytes body_of(const std::vector<ChainHere>& chains) {
  seal::Writer out;
  for (const auto& chain : chains) {
    out.bytes(chain.device.view());
    out.bytes(chain.chain.view());
    out.number(chain.sequence);
    out.bytes(chain.header.view());
    write_text(out, chain.kiosk);
  }
  return out.written();
}

Result<std::vector<ChainHere>> chains_in(ByteView body) {
  seal::Reader in(body);
  std::vector<ChainHere> chains;
  while (in.good() && in.left() > 0) {
    ChainHere chain;
    chain.device = in.id<DeviceId>();
    chain.chain = in.id<ChainId>();
    chain.sequence = in.number<std::int64_t>();
    chain.header = in.id<seal::Hash>();
    chain.kiosk = read_text(in);
    chains.push_back(std::move(chain));
  }
  if (!in.good()) return not_as_written();
  return chains;
}

Bytes body_of(const KeyFile& key) {
  Bytes out;
  out.reserve(1 + key.name.size() + key.bytes.size());  // grown, it would leave a part of a key behind
  out.push_back(static_cast<std::uint8_t>(key.name.size()));
  out.insert(out.end(), key.name.begin(), key.name.end());
  out.insert(out.end(), key.bytes.begin(), key.bytes.end());
  return out;
}

Result<KeyFile> key_in(ByteView body) {
  seal::Reader in(body);
  auto name = read_text(in);
  if (!in.good() || !is_key_file_name(name) || in.left() > limits::backup_key_bytes) return not_as_written();
  return KeyFile(std::move(name), to_bytes(in.bytes(in.left())));
}

}  // namespace minbar::collector
