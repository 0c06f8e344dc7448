// The texts of tests/data in the manner of citizens, in a few styles each.
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/domain/files/located_json.h"
#include "tests/fuzz/seeds.h"

namespace minbar::fuzz {

namespace {
constexpr std::size_t longest = 500;  // bytes: a fuzzer turns few letters faster than many
}  // namespace

void seeds_of_texts(const TakeSeed& take) {
  const ContentFile file{"citizen_inputs.json", read_file(MINBAR_CITIZEN_INPUTS, limits::content_file_bytes).value()};
  const auto root = parse_located_json(file).value();
  const JsonReader reader(file);
  const auto* inputs = reader.array_member(root, "inputs").value();
  for (std::uint8_t kind = 0; const auto& input : *inputs) {
    const auto text = reader.text_member(input, "text");
    if (!text || text->size() > longest) continue;
    Bytes bytes{24, kind, 100, kind, 0};  // size, style, width, more of style and repetition, as the fuzzer reads them
    bytes.insert(bytes.end(), text->begin(), text->end());
    take("typesetter", bytes);
    Bytes keys{kind};
    for (const char c : *text) keys.insert(keys.end(), {static_cast<std::uint8_t>(c), static_cast<std::uint8_t>(c)});
    take("text_edit", keys);
    kind = static_cast<std::uint8_t>(kind + 13);
  }
}

}  // namespace minbar::fuzz
