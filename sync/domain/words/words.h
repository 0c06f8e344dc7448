// The catalogue: every word a screen says, in four languages, under a key. Used by the kiosk's views. A Tamazight word
// that is not known yet is shown in Arabic, one by one, and the wording says in which language it really stands, since
// that decides its direction. There is no way to say a text that is not in the catalogue.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/words/message_pattern.h"

namespace minbar {

// Keeps private members as bytes (content/content_archive.cpp): a class lists all of them in fields(), where one too
// few does not compile.
struct ArchivedFields;

enum class Confidence : std::uint8_t { certain, likely, unsure };  // that a speaker would say it so

[[nodiscard]] std::optional<Confidence> confidence_from(std::string_view name);
[[nodiscard]] std::string_view name_of(Confidence confidence);

struct Wording {
  std::string text;
  Language language;  // of this text, not the one asked for
  Confidence confidence = Confidence::certain;
  bool operator==(const Wording&) const = default;
};

// A key the program says, and the names of the arguments it passes, with spaces between them; "#count" is a number.
struct WordKey {
  std::string_view key;
  std::string_view arguments = {};
};

struct ArgumentNames {
  std::vector<std::string> all;      // in alphabetical order
  std::vector<std::string> numbers;  // those of them that are numbers
  bool operator==(const ArgumentNames&) const = default;
};

[[nodiscard]] ArgumentNames arguments_of(const WordKey& key);

// One text of the catalogue: judged by shape_of_message and flaw_of when read, and carrying the marks of with_marks.
class Word {
 public:
  // Error bad_input: the context is the reason, without file and line.
  [[nodiscard]] static Result<Word> parse(Language language, std::string_view text);

  [[nodiscard]] ArgumentNames arguments() const;
  // Error bad_input: it does not use just these arguments, or counts one that is a text.
  [[nodiscard]] Result<void> fits(const ArgumentNames& wanted) const;
  // Broken invariant: other arguments than it fits. For one thread: a pattern compiles on first use.
  [[nodiscard]] std::string say(std::span<const Argument> arguments) const;

 private:
  friend ArchivedFields;
  template <class Self>
  static auto fields(Self& self) {
    auto& [text, pattern] = self;
    return std::tie(text, pattern);
  }

  std::string text_;
  std::optional<MessagePattern> pattern_;  // none: the text is said as it stands, without ICU
};

class Catalogue {
 public:
  // Reads words/{ar,zgh,fr,en}.json among `files`. A key of `needed` that Arabic has not there is said as in the same
  // files of `own`, the program's own pack, in every language: a pack that was published before the program learnt a
  // word goes on being shown. Refused, with file, line and reason: a malformed file or pattern; a key missing in ar, fr
  // or en; a key that Arabic has not; arguments other than those `needed` declares (or, for a key
  // not in `needed`, than the Arabic pattern's); a plural of an argument that is a text; whatever flaw_of finds.
  [[nodiscard]] static Result<Catalogue> parse(std::span<const ContentFile> files, std::span<const WordKey> needed,
                                               std::span<const ContentFile> own = {});

  // Broken invariants: an unknown key, other arguments than declared. For one thread, since patterns compile on first
  // use.
  [[nodiscard]] Wording say(Language language, std::string_view key, std::span<const Argument> arguments = {}) const;
  // Every key, and what its Arabic text is told.
  [[nodiscard]] std::map<std::string, ArgumentNames> keys() const;
  // The language `say` would answer in.
  [[nodiscard]] Language shown_in(Language language, std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return words_of(Language::ar).contains(key); }

 private:
  friend ArchivedFields;
  template <class Self>
  static auto fields(Self& self) {
    auto& [words] = self;
    return std::tie(words);
  }

  struct Entry {
    Word word;
    Confidence confidence = Confidence::certain;
    int line = 0;

    template <class Self>
    static auto fields(Self& self) {
      auto& [a, b, c] = self;
      return std::tie(a, b, c);
    }
  };
  using Words = std::map<std::string, Entry, std::less<>>;

  static Result<Words> parse_words(const ContentFile& file, Language language);
  Result<void> read_all(std::span<const ContentFile> files);
  Result<void> complete(std::span<const WordKey> needed, std::span<const ContentFile> own);
  Result<void> check(std::span<const ContentFile> files, std::span<const WordKey> needed) const;
  [[nodiscard]] const Words& words_of(Language language) const { return words_[static_cast<std::size_t>(language)]; }

  std::array<Words, all_languages.size()> words_;
};

}  // namespace minbar
