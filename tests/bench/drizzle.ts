import { randomUUID } from "node:crypto";
import { type Run, runCommand } from "./measure.ts";

/** The measured versions, from npm; nothing else in this repository depends on them. */
const PACKAGES = ["drizzle-kit@0.31.11", "drizzle-orm@0.45.4"];

/** The length of a project's history. */
export interface DrizzleSize {
  readonly migrations: number;
  readonly tables: number;
}

/**
 * A project of drizzle-kit in a folder, whose schema has one more column than its history, and a
 * run that writes the migration for it. The history has the given length, but its migrations are
 * empty: drizzle-kit never reads their SQL, only their snapshots.
 */
export async function drizzleGenerate(folder: string, size: DrizzleSize): Promise<Run> {
  await Deno.mkdir(folder);
  await npm(folder, "install", "--silent", "--no-audit", "--no-fund", ...PACKAGES);
  const write = (path: string, text: string) => Deno.writeTextFile(`${folder}/${path}`, text);
  await write("drizzle.config.json", JSON.stringify(CONFIG));
  await write("schema.ts", schemaText(size.tables));
  const generate = ["node_modules/.bin/drizzle-kit", "generate"];
  await runCommand(generate, { cwd: folder })();
  await lengthen(folder, size.migrations);
  await write("schema.ts", schemaText(size.tables, "added: text(),"));
  const journal = await Deno.readTextFile(`${folder}/${JOURNAL}`);
  const index = numberOf(size.migrations);
  const before = async () => {
    await write(JOURNAL, journal);
    await Deno.remove(`${folder}/drizzle/meta/${index}_snapshot.json`).catch(() => {});
  };
  return runCommand(generate, { cwd: folder, before });
}

const CONFIG = { dialect: "sqlite", schema: "./schema.ts", out: "./drizzle" };

const JOURNAL = "drizzle/meta/_journal.json";

/**
 * Tables with a key, a reference to the previous table and an index; the last one also has `more`.
 */
function schemaText(tables: number, more = ""): string {
  const texts = Array.from(
    { length: tables },
    (_, index) =>
      `export const t${index} = sqliteTable("t${index}", {
  id: integer().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  size: real().default(0),
  note: text(),
  made_at: integer({ mode: "timestamp" }).notNull(),
  ${index === 0 ? "" : `parent: integer().references(() => t${index - 1}.id),`}
  ${index === tables - 1 ? more : ""}
}, (it) => [index("t${index}_name").on(it.name)]);
`,
  );
  const imports =
    'import { index, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";';
  return `${imports}\n\n${texts.join("\n")}`;
}

/** Copies the only migration and its snapshot until there are as many as requested. */
async function lengthen(folder: string, migrations: number): Promise<void> {
  const meta = `${folder}/drizzle/meta`;
  const journal = JSON.parse(await Deno.readTextFile(`${folder}/${JOURNAL}`));
  const snapshot = JSON.parse(await Deno.readTextFile(`${meta}/0000_snapshot.json`));
  const [first] = journal.entries;
  journal.entries = [];
  let prevId = snapshot.prevId;
  for (let index = 0; index < migrations; index++) {
    const id = randomUUID();
    const text = JSON.stringify({ ...snapshot, id, prevId }, undefined, 2);
    await Deno.writeTextFile(`${meta}/${numberOf(index)}_snapshot.json`, text);
    const tag = `${numberOf(index)}_bench`;
    await Deno.writeTextFile(`${folder}/drizzle/${tag}.sql`, "SELECT 1;\n");
    journal.entries.push({ ...first, idx: index, when: first.when + index, tag });
    prevId = id;
  }
  await Deno.writeTextFile(`${folder}/${JOURNAL}`, JSON.stringify(journal, undefined, 2));
}

function numberOf(index: number): string {
  return `${index}`.padStart(4, "0");
}

async function npm(folder: string, ...args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("npm", {
    args: [...args],
    cwd: folder,
    env: { npm_config_cache: `${folder}/.npm` },
  }).output();
  if (!success) throw new Error(`Cannot install: ${new TextDecoder().decode(stderr)}`);
}
