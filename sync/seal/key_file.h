// Inside sync/seal: how a secret key lies on the disk: one line "minbar-key-v1 <role> <seed in hex>", mode 0600. The
// role word keeps a file from being loaded as another key.
#pragma once

#include <filesystem>
#include <string_view>

#include "sync/base/result.h"
#include "sync/seal/secret.h"

namespace minbar::seal::detail {

[[nodiscard]] Result<Secret<32>> load_seed(const std::filesystem::path& path, std::string_view role);
[[nodiscard]] Result<void> save_seed(const std::filesystem::path& path, std::string_view role, const Secret<32>& seed);

}  // namespace minbar::seal::detail
