#include "sync/collector/content_command_options.h"

#include <CLI/CLI.hpp>

namespace minbar::collector {

void describe_content_commands(CLI::App& command, ContentCommands& commands, const CollectorOptions& shipped) {
  command.require_subcommand(1);
  auto& publish = *command.add_subcommand("publish", "Check, number and sign a pack; kiosks take it by themselves");
  commands.publish.shipped = shipped.content;
  commands.publish.fonts = shipped.fonts;
  publish.add_option("--data", commands.publish.data, "The data folder")->required();
  publish.add_option("--content", commands.publish.shipped, "The pack that came with this version")
      ->capture_default_str();
  publish.add_option("source", commands.publish.source, "A folder with a content pack, or a file of `content export`")
      ->required();
  publish.add_option("--place", commands.publish.places,
                     "HCP code: only kiosks at or within this place; may be repeated (default: all kiosks)");
  publish.add_flag("--retire", commands.publish.retire, "Allow ids of earlier packs to disappear");

  auto& list = *command.add_subcommand("list", "List every version, its places, and how many kiosks use it");
  list.add_option("--data", commands.list.data, "The data folder")->required();

  auto& show = *command.add_subcommand("show", "Write a version as a draft to standard output, or to a folder");
  show.add_option("--data", commands.show.data, "The data folder")->required();
  show.add_option("version", commands.show.version, "Number of the version")->required();
  auto* to = show.add_option("--to", commands.show.to, "Folder to create");
  show.add_flag("--signed", commands.show.as_signed, "Write the signed pack itself")->excludes(to);

  auto& draft = *command.add_subcommand("export", "Write a folder's pack as one file to standard output");
  draft.add_option("folder", commands.to_draft.folder, "A folder with a content pack")->required();
}

int run_content_command(const CLI::App& command, const ContentCommands& commands) {
  if (command.got_subcommand("publish")) return publish_content(commands.publish);
  if (command.got_subcommand("list")) return list_content(commands.list);
  if (command.got_subcommand("show")) return show_content(commands.show);
  return export_content(commands.to_draft);
}

}  // namespace minbar::collector
