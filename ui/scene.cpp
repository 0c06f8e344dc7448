#include "ui/scene.h"

#include <fmt/format.h>

namespace minbar::ui {

namespace {

template <class Block>
const Block* find(const std::vector<Block>& blocks, std::string_view name) {
  for (auto it = blocks.rbegin(); it != blocks.rend(); ++it)
    if (it->name == name) return &*it;
  return nullptr;
}

std::string box(const Rect& r) { return fmt::format("{:.0f},{:.0f} {:.0f}x{:.0f}", r.x, r.y, r.width, r.height); }

std::string color(Color c) { return fmt::format("#{:02x}{:02x}{:02x}{:02x}", c.r, c.g, c.b, c.a); }

struct Describe {
  std::string operator()(const FillRect& c) const { return fmt::format("fill {} {}", box(c.rect), color(c.color)); }
  std::string operator()(const StrokeRect& c) const { return fmt::format("stroke {} {}", box(c.rect), color(c.color)); }
  std::string operator()(const DrawText& c) const {
    return fmt::format("text {:.0f},{:.0f} {} «{}»", c.origin.x, c.origin.y, color(c.color), c.paragraph->text);
  }
  std::string operator()(const DrawShape& c) const { return fmt::format("shape {} {}", box(c.rect), color(c.color)); }
  std::string operator()(const DrawPicture& c) const {
    return fmt::format("picture {:x}{} {} {}", static_cast<std::uint32_t>(c.picture), c.mirrored ? " mirrored" : "",
                       box(c.rect), color(c.color));
  }
  std::string operator()(const DrawPattern& c) const {
    return fmt::format("pattern {} {} tile {:.0f}", box(c.rect), color(c.color), c.tile);
  }
  std::string operator()(const DrawMatrix& c) const { return fmt::format("qr {} side {}", box(c.rect), c.matrix.side); }
  std::string operator()(const DrawInk& c) const {
    return fmt::format("ink {} {} strokes", box(c.rect), c.strokes.size());
  }
  std::string operator()(const PushClip& c) const { return fmt::format("clip {}", box(c.rect)); }
  std::string operator()(const PopClip&) const { return "unclip"; }
};

}  // namespace

bool looks_alike(const Scene& a, const Scene& b) {
  return a.size == b.size && a.ground == b.ground && a.commands == b.commands;
}

const TapTarget* hit(const Scene& scene, Point point) {
  for (auto it = scene.targets.rbegin(); it != scene.targets.rend(); ++it)
    if (it->rect.contains(point)) return &*it;
  return nullptr;
}

const TapTarget* find_target(const Scene& scene, std::string_view name) { return find(scene.targets, name); }
const TextBlock* find_text(const Scene& scene, std::string_view name) { return find(scene.texts, name); }

std::string dump(const Scene& scene) {
  std::string out = fmt::format("scene {:.0f}x{:.0f}\n", scene.size.width, scene.size.height);
  for (const auto& command : scene.commands) out += std::visit(Describe{}, command) + "\n";
  for (const auto& t : scene.targets) out += fmt::format("target {} {}\n", t.name, box(t.rect));
  for (const auto& t : scene.texts)
    out += fmt::format("word {} {} {}{} «{}»\n", t.name, box(t.ink), t.rtl ? "rtl" : "ltr", t.whole() ? "" : " CLIPPED",
                       t.text);
  return out;
}

}  // namespace minbar::ui
