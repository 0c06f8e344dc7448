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

std::vector<int> resolve_scripts(std::u32string_view points, int fallback) {
  std::vector<int> out(points.size(), USCRIPT_COMMON);
  std::vector<OpenBracket> open;
  int running = USCRIPT_COMMON;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto c = static_cast<UChar32>(points[i]);
    UErrorCode status = U_ZERO_ERROR;
    const int own = uscript_getScript(c, &status);
    if (is_real(own)) {
      running = own;
    } else {
      const int bracket = u_getIntPropertyValue(c, UCHAR_BIDI_PAIRED_BRACKET_TYPE);
      if (bracket == U_BPT_OPEN) {
        if (open.size() == bracket_depth) open.erase(open.begin());
        open.push_back({u_getBidiPairedBracket(c), running});
      } else if (bracket == U_BPT_CLOSE) {
        const auto pair = std::find_if(open.rbegin(), open.rend(), [&](const auto& o) { return o.closes_with == c; });
        if (pair != open.rend()) {
          running = pair->script;
          open.erase(std::prev(pair.base()), open.end());
        }
      }
      running = extension(c, running);
    }
    out[i] = running;
  }
  // What precedes the first real script takes that one.
  const auto first = std::find_if(out.begin(), out.end(), is_real);
  const int leading = first == out.end() ? fallback : *first;
  std::replace_if(
      out.begin(), out.end(), [](int s) { return !is_real(s); }, leading);
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

std::string script_name(int script) { return uscript_getShortName(static_cast<UScriptCode>(script)); }

}  // namespace minbar::ui::text
