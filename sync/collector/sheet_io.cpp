#include "sync/collector/sheet_io.h"

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <iostream>
#include <string>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/seal/secret.h"

namespace minbar::collector {

bool print_once(std::string sheet) {
  const bool printed = std::fwrite(sheet.data(), 1, sheet.size(), stdout) == sheet.size() && std::fflush(stdout) == 0;
  seal::wipe({reinterpret_cast<std::uint8_t*>(sheet.data()), sheet.size()});
  return printed;
}

Result<void> ask_for_lines(SheetReader& reader, const std::filesystem::path& file) {
  constexpr std::size_t most_sheet_bytes = 64 * 1024;
  if (!file.empty()) {
    auto text = TRY(read_file(file, most_sheet_bytes));
    auto taken = take_all(reader, text);
    seal::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    return taken;
  }
  const bool typed = ::isatty(STDIN_FILENO) != 0;
  std::string line;
  for (std::size_t lines = 0; !reader.complete() && lines < 1'000; ++lines) {
    if (typed) fmt::print(stderr, "Line {} of the {}: ", reader.awaited(), reader.name());
    if (!std::getline(std::cin, line)) break;
    const auto taken = reader.take(line);
    seal::wipe({reinterpret_cast<std::uint8_t*>(line.data()), line.size()});
    if (!taken && !typed) return tl::unexpected(taken.error());
    if (!taken) fmt::print(stderr, "{}\n", taken.error().context);
  }
  if (!reader.complete())
    return fail(Errc::bad_input, fmt::format("line {} of the {} is missing", reader.awaited(), reader.name()));
  return {};
}

}  // namespace minbar::collector
