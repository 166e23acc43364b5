/**
 * `deno task tools`: whether other tools agree with what `apply --as` records, and `status` with what
 * they record: dbmate, Drizzle's migrators, node-sqlite and wrangler. Prints each comparison; exits 1 if one
 * fails. Not part of `deno task ok`, since it fetches the tools the first time.
 */
import { DatabaseSync } from "node:sqlite";
import { runProcess } from "./run_process.ts";
import { inFolder } from "../tests/support/folders.ts";
import { readOptions } from "./options.ts";

readOptions("tools", {});

// The specifiers are composed, so that only this script fetches them.
const DBMATE = ["npm:@dbmate/linux-x64", "2.36.0"].join("@");
const WRANGLER = ["wrangler", "4.86.0"].join("@");

const MOD = new URL("../mod.ts", import.meta.url).pathname;
const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY);\n";
const POSTS = "CREATE TABLE posts (id INTEGER PRIMARY KEY);\n";

let wrong = 0;

function tell(question: string, isRight: boolean, said: string): void {
  console.log(`${isRight ? "yes" : "NO "}  ${question}`);
  if (isRight) return;
  console.log(said);
  wrong++;
}

const penumbra = (folder: string, ...args: readonly string[]) =>
  runProcess([Deno.execPath(), "run", "-A", MOD, ...args], { cwd: folder });

/** The text of a table and its rows, without times and ids. */
function contents(path: string, table: string): string {
  const database = new DatabaseSync(path);
  const find = "SELECT sql FROM sqlite_schema WHERE name = ?";
  const sql = String(database.prepare(find).get(table)?.["sql"]).replace(/\s+|IF NOT EXISTS/g, "");
  const rows = database.prepare(`SELECT * FROM ${table}`).all();
  database.close();
  const facts = rows.map((row) => Object.entries(row).filter(([name]) => !/_at$/.test(name)));
  return JSON.stringify([sql, facts]);
}

async function tryDbmate(): Promise<void> {
  await import(`${DBMATE}/package.json`, { with: { type: "json" } });
  const program = new URL("bin/dbmate", import.meta.resolve(`${DBMATE}/package.json`)).pathname;
  const files = {
    "migrations/1_users.sql": `-- migrate:up\n${USERS}\n-- migrate:down\n`,
    "migrations/2_posts.sql": `-- migrate:up\n${POSTS}\n-- migrate:down\n`,
  };
  await inFolder(files, async (folder) => {
    const dbmate = (database: string, ...args: readonly string[]) =>
      runProcess([
        program,
        "--url",
        `sqlite:${folder}/${database}`,
        "--migrations-dir",
        `${folder}/migrations`,
        "--no-dump-schema",
        ...args,
      ], { cwd: folder });
    await penumbra(folder, "apply", "--db", "a.db", "--as", "dbmate", "--to", "1");
    const status = await dbmate("a.db", "status");
    const isRight = /\[X\] 1_users\.sql\n\[ \] 2_posts\.sql/.test(status.stdout);
    tell("dbmate status knows what apply --as dbmate has run", isRight, status.stdout);
    const up = await dbmate("a.db", "up");
    tell("dbmate up continues from there", up.code === 0 && !/1_users/.test(up.stdout), up.stderr);
    await dbmate("b.db", "up");
    const own = await penumbra(folder, "status", "--db", "b.db");
    tell("status knows what dbmate up has run", own.code === 0, own.stdout + own.stderr);
    await penumbra(folder, "apply", "--db", "c.db", "--as", "dbmate");
    const [theirs, ours] = ["b.db", "c.db"].map((it) =>
      contents(`${folder}/${it}`, "schema_migrations")
    );
    tell("both leave the same table", theirs === ours, `${theirs}\n${ours}`);
  });
}

const ENTRIES = ["0000_users", "0001_posts"].map((tag, idx) => (
  { idx, version: "6", when: 1.7e12 + idx, tag, breakpoints: true }
));

/** The folders of both versions of Drizzle. */
const DRIZZLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "0.45.4": {
    "migrations/0000_users.sql": USERS,
    "migrations/0001_posts.sql": POSTS,
    "migrations/meta/_journal.json": JSON.stringify({
      version: "7",
      dialect: "sqlite",
      entries: ENTRIES,
    }),
  },
  "1.0.0-rc.5": {
    "migrations/20240101000000_users/migration.sql": USERS,
    "migrations/20240102030405_posts/migration.sql": POSTS,
  },
};

async function tryDrizzle(version: string): Promise<void> {
  const [{ default: Database }, { drizzle }, { migrate }] = await Promise.all([
    import(["npm:better-sqlite3", "13.2.0"].join("@")),
    import(["npm:drizzle-orm", `${version}/better-sqlite3`].join("@")),
    import(["npm:drizzle-orm", `${version}/better-sqlite3/migrator`].join("@")),
  ]);
  const name = `drizzle ${version}`;
  await inFolder(DRIZZLE[version]!, async (folder) => {
    const theirs = (file: string) => {
      const database = new Database(`${folder}/${file}`);
      try {
        // The newer one does not open a database itself.
        migrate(drizzle({ client: database }), { migrationsFolder: `${folder}/migrations` });
        return "";
      } catch (error) {
        return String(error);
      } finally {
        database.close();
      }
    };
    await agree(folder, { name, tool: "drizzle", table: "__drizzle_migrations", theirs });
  });
}

