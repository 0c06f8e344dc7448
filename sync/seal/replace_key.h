// Puts a key's file in the place of the one before, which is gone then: for a machine that must not sign with the old
// one any more, because another has it too. A key's own save never overwrites.
#pragma once

#include <filesystem>
#include <system_error>

#include "sync/base/file.h"
#include "sync/base/result.h"

namespace minbar::seal {

// After a power cut the file holds the one or the other, whole. Errors: those of saving, and io.
template <class Key>
[[nodiscard]] Result<void> replace_key(const Key& key, const std::filesystem::path& file) {
  auto beside = file;
  beside += ".new";
  std::error_code error;
  std::filesystem::remove(beside, error);  // of an attempt that was cut off
  TRY(key.save(beside));
  std::filesystem::rename(beside, file, error);
  if (error) return fail(Errc::io, "a new key cannot be put in the place of the one before");
  return sync_folder(file.parent_path());
}

}  // namespace minbar::seal
