import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { sha256 } from "../../base/hash.ts";
import { queryDatabaseFile } from "./database_file.ts";
import { openDatabaseFile } from "./open_database.ts";
import { inFolder } from "../../../tests/support/folders.ts";
import { execute } from "../../../tests/support/sqlite_file.ts";

const NAMES = ["SELECT name FROM sqlite_schema ORDER BY rowid"];

/**
 * Every file below the folder with the hash of its contents, except the index of a WAL, which
 * readers may change.
 */
async function hashes(folder: string): Promise<string[]> {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  return await Promise.all(names.map(async (name) => {
    if (name.endsWith("-shm")) return name;
    const bytes = Deno.readFileSync(`${folder}/${name}`);
    return `${name} ${await sha256(Array.from(bytes, (it) => String.fromCharCode(it)).join(""))}`;
  }));
}

Deno.test("queryDatabaseFile() opens no pipe and no device, also beside the file", () =>
  inFolder({}, async (folder) => {
    await new Deno.Command("mkfifo", { args: [`${folder}/pipe.db`] }).output();
    Deno.symlinkSync("/dev/zero", `${folder}/zero.db`);
    const database = new DatabaseSync(`${folder}/open.db`);
    database.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (a)");
    for (const part of ["", "-wal"]) {
      Deno.copyFileSync(`${folder}/open.db${part}`, `${folder}/app.db${part}`);
    }
    database.close();
    Deno.symlinkSync("/dev/zero", `${folder}/app.db-journal`);
    for (const name of ["pipe.db", "zero.db", "app.db"]) {
      const { diagnostics } = await queryDatabaseFile(`${folder}/${name}`, NAMES);
      assert.deepEqual(diagnostics.map(({ code }) => code), ["files/not-regular"], name);
    }
  }));

Deno.test("queryDatabaseFile() refuses a schema that is not valid text, and reads any other", () =>
  inFolder({}, async (folder) => {
    for (
      const [encoding, name, isRead] of [
        ["UTF-8", "ü", true],
        ["UTF-16", "ü", true],
        ["UTF-8", "~~", false],
      ] as const
    ) {
      const path = `${folder}/${encoding}${isRead}.db`;
      execute(path, `PRAGMA encoding = '${encoding}'; CREATE TABLE "${name}" (a)`);
      if (!isRead) {
        const bytes = Deno.readFileSync(path);
        const broken = bytes.map((byte) => byte === 0x7e ? 0xff : byte);
        Deno.writeFileSync(path, broken);
      }
      const { diagnostics, ...read } = await queryDatabaseFile(path, NAMES);
      const message = `Cannot read the database "${path}": its schema is not valid UTF-8`;
      assert.deepEqual(diagnostics.map((it) => it.message), isRead ? [] : [message]);
      if (read.ok) assert.deepEqual(read.value, [[[name]]]);
    }
  }));

Deno.test("queryDatabaseFile() has closed the file when it returns", () =>
  inFolder({}, async (folder) => {
    const path = `${folder}/app.db`;
    execute(path, "CREATE TABLE a (x)");
    for (const statements of [NAMES, [...NAMES, "SELECT * FROM missing"]]) {
      await queryDatabaseFile(path, statements);
      const database = await openDatabaseFile(path, "libsql");
      assert(database.ok);
      database.value.driver.query({ sql: "PRAGMA busy_timeout = 0" });
      database.value.driver.query({ sql: "INSERT INTO a VALUES (1)" });
      database.value.close();
    }
  }));

/** The names in the database, or the code of the failure. Checks that nothing on disk has changed. */
async function namesIn(path: string): Promise<unknown> {
  const folder = path.slice(0, path.lastIndexOf("/"));
  const before = await hashes(folder);
  const answer = await queryDatabaseFile(path, NAMES);
  assert.deepEqual(await hashes(folder), before);
  return answer.ok ? answer.value[0]?.flat() : answer.diagnostics.map(({ code }) => code);
}

Deno.test("queryDatabaseFile() reads a database and leaves every byte as it was", () =>
  inFolder({}, async (folder) => {
    execute(`${folder}/app.db`, "CREATE TABLE a (x); CREATE TABLE b (y)");
    assert.deepEqual(await namesIn(`${folder}/app.db`), ["a", "b"]);
  }));

Deno.test("queryDatabaseFile() leaves no WAL next to a database that uses one", () =>
  inFolder({}, async (folder) => {
    execute(`${folder}/app.db`, "PRAGMA journal_mode = WAL; CREATE TABLE a (x)");
    assert.deepEqual(await namesIn(`${folder}/app.db`), ["a"]);
  }));

Deno.test("queryDatabaseFile() sees what a running program has written to the WAL", () =>
  inFolder({}, async (folder) => {
    const program = new DatabaseSync(`${folder}/app.db`);
    program.exec("PRAGMA journal_mode = WAL; CREATE TABLE a (x); CREATE TABLE b (y)");
    assert.deepEqual(await namesIn(`${folder}/app.db`), ["a", "b"]);
    program.exec("CREATE TABLE c (z)");
    program.close();
  }));

