// One of many kinds, as std::variant; what copies, moves and destroys it is made in one file, since each file that uses
// it would else make its own code for every kind: half of the compile time of the screens. A header that names such a
// type declares it extern; one .cpp file includes one_of_made.h and makes it:
//   extern template struct OneOf<Left, Right>;   template struct OneOf<Left, Right>;
#pragma once

#include <variant>

namespace minbar::kiosk {

template <class... Kind>
struct OneOf : std::variant<Kind...> {
  using std::variant<Kind...>::variant;
  OneOf();
  OneOf(const OneOf& other);
  OneOf(OneOf&& other) noexcept;
  OneOf& operator=(const OneOf& other);
  OneOf& operator=(OneOf&& other) noexcept;
  ~OneOf();
};

}  // namespace minbar::kiosk
