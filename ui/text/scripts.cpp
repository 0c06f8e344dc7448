#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>

#include "ui/text/itemize.h"

namespace minbar::ui::text {

namespace {

constexpr std::size_t bracket_depth = 63;  // as deep as UAX 9 (BD16) pairs brackets

bool is_real(int script) {
  return script != USCRIPT_COMMON && script != USCRIPT_INHERITED && script != USCRIPT_UNKNOWN;
}

// The script among a character's extensions when the running one is not: first the scripts of this kiosk.
int extension(UChar32 c, int running) {
  if (is_real(running) && uscript_hasScript(c, static_cast<UScriptCode>(running))) return running;
  std::array<UScriptCode, 32> scripts{};
  UErrorCode status = U_ZERO_ERROR;
  const int count = uscript_getScriptExtensions(c, scripts.data(), static_cast<int>(scripts.size()), &status);
  if (U_FAILURE(status) || count == 0 || !is_real(scripts[0])) return running;
  const auto* end = scripts.begin() + count;
  for (const auto wanted : {USCRIPT_ARABIC, USCRIPT_TIFINAGH, USCRIPT_LATIN}) {
    if (std::find(scripts.cbegin(), end, wanted) != end) return wanted;
  }
  return scripts[0];
}

struct OpenBracket {
  UChar32 closes_with;
  int script;
};

}  // namespace

std::vector<std::uint16_t> resolve_scripts(const Characters& characters, int fallback) {
  std::vector<std::uint16_t> out;
  out.reserve(characters.size());
  std::vector<OpenBracket> open;
  int running = USCRIPT_COMMON;
  for (Index i = 0; i < characters.size(); ++i) {
    const Traits traits = characters.traits[i];
    if (!traits.neutral) {
      running = traits.script;
    } else if (traits.bracket || traits.extended) {
      const auto c = static_cast<UChar32>(characters.points[i]);
      if (traits.bracket && u_getIntPropertyValue(c, UCHAR_BIDI_PAIRED_BRACKET_TYPE) == U_BPT_OPEN) {
        if (open.size() == bracket_depth) open.erase(open.begin());
        open.push_back({u_getBidiPairedBracket(c), running});
      } else if (traits.bracket) {
        const auto pair = std::find_if(open.rbegin(), open.rend(), [&](const auto& o) { return o.closes_with == c; });
        if (pair != open.rend()) {
          running = pair->script;
          open.erase(std::prev(pair.base()), open.end());
        }
      }
      if (traits.extended) running = extension(c, running);
    }
    out.push_back(static_cast<std::uint16_t>(running));
  }
  // What precedes the first real script takes that one; once there is one, it goes on to the next.
  const auto first = std::find_if(out.begin(), out.end(), is_real);
  std::fill(out.begin(), first, first == out.end() ? static_cast<std::uint16_t>(fallback) : *first);
  return out;
}

int script_of(FaceStack stack) {
  switch (stack) {
    case FaceStack::arabic:
      return USCRIPT_ARABIC;
    case FaceStack::tifinagh:
      return USCRIPT_TIFINAGH;
    case FaceStack::latin:
    case FaceStack::icons:
      break;
  }
  return USCRIPT_LATIN;
}

std::string script_name(int script) {
  const std::uint32_t tag = script_tag(script);
  return {static_cast<char>(tag >> 24U), static_cast<char>(tag >> 16U & 0xFFU), static_cast<char>(tag >> 8U & 0xFFU),
          static_cast<char>(tag & 0xFFU)};
}

std::uint32_t script_tag(int script) {
  // A table, since ICU searches its names each time.
  static const std::vector<std::uint32_t> tags = [] {
    std::vector<std::uint32_t> out;
    for (int i = 0; i <= u_getIntPropertyMaxValue(UCHAR_SCRIPT); ++i) {
      std::uint32_t tag = 0;
      for (const char* letter = uscript_getShortName(static_cast<UScriptCode>(i)); *letter != 0; ++letter)
        tag = tag << 8U | static_cast<unsigned char>(*letter);
      out.push_back(tag);
    }
    return out;
  }();
  return tags[static_cast<std::size_t>(script)];
}

}  // namespace minbar::ui::text
