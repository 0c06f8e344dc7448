// The real program, told what to do over a pipe: after the wipe its memory and its files are searched for what was
// typed, in every encoding that a text may stand in.
#include <catch2/catch.hpp>

#include "sync/base/file.h"
#include "sync/base/utf8.h"
#include "sync/domain/records/receipt_code.h"
#include "tests/end_to_end/kiosk_process.h"
#include "tests/support/seeded_random.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;

namespace {

// An enrolled kiosk's folders.
class Place {
 public:
  [[nodiscard]] const std::filesystem::path& folder() const { return kiosk_.folder.path(); }

 private:
  test::EnrolledKiosk kiosk_;
};

// What glibc's M_PERTURB does in a release, for builds whose allocator is the sanitizer's.
constexpr const char* overwrite_freed = "max_free_fill_size=1073741824:free_fill_byte=90:detect_leaks=0";

class Program : public test::KioskProcess {
 public:
  explicit Program(const std::filesystem::path& folder, std::vector<std::string> arguments = {})
      : KioskProcess({.data = folder / "shared",
                      .keys = folder / "keys",
                      .arguments = std::move(arguments),
                      .environment = {{"ASAN_OPTIONS", overwrite_freed}}}) {}
};

// UTF-8, and little-endian UTF-16 and UTF-32 as ICU and HarfBuzz hold texts.
std::vector<std::string> encodings(const std::string& text) {
  std::string two, four;
  for (const auto c : to_utf32(text)) {
    two += {static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
    four += {static_cast<char>(c & 0xFF), static_cast<char>((c >> 8) & 0xFF), '\0', '\0'};
  }
  return {text, two, four};
}

std::vector<std::string> all_of(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const auto& text : texts)
    for (auto& encoded : encodings(text)) out.push_back(std::move(encoded));
  return out;
}

std::string found_in_files(const std::filesystem::path& folder, const std::vector<std::string>& wanted) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto bytes = read_file(entry.path(), std::size_t{64} * 1024 * 1024).value();
    for (const auto& text : wanted)
      if (bytes.find(text) != std::string::npos) return entry.path().filename().string();
  }
  return {};
}

// Words of nobody else's: no letter of them stands so in the content.
const std::string words = "نقترح غرسشجيرات ظليلةقربالمدرسة";
const std::string name = "Zoubidaoufqir";
const std::string contact = "0698765412";

ReceiptCode some_code() {
  test::SeededRandom random(31);
  return mint_receipt_code(random);
}

void write_proposal(Program& kiosk) {
  kiosk.play("language ar").play("tap menu.propose").play("tap theme.transparency_accountability");
  kiosk.play("keys " + words).play("tap nav.next\ntap propose.review.author.edit\ntap propose.author.consent");
  kiosk.play("tap propose.author.named").play("keys " + name).play("tap author.contact").play("keys " + contact);
  kiosk.play("tap nav.next");
}

}  // namespace

TEST_CASE("what was typed is in memory while it is typed so that the search can find it") {
  const Place place;
  Program program(place.folder());
  write_proposal(program);
  CHECK_FALSE(program.find({words}).empty());
  CHECK_FALSE(program.find({contact}).empty());
}

TEST_CASE("after start again neither memory nor files hold what was typed") {
  const Place place;
  Program program(place.folder());
  write_proposal(program);
  program.play("tap nav.start_again").play("expect attract.title");
  const auto wanted = all_of({words, name, contact, "غرسشجيرات"});
  CHECK(program.find(wanted) == "");
  CHECK(found_in_files(place.folder(), wanted) == "");
}

TEST_CASE("after a proposal was sent and its receipt closed neither memory nor files hold what was typed") {
  const Place place;
  Program program(place.folder());
  write_proposal(program);
  program.play("tap propose.review.send").play("expect receipt.title").play("tap receipt.done");
  program.play("expect attract.title");
  const auto wanted = all_of({words, name, contact, "غرسشجيرات"});
  CHECK(program.find(wanted) == "");
  CHECK(found_in_files(place.folder(), wanted) == "");
}

TEST_CASE("after an idle wipe neither memory nor files hold what was typed") {
  const Place place;
  Program program(place.folder());
  write_proposal(program);
  program.play("wait 200000").play("expect attract.title");
  CHECK(program.find(all_of({words, name, contact})) == "");
}

TEST_CASE("after a petition was signed neither memory nor files hold who signed it") {
  const Place place;
  Program program(place.folder(), {"--content-overlay", MINBAR_SAMPLE_FOLDER});
  program.play("language ar\ntap menu.petitions\ntap petition.sample_bus_line\ntap petition.sign");
  program.play("tap sign.resident\ntap sign.listed\ntap nav.next");
  program.play("keys " + name + "\ntap sign.family_name\nkeys Xirbanzelk\ntap sign.national_id\nkeys jb7319502");
  CHECK_FALSE(program.find({"JB7319502"}).empty());
  program.play("tap nav.start_again\nexpect attract.title");
  const auto wanted = all_of({name, "Xirbanzelk", "JB7319502", "jb7319502"});
  CHECK(program.find(wanted) == "");
  CHECK(found_in_files(place.folder(), wanted) == "");
}

TEST_CASE("after a receipt code was asked for the memory does not hold it") {
  const Place place;
  const auto code = some_code();
  Program program(place.folder());
  program.play("language ar\ntap menu.follow\nkeys " + canonical(code));
  CHECK_FALSE(program.find({canonical(code)}).empty());
  program.play(std::string("keys ") + check_character(code) + "\nexpect became.unknown");
  program.play("tap nav.start_again\nexpect attract.title");
  CHECK(program.find(all_of({canonical(code), format_receipt_code(code)})) == "");
}
