# Turns FOLDER/NNN_what.sql and FOLDER/schema.sql into the header HEADER; see minbar_embed_sql in CMakeLists.txt beside this.
file(GLOB steps ${FOLDER}/[0-9][0-9][0-9]_*.sql)
list(SORT steps)
set(entries "")
set(expected 1)
foreach(step IN LISTS steps)
  get_filename_component(name ${step} NAME_WE)
  string(SUBSTRING ${name} 0 3 digits)
  math(EXPR number "1${digits} - 1000")
  if(NOT number EQUAL expected)
    message(FATAL_ERROR "${step}: migrations are numbered from 001 without a hole; expected number ${expected}")
  endif()
  math(EXPR expected "${expected} + 1")
  file(READ ${step} sql)
  string(APPEND entries "    db::Migration{${number}, \"${name}\", R\"sql(${sql})sql\"},\n")
endforeach()
list(LENGTH steps count)
file(READ ${FOLDER}/schema.sql whole)
file(WRITE ${HEADER} "// Generated from ${FOLDER}; edit the .sql files there.
#pragma once

#include <array>
#include <string_view>

#include \"sync/db/migrate.h\"

namespace minbar::${NAMESPACE}::schema {

inline constexpr std::array<db::Migration, ${count}> migrations{{
${entries}}};
inline constexpr std::string_view whole = R\"sql(${whole})sql\";

}  // namespace minbar::${NAMESPACE}::schema
")
