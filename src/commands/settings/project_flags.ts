import { match } from "../../base/match.ts";
import { absolutePath, folderOf, pathBelow, relativePath } from "../../host/files/paths.ts";
import { parseSource, type Source } from "../../sources/source.ts";
import { ANSWERS } from "../answers/answer_options.ts";
import type { Setting, SettingTable } from "../setting.ts";
import type { ProjectOptions } from "./options.ts";
import { PROJECT_OPTIONS } from "./project_settings.ts";

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
  const way = (path: string) => relativePath(folder, absolutePath(workingDirectory, path));
  return [
    ...(isNearest ? [] : ["--config", relativePath(folder, configFile)]),
    ...flagsOf(origin?.given ?? {}, PROJECT_OPTIONS, way),
  ];
}

/**
 * What makes another command judge the same as this one, called from a folder: the options for the
 * same project, and the answers of this command line.
 */
export function givenWords(options: ProjectOptions, folder: string): string[] {
  const answers = flagsOf(options.origin?.answers ?? {}, ANSWERS, (path) => path);
  return [...projectWords(options, folder) ?? [], ...answers];
}

/** The options of a table with their values, as named from another folder. */
function flagsOf(
  given: Readonly<Record<string, unknown>>,
  table: SettingTable,
  way: (path: string) => string,
): string[] {
  return Object.entries(table).flatMap(([name, setting]) =>
    given[name] === undefined ? [] : wordsOf(given[name], setting, way)
  );
}

/** The option with a value as named from another folder. */
function wordsOf(
  value: unknown,
  { takes, flags = "" }: Setting,
  way: (path: string) => string,
): string[] {
  const flag = flags.split(" ")[0]!;
  switch (takes.kind) {
    case "switch":
      return value === takes.means ? [flag] : [];
    case "path":
      return [flag, way(`${value}`)];
    case "texts":
      return (value as readonly string[]).flatMap((text) => [flag, text]);
    case "sources":
      return (value as readonly string[]).flatMap((name) => [flag, sourceFrom(name, way)]);
    default:
      return [flag, `${value}`];
  }
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
