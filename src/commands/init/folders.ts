import { compareText } from "../../schema/snapshot.ts";
import type { Finding, Recognise } from "./finding.ts";

/** Folders that hold migrations, whoever runs them: so they are called, or so their files are. */
export const existingMigrations: Recognise = ({ files }) => {
  const folders = new Map<string, string[]>();
  for (const path of files.filter((it) => it.endsWith(".sql") && !OF_OTHERS.test(it))) {
    const folder = MIGRATIONS_FOLDER.exec(path)?.[0] ?? path.replace(/\/?[^/]*$/, "");
    folders.set(folder, [...folders.get(folder) ?? [], path.slice(folder.length).slice(1)]);
  }
  return [...folders]
    .filter(([folder, names]) =>
      folder !== "" &&
      (MIGRATIONS_FOLDER.test(folder) || names.every((name) => VERSIONED.test(name)))
    )
    .sort(([left], [right]) => depthOf(left) - depthOf(right) || compareText(left, right))
    .map(([folder, names]) => ({
      found: `${folder}, which holds ${names.length} ${
        names.length === 1 ? "file" : "files"
      } of SQL`,
      migrations: folder,
    }));
};

const MIGRATIONS_FOLDER = /^(?:.*\/)?(?:migrations?|migrate|drizzle)(?=\/|$)/;

/** `0001_users.sql`, `20260101120000_users.sql`, `V2__users.sql`, `20260101120000_users/migration.sql`. */
const VERSIONED = /^[VvUu]?\d+(?:[._ -]|$)/;

/** For PostgreSQL, and what tests are fed with. */
const OF_OTHERS = /^supabase\/|(?:^|\/)(?:tests?|fixtures?|seeds?|__tests__)\//;

function depthOf(path: string): number {
  return path.split("/").length;
}

/** What says what is wanted: entities, or DDL. */
export const existingSchemas: Recognise = ({ files, texts }) => {
  const entities = files.filter((path) => IMPORTS_US.test(texts.get(path) ?? ""));
  const folders = entities.map((path) => path.replace(/\/?[^/]*$/, ""));
  const [module = "", folder = ""] = [
    entities[0],
    folders.find((it) => /(?:^|\/)entities$/.test(it)),
  ];
  return [
    ...(module === "" ? [] : [holding(folder === "" ? module : folder, "entities")]),
    ...files.filter((path) => SCHEMA_FILE.test(path)).map((path) => {
      const isDump = DUMP.test(texts.get(path) ?? "");
      return isDump ? { found: `${path}, which another tool writes` } : holding(path, "SQL");
    }),
    ...(files.some((path) => /^schema\/.*\.sql$/.test(path)) ? [holding("schema", "SQL")] : []),
  ];
};

const IMPORTS_US = /\bfrom\s+["'](?:npm:|jsr:)?(?:@penumbra\/)?penumbra(?:@[^"']*)?["']/;

const SCHEMA_FILE = /^(?:(?:src|db|database|sql|src\/db)\/)?schema\.sql$/;

/** What dbmate, Rails and the shell of SQLite write down by themselves. */
const DUMP =
  /^-- Dbmate schema migrations|schema_migrations|^PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;/m;

function holding(path: string, what: string): Finding {
  return { found: `${path}, which holds ${what}`, schemas: [[path]] };
}

/** A platform whose migrations look like ours and are written for PostgreSQL. */
export const supabase: Recognise = ({ files }) =>
  files.some((path) => path.startsWith("supabase/"))
    ? [{ found: "supabase, which is for PostgreSQL and was left out" }]
    : [];
