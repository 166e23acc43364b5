import { match } from "../../base/match.ts";
import { absolutePath, folderOf, pathBelow, relativePath } from "../../host/files/paths.ts";
import { parseSource, type Source } from "../../sources/source.ts";
import type { ProjectOptions } from "../options.ts";

/**
 * The flags that select the same project from another folder: `--config api/penumbra.json`, and the
 * project options of this command line. Undefined without a configuration, if the project is in
 * another folder.
 */
export function projectWords(options: ProjectOptions, folder: string): string[] | undefined {
  const { workingDirectory, origin } = options;
  const configFile = origin?.configFile;
  if (configFile === undefined && folder !== workingDirectory) return undefined;
  const isNearest = configFile === undefined ||
    /(?:^|[/\\])penumbra\.json$/.test(configFile) &&
      pathBelow(folderOf(configFile), folder) !== undefined;
  const {
    migrations,
    layout,
    schema = [],
    target,
    cache,
    fullReplay,
    columnOrder,
    rebuild,
    casing,
  } = origin?.given ??
    {};
  const way = (path: string) => relativePath(folder, absolutePath(workingDirectory, path));
  return [
    ...(isNearest ? [] : ["--config", relativePath(folder, configFile)]),
    ...(migrations === undefined ? [] : ["--migrations", way(migrations)]),
    ...(layout === undefined ? [] : ["--layout", layout]),
    ...schema.flatMap((name) => ["--schema", sourceFrom(name, way)]),
    ...(target === undefined ? [] : ["--target", target]),
    ...(columnOrder === undefined ? [] : ["--column-order", columnOrder]),
    ...(rebuild === undefined ? [] : ["--rebuild", rebuild]),
    ...(casing === undefined ? [] : ["--casing", casing]),
    ...(cache === false ? ["--no-cache"] : []),
    ...(fullReplay === true ? ["--full-replay"] : []),
  ];
}

/** The source as named from another folder. */
function sourceFrom(name: string, way: (path: string) => string): string {
  const source = parseSource(name);
  if (!source.ok) return name;
  return match<Source>(source.value)
    .returnType<string>()
    .with({ kind: "sql" }, { kind: "entities" }, ({ path }) => way(path))
    .with({ kind: "database" }, ({ path }) => `file:${way(path)}`)
    .with(
      { kind: "migrations" },
      ({ path, upTo }) => `migrations:${way(path)}${upTo === undefined ? "" : `@${upTo}`}`,
    )
    .with({ kind: "command" }, { kind: "server" }, { kind: "empty" }, () => name)
    .exhaustive();
}
