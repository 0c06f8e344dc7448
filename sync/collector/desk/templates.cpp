#include "sync/collector/desk/templates.h"

#include <kainjow/mustache.hpp>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "sync/base/ensure.h"
#include "sync/collector/desk/embedded.h"

namespace minbar::collector {

namespace {

namespace mustache = kainjow::mustache;

constexpr int part_depth = 4;  // parts in parts; more is a circle

struct Source {
  std::string_view page;
  std::string text;
  const Words& words;
  std::set<std::string> said = {};  // keys
};

Result<void> put_parts(Source& source, int depth) {
  constexpr std::string_view open = "{{> ";
  for (auto at = source.text.find(open); at != std::string::npos; at = source.text.find(open, at)) {
    const auto end = source.text.find("}}", at);
    if (end == std::string::npos || depth == 0)
      return fail(Errc::bad_input, fmt::format("{}: a part is not closed, or contains itself", source.page));
    const auto name = fmt::format("pages/parts/{}.html", source.text.substr(at + open.size(), end - at - open.size()));
    const auto* part = find_embedded(name);
    if (part == nullptr) return fail(Errc::bad_input, fmt::format("{}: there is no {}", source.page, name));
    Source inner{.page = part->name, .text = std::string(part->content), .words = source.words};
    TRY(put_parts(inner, depth - 1));
    source.text.replace(at, end + 2 - at, inner.text);
  }
  return {};
}

Result<void> put_words(Source& source) {
  constexpr std::string_view open = "{{t:";
  for (auto at = source.text.find(open); at != std::string::npos; at = source.text.find(open, at)) {
    const auto end = source.text.find("}}", at);
    if (end == std::string::npos) return fail(Errc::bad_input, fmt::format("{}: a word is not closed", source.page));
    const auto key = source.text.substr(at + open.size(), end - at - open.size());
    if (!source.words.has(key))
      return fail(Errc::bad_input,
                  fmt::format("{}: no file of words/{} has \"{}\"", source.page, tag_of(source.words.language()), key));
    source.said.insert(key);
    const auto word = escaped_html(source.words.at(key));
    source.text.replace(at, end + 2 - at, word);
    at += word.size();
  }
  return {};
}

struct PreparedText {
  std::string text;
  Language mostly;
};

Language most_of(const Source& source) {
  std::size_t own = 0;
  for (const auto& key : source.said) own += source.words.is_borrowed(key) ? 0U : 1U;
  return 2 * own > source.said.size() ? source.words.language() : source.words.lender();
}

Result<PreparedText> prepared(Source source) {
  TRY(put_parts(source, part_depth));
  if (source.text.find("{{{") != std::string::npos || source.text.find("{{&") != std::string::npos)
    return fail(Errc::bad_input, fmt::format("{}: unescaped output is not allowed", source.page));
  TRY(put_words(source));
  return PreparedText{.text = std::move(source.text), .mostly = most_of(source)};
}

// Parsed when it is first shown: a start shows none, and parsing all of them in every language is a third of it.
class PageTemplate {
 public:
  explicit PageTemplate(PreparedText page) : text_(std::move(page.text)), mostly_(page.mostly) {}
  [[nodiscard]] Language mostly() const { return mostly_; }
  std::string render(const mustache::data& data) {
    std::call_once(parsed_, [this] { parse(); });
    return page_->render(data);
  }

 private:
  void parse() {
    page_.emplace(std::exchange(text_, {}));
    ENSURE(page_->is_valid(), "a page is a template");
    page_->set_custom_escape([](const std::string& text) { return escaped_html(text); });
  }

  std::string text_;
  Language mostly_;
  std::once_flag parsed_;
  std::optional<mustache::mustache> page_;
};

mustache::data data_of(const ViewData& view) {
  mustache::data data;
  for (const auto& item : view.items) {
    if (const auto* text = std::get_if<std::string>(&item.value)) {
      data.set(item.name, *text);
    } else if (const auto* flag = std::get_if<bool>(&item.value)) {
      data.set(item.name, *flag);
    } else {
      mustache::data rows(mustache::data::type::list);
      for (const auto& row : std::get<std::vector<ViewData>>(item.value)) rows << data_of(row);
      data.set(item.name, rows);
    }
  }
  return data;
}

}  // namespace

struct Templates::Prepared {
  // Rendering is not const in the library, though nothing in a template without partials and lambdas changes by it.
  std::map<std::pair<Language, std::string>, PageTemplate> pages;
  PageTemplate& at(std::string_view page, Language language) {
    const auto found = pages.find({language, std::string(page)});
    ENSURE(found != pages.end(), "the page is among the embedded files");
    return found->second;
  }
};

Result<Templates> Templates::load(std::span<const Words> languages) {
  auto all = std::make_unique<Prepared>();
  for (const auto& words : languages)
    for (const auto& file : embedded_files()) {
      if (!file.name.starts_with("pages/") || file.name.starts_with("pages/parts/")) continue;
      const auto name = file.name.substr(6, file.name.size() - 6 - 5);  // without pages/ and .html
      auto text = TRY(prepared({.page = file.name, .text = std::string(file.content), .words = words}));
      all->pages.try_emplace(std::pair(words.language(), std::string(name)), std::move(text));
    }
  return Templates(std::move(all));
}

Language Templates::mostly(std::string_view page, Language language) const {
  return prepared_->at(page, language).mostly();
}

std::string Templates::render(std::string_view page, Language language, const ViewData& data) const {
  return prepared_->at(page, language).render(data_of(data));
}

std::string escaped_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\r':
        out += "&#13;";
        break;
      case '\0':
        out += "\uFFFD";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

Templates::Templates(std::unique_ptr<Prepared> prepared) : prepared_(std::move(prepared)) {}
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;
Templates::~Templates() = default;

}  // namespace minbar::collector