/** The interface of the package `sqlite3`, whose native part does not exist for every platform. */
class Sqlite3 {
  readonly #database: DatabaseSync;

  constructor(filename: string, then: () => void) {
    this.#database = new DatabaseSync(filename);
    queueMicrotask(then);
  }

  run(sql: string, ...values: readonly unknown[]) {
    this.#answer(values, (given) => this.#database.prepare(sql).run(...given));
  }

  all(sql: string, ...values: readonly unknown[]) {
    this.#answer(values, (given) => this.#database.prepare(sql).all(...given));
  }

  exec(sql: string, then: unknown) {
    this.#answer([then], () => this.#database.exec(sql));
  }

  close(then: unknown) {
    this.#answer([then], () => this.#database.close());
  }

  /** Calls the last argument with an error or a result, as that package does. */
  #answer(values: readonly unknown[], work: (given: string[]) => unknown): void {
    const then = values.at(-1) as (error: unknown, answer?: unknown) => void;
    try {
      then.call({}, null, work(values.slice(0, -1) as string[]));
    } catch (error) {
      then.call({}, error);
    }
  }
}

async function tryNodeSqlite(): Promise<void> {
  const { open } = await import(["npm:sqlite", "5.1.1"].join("@"));
  const files = {
    "migrations/001-users.sql":
      `-- Up\n-- the people\n${USERS}\n-- Down\n-- and away\nDROP TABLE users;\n`,
    "migrations/002-posts.sql": `-- Up\n${POSTS}`,
  };
  await inFolder(files, async (folder) => {
    const theirs = async (file: string) => {
      const database = await open({ filename: `${folder}/${file}`, driver: Sqlite3 });
      try {
        await database.migrate({ migrationsPath: `${folder}/migrations` });
        return "";
      } catch (error) {
        return String(error);
      } finally {
        await database.close();
      }
    };
    await agree(folder, { name: "node-sqlite", tool: "node-sqlite", table: "migrations", theirs });
  });
}

/** Runs the comparisons of a tool that is called from a program; prints only failures. */
async function agree(folder: string, { name, tool, table, theirs }: {
  readonly name: string;
  readonly tool: string;
  readonly table: string;
  readonly theirs: (file: string) => string | Promise<string>;
}): Promise<void> {
  const bundle = JSON.parse((await penumbra(folder, "bundle")).stdout);
  const first = bundle.migrations[0].id;
  await penumbra(folder, "apply", "--db", "a.db", "--as", tool, "--to", first);
  const said = await theirs("a.db");
  tell(`${name} continues where apply --as ${tool} stopped`, said === "", said);
  await theirs("b.db");
  const own = await penumbra(folder, "status", "--db", "b.db");
  tell(`status knows what ${name} has run`, own.code === 0, own.stdout + own.stderr);
  const { stderr } = await penumbra(folder, "apply", "--db", "c.db", "--as", tool);
  const [one, other] = ["b.db", "c.db"].map((it) => contents(`${folder}/${it}`, table));
  tell(`${name} and apply --as leave the same table`, one === other, `${one}\n${other}\n${stderr}`);
}

async function tryWrangler(): Promise<void> {
  const files = {
    "wrangler.toml": 'name = "x"\ncompatibility_date = "2026-01-01"\n[[d1_databases]]\n' +
      'binding = "DB"\ndatabase_name = "db"\ndatabase_id = "x"\n',
    "migrations/0001_users.sql": USERS,
    "migrations/0002_posts.sql": POSTS,
  };
  await inFolder(files, async (folder) => {
    const env = { CI: "1", WRANGLER_SEND_METRICS: "false", HOME: folder };
    const wrangler = (...args: readonly string[]) =>
      runProcess(["npx", "-y", WRANGLER, "d1", ...args, "--local"], { cwd: folder, env });
    const made = await wrangler("execute", "DB", "--command", "SELECT 1");
    const state = `${folder}/.wrangler/state/v3/d1/miniflare-D1DatabaseObject`;
    let file: string | undefined;
    try {
      file = [...Deno.readDirSync(state)].find(({ name }) => /^[0-9a-f]+\.sqlite$/.test(name))
        ?.name;
    } catch {
      // Reported below.
    }
    if (file === undefined) return tell("wrangler makes a local database", false, made.stderr);
    const ours = await penumbra(folder, "apply", "--db", `${state}/${file}`, "--as", "wrangler");
    tell("apply --as wrangler runs on its local database", ours.code === 0, ours.stderr);
    const list = await wrangler("migrations", "list", "DB");
    tell(
      "wrangler d1 migrations list knows what it has run",
      /No migrations to apply/.test(list.stdout),
      list.stdout + list.stderr,
    );
    await Deno.writeTextFile(`${folder}/migrations/0003_tags.sql`, "CREATE TABLE tags (a);\n");
    await wrangler("migrations", "apply", "DB");
    const status = await penumbra(folder, "status", "--db", `${state}/${file}`);
    tell("status knows what wrangler has run", status.code === 0, status.stdout + status.stderr);
  });
}

await tryDbmate();
for (const version of Object.keys(DRIZZLE)) await tryDrizzle(version);
await tryNodeSqlite();
await tryWrangler();
console.log(wrong === 0 ? "they agree" : `${wrong} disagree`);
Deno.exit(wrong === 0 ? 0 : 1);
