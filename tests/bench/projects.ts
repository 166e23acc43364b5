import { generateHistory } from "./history.ts";

/** A project on disk that a command can be run in. */
export interface Project {
  /** Its folder: `migrations/` and `schema.sql`, and nothing that is missing. */
  readonly folder: string;
  readonly migrations: readonly { readonly name: string; readonly sql: string }[];
  readonly schemaSql: string;
}

export interface ProjectSize {
  readonly migrations: number;
  readonly tables: number;
  readonly seed: number;
}

/**
 * The project of a generated history. Making one of a thousand migrations takes several seconds, so
 * it stays in the system's folder for temporary files until what makes it changes.
 */
export async function openProject(size: ProjectSize): Promise<Project> {
  const { migrations, tables, seed } = size;
  const name = `${migrations}-${tables}-${seed}-${await generatorDigest()}`;
  const folder = `${Deno.env.get("TMPDIR") ?? "/tmp"}/penumbra-bench/${name}`;
  if (!exists(`${folder}/schema.sql`)) writeProject(folder, size);
  const files = [...Deno.readDirSync(`${folder}/migrations`)].map((entry) => entry.name)
    .filter((file) => file.endsWith(".sql")).sort();
  return {
    folder,
    migrations: files.map((file) => ({
      name: file,
      sql: Deno.readTextFileSync(`${folder}/migrations/${file}`),
    })),
    schemaSql: Deno.readTextFileSync(`${folder}/schema.sql`),
  };
}

/** Another folder with the same project, to be changed; `name` tells such copies apart. */
export function copyProject({ folder, migrations, schemaSql }: Project, name: string): Project {
  const copy = `${folder}-${name}`;
  if (exists(copy)) Deno.removeSync(copy, { recursive: true });
  writeFiles(copy, { migrations, schemaSql });
  return { folder: copy, migrations, schemaSql };
}

/** The schema with one column more, in a table from the middle of it. */
export function withColumn(schemaSql: string): string {
  const tables = [...schemaSql.matchAll(/^CREATE TABLE .*\n.*,\n/gm)];
  const { 0: head, index } = tables[tables.length >> 1]!;
  const end = index + head.length;
  return `${schemaSql.slice(0, end)}  added_by_the_bench TEXT,\n${schemaSql.slice(end)}`;
}

function writeProject(folder: string, size: ProjectSize): void {
  const { files, schemaSql } = generateHistory(size);
  writeFiles(folder, { migrations: files, schemaSql });
}

/** The schema comes last: a folder that has one is whole. */
function writeFiles(
  folder: string,
  { migrations, schemaSql }: Pick<Project, "migrations" | "schemaSql">,
): void {
  Deno.mkdirSync(`${folder}/migrations`, { recursive: true });
  for (const { name, sql } of migrations) {
    Deno.writeTextFileSync(`${folder}/migrations/${name}`, sql);
  }
  Deno.writeTextFileSync(`${folder}/schema.sql`, schemaSql);
}

/** Names what makes histories: another generator makes others. */
async function generatorDigest(): Promise<string> {
  const files = [...Deno.readDirSync(import.meta.dirname!)].map((entry) => entry.name)
    .filter((name) => /^(history|random).*(?<!_test)\.ts$/.test(name)).sort();
  const text = files.map((name) => Deno.readTextFileSync(`${import.meta.dirname}/${name}`)).join(
    "",
  );
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).slice(0, 4).toHex();
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
