#include "tests/tidy/links.h"

#include <algorithm>
#include <sstream>

namespace minbar::tidy {

namespace {

// A command's words, without comments. A ) inside a word does not occur in ours.
struct Call {
  std::string command;
  std::vector<std::string> words;
};

std::string without_comments(const std::string& text) {
  std::string out;
  bool comment = false;
  for (const char c : text) {
    if (c == '\n') comment = false;
    if (c == '#') comment = true;
    if (!comment) out.push_back(c);
  }
  return out;
}

std::vector<Call> calls_of(const SourceFile& file, const std::string& command) {
  const auto text = without_comments(file.text);
  std::vector<Call> calls;
  for (auto at = text.find(command + "("); at != std::string::npos; at = text.find(command + "(", at + 1)) {
    if (at > 0 && text[at - 1] != '\n' && text[at - 1] != ' ') continue;
    const auto begin = at + command.size() + 1;
    std::istringstream inside(text.substr(begin, text.find(')', begin) - begin));
    Call call{command, {}};
    for (std::string word; inside >> word;) call.words.push_back(word);
    if (!call.words.empty()) calls.push_back(std::move(call));
  }
  return calls;
}

bool is_keyword(const std::string& word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void add_source(Module& module, const std::string& folder, const std::string& word) {
  if (word.ends_with(".cpp") && word.find('$') == std::string::npos)
    module.sources.insert(folder.empty() ? word : folder + "/" + word);
}

void add_link(Module& module, const std::string& word) {
  (word.starts_with("minbar_") ? module.links : module.third_party).insert(word);
}

Module library(const Call& call, const SourceFile& file) {
  Module module{.name = "minbar_" + call.words.front(), .build_file = file.path};
  std::string part;
  for (const auto& word : call.words) {
    if (is_keyword(word)) {
      part = word;
    } else if (part == "SOURCES") {
      add_source(module, file.folder(), word);
    } else if (part == "LINKS" || part == "PRIVATE") {
      add_link(module, word);
    }
  }
  return module;
}

Module program(const Call& call, const SourceFile& file) {
  Module module{.name = call.words.front(), .build_file = file.path};
  for (const auto& word : call.words) add_source(module, file.folder(), word);
  return module;
}

// Most libraries lie in the folder of their sources; those that have none there are some folder's second one.
void place(Build& build) {
  for (std::size_t i = 0; i < build.modules.size(); ++i)
    for (const auto& source : build.modules[i].sources) {
      const auto folder = SourceFile{source, {}}.folder();
      const bool is_library = build.modules[i].name.starts_with("minbar_");
      if (is_library || !build.module_of.contains(folder)) build.module_of[folder] = i;
    }
}

}  // namespace

Build read_links(const std::vector<SourceFile>& files) {
  Build build;
  for (const auto& file : files) {
    if (file.under("tests") || (file.name() != "CMakeLists.txt" && file.extension() != ".cmake")) continue;
    for (const auto& call : calls_of(file, "minbar_module")) build.modules.push_back(library(call, file));
    for (const auto& call : calls_of(file, "add_executable")) build.modules.push_back(program(call, file));
    for (const auto& call : calls_of(file, "target_link_libraries"))
      for (auto& module : build.modules)
        if (module.name == call.words.front())
          for (std::size_t i = 1; i < call.words.size(); ++i)
            if (!is_keyword(call.words[i])) add_link(module, call.words[i]);
  }
  place(build);
  return build;
}

}  // namespace minbar::tidy
