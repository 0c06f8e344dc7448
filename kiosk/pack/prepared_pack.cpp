#include "kiosk/pack/prepared_pack.h"

#include <elf.h>
#include <link.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "sync/base/bytes.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/domain/content/content_archive.h"
#include "sync/seal/hash.h"

namespace minbar::kiosk {

namespace {

constexpr std::string_view context = "minbar prepared pack 1";

std::string build_id_in(ByteView notes) {
  constexpr auto padded = [](std::size_t size) { return (size + 3) / 4 * 4; };
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) note;
    std::memcpy(&note, notes.data(), sizeof note);
    notes = notes.subspan(sizeof note);
    const auto name = padded(note.n_namesz), text = padded(note.n_descsz);
    if (name + text > notes.size()) break;
    if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && std::memcmp(notes.data(), "GNU", 4) == 0)
      return {reinterpret_cast<const char*>(notes.data()) + name, note.n_descsz};
    notes = notes.subspan(name + text);
  }
  return {};
}

// Everything that the outcome of parse_content depends on, each with its length before it.
class Inputs {
 public:
  Inputs() { bytes_.reserve(512 * 1024); }
  void add(std::string_view text) {
    const auto size = static_cast<std::uint64_t>(text.size());
    const auto* first = reinterpret_cast<const std::uint8_t*>(&size);
    bytes_.insert(bytes_.end(), first, first + sizeof size);
    const auto text_bytes = bytes_of(text);
    bytes_.insert(bytes_.end(), text_bytes.begin(), text_bytes.end());
  }
  void add(std::span<const ContentFile> files) {
    add(std::to_string(files.size()));
    for (const auto& file : files) add(file.name), add(file.text);
  }
  [[nodiscard]] seal::MacKey key() const { return {seal::hash_of(bytes_).bytes}; }

 private:
  Bytes bytes_;
};

seal::MacKey key_of(std::string_view program, std::span<const ContentFile> files, const ContentNeeds& needs) {
  Inputs inputs;
  inputs.add(program);
  inputs.add(files);
  inputs.add(needs.own);
  inputs.add(std::to_string(needs.words.size()));
  for (const auto& word : needs.words) inputs.add(word.key), inputs.add(word.arguments);
  inputs.add(std::to_string(needs.icons.size()));
  for (const auto icon : needs.icons) inputs.add(icon);
  return inputs.key();
}

// The file: the MAC of the pack under what it came of, then the pack.
Result<Content> restored(const std::filesystem::path& path, const seal::MacKey& key) {
  TRY(check_private(path));
  const auto kept = TRY(read_file(path, limits::prepared_pack_bytes));
  const auto bytes = bytes_of(kept);
  const auto mac = bytes.first(std::min(bytes.size(), seal::Mac{}.bytes.size()));
  const auto body = bytes.subspan(mac.size());
  if (!seal::equal_constant_time(mac, seal::mac_of(key, context, body).view()))
    return fail(Errc::corrupt, "a pack was prepared of other files, or was damaged");
  return restore(body);
}

}  // namespace

std::string build_ids() {
  std::string ids;
  ::dl_iterate_phdr(
      [](dl_phdr_info* object, std::size_t, void* out) {
        for (int i = 0; i < object->dlpi_phnum; ++i) {
          const auto& part = object->dlpi_phdr[i];
          if (part.p_type != PT_NOTE) continue;
          const auto* first = reinterpret_cast<const std::uint8_t*>(object->dlpi_addr + part.p_vaddr);
          *static_cast<std::string*>(out) += build_id_in({first, part.p_memsz});
        }
        return static_cast<std::string*>(out)->empty() ? 1 : 0;  // the first object is the program itself
      },
      &ids);
  return ids;
}

PreparedPack::PreparedPack(std::filesystem::path path, std::string program)
    : path_(std::move(path)), program_(std::move(program)) {}

Result<Content> PreparedPack::parse(std::span<const ContentFile> files, const ContentNeeds& needs) const {
  if (program_.empty()) return parse_content(files, needs);
  const auto key = key_of(program_, files, needs);
  if (auto content = restored(path_, key)) return content;
  auto content = TRY(parse_content(files, needs));
  auto body = archive(content);
  const auto mac = seal::mac_of(key, context, body);
  body.insert(body.begin(), mac.bytes.begin(), mac.bytes.end());
  const auto kept = body.size() <= limits::prepared_pack_bytes
                        ? write_file(path_, body, 0600)
                        : fail(Errc::too_large, "a pack is too large to be kept as it was judged");
  if (!kept) log(LogEvent::prepared_pack_not_kept, {{"code", kept.error().code}});
  return content;
}

}  // namespace minbar::kiosk
