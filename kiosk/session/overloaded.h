// One lambda for each alternative of a variant, as one visitor.
#pragma once

namespace minbar::kiosk {

template <class... F>
struct overloaded : F... {
  using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

}  // namespace minbar::kiosk
