import { match } from "../../base/match.ts";
import { absolutePath, folderOf } from "../../host/files/paths.ts";
import { DEFAULT_SCHEMAS } from "../../sources/read_ddl.ts";
import { parseSource, type Source } from "../../sources/source.ts";
import { CONFIG_FILE, type ProjectOptions } from "../settings/options.ts";

/**
 * The absolute paths of everything that a result for the project depends on: files, or folders with
 * their contents, whether or not they exist.
 */
export function watchedPaths(options: ProjectOptions): string[] {
  const { migrations, baseline, workingDirectory, origin } = options;
  const paths = [
    // A new one would be used from then on.
    origin?.configFile ?? CONFIG_FILE,
    migrations,
    ...(baseline === undefined ? [] : [baseline.schema]),
  ];
  const absolute = paths.map((path) => absolutePath(workingDirectory, path));
  return [...new Set([...absolute, ...schemaPaths(options)])];
}

/** The paths for the desired schema alone. */
export function schemaPaths(
  { schema, workingDirectory }: Pick<ProjectOptions, "schema" | "workingDirectory">,
): string[] {
  const sources = schema.length === 0 ? DEFAULT_SCHEMAS : schema;
  return sources.flatMap(pathsOf).map((path) => absolutePath(workingDirectory, path));
}

function pathsOf(name: string): string[] {
  const source = parseSource(name);
  // An invalid source is reported when it is read.
  if (!source.ok) return [];
  return match<Source>(source.value)
    .returnType<string[]>()
    .with({ kind: "sql" }, { kind: "migrations" }, ({ path }) => [path])
    // Entities import their neighbours.
    .with({ kind: "entities" }, ({ path }) => [folderOf(path)])
    // The output of a program may depend on any file of the project.
    .with({ kind: "command" }, () => ["."])
    .with({ kind: "database" }, { kind: "server" }, { kind: "empty" }, () => [])
    .exhaustive();
}
