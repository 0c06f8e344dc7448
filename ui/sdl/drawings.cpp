#include "ui/sdl/drawings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace minbar::ui::sdl {

namespace {

// Distances are negative inside. y grows downwards. Formulas: I. Quilez, "2D distance functions".
struct Vec {
  double x;
  double y;
};

double length(Vec v) { return std::sqrt(v.x * v.x + v.y * v.y); }  // no mask is so large that the squares overflow

double segment(Vec p, Vec a, Vec b) {
  const Vec pa{p.x - a.x, p.y - a.y};
  const Vec ba{b.x - a.x, b.y - a.y};
  const double t = std::clamp((pa.x * ba.x + pa.y * ba.y) / (ba.x * ba.x + ba.y * ba.y), 0.0, 1.0);
  return length({pa.x - ba.x * t, pa.y - ba.y * t});
}

// Distance to an arc about `center` that reaches `half_angle` to both sides of straight down (or up).
double arc(Vec p, Vec center, double radius, double half_angle, bool opens_up) {
  Vec q{std::abs(p.x - center.x), p.y - center.y};
  if (!opens_up) q.y = -q.y;
  const double angle = std::atan2(q.x, q.y);
  if (angle <= half_angle) return std::abs(length(q) - radius);
  return length({q.x - radius * std::sin(half_angle), q.y - radius * std::cos(half_angle)});
}

double box(Vec p, double half) {
  const Vec d{std::abs(p.x) - half, std::abs(p.y) - half};
  return length({std::max(d.x, 0.0), std::max(d.y, 0.0)}) + std::min(std::max(d.x, d.y), 0.0);
}

double khatam(Vec p, double reach) {
  constexpr double h = std::numbers::sqrt2 / 2;
  const double half = reach * h;
  return std::min(box(p, half), box({(p.x + p.y) * h, (p.y - p.x) * h}, half));
}

// The coverage of a pixel whose middle lies at a distance from the edge.
std::uint8_t coverage_at(double pixels) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(0.5 - pixels, 0.0, 1.0) * 255));
}

std::uint8_t& at(Mask& mask, int x, int y) {
  return mask
      .coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(mask.width) + static_cast<std::size_t>(x)];
}

Mask blank(int side) {
  return {side, side, std::vector<std::uint8_t>(static_cast<std::size_t>(side) * static_cast<std::size_t>(side))};
}

// A face is told apart by its mouth, its eyes and its brows, so that it needs neither colour nor a word.
struct Features {
  double mouth;  // half the opening angle of the arc; 0: a straight line
  bool smiles;
  bool open;        // a mouth laughing
  double brow;      // how far the inner end of a brow is raised over the outer one; 0: none
  bool eyes_laugh;  // eyes as arcs
};

constexpr std::array features{
    Features{.mouth = 1.25, .smiles = false, .open = false, .brow = 0.17, .eyes_laugh = false},
    Features{.mouth = 0.95, .smiles = false, .open = false, .brow = 0, .eyes_laugh = false},
    Features{.mouth = 0, .smiles = false, .open = false, .brow = 0, .eyes_laugh = false},
    Features{.mouth = 0.95, .smiles = true, .open = false, .brow = 0, .eyes_laugh = false},
    Features{.mouth = 1.2, .smiles = true, .open = true, .brow = 0, .eyes_laugh = true},
};

constexpr double line = 0.062;  // half the width of a stroke, of the disc's radius

double mouth(const Features& f, Vec p) {
  constexpr double half_width = 0.42;
  constexpr double middle = 0.36;
  if (f.open) {
    constexpr double top = 0.14;
    return std::max(length({p.x, p.y - top}) - 0.48, top - p.y) - 0.02;
  }
  if (f.mouth == 0) return segment(p, {-half_width, middle}, {half_width, middle}) - line;
  const double radius = half_width / std::sin(f.mouth);
  const double sagitta = radius * (1 - std::cos(f.mouth));
  const double bottom = f.smiles ? middle + sagitta / 2 : middle - sagitta / 2;
  const double center = f.smiles ? bottom - radius : bottom + radius;
  return arc(p, {0, center}, radius, f.mouth, f.smiles) - line;
}

double eye(const Features& f, Vec p) {
  constexpr Vec at{0.36, -0.2};
  const Vec q{std::abs(p.x), p.y};
  double d = f.eyes_laugh ? arc(q, {at.x, at.y + 0.1}, 0.17, 1.15, false) - line
                          : length({(q.x - at.x) * 1.25, q.y - at.y}) - 0.125;
  if (f.brow > 0) {
    const double y = at.y - 0.22;
    d = std::min(d, segment(q, {at.x - 0.17, y - f.brow / 2}, {at.x + 0.17, y + f.brow / 2}) - line * 0.85);
  }
  return d;
}

}  // namespace

// Both are the same on both sides of an axis, so that a part of the pixels is computed and the others are its mirror
// images.
Mask face_mask(Shape face, int side) {
  const auto& f = features.at(static_cast<std::size_t>(face) - static_cast<std::size_t>(Shape::face_1));
  Mask mask = blank(side);
  const double scale = 2.0 / side;
  for (int y = 0; y < side; ++y)
    for (int x = 0; 2 * x < side; ++x) {
      const Vec p{(x + 0.5) * scale - 1, (y + 0.5) * scale - 1};
      at(mask, x, y) = at(mask, side - 1 - x, y) = coverage_at(std::min(mouth(f, p), eye(f, p)) / scale);
    }
  return mask;
}

// A tile reaches from one star's centre to the next; a star at each corner, a cross in the middle. An eighth of it is
// computed: it is the same about both diagonals, too.
Mask zellige_mask(int side) {
  constexpr double half_line = 0.011;
  Mask mask = blank(side);
  const double scale = 1.0 / side;
  for (int y = 0; 2 * y < side; ++y)
    for (int x = 0; x <= y; ++x) {
      const Vec p{(x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5};
      const Vec corner{0.5 - std::abs(p.x), 0.5 - std::abs(p.y)};
      const double star = std::abs(khatam(corner, 0.5)) - half_line;
      const double inner = std::abs(khatam(corner, 0.24)) - half_line;
      const double heart = khatam(p, 0.075);
      const auto covered = coverage_at(std::min({star, inner, heart}) / scale);
      const int right = side - 1 - x;
      const int below = side - 1 - y;
      at(mask, x, y) = at(mask, right, y) = at(mask, x, below) = at(mask, right, below) = covered;
      at(mask, y, x) = at(mask, y, right) = at(mask, below, x) = at(mask, below, right) = covered;
    }
  return mask;
}

}  // namespace minbar::ui::sdl
