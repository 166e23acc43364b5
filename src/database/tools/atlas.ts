import { type HistoryTool, rowsOf } from "./tool.ts";

/** The history of Atlas. */
export const atlas: HistoryTool = {
  name: "atlas",
  words: "Atlas",
  versions: "1.2",
  command: "atlas migrate apply",
  layouts: ["atlas"],
  table: "atlas_schema_revisions",
  create: [],
  rows: rowsOf("atlas_schema_revisions", "version", {
    done: "applied = total",
    where: "type <> 1",
  }),
  keyOf: ({ migration }) => migration.version,
  whyNot: "its table is internal, and it counts the statements of a file by rules of its own",
  markCommands: (files) => [`atlas migrate set ${files.at(-1)!.migration.version}`],
  afterSquash: ({ last }) => [`atlas migrate set ${last.version}`],
};
