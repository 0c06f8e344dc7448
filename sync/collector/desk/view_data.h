// What a page template is filled with: named texts, switches and lists, as plain values. Made by the pages, read by the
// template engine, which escapes every text.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace minbar::collector {

struct ViewData;

struct ViewItem;

struct ViewData {
  std::vector<ViewItem> items;

  ViewData& text(std::string name, std::string value);
  ViewData& flag(std::string name, bool on = true);
  ViewData& list(std::string name, std::vector<ViewData> rows);
};

struct ViewItem {
  std::string name;
  std::variant<std::string, bool, std::vector<ViewData>> value;
};

inline ViewData& ViewData::text(std::string name, std::string value) {
  items.push_back({std::move(name), std::move(value)});
  return *this;
}
inline ViewData& ViewData::flag(std::string name, bool on) {
  items.push_back({std::move(name), on});
  return *this;
}
inline ViewData& ViewData::list(std::string name, std::vector<ViewData> rows) {
  items.push_back({std::move(name), std::move(rows)});
  return *this;
}

}  // namespace minbar::collector
