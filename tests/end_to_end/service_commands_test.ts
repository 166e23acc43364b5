import assert from "node:assert/strict";
import { type Files, inProject, type Ran } from "./project.ts";

/** Text that a CI service would run as a command at the start of a line, or anywhere in one. */
const HOSTILE = "\n::add-mask::m\r\n \u00a0::debug::d ##[error]e ##vso[task.complete]v";

/** The same without line breaks, which a migration's name may not contain. */
const IN_PATH = "::notice::n ##[error]e";

const name = (text: string) => `"${text}${HOSTILE}"`;

const FIRST = `CREATE TABLE ${name("::t")} (id INTEGER PRIMARY KEY, ${name("::a")} TEXT);
CREATE TABLE "::debug::alone" (id INTEGER PRIMARY KEY);
CREATE INDEX ${name("i")} ON ${name("::t")} (${name("::a")});
CREATE VIEW ${name("v")} AS SELECT ${name("::a")} FROM ${name("::t")};\n`;

const FILES: Files = {
  "penumbra.json": '{ "target": "sqlite", "layout": "plain" }',
  [`migrations/0001_a${IN_PATH}.sql`]: FIRST,
  "schema.sql": FIRST.replace("TEXT);", `TEXT, ${name("::b")} INT);`)
    .replace(`CREATE VIEW ${name("v")}`, `CREATE VIEW ${name("w")}`),
};

const FAILING: Files = {
  ...FILES,
  [`migrations/0002_b${IN_PATH}.sql`]: `ALTER TABLE ${name("::t")} DROP COLUMN ${
    name("none")
  }; -- ##[error]e\n`,
};

/** An invalid name of a migration is shown, too. */
const MISNAMED: Files = { ...FILES, "migrations/0002_b\n::notice::n.sql": "SELECT 1;\n" };

/** The lines that GitHub or another service would run as commands. */
function commandsIn({ stdout, stderr }: Ran): string[] {
  return `${stdout}\n${stderr}`.split(/\r\n|[\r\n]/)
    .filter((line) => line.trimStart().startsWith("::") || /##\w*\[/.test(line));
}

/** Command lines whose output contains hostile names. */
const SHOWING: readonly (readonly [args: string, files: Files])[] = [
  ["check --verbose", FILES],
  ["check", FAILING],
  ["check", MISNAMED],
  ["check --format json", FAILING],
  ["check --format sarif", FAILING],
  ["check --format markdown", FAILING],
  ["diff", FILES],
  ["diff --format mermaid", FILES],
  ["diff --format html", FILES],
  ["diff --format json", FILES],
  ["inspect schema.sql", FILES],
  ["inspect schema.sql --format mermaid", FILES],
  ["inspect schema.sql --format html", FILES],
  ["generate --verbose", FILES],
  ["upgrade-test", FILES],
  ["status --db ::debug::x.db", FILES],
];

Deno.test.each(SHOWING)("%s passes no command on to a CI service", async (args, files) => {
  await inProject({ ...files, "::debug::x.db": "" }, async ({ run }) => {
    const ran = await run(args);
    assert.match(ran.stdout + ran.stderr, /(?::|&colon;):(?:debug|notice)/);
    assert.deepEqual(commandsIn(ran), []);
  });
});

Deno.test("check --format github passes on its own commands alone", async () => {
  await inProject(FILES, async ({ run }) => {
    const commands = commandsIn(await run("check --format github"));
    assert.match(commands.join(), /::debug/);
    assert(commands.every((line) => /^::(?:error|warning) /.test(line)), commands.join());
  });
});

Deno.test("no name in a database becomes a command to a CI service", async () => {
  await inProject(FILES, async ({ run, write }) => {
    for (const args of ["apply", "status", "doctor", "rehearse"]) {
      if (args === "rehearse") await write({ "migrations/0002_more.sql": "CREATE TABLE u (a);\n" });
      const ran = await run([args, "--db", "::debug::x.db", "--verbose"]);
      assert.equal(ran.code, 0, ran.stderr);
      assert.match(ran.stdout + ran.stderr, /::(?:debug|notice)/);
      assert.deepEqual(commandsIn(ran), []);
    }
  });
});
