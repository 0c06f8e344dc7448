#include "sync/agent/enrol_code.h"

#include <array>
#include <istream>
#include <ostream>

#include "sync/base/file.h"

namespace minbar::agent {

namespace {

constexpr std::size_t longest_line = 256;  // a code has 13 characters; somebody may put blanks around it

Result<std::string> first_word(std::string_view line) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = line.find_first_not_of(blanks);
  if (begin == std::string_view::npos)
    return fail(Errc::bad_input, "no enrolment code was given: type it, or say --code-file FILE");
  return std::string(line.substr(begin, line.find_last_not_of(blanks) - begin + 1));
}

}  // namespace

Result<std::string> read_enrol_code(const EnrolCodeSource& source, std::istream& in, bool by_person,
                                    std::ostream& ask) {
  const bool on_command_line = !source.given.empty() && source.given != "-";
  if (!source.file.empty()) {
    if (!source.given.empty()) return fail(Errc::bad_input, "give the enrolment code once: here or in --code-file");
    const auto text = TRY(read_file(source.file, longest_line));
    return first_word(std::string_view(text).substr(0, text.find('\n')));
  }
  if (on_command_line) return source.given;
  if (by_person) ask << "Enrolment code: " << std::flush;
  std::array<char, longest_line> line{};
  in.getline(line.data(), static_cast<std::streamsize>(line.size()));
  if (in.fail() && !in.eof() && in.gcount() > 0)
    return fail(Errc::bad_input, "the enrolment code is mistyped: it has ten letters or digits and a check character");
  return first_word(line.data());
}

}  // namespace minbar::agent
