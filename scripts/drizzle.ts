/**
 * `deno task drizzle`: Drizzle Kit runs after penumbra. In a folder with Drizzle Kit's first
 * migration, penumbra writes the second one. Then Drizzle Kit must find no change, its check must
 * pass, and its third migration must be the one that it writes after a second one of its own. Tests
 * both versions, and a schema in TypeScript, as Drizzle Kit exports it, and in SQL. Exits 1 if one
 * fails. Not part of `deno task ok`, since it downloads both versions the first time.
 */
import { fileURLToPath } from "node:url";
import { runProcess } from "./run_process.ts";
import { pathsBelow } from "../tests/support/folders.ts";
import { readOptions } from "./options.ts";

readOptions("drizzle", {});

const KITS = [{ kit: "0.31.11", orm: "0.45.4" }, { kit: "1.0.0-rc.5", orm: "1.0.0-rc.5" }];

const MAIN = fileURLToPath(new URL("../mod.ts", import.meta.url));

/** A state of the schema, in pieces. */
interface State {
  readonly columns: string;
  readonly extras: string;
  readonly more: string;
}

/** The schema of Drizzle Kit's first migration. */
const FIRST: State = {
  columns: `name: text("name").notNull().unique(), boss: integer("boss"),`,
  extras: `foreignKey({ columns: [t.boss], foreignColumns: [t.id], name: "boss_of" }),`,
  more: "",
};

/** The schema of penumbra's migration. */
const SECOND: State = {
  columns: `name: text("full_name").notNull().unique(), boss: integer("boss"),
    bio: text("bio").default("it's"),
    plan: text("plan", { enum: ["pro", "free"] }).notNull().default("free"),
    logins: integer("logins").default(0), seen: integer("seen", { mode: "timestamp" }),`,
  extras: `${FIRST.extras} check("some", sql\`\${t.logins} >= 0\`),
    index("by_plan").on(t.plan, sql\`lower(\${t.name})\`).where(CONDITION),`,
  more: `export const posts = sqliteTable("posts", {
      author: integer("author").references(() => users.id, { onDelete: "cascade" }),
      slug: text("slug").notNull(),
      other: integer("other"),
    }, (t) => [
      primaryKey({ columns: [t.author, t.slug] }),
      foreignKey({ columns: [t.other], foreignColumns: [users.id], NAME }),
    ]);
    export const pros = sqliteView("pros").as((query) =>
      query.select({ id: users.id }).from(users).where(eq(users.plan, "pro"))
    );`,
};

/** The schema of Drizzle Kit's third migration. */
const THIRD: State = { ...SECOND, columns: `${SECOND.columns} age: integer("age"),` };

/**
 * The schema options of penumbra, and whether they tell everything: DDL has no bound values, and
 * the DDL of Drizzle Kit up to 0.31 has no names of foreign keys.
 */
const SOURCES = [
  { name: "TypeScript", schema: "schema.mjs", tellsAll: true },
  { name: "what the kit exports", schema: "command:npx drizzle-kit export", tellsAll: false },
  { name: "SQL", schema: "schema.sql", tellsAll: false },
];

function schemaOf({ columns, extras, more }: State, tellsAll: boolean): string {
  const condition = tellsAll ? `eq(t.plan, "pro")` : "sql`${t.plan} = 'pro'`";
  return `import { eq, sql } from "drizzle-orm";
    import {
      check, foreignKey, index, integer, primaryKey, sqliteTable, sqliteView, text,
    } from "drizzle-orm/sqlite-core";
    export const users = sqliteTable("users", {
      id: integer("id").primaryKey({ autoIncrement: true }), ${columns}
    }, (t) => [${extras.replace("CONDITION", condition)}]);
    ${more.replace("NAME", tellsAll ? `name: "other_user"` : "")}`;
}

/** The problems if Drizzle Kit continues after penumbra; empty if there are none. */
async function faults(folder: string, { schema, tellsAll }: (typeof SOURCES)[number]) {
  const kit = (...args: readonly string[]) => run(folder, "npx", "drizzle-kit", ...args);
  const write = async (state: State) => {
    await Deno.writeTextFile(`${folder}/schema.mjs`, schemaOf(state, tellsAll));
    if (schema === "schema.sql") {
      await Deno.writeTextFile(
        `${folder}/schema.sql`,
        (await kit("export")).replace(/^\[.*$/gm, ""),
      );
    }
  };
  await Deno.remove(`${folder}/drizzle`, { recursive: true }).catch(() => {});
  await write(FIRST);
  await kit("generate", "--name", "one");
  await write(SECOND);
  const penumbra = (...args: readonly string[]) => {
    const places = ["--migrations", "drizzle", "--schema", schema];
    return run(folder, Deno.execPath(), "run", "-A", "--no-config", MAIN, ...args, ...places);
  };
  const wrote = await penumbra("generate", "two", "--rename", "users.name:users.full_name");
  if (!/^Wrote /m.test(wrote)) return [`penumbra writes nothing: ${wrote}`];
  const found: string[] = [];
  const again = await kit("generate", "--name", "again");
  if (!/No schema changes/.test(again)) found.push(`the kit finds changes: ${again}`);
  const checked = await kit("check");
  if (!/Everything's fine/.test(checked)) found.push(`the kit's check fails: ${checked}`);
  await write(THIRD);
  const said = await kit("generate", "--name", "three");
  const third = (await pathsBelow(`${folder}/drizzle`)).find((path) => /three.*\.sql$/.test(path));
  if (third === undefined) return [...found, `the kit writes no third migration: ${said}`];
  const sql = await Deno.readTextFile(`${folder}/drizzle/${third}`);
  if (sql.trim() !== "ALTER TABLE `users` ADD `age` integer;") found.push(`the third is ${sql}`);
  const last = await penumbra("check");
  if (!/Nothing to do/.test(last)) found.push(`penumbra finds changes: ${last}`);
  return found;
}

/** The output of a program on stdout and stderr. */
async function run(folder: string, ...words: readonly string[]): Promise<string> {
  const { stdout, stderr } = await runProcess(words, { cwd: folder, env: { NO_COLOR: "1" } });
  return stdout + stderr;
}

let failed = 0;
for (const { kit, orm } of KITS) {
  const folder = await Deno.makeTempDir({ prefix: "penumbra-drizzle-" });
  await Deno.writeTextFile(`${folder}/package.json`, "{}");
  await Deno.writeTextFile(
    `${folder}/drizzle.config.ts`,
    `export default { dialect: "sqlite", schema: "schema.mjs", out: "drizzle" };`,
  );
  await run(folder, "npm", "install", `drizzle-kit@${kit}`, `drizzle-orm@${orm}`);
  for (const source of SOURCES) {
    const found = await faults(folder, source);
    failed += found.length;
    console.log(
      `drizzle-kit ${kit}, ${source.name}: ${found.length === 0 ? "continues" : found.join("\n")}`,
    );
  }
  await Deno.remove(folder, { recursive: true });
}
Deno.exit(failed === 0 ? 0 : 1);
