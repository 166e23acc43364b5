import type { Finding, Recognise } from "./finding.ts";

/** Sources of the desired schema: entities, or DDL. */
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

const IMPORTS_US =
  /\bfrom\s+["'](?:npm:|jsr:)?(?:@penumbra\/)?penumbra(?:@[^"']*)?(?:\/entities)?["']/;

const SCHEMA_FILE = /^(?:(?:src|db|database|sql|src\/db)\/)?schema\.sql$/;

/** Matches the dumps that dbmate, Rails and the sqlite3 shell write. */
const DUMP =
  /^-- Dbmate schema migrations|schema_migrations|^PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;/m;

function holding(path: string, what: string): Finding {
  return { found: `${path}, which contains ${what}`, schemas: [[path]] };
}

/** A platform whose migrations look like ours but are written for PostgreSQL. */
export const supabase: Recognise = ({ files }) => {
  const folders = files.flatMap((path) => SUPABASE.exec(path)?.[1] ?? []);
  return [...new Set(folders)].map((folder) => ({
    found: `${folder}, which is for PostgreSQL and was left out`,
  }));
};

/** Elsewhere than at the top, such a folder may contain anything but migrations. */
const SUPABASE = /^(supabase(?=\/)|.*\/supabase(?=\/migrations\/))/;
