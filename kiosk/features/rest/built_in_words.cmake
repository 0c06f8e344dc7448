# Turns a few words of FOLDER/{ar,zgh,fr,en}.json into the header OUTPUT: what a kiosk says that has no pack.
set(keys not_enrolled.title not_enrolled.text)
set(entries "")
set(count 0)
foreach(language ar zgh fr en)
  file(READ ${FOLDER}/${language}.json words)
  foreach(key IN LISTS keys)
    string(JSON kind TYPE "${words}" ${key})
    if(kind STREQUAL "OBJECT")  # a word with its confidence
      string(JSON text GET "${words}" ${key} text)
    else()
      string(JSON text GET "${words}" ${key})
    endif()
    string(APPEND entries "    BuiltInWord{Language::${language}, \"${key}\", R\"word(${text})word\"},\n")
    math(EXPR count "${count} + 1")
  endforeach()
endforeach()
file(WRITE ${OUTPUT} "// Generated from ${FOLDER}; edit the .json files there.
#pragma once

#include <array>
#include <string_view>

#include \"sync/domain/ids.h\"

namespace minbar::kiosk::rest {

struct BuiltInWord {
  Language language;
  std::string_view key;
  std::string_view text;
};

inline constexpr std::array<BuiltInWord, ${count}> built_in_words{{
${entries}}};

}  // namespace minbar::kiosk::rest
")
