import { generateHistory } from "./history.ts";

/** A project on disk in which a command can be run. */
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
 * The project of a generated history. A thousand migrations take several seconds to generate, so
 * the project is kept in the system's temporary folder until the generator changes.
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

/** A project whose schema has one more column than its migrations. */
export interface AheadProject extends Project {
  /** Restores that state, including the cache, after a migration was written. */
  goBack(): void;
}

/**
 * A copy of a settled project whose schema has one more column; `name` distinguishes such copies.
 * `warm` is run before the column is added, and leaves the cache.
 */
export async function oneColumnAhead(
  { folder: settled, migrations, schemaSql }: Project,
  { name, warm }: {
    readonly name: string;
    readonly warm: (project: Project) => Promise<unknown>;
  },
): Promise<AheadProject> {
  const folder = `${settled}-${name}`;
  if (exists(folder)) Deno.removeSync(folder, { recursive: true });
  const project = { folder, migrations, schemaSql };
  writeFiles(folder, project);
  await warm(project);
  const cache = Deno.readTextFileSync(cachePath(project));
  Deno.writeTextFileSync(`${folder}/schema.sql`, withColumn(schemaSql));
  return {
    ...project,
    goBack() {
      removeNewMigrations(project);
      Deno.writeTextFileSync(cachePath(project), cache);
    },
  };
}

/** The path of a project's cache. */
export function cachePath({ folder }: Project): string {
  return `${folder}/migrations/.schema.json`;
}

function removeNewMigrations({ folder, migrations }: Project): void {
  const known = new Set(migrations.map(({ name }) => name));
  for (const { name } of [...Deno.readDirSync(`${folder}/migrations`)]) {
    if (name.endsWith(".sql") && !known.has(name)) Deno.removeSync(`${folder}/migrations/${name}`);
  }
}

/** The schema with one more column, in a table in the middle. */
function withColumn(schemaSql: string): string {
  const tables = [...schemaSql.matchAll(/^CREATE TABLE .*\n.*,\n/gm)];
  const { 0: head, index } = tables[tables.length >> 1]!;
  const end = index + head.length;
  return `${schemaSql.slice(0, end)}  added_by_the_bench TEXT,\n${schemaSql.slice(end)}`;
}

function writeProject(folder: string, size: ProjectSize): void {
  const { files, schemaSql } = generateHistory(size);
  writeFiles(folder, { migrations: files, schemaSql });
}

/** The schema is written last: a folder that has one is complete. */
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

/** Identifies the generator: another one generates other histories. */
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
