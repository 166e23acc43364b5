import assert from "node:assert/strict";
import { assertRan, type Files, inProject } from "./project.ts";
import { execute } from "../support/sqlite_file.ts";

const FILES: Files = {
  "migrations/0001_users.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n",
  "migrations/0002_bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n",
};

const NEXT: Files = {
  "migrations/0003_names.sql": "CREATE UNIQUE INDEX users_name ON users (name);\n",
};

/** Databases `db/0.db` to `db/9.db`: most at the second migration, three at the first. */
async function inFleet(
  work: (project: Parameters<Parameters<typeof inProject>[1]>[0]) => Promise<void>,
): Promise<void> {
  await inProject({ ...FILES, "db/": "" }, async (project) => {
    const { run, write, folder } = project;
    const list = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => `db/${from + index}.db\n`).join("");
    await write({ "early.txt": list(0, 3), "late.txt": `# most of them\n${list(3, 10)}` });
    assert.equal((await run("apply --dbs early.txt --to 0001")).code, 0);
    assert.equal((await run("apply --dbs late.txt")).code, 0);
    execute(`${folder}/db/9.db`, "CREATE TABLE own (a)");
    await work(project);
  });
}

Deno.test("apply --dbs migrates all, and groups them by their actual schema", async () => {
  await inFleet(async ({ run, write }) => {
    await write(NEXT);
    assertRan(await run(["apply", "--dbs", "db/*.db", "--no-backup"]), {
      stdout: `
        10 databases: 10 applied, 0 up to date
          from 0002_bio                       6
          from 0001_users                     3
          from 0002_bio, with another schema  1  such as db/9.db
      `,
    });
    const again = await run(["apply", "--dbs", "db/*.db"]);
    assert.match(again.stdout, /^10 databases: 0 applied, 10 up to date$/m);
  });
});

Deno.test("a dry run of many databases changes none of them", async () => {
  await inFleet(async ({ run, write, files }) => {
    await write(NEXT);
    const before = await files();
    assertRan(await run(["apply", "--dbs", "db/*.db", "--dry-run"]), {
      stdout: `
        10 databases: 10 would change, 0 up to date
          from 0002_bio                       6
          from 0001_users                     3
          from 0002_bio, with another schema  1  such as db/9.db
      `,
    });
    assert.deepEqual(await files(), before);
  });
});

Deno.test("a failure stops the others unless --keep-going, and the same command continues", async () => {
  await inFleet(async ({ run, write, folder }) => {
    for (const name of [4, 6]) {
      execute(`${folder}/db/${name}.db`, "INSERT INTO users (name) VALUES ('a'), ('a')");
    }
    await write(NEXT);
    const all = ["apply", "--dbs", "db/*.db", "--no-backup"];
    const stopped = await run([...all, "--concurrency", "1"]);
    assert.equal(stopped.code, 3);
    assert.match(stopped.stdout, /^10 databases: 4 applied, 0 up to date, 1 failed, 5 not tried$/m);
    assert.match(stopped.stderr, /UNIQUE constraint failed: users\.name\n/);
    const went = await run([...all, "--keep-going"]);
    assert.equal(went.code, 3);
    assert.match(went.stdout, /^10 databases: 4 applied, 4 up to date, 2 failed$/m);
    assert.equal(went.stderr.match(/^error/gm)?.length, 1);
    assert.match(went.stderr, /^note: In db\/4\.db, db\/6\.db$/m);
    execute(`${folder}/db/4.db`, "DELETE FROM users");
    execute(`${folder}/db/6.db`, "DELETE FROM users");
    const facts = JSON.parse((await run([...all, "--format", "json"])).stdout);
    assert.equal(facts.ok, true);
    const applied = facts.databases.filter((it: { applied: string[] }) => it.applied.length > 0);
    assert.deepEqual(applied.map((it: { database: string }) => it.database), [
      "db/4.db",
      "db/6.db",
    ]);
  });
});

