import type { Target } from "../../base/target.ts";
import { RUNNERS } from "./list.ts";
import type { ForeignKeyState, RunnerProfile } from "./profile.ts";

/** What is known about the runner of a migrations folder. */
export interface RunnerQuestion {
  /** The name of the folder's layout. */
  readonly layout: string;
  /** The target, if the project has one. */
  readonly target?: Target | undefined;
  /** `"runner"` in penumbra.json. */
  readonly runner?: string | undefined;
  /** `"foreignKeys"` in penumbra.json: how an application configures its driver. */
  readonly foreignKeys?: ForeignKeyState | undefined;
}

/**
 * Every possible runner of such a folder, by name: the one that the project names, else those that
 * match its layout and target. A plain folder may be run by anything.
 */
export function runnersOf(
  { foreignKeys, ...question }: RunnerQuestion,
): readonly RunnerProfile[] {
  return candidatesOf(question).map((it) => ({
    ...it,
    ...(foreignKeys !== undefined && it.foreignKeysBy === "driver" &&
      { foreignKeys, foreignKeysBy: "project" }),
  }));
}

function candidatesOf({ layout, target, runner }: RunnerQuestion): readonly RunnerProfile[] {
  if (runner !== undefined) return named([runner]);
  const drizzle = DRIZZLE_BY_TARGET[target?.replace(/@.*$/, "") ?? ""];
  if (layout === "drizzle" && drizzle !== undefined) return named([drizzle]);
  if (layout === "plain" && target === "d1") return named(["wrangler", "wrangler-execute"]);
  return named(BY_LAYOUT[layout] ?? ANYTHING);
}

/** The names of the runners and the project's settings for them, as one text. */
export function namesOf(runners: readonly RunnerProfile[]): string {
  return runners.map(({ name, foreignKeys, foreignKeysBy }) =>
    foreignKeysBy === "project" ? `${name}:${foreignKeys}` : name
  ).join(" ");
}

/** Together they cover whatever a runner can do. */
const ANYTHING = ["autocommit", "shell", "transaction"];

/** The runner by target without its version; "any" does not determine it. */
const DRIZZLE_BY_TARGET: Readonly<Record<string, string>> = {
  d1: "drizzle-d1",
  libsql: "drizzle-libsql",
  sqlite: "drizzle-better-sqlite3",
  turso: "drizzle-libsql",
};

const BY_LAYOUT: Readonly<Record<string, readonly string[]>> = {
  atlas: ["atlas"],
  d1: ["wrangler"],
  dbmate: ["dbmate"],
  diesel: ["diesel"],
  drizzle: ["drizzle-better-sqlite3", "drizzle-libsql"],
  flyway: ["flyway"],
  "golang-migrate": ["golang-migrate"],
  goose: ["goose"],
  "node-sqlite": ["node-sqlite"],
  prisma: ["prisma"],
  refinery: ["refinery"],
  sections: ["autocommit", "transaction"],
  "sql-migrate": ["sql-migrate"],
  sqlx: ["sqlx"],
  "up-down": [...ANYTHING, "maragudk-migrate"],
};

/** Libraries with which an application runs folders of a layout that much else runs as well. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  diesel: ["rusqlite-migration"],
  drizzle: ["drizzle-durable-object", "drizzle-expo"],
  plain: ["hiqlite", "rusqlite-migration", "tauri-plugin-sql"],
  "up-down": ["maragudk-migrate"],
  "version-folders": ["rusqlite-migration"],
};

/** Whether a folder of this layout and target is run by this library if the project uses it. */
export function isRunBy(
  library: string,
  { layout, target }: Pick<RunnerQuestion, "layout" | "target">,
): boolean {
  const isPossible = target !== "d1" || library === "drizzle-durable-object";
  return isPossible && (LIBRARIES[layout]?.includes(library) ?? false);
}

/** The library with which an application runs its migrations, for people; undefined for a tool. */
export function libraryWords(runner: string): string | undefined {
  const isLibrary = Object.values(LIBRARIES).some((it) => it.includes(runner));
  return isLibrary ? named([runner])[0]?.words : undefined;
}

function named(names: readonly string[]): readonly RunnerProfile[] {
  return RUNNERS.filter(({ name }) => names.includes(name));
}
