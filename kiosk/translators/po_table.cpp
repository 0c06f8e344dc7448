#include "kiosk/translators/po_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "sync/base/utf8.h"

namespace minbar {

namespace {

constexpr std::array<std::pair<char, char>, 9> escapes{{{'n', '\n'},
                                                        {'t', '\t'},
                                                        {'r', '\r'},
                                                        {'a', '\a'},
                                                        {'b', '\b'},
                                                        {'f', '\f'},
                                                        {'v', '\v'},
                                                        {'"', '"'},
                                                        {'\\', '\\'}}};

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto* escape = std::find_if(escapes.begin(), escapes.end(), [&](const auto& e) { return e.second == c; });
    if (escape != escapes.end()) out += {'\\', escape->first};
    if (escape == escapes.end()) out += c;
  }
  return out + "\"";
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// One line of the header: "Language: zgh".
std::string header_field(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const auto end = std::min(header.find('\n'), header.size());
    const auto line = header.substr(0, end);
    if (line.starts_with(name) && line.substr(name.size()).starts_with(':'))
      return std::string(trimmed(line.substr(name.size() + 1)));
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return {};
}

class Reader {
 public:
  explicit Reader(const ContentFile& file) : file_(file) {}

  Result<PoTable> read() {
    std::string_view text = file_.text;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty()) {
      ++line_;
      const auto end = std::min(text.find('\n'), text.size());
      const auto raw = text.substr(0, end);
      if (!is_valid_utf8(raw) || raw.find('\0') != std::string_view::npos)
        return fault("not in UTF-8; save the table as UTF-8 and import it again");
      TRY(line(trimmed(raw)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    TRY(close());
    if (!header_) return fault("no header; import a table that was exported from here");
    return std::move(table_);
  }

 private:
  enum class Part { none, key, source, text };

  [[nodiscard]] tl::unexpected<Error> fault(std::string_view reason) const {
    return content_fault(file_, std::max(line_, 1), reason);  // an empty file has no line
  }

  Result<void> line(std::string_view line) {
    if (line.empty()) return {};
    if (line.starts_with("#~")) return obsolete();
    if (line.starts_with('#')) return comment(line);
    if (line.starts_with('"')) {
      if (part_ == Part::none) return fault("a text in quotes that belongs to nothing; write msgstr before it");
      return append(line);
    }
    const auto space = line.find_first_of(" \t\"");
    const auto word = line.substr(0, space);
    const auto rest = space == std::string_view::npos ? std::string_view{} : trimmed(line.substr(space));
    if (word == "msgid_plural" || word.starts_with("msgstr["))
      return fault("a plural of gettext; plural forms stand inside the text: {count, plural, one {…} other {…}}");
    if (word == "msgctxt") return open(Part::key, rest);
    if (word == "msgid") return open(Part::source, rest);
    if (word == "msgstr") return open(Part::text, rest);
    return fault("not a line of a PO file; look for a quote or a line break too many");
  }

  Result<void> comment(std::string_view line) {
    if (part_ != Part::none) TRY(close());
    if (line.starts_with("#.")) entry_.notes.emplace_back(trimmed(line.substr(2)));
    if (!line.starts_with("#,")) return {};
    for (auto flags = line.substr(2); !flags.empty();) {
      const auto comma = std::min(flags.find(','), flags.size());
      const auto flag = trimmed(flags.substr(0, comma));
      if (flag == "fuzzy") entry_.fuzzy = true;
      if (flag != "fuzzy" && !flag.empty()) entry_.flags.emplace_back(flag);
      flags.remove_prefix(std::min(comma + 1, flags.size()));
    }
    return {};
  }

  // What stood before an entry that is no longer said belongs to it alone.
  Result<void> obsolete() {
    TRY(close());
    entry_ = {};
    return {};
  }

  Result<void> open(Part part, std::string_view rest) {
    const bool begins = part == Part::key || (part == Part::source && part_ != Part::key);
    if (begins && part_ != Part::none) TRY(close());
    if (part == Part::text && part_ != Part::source) return fault("msgstr without its msgid");
    if (begins) entry_.line = line_;
    part_ = part;
    has_source_ |= part == Part::source;
    has_text_ |= part == Part::text;
    return append(rest);
  }

  Result<void> append(std::string_view literal) {
    auto& out = part_ == Part::key ? entry_.key : part_ == Part::source ? entry_.source : entry_.text;
    if (literal.size() < 2 || !literal.starts_with('"') || !literal.ends_with('"'))
      return fault("a text must begin and end with a quote on its line");
    literal = literal.substr(1, literal.size() - 2);
    for (std::size_t i = 0; i < literal.size(); ++i) {
      if (literal[i] == '"') return fault("a quote inside a text is written \\\"");
      if (literal[i] != '\\') {
        out += literal[i];
        continue;
      }
      const char named = ++i < literal.size() ? literal[i] : '\0';
      const auto* escape =
          std::find_if(escapes.begin(), escapes.end(), [&](const auto& e) { return e.first == named; });
      if (escape == escapes.end()) return fault("a backslash before what needs none; write \\\\ for a backslash");
      out += escape->second;
    }
    return {};
  }

  Result<void> close() {
    if (part_ == Part::none) return {};
    if (!has_source_ || !has_text_) return fault("an entry ends without its msgstr");
    const bool is_header = entry_.key.empty() && entry_.source.empty();
    if (is_header && header_) return fault("a second header; one table is imported at a time");
    if (is_header) TRY(header());
    if (!is_header) table_.entries.push_back(std::move(entry_));
    entry_ = {};
    part_ = Part::none;
    has_source_ = has_text_ = false;
    return {};
  }

  Result<void> header() {
    header_ = true;
    auto type = header_field(entry_.text, "Content-Type");
    std::transform(type.begin(), type.end(), type.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    if (!type.ends_with("charset=utf-8"))
      return fault("the header does not say charset=UTF-8; save the table as UTF-8 and import it again");
    table_.language = header_field(entry_.text, "Language");
    table_.source_language = header_field(entry_.text, "X-Source-Language");
    table_.project = header_field(entry_.text, "Project-Id-Version");
    return {};
  }

  const ContentFile& file_;
  int line_ = 0;
  PoTable table_;
  PoEntry entry_;
  Part part_ = Part::none;
  bool header_ = false;
  bool has_source_ = false;
  bool has_text_ = false;
};

}  // namespace

std::string write_po(const PoTable& table) {
  std::string out = fmt::format("# {}\nmsgid \"\"\nmsgstr \"\"\n", table.title);
  const auto field = [&](std::string_view name, std::string_view value) {
    out += in_quotes(fmt::format("{}: {}\n", name, value)) + "\n";
  };
  field("Project-Id-Version", table.project);
  field("Language", table.language);
  field("X-Source-Language", table.source_language);
  field("MIME-Version", "1.0");
  field("Content-Type", "text/plain; charset=UTF-8");
  field("Content-Transfer-Encoding", "8bit");
  for (const auto& entry : table.entries) {
    out += "\n";
    for (const auto& note : entry.notes) out += fmt::format("#. {}\n", note);
    std::vector<std::string> flags = entry.flags;
    if (entry.fuzzy) flags.insert(flags.begin(), "fuzzy");
    if (!flags.empty()) out += fmt::format("#, {}\n", fmt::join(flags, ", "));
    out += fmt::format("msgctxt {}\nmsgid {}\nmsgstr {}\n", in_quotes(entry.key), in_quotes(entry.source),
                       in_quotes(entry.text));
  }
  return out;
}

Result<PoTable> read_po(const ContentFile& file) { return Reader(file).read(); }

}  // namespace minbar