Deno.test("no other database is touched if a canary fails", async () => {
  await inFleet(async ({ run, write, folder }) => {
    execute(`${folder}/db/0.db`, "INSERT INTO users (name) VALUES ('a'), ('a')");
    await write(NEXT);
    const canary = ["apply", "--dbs", "db/*.db", "--no-backup", "--canary", "2", "--keep-going"];
    const { code, stdout } = await run(canary);
    assert.equal(code, 3);
    assert.match(stdout, /^10 databases: 1 applied, 0 up to date, 1 failed, 8 not tried$/m);
  });
});

Deno.test("problems with a list are reported", async () => {
  await inProject(FILES, async ({ run }) => {
    const code = async (...args: string[]) => {
      const ran = await run(["apply", ...args]);
      return [ran.code, /^error\[(.*?)\]/.exec(ran.stderr)?.[1]];
    };
    assert.deepEqual(await code("--dbs", "none.txt"), [3, "files/not-found"]);
    assert.deepEqual(await code("--dbs", "db/*.db"), [2, "apply/no-databases"]);
    assert.deepEqual(await code("--dbs", "a.txt", "--db", "a.db"), [2, "cli/conflicting-options"]);
    assert.deepEqual(await code("--dbs", "a.txt", "--canary", "few"), [2, "cli/bad-number"]);
  });
});

Deno.test("many files are migrated in threads, with the same result as in one", async () => {
  await inProject({ ...FILES, "db/": "" }, async ({ run, write, folder }) => {
    const names = Array.from({ length: 40 }, (_, index) => `db/${index}.db`);
    await write({ "list.txt": names.join("\n") });
    assertRan(await run("apply --dbs list.txt"), {
      stdout: `
        40 databases: 40 applied, 0 up to date
          new  40
      `,
    });
    execute(`${folder}/db/33.db`, "INSERT INTO users (name) VALUES ('a'), ('a')");
    await write(NEXT);
    const { code, stdout, stderr } = await run("apply --dbs list.txt --keep-going");
    assert.equal(code, 3);
    assert.match(stdout, /^40 databases: 39 applied, 0 up to date, 1 failed$/m);
    assert.match(stderr, /0003_names\.sql:1:/);
    assert.match(stderr, /In db\/33\.db$/m);
  });
});

Deno.test("a pattern matches no backup, WAL or lock, and one file by two names is one", async () => {
  await inProject({ ...FILES, "db/a.db": "", "db/b.db": "" }, async ({ run, write, folder }) => {
    assert.equal((await run(["apply", "--dbs", "db/*"])).code, 0);
    await write({ ...NEXT, "db/a.db-wal": "", "db/a.db.penumbra-lock": "" });
    Deno.symlinkSync("a.db", `${folder}/db/c.db`);
    Deno.linkSync(`${folder}/db/b.db`, `${folder}/db/d.db`);
    for (const count of ["2 applied", "0 applied"]) {
      const { stdout } = await run(["apply", "--dbs", "db/*"]);
      assert.match(stdout, new RegExp(`^2 databases: ${count}`, "m"));
    }
  });
});

Deno.test("backups of databases of one name do not replace each other in a folder", async () => {
  await inProject({ ...FILES, "a/": "", "b/": "" }, async ({ run, write, folder }) => {
    await write({ "list.txt": "a/app.db\nb/app.db\n" });
    assert.equal((await run("apply --dbs list.txt --backup kept")).code, 0);
    await write(NEXT);
    assert.equal((await run("apply --dbs list.txt --backup kept")).code, 0);
    assert.equal([...Deno.readDirSync(`${folder}/kept`)].length, 2);
    await write({ "migrations/0004_t.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY);\n" });
    assert.equal((await run("apply --dbs list.txt --backup kept")).code, 0);
    assert.equal([...Deno.readDirSync(`${folder}/kept`)].length, 2);
  });
});
