import { succeed } from "../../base/result.ts";
import { isDumpName } from "../names/dumps.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import { D1 } from "./d1.ts";
import type { Layout } from "./layout.ts";
import {
  BY_NUMBER,
  type FileNames,
  isTopLevelSql,
  readVersionedFiles,
  upName,
  VERSION,
} from "./common/versioned_files.ts";

/**
 * An up file and, for the down migration, a down file, as custom runners of projects name them:
 * similar to golang-migrate, but read by no known tool. An up file may have the name of its migration
 * alone, as `0001_users.sql` beside `0001_users.down.sql`. A folder continues in the form of its last
 * file.
 */
export const UP_DOWN_FILES: Layout = {
  name: "up-down",
  hasDown: true,
  target: "any",
  reads: (path) => isTopLevelSql(path) || NAMES.pattern.test(path) || NAMES.ignores!.test(path),
  recognises: (files, around) => {
    const paths = [...files.keys()].filter((path) => !isTopLevelSql(path) || !isDumpName(path));
    return isDirected(paths) || (isUndirected(paths) && !D1.recognises(files, around));
  },
  read: (files) => readVersionedFiles(files, hasUndirected([...files.keys()]) ? UNDIRECTED : NAMES),
  write: ({ directory: { migrations, files }, name, sql, downSql, now }) => {
    const last = [...files].find(([, { name }]) => name === migrations.at(-1)?.source.name)?.[0];
    const { form, parts } = formOf(last ?? "");
    const version = nextVersion(migrations, now);
    const words = { ...parts, version, name: slugFor(name) || "migration" };
    const pathOf = (way: Way) => form.write({ ...words, way });
    const up = { path: pathOf("up"), text: sql, replaces: false };
    return succeed(
      downSql === undefined ? [up] : [up, { path: pathOf("down"), text: downSql, replaces: false }],
    );
  },
};

/** Whether every file names its direction. */
function isDirected(paths: readonly string[]): boolean {
  const ups = paths.filter((path) => NAMES.pattern.test(path));
  const undone = new Set(paths.map((path) => NAMES.ignores!.exec(path)?.groups?.["undone"]));
  // In a plain folder, 0003_set_up.sql may be next to 0004_users.sql.
  return ups.some((path) =>
    /\.up\.sql$/i.test(path) || undone.has(NAMES.pattern.exec(path)?.groups?.["version"])
  ) && areNamed(NAMES, paths);
}

/** Whether some up files do not name their direction, and some files undo what others do. */
function isUndirected(paths: readonly string[]): boolean {
  const ids = new Set(paths.map((path) => UNDIRECTED.pattern.exec(path)?.groups?.["id"]));
  return hasUndirected(paths) && areNamed(UNDIRECTED, paths) &&
    paths.some((path) =>
      UNDIRECTED.ignores!.test(path) && ids.has(path.replace(/\.\w+\.sql$/i, ""))
    );
}

function areNamed({ pattern, ignores }: FileNames, paths: readonly string[]): boolean {
  return paths.every((path) => !isTopLevelSql(path) || pattern.test(path) || ignores!.test(path));
}

/** Whether some up file does not name its direction, in a folder that separates it by a dot. */
function hasUndirected(paths: readonly string[]): boolean {
  const hasWords = paths.some((path) =>
    /[_-]up\.sql$/i.test(path) && paths.includes(path.replace(/up(\.sql)$/i, "down$1"))
  );
  return !hasWords &&
    paths.some((path) =>
      UNDIRECTED.pattern.test(path) && !NAMES.pattern.test(path) && !NAMES.ignores!.test(path)
    );
}

type Way = "up" | "down";

/** The parts of a name: the version and the name, and the separators that a form leaves open. */
type Parts = Readonly<Record<string, string | undefined>>;

/** One form of the two file names. */
interface Form {
  /**
   * A pattern for names, given the words for the direction and the name of the group for the
   * version.
   */
  readonly pattern: (words: string, group: string) => string;
  readonly write: (parts: Parts & { readonly way: Way }) => string;
}

/** Every form that names the direction, the most common first, which new folders get. */
const FORMS: readonly Form[] = [
  {
    // V0001.Initial.up.sql, 0001-users.up.sql, 0001.up.sql, 0001_users_up.sql
    pattern: (words, group) =>
      `(?<id>(?<prefix>[Vv]?)(?<${group}>${VERSION})(?:(?<separator>[ ._-]+)(?<name>[^/]*?))??)` +
      `(?<dot>[._-])(?:${words})`,
    write: ({ prefix = "", version, separator = "_", name, dot = ".", way }) =>
      `${prefix}${version}${separator}${name}${dot}${way}.sql`,
  },
  {
    // 001.do.users.sql, 001.undo.users.sql: Postgrator's
    pattern: (words, group) => `(?<id>(?<${group}>\\d+)\\.(?:${words})(?:\\.(?<name>[^/]+))?)`,
    write: ({ version, way, name }) => `${version}.${way === "up" ? "do" : "undo"}.${name}.sql`,
  },
  {
    // up/001_users.sql, down/001_users.sql
    pattern: (words, group) =>
      `(?<id>(?:${words})/(?<${group}>${VERSION})(?:(?<separator>[ ._-]+)(?<name>[^/]*))?)`,
    write: ({ version, separator = "_", name, way }) => `${way}/${version}${separator}${name}.sql`,
  },
];

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})\\.sql$`, "i");
}

const [UP, DOWN] = ["up|do", "down|undo"];

const NAMES: FileNames = {
  pattern: whole(FORMS.map(({ pattern }) => pattern(UP, "version")).join("|")),
  ignores: whole(FORMS.map(({ pattern }) => pattern(DOWN, "undone")).join("|")),
  order: BY_NUMBER,
  mayRepeat: true,
  flaw: "its name has neither up nor down",
  rightName: upName,
};

/** 0001_users.sql, undone by 0001_users.down.sql */
const WITHOUT_DIRECTION: Form = {
  pattern: (_, group) =>
    `(?<id>(?<prefix>[Vv]?)(?<${group}>${VERSION})(?:(?<separator>[ ._-]+)(?<name>[^/]*))?)`,
  write: ({ prefix = "", version, separator = "_", name, way }) =>
    `${prefix}${version}${separator}${name}${way === "up" ? "" : ".down"}.sql`,
};

/** The forms with a dot before the direction: `0003_shut_down.sql` is the name of a migration here. */
function afterDot(words: string, group: string): string {
  return FORMS.map(({ pattern }) => pattern(words, group)).join("|").replace("[._-]", "\\.");
}

const UNDIRECTED: FileNames = {
  ...NAMES,
  pattern: whole(
    `${afterDot(UP, "version")}|` +
      `(?!.*\\.(?:${DOWN})\\.)${WITHOUT_DIRECTION.pattern(UP, "version")}`,
  ),
  ignores: whole(afterDot(DOWN, "undone")),
  flaw: "its name does not begin with a version",
};

/** The form and parts of an up file's name. */
function formOf(path: string): { readonly form: Form; readonly parts: Parts } {
  for (const form of [...FORMS, WITHOUT_DIRECTION]) {
    const parts = whole(form.pattern(UP, "version")).exec(path)?.groups;
    if (parts !== undefined) return { form, parts };
  }
  return { form: FORMS[0]!, parts: {} };
}
