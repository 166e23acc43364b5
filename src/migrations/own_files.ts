import type { FolderTexts } from "../host/files/read_files.ts";
import type { Migration, MigrationFolder } from "./directory.ts";

/** The path of the file of a migration that is run, relative to its folder. */
export function mainPath({ source }: Migration, { path }: Pick<MigrationFolder, "path">): string {
  return source.name.slice(path.length + 1);
}

/**
 * The paths of all files of the migration with this main path: its own, that of its down migration,
 * and companion files of its tool.
 */
export function ownPaths(main: string, files: FolderTexts): string[] {
  const [, folder] = /^(.+)\/(?:migration|up)\.sql$/.exec(main) ?? [];
  if (folder !== undefined) {
    return [...files.keys()].filter((path) => path.startsWith(`${folder}/`));
  }
  const prefix = /^\d+/.exec(main)?.[0];
  return [main, downPath(main, files), `meta/${prefix}_snapshot.json`]
    .filter((path) => path !== undefined && files.has(path)) as string[];
}

/** The path of the down migration beside a file, if it is in a file of its own. */
export function downPath(main: string, files: FolderTexts): string | undefined {
  return [
    main.replace(/\.sql$/i, ".down.sql"),
    // Of several words, the last one is the direction.
    ...Array.from(
      main.matchAll(/(?<![a-z])up(?![a-z])/gi),
      ({ index }) => `${main.slice(0, index)}down${main.slice(index + "up".length)}`,
    ).toReversed(),
    // Postgrator's.
    main.replace(".do.", ".undo."),
    // Flyway's.
    main.replace(/(^|\/)[VB](?=[^/]*__)/, "$1U"),
  ].find((path) => path !== main && files.has(path));
}
