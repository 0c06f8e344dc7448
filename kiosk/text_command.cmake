if(NOT TARGET PkgConfig::LIBPNG)
  pkg_check_modules(LIBPNG REQUIRED IMPORTED_TARGET libpng)
endif()
find_package(nlohmann_json REQUIRED)
minbar_module(kiosk_text_command
  SOURCES text_command.cpp
  LINKS minbar_ui_text PRIVATE fmt::fmt PkgConfig::LIBPNG nlohmann_json::nlohmann_json)
