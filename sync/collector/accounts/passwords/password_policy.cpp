#include "sync/collector/accounts/passwords/password_policy.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "sync/collector/accounts/passwords/common_passwords.h"

namespace minbar::collector {

namespace {

constexpr std::size_t least_core = 5;        // letters that are left of a common password without its digits
constexpr std::size_t least_name = 4;        // a shorter word stands in too many others
constexpr std::size_t short_unit_bytes = 4;  // "abab…", and one Arabic letter or two, say nothing by being repeated

// "minbar", and "منبر" by its code points: no Arabic stands in code.
const std::array<std::string, 2> service_words{"minbar", to_utf8(U"\x0645\x0646\x0628\x0631")};

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
// What is not of ASCII counts as a letter: a password in Arabic has no other.
bool is_letter(char c) { return is_small(c) || static_cast<unsigned char>(c) >= 0x80; }
bool is_alphanumeric(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

std::string folded(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

template <class Keeps>
std::string_view trimmed(std::string_view text, Keeps keeps) {
  while (!text.empty() && !keeps(text.front())) text.remove_prefix(1);
  while (!text.empty() && !keeps(text.back())) text.remove_suffix(1);
  return text;
}

// What is left without the digits and signs around it; where that is next to nothing, without the signs.
std::string_view core_of(std::string_view text) {
  const auto letters = trimmed(text, is_letter);
  return count_code_points(letters) >= least_core ? letters : trimmed(text, is_alphanumeric);
}

// The part that is repeated from the first character to the last, which may be cut off; the text itself when none is.
std::string_view unit_of(std::string_view text) {
  std::vector<std::size_t> border(text.size(),
                                  0);  // of each beginning: the longest that is its end too (Knuth, Morris, Pratt)
  for (std::size_t at = 1, length = 0; at < text.size(); ++at) {
    while (length > 0 && text[at] != text[length]) length = border[length - 1];
    if (text[at] == text[length]) ++length;
    border[at] = length;
  }
  const auto period = text.empty() ? 0 : text.size() - border.back();
  return 2 * period <= text.size() ? text.substr(0, period) : text;
}

// "abcdefghijkl", "210987654321": each next to the one before, in one direction, 0 after 9.
bool is_counted(std::string_view text) {
  const auto runs = [&](int step) {
    for (std::size_t i = 1; i < text.size(); ++i) {
      const int before = text[i - 1], now = text[i];
      const bool turn = (step > 0 && before == '9' && now == '0') || (step < 0 && before == '0' && now == '9');
      if (now - before != step && !turn) return false;
    }
    return true;
  };
  return runs(1) || runs(-1);
}

bool is_listed(std::string_view word, std::string_view core) {
  auto rest = common_passwords_text();
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.starts_with("# ")) continue;
    if (line == word || core_of(line) == core) return true;
  }
  return false;
}

bool is_common(std::string_view word) {
  const auto unit = unit_of(word);
  if (unit.size() < word.size() && unit.size() <= short_unit_bytes) return true;
  if (is_counted(word)) return true;
  return is_listed(word, core_of(word)) || (unit.size() < word.size() && is_listed(unit, core_of(unit)));
}

std::string letters_of(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_letter);
  return out;
}

// Whether a word was there.
bool erase_all(std::string& text, std::string_view word) {
  bool erased = false;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
    text.erase(at, word.size());
    erased = true;
  }
  return erased;
}

// What the account's name is made of, and the whole of it: "amina ait ali" is also "aminaaitali".
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words{letters_of(name)};
  for (std::size_t at = 0; at < name.size();) {
    const auto end = std::min(name.find_first_of(" .-_", at), name.size());
    words.push_back(letters_of(name.substr(at, end - at)));
    at = end + 1;
  }
  std::erase_if(words, [](const std::string& word) { return count_code_points(word) < least_name; });
  return words;
}

// Next to nothing is left once these words are taken out of the letters.
std::optional<PasswordFault> near_to(std::string letters, const std::vector<std::string>& name) {
  bool has_name = false, has_service = false;
  for (const auto& word : name) has_name = erase_all(letters, word) || has_name;
  for (const auto& word : service_words) has_service = erase_all(letters, word) || has_service;
  if (count_code_points(letters) >= least_name) return std::nullopt;
  if (has_name) return PasswordFault::like_name;
  if (has_service) return PasswordFault::like_service;
  return std::nullopt;
}

}  // namespace

std::string_view name_of(PasswordFault fault) {
  switch (fault) {
    case PasswordFault::same:
      return "same";
    case PasswordFault::too_short:
      return "too_short";
    case PasswordFault::too_long:
      return "too_long";
    case PasswordFault::common:
      return "common";
    case PasswordFault::like_name:
      return "like_name";
    case PasswordFault::like_service:
      return "like_service";
  }
  return "common";
}

std::string_view sentence_of(PasswordFault fault) {
  static_assert(limits::password_code_points == 12 && limits::password_bytes == 1024);
  switch (fault) {
    case PasswordFault::same:
      return "the password is the same as until now; choose another";
    case PasswordFault::too_short:
      return "the password must have at least 12 characters";
    case PasswordFault::too_long:
      return "the password must have at most 1024 bytes";
    case PasswordFault::common:
      return "this password is one of those that are tried first: choose another, such as four words that do not "
             "belong "
             "together";
    case PasswordFault::like_name:
      return "the password is little more than the account's name: choose another";
    case PasswordFault::like_service:
      return "the password is little more than the name of this service: choose another";
  }
  return "choose another password";
}

std::optional<PasswordFault> password_fault(std::string_view password, std::string_view account_name) {
  if (password.size() > limits::password_bytes) return PasswordFault::too_long;
  if (count_code_points(password) < limits::password_code_points) return PasswordFault::too_short;
  const auto word = folded(password);
  if (const auto fault = near_to(letters_of(word), words_of(folded(account_name)))) return fault;
  auto without_spaces = word;
  std::erase(without_spaces, ' ');
  if (is_common(word) || (without_spaces != word && is_common(without_spaces))) return PasswordFault::common;
  return std::nullopt;
}

}  // namespace minbar::collector