Deno.test("queryDatabaseFile() sees the contents of a WAL that was left behind, with its index or without", () =>
  inFolder({}, async (folder) => {
    const program = new DatabaseSync(`${folder}/app.db`);
    program.exec("PRAGMA journal_mode = WAL; CREATE TABLE a (x); CREATE TABLE b (y)");
    for (const [copy, parts] of [["one", ["", "-wal"]], ["two", ["", "-wal", "-shm"]]] as const) {
      await Deno.mkdir(`${folder}/${copy}`);
      for (const part of parts) {
        await Deno.copyFile(`${folder}/app.db${part}`, `${folder}/${copy}/app.db${part}`);
      }
      assert.deepEqual(await namesIn(`${folder}/${copy}/app.db`), ["a", "b"]);
    }
    program.close();
  }));

/** A separate program that keeps a transaction open until it reads a line from stdin. */
const WRITER = `
import { DatabaseSync } from "node:sqlite";
const database = new DatabaseSync(Deno.args[0]);
database.exec("PRAGMA cache_size = 5; BEGIN EXCLUSIVE; UPDATE a SET x = zeroblob(3999); CREATE TABLE b (y)");
console.log("ready");
Deno.stdin.readSync(new Uint8Array(1));
Deno.kill(Deno.pid, "SIGKILL");
`;

Deno.test({
  name:
    "queryDatabaseFile() waits for a lock, says who has it, and rolls back a crashed writer in a copy",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder({}, async (folder) => {
      const path = `${folder}/app.db`;
      execute(
        path,
        `CREATE TABLE a (x); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
        INSERT INTO a SELECT zeroblob(4000) FROM n`,
      );
      await Deno.writeTextFile(`${folder}/writer.ts`, WRITER);
      const writer = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "--no-lock", `${folder}/writer.ts`, path],
        stdin: "piped",
        stdout: "piped",
        stderr: "null",
      }).spawn();
      const output = writer.stdout.getReader();
      assert.equal(new TextDecoder().decode((await output.read()).value), "ready\n");
      assert.deepEqual(await namesIn(path), ["database/locked"]);
      const input = writer.stdin.getWriter();
      await input.write(new Uint8Array([10]));
      await writer.status;
      await input.close().catch(() => {});
      await output.cancel();
      assert(Deno.statSync(`${path}-journal`).size > 0);
      assert.deepEqual(await namesIn(path), ["a"]);
    }),
});

Deno.test("queryDatabaseFile() takes every character of a path literally", () =>
  inFolder({}, async (folder) => {
    const odd = `${folder}/a b?mode=rwc#%41 ü'"&`;
    await Deno.mkdir(odd);
    execute(`${odd}/app?x.db`, "CREATE TABLE a (x)");
    assert.deepEqual(await namesIn(`${odd}/app?x.db`), ["a"]);
  }));

Deno.test("queryDatabaseFile() reports what is not a database, and creates none", () =>
  inFolder({}, async (folder) => {
    const missing = await queryDatabaseFile(`${folder}/missing.db`, NAMES);
    assert.deepEqual(missing.diagnostics.map(({ code, hint }) => [code, hint]), [
      ["files/not-found", "Run the migrations to create it, or name another path"],
    ]);
    await Deno.writeTextFile(`${folder}/text.db`, "no database ".repeat(1000));
    assert.deepEqual(await namesIn(`${folder}/text.db`), ["database/not-a-database"]);
    await Deno.mkdir(`${folder}/folder.db`);
    const hintFor = async (path: string) => {
      const { diagnostics: [found] } = await queryDatabaseFile(path, NAMES);
      assert.equal(found?.code, "files/is-a-folder");
      return found.hint;
    };
    assert.equal(await hintFor(`${folder}/folder.db`), "Name a file");
    await Deno.writeTextFile(`${folder}/folder.db/app.db-wal`, "");
    await Deno.writeTextFile(`${folder}/folder.db/app.db`, "");
    assert.equal(
      await hintFor(`${folder}/folder.db/`),
      `Name a file, such as ${folder}/folder.db/app.db`,
    );
    await Deno.remove(`${folder}/folder.db`, { recursive: true });
    execute(`${folder}/torn.db`, "CREATE TABLE a (x); CREATE TABLE b (x)");
    const bytes = await Deno.readFile(`${folder}/torn.db`);
    await Deno.writeFile(`${folder}/torn.db`, bytes.fill(0xff, 100, 200));
    assert.deepEqual(await namesIn(`${folder}/torn.db`), ["database/unreadable"]);
    await Deno.writeTextFile(`${folder}/empty.db`, "");
    assert.deepEqual(await namesIn(`${folder}/empty.db`), []);
  }));
