import type { ProjectOptions } from "../../src/commands/options.ts";

/** The options of a project with its usual folders, for libSQL. */
export function optionsFor(
  workingDirectory: string,
  { cache, schema }: Pick<ProjectOptions, "cache" | "schema">,
): ProjectOptions {
  return {
    migrations: "migrations",
    schema,
    target: "libsql",
    cache,
    columnOrder: "any",
    format: "text",
    verbose: false,
    workingDirectory,
  };
}
