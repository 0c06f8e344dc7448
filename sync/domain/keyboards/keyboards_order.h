// A keyboard in the order of the alphabet, for people who never typed: the same keys in the same places, with the
// letters sorted into those that hold letters. Used by the kiosk's typing screens, after the rows were made to fit the
// panel.
#pragma once

#include "sync/domain/keyboards/keyboards_fit.h"

namespace minbar {

// `layout` says the alphabet, and by its language whether it is read from the right: then each row begins at its right
// end. Keys that are no letters stay where they are; a layout without an alphabet stays as it is.
[[nodiscard]] KeyboardRows in_alphabetical_order(KeyboardRows rows, const KeyboardLayout& layout);

}  // namespace minbar
