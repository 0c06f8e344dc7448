#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

#include "sync/base/hex.h"
#include "sync/seal/derived_key.h"
#include "sync/seal/hash.h"
#include "sync/seal/password.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::seal;

TEST_CASE("the right password is told from a wrong one and the hash holds neither") {
  constexpr PasswordCost cheap{.passes = 1, .memory_bytes = 8192};
  const auto hash = hash_password("كلمة سر طويلة", cheap).value();
  CHECK(verify_password(hash, "كلمة سر طويلة"));
  CHECK_FALSE(verify_password(hash, "كلمة سر طويله"));
  CHECK_FALSE(verify_password("not a hash", "x"));
  CHECK_FALSE(verify_password(hash, {}));
  CHECK(hash.find("كلمة") == std::string::npos);
  CHECK(hash_password("x", cheap) != hash_password("x", cheap));
  const std::string longest(1024, 'x');
  CHECK(verify_password(hash_password(longest, cheap).value(), longest));
  CHECK(hash_password("").error().code == Errc::bad_input);
  CHECK(hash_password(std::string(1025, 'x')).error().code == Errc::bad_input);
}

TEST_CASE("a hash longer than any that is written here is no hash") {
  // of the password "x", by libargon2 with salts of 41 and of 42 bytes
  const std::string start = "$argon2id$v=19$m=16,t=1,p=1$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJy";
  CHECK(verify_password(start + "g$60m7TiZOCiTa6z9u08PSIhslK99UNc4vI/ASnSu1Ohk", "x"));
  CHECK_FALSE(verify_password(start + "gp$961WKxyaPwlqPquwzDC03qJX/VmQSlmdAyIP/mFRqBI", "x"));
}

TEST_CASE("tokens are long and never the same and fit an address") {
  test::SeededRandom random(1);
  const auto one = random_token(random);
  CHECK(one.size() == 32);
  CHECK(one != random_token(random));
  CHECK(one.find_first_of("+/=") == std::string::npos);
}

TEST_CASE("a MAC depends on its key and purpose and bytes") {
  test::SeededRandom random(1);
  const auto key = make_mac_key(random);
  const auto mac = mac_of(key, "purpose", bytes_of("bytes"));
  CHECK(mac == mac_of(key, "purpose", bytes_of("bytes")));
  CHECK(mac != mac_of(make_mac_key(random), "purpose", bytes_of("bytes")));
  CHECK(mac != mac_of(key, "other", bytes_of("bytes")));
  CHECK(mac != mac_of(key, "purpos", bytes_of("ebytes")));
  CHECK(equal_constant_time(mac.view(), mac.view()));
  CHECK_FALSE(equal_constant_time(mac.view(), mac.view().first(31)));
}

TEST_CASE("a MAC is the same for ever since people who signed are told apart by it") {
  // from Python: hashlib.blake2b(b"purpose\0bytes", key=bytes(range(32)), digest_size=32)
  MacKey key;
  std::iota(key.bytes.begin(), key.bytes.end(), std::uint8_t{0});
  CHECK(to_hex(mac_of(key, "purpose", bytes_of("bytes")).view()) ==
        "2768de8f717555022beecbd5061d30f5cbf57aa68452c11275767af2cef3b8a5");
}

TEST_CASE("each key that is derived from the opening key is a MAC by it of what the key is for") {
  test::SeededRandom random(2);
  const auto opening = OpeningKey::make(random);
  MacKey secret;
  std::copy(opening.secret().begin(), opening.secret().end(), secret.bytes.begin());
  const auto signers = signer_key_of(opening);
  const auto browsers = browser_key_of(opening);
  CHECK((*signers).bytes == mac_of(secret, "minbar-signer-key-v1", {}).bytes);
  CHECK((*browsers).bytes == mac_of(secret, "minbar-browser-key-v1", {}).bytes);
}
