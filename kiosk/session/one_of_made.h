// How a OneOf is copied, moved and destroyed: for the one file that makes it.
#pragma once

#include "kiosk/session/one_of.h"

namespace minbar::kiosk {

template <class... Kind>
OneOf<Kind...>::OneOf() = default;
template <class... Kind>
OneOf<Kind...>::OneOf(const OneOf& other) = default;
template <class... Kind>
OneOf<Kind...>::OneOf(OneOf&& other) noexcept = default;
template <class... Kind>
OneOf<Kind...>& OneOf<Kind...>::operator=(const OneOf& other) = default;
template <class... Kind>
OneOf<Kind...>& OneOf<Kind...>::operator=(OneOf&& other) noexcept = default;
template <class... Kind>
OneOf<Kind...>::~OneOf() = default;

}  // namespace minbar::kiosk
