// The flags of `minbar-collector content`, and what they ask for.
#pragma once

#include "sync/collector/features/content/content_commands.h"
#include "sync/collector/serve/collector.h"

namespace CLI {
class App;
}

namespace minbar::collector {

struct ContentCommands {
  PublishContent publish;
  ListContent list;
  ShowContent show;
  ExportContent to_draft;
};

// `shipped`: the pack and the faces that came with this version.
void describe_content_commands(CLI::App& command, ContentCommands& commands, const CollectorOptions& shipped);
// The one that was given.
[[nodiscard]] int run_content_command(const CLI::App& command, const ContentCommands& commands);

}  // namespace minbar::collector
