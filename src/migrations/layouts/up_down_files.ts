import { succeed } from "../../base/result.ts";
import { isDumpName } from "../names/dumps.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import type { Layout } from "./layout.ts";
import {
  BY_NUMBER,
  type FileNames,
  isTopLevelSql,
  readVersionedFiles,
  VERSION,
} from "./common/versioned_files.ts";

/**
 * An up file and, for the down migration, a down file, as custom runners of projects name them:
 * similar to golang-migrate, but read by no known tool. A folder continues in the form of its last
 * file.
 */
export const UP_DOWN_FILES: Layout = {
  name: "up-down",
  hasDown: true,
  target: "any",
  reads: (path) => NAMES.pattern.test(path) || NAMES.ignores!.test(path),
  recognises: (files) => {
    const ups = [...files.keys()].filter((path) => NAMES.pattern.test(path));
    if (ups.length === 0) return false;
    const paths = [...files.keys()].filter((path) => !isTopLevelSql(path) || !isDumpName(path));
    const undone = new Set(paths.map((path) => NAMES.ignores!.exec(path)?.groups?.["undone"]));
    // In a plain folder, 0003_set_up.sql may be next to 0004_users.sql.
    return ups.some((path) =>
      /\.up\.sql$/i.test(path) || undone.has(NAMES.pattern.exec(path)?.groups?.["version"])
    ) && paths.every((path) => !isTopLevelSql(path) || UP_DOWN_FILES.reads(path));
  },
  read: (files) => readVersionedFiles(files, NAMES),
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

/** Every form, the most common first, which new folders get. */
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
  rightName: (path) => `<version>_${path.replace(/^\d+_|\.sql$/gi, "")}.up.sql`,
};

/** The form and parts of an up file's name. */
function formOf(path: string): { readonly form: Form; readonly parts: Parts } {
  for (const form of FORMS) {
    const parts = whole(form.pattern(UP, "version")).exec(path)?.groups;
    if (parts !== undefined) return { form, parts };
  }
  return { form: FORMS[0]!, parts: {} };
}
