import assert from "node:assert/strict";
import { assertRan, type Files, inProject, type Project } from "./project.ts";
import { tryGit } from "../support/git.ts";

const FIRST = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'x');\n";

/** The common start of both branches. */
const START: Files = {
  "migrations/0001_users.sql": FIRST,
  "migrations/.gitignore": ".schema.json\n",
  "schema.sql": FIRST,
};

async function git({ folder }: Project, ...args: readonly string[]): Promise<number> {
  return (await tryGit(folder, ...args)).code;
}

/** Commits all files. */
async function commit(project: Project): Promise<void> {
  await git(project, "add", ".");
  assert.equal(await git(project, "commit", "-qm", "more"), 0);
}

/**
 * A project in which main has the files `theirs` and an older branch has `ours`; they are merged
 * with the schema `merged`.
 */
async function inMerge(
  { theirs, ours, merged }: {
    readonly theirs: Files;
    readonly ours: (project: Project) => Promise<void>;
    readonly merged: string;
  },
  work: (project: Project) => Promise<void>,
): Promise<void> {
  await inProject(START, async (project) => {
    await git(project, "init", "-q");
    await commit(project);
    await git(project, "checkout", "-qb", "ours");
    await ours(project);
    await commit(project);
    await git(project, "checkout", "-q", "main");
    await project.write(theirs);
    await commit(project);
    await git(project, "checkout", "-q", "ours");
    assert.equal(await git(project, "merge", "-q", "main"), 1);
    await project.write({ "schema.sql": merged });
    await work(project);
  });
}

const PHONE = FIRST.replace(")", ", phone TEXT)");

const THEIRS: Files = {
  "migrations/0002_phone.sql": "ALTER TABLE users ADD COLUMN phone TEXT;\n",
  "schema.sql": PHONE,
};

/** Changes a default, which needs a rebuild of a table that has no phone column yet. */
async function otherDefault({ write, run }: Project): Promise<void> {
  await write({ "schema.sql": FIRST.replace("'x'", "'y'") });
  assert.equal((await run("generate other_default")).code, 0);
}

const BOTH = PHONE.replace("'x'", "'y'");

Deno.test("rebase regenerates a migration after those of the main branch, in a merge and after it", async () => {
  await inMerge({ theirs: THEIRS, ours: otherDefault, merged: BOTH }, async (project) => {
    const { run, read, files } = project;
    // Both used version 2. In a plain folder ours runs first, before theirs has anything to lose.
    const before = await files();
    const shown = await run("rebase --dry-run");
    assert.match(shown.stdout, /INSERT INTO users \(id, name, phone\) SELECT id, name, phone/);
    assert.deepEqual(await files(), before);
    assertRan(await run("rebase"), {
      stderr: `
        Deleted migrations/0002_other_default.sql
        Wrote migrations/0003_other_default.sql
          Change the default ('x' → 'y') of column "name" of "users"
        If a database has run what was deleted, penumbra status says how it continues; where the SQL differs now, restore a backup or create it again
      `,
    });
    assert.match(await read("migrations/0003_other_default.sql"), /SELECT id, name, phone/);
    assert.equal((await run("check")).code, 0);
    assertRan(await run("rebase"), {
      stderr: 'Nothing to do: your migrations follow those of "main"\n',
    });
    await commit(project);
    assertRan(await run("rebase"), {
      stderr: 'Nothing to do: your migrations follow those of "main"\n',
    });
  });
});

Deno.test("rebase keeps handwritten migrations, and reports statements added to a generated one", async () => {
  const ours = async (project: Project) => {
    const { write, read, run } = project;
    await write({ "migrations/0002_by_hand.sql": "CREATE INDEX by_name ON users (name);\n" });
    await write({
      "schema.sql": `${FIRST.replace("'x'", "'y'")}CREATE INDEX by_name ON users (name);\n`,
    });
    assert.equal((await run("generate other_default")).code, 0);
    const made = await read("migrations/0003_other_default.sql");
    await write({
      "migrations/0003_other_default.sql": `${made}UPDATE users SET name = 'z' WHERE name = 'w';\n`,
      "migrations/0004_rows.sql": "UPDATE users SET name = upper(name);\n",
    });
  };
  const merged = `${BOTH}CREATE INDEX by_name ON users (name);\n`;
  await inMerge({ theirs: THEIRS, ours, merged }, async ({ run, read, files }) => {
    const { code, stderr } = await run("rebase");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /warning\[rebase\/left-out\]: .* "migrations\/0003_other_default\.sql"/);
    assert.match(stderr, /UPDATE users SET name = 'z'/);
    assert.deepEqual(Object.keys(await files()).filter((path) => /^migrations\/0/.test(path)), [
      "migrations/0001_users.sql",
      "migrations/0002_phone.sql",
      "migrations/0003_by_hand.sql",
      "migrations/0004_other_default.sql",
      "migrations/0005_rows.sql",
    ]);
    assert.equal(
      await read("migrations/0003_by_hand.sql"),
      "CREATE INDEX by_name ON users (name);\n",
    );
    assert.equal(await read("migrations/0005_rows.sql"), "UPDATE users SET name = upper(name);\n");
    assert.equal((await run("check")).code, 0);
  });
});

Deno.test("rebase keeps handwritten migrations after a generated one that they need", async () => {
  const email = FIRST.replace(")", ", email TEXT)");
  const byHand = "UPDATE users SET email = name || '@x';\n" +
    "CREATE UNIQUE INDEX users_email ON users (email);\n";
  const view = "CREATE VIEW emails AS SELECT email FROM users;\n";
  const ours = async ({ write, run }: Project) => {
    await write({ "schema.sql": email });
    assert.equal((await run("generate email")).code, 0);
    await write({ "migrations/0003_addresses.sql": byHand, "migrations/0004_emails.sql": view });
  };
  const merged = `${email.replace("email", "phone TEXT, email")}
    CREATE UNIQUE INDEX users_email ON users (email);\n${view}`;
  await inMerge({ theirs: THEIRS, ours, merged }, async ({ run, read, files }) => {
    const { code, stderr } = await run("rebase");
    assert.equal(code, 0, stderr);
    assert.deepEqual(Object.keys(await files()).filter((path) => /^migrations\/0/.test(path)), [
      "migrations/0001_users.sql",
      "migrations/0002_phone.sql",
      "migrations/0003_email.sql",
      "migrations/0004_addresses.sql",
      "migrations/0005_emails.sql",
    ]);
    assert.match(await read("migrations/0003_email.sql"), /;\n$/);
    assert.doesNotMatch(await read("migrations/0003_email.sql"), /INDEX|VIEW/);
    assert.equal(await read("migrations/0004_addresses.sql"), byHand);
    assert.equal(await read("migrations/0005_emails.sql"), view);
    assert.equal((await run("check")).code, 0);
  });
});

Deno.test("rebase keeps a view that needs a generated migration after it", async () => {
  const email = FIRST.replace(")", ", email TEXT)");
  const view = "CREATE VIEW emails AS SELECT email FROM users;\n";
  const ours = async ({ write, run }: Project) => {
    await write({ "schema.sql": email });
    assert.equal((await run("generate email")).code, 0);
    await write({ "migrations/0003_emails.sql": view });
  };
  const merged = `${email.replace("email", "phone TEXT, email")}${view}`;
  await inMerge({ theirs: THEIRS, ours, merged }, async ({ run, read }) => {
    const { code, stderr } = await run("rebase");
    assert.equal(code, 0, stderr);
    assert.equal(await read("migrations/0004_emails.sql"), view);
    assert.equal((await run("check")).code, 0);
  });
});

/** The names of a pair of files in several tools, and what two pairs of one version are. */
const PAIRS: readonly {
  readonly tool: string;
  readonly path: (name: string, way: "up" | "down") => string;
  readonly problem: string;
}[] = [
  {
    tool: "golang-migrate",
    path: (name, way) => `${name}.${way}.sql`,
    problem: "migrations/duplicate-version",
  },
  {
    tool: "Flyway",
    path: (name, way) => `${way === "up" ? "V" : "U"}${name.replace("_", "__")}.sql`,
    problem: "migrations/duplicate-version",
  },
  {
    tool: "Postgrator",
    path: (name, way) => `${name.replace("_", way === "up" ? ".do." : ".undo.")}.sql`,
    problem: "migrations/same-version",
  },
  {
    tool: "two folders",
    path: (name, way) => `${way}/${name}.sql`,
    problem: "migrations/same-version",
  },
];

for (const { tool, path, problem } of PAIRS) {
  Deno.test(`rebase gives a pair of files as ${tool} names them the next version if both branches used the same`, async () => {
    const pathOf = (name: string, way: "up" | "down") => `migrations/${path(name, way)}`;
    const start = {
      "migrations/0001_users.sql": undefined,
      [pathOf("0001_users", "up")]: FIRST,
      [pathOf("0001_users", "down")]: "DROP TABLE users;\n",
    };
    const ours = async (project: Project) => {
      await project.write({ ...start, "schema.sql": FIRST.replace("'x'", "'y'") });
      assert.equal((await project.run("generate other_default --down")).code, 0);
    };
    const theirs = {
      ...start,
      [pathOf("0002_phone", "up")]: THEIRS["migrations/0002_phone.sql"],
      "schema.sql": PHONE,
    };
    await inMerge({ theirs, ours, merged: BOTH }, async ({ run, read, files }) => {
      assert((await run("check")).stderr.includes(`[${problem}]`));
      const { code, stderr } = await run("rebase");
      assert.equal(code, 0, stderr);
      const down = pathOf("0003_other_default", "down");
      assert.deepEqual(
        Object.keys(await files()).filter((it) => /^migrations\/\w.*\.sql$/.test(it)),
        [
          pathOf("0001_users", "up"),
          pathOf("0001_users", "down"),
          pathOf("0002_phone", "up"),
          pathOf("0003_other_default", "up"),
          down,
        ].sort(),
      );
      assert.match(await read(down), /SELECT id, name, phone/);
      assert.equal((await run("check")).code, 0);
    });
  });
}

Deno.test("rebase works if git could not merge the list of a tool", async () => {
  const journal = (...tags: readonly string[]) =>
    JSON.stringify(
      {
        version: "7",
        dialect: "sqlite",
        entries: tags.map((tag, idx) => ({
          idx,
          version: "6",
          when: 1e12 + idx,
          tag,
          breakpoints: true,
        })),
      },
      undefined,
      2,
    );
  const drizzle = {
    "migrations/0001_users.sql": undefined,
    "migrations/0000_users.sql": FIRST,
  };
  const ours = async (project: Project) => {
    await project.write({ ...drizzle, "migrations/meta/_journal.json": journal("0000_users") });
    await otherDefault(project);
  };
  const theirs = {
    ...drizzle,
    "migrations/0001_phone.sql": THEIRS["migrations/0002_phone.sql"],
    "migrations/meta/_journal.json": journal("0000_users", "0001_phone"),
    "schema.sql": PHONE,
  };
  await inMerge({ theirs, ours, merged: BOTH }, async ({ run, read }) => {
    assert.match(await read("migrations/meta/_journal.json"), /^<<<<<<< /m);
    assertRan(await run("check"), {
      code: 3,
      stderr: `
        error[migrations/bad-journal]: Cannot read "migrations/meta/_journal.json": it still has merge conflict markers
        note: From its files, the layout of "migrations" was detected as "drizzle"; --layout overrides it
        hint: Run penumbra rebase, which moves your migrations after those of the main branch
      `,
    });
    assertRan(await run("rebase"), {
      stderr: `
        Deleted migrations/0001_other_default.sql
        Deleted migrations/meta/0001_snapshot.json
        Wrote migrations/meta/_journal.json
        Wrote migrations/0002_other_default.sql
        Wrote migrations/meta/0002_snapshot.json
          Change the default ('x' → 'y') of column "name" of "users"
        If a database has run what was deleted, penumbra status says how it continues; where the SQL differs now, restore a backup or create it again
      `,
    });
    const { entries } = JSON.parse(await read("migrations/meta/_journal.json"));
    assert.deepEqual(entries.map(({ tag }: { tag: string }) => tag), [
      "0000_users",
      "0001_phone",
      "0002_other_default",
    ]);
    assert.equal((await run("check")).code, 0);
  });
});

Deno.test("rebase changes nothing if a handwritten migration no longer runs", async () => {
  const ours = async ({ write }: Project) => {
    const phone = "ALTER TABLE users ADD COLUMN phone INT;\n";
    await write({ "migrations/0002_mine.sql": phone, "schema.sql": `${FIRST}-- mine\n` });
  };
  await inMerge({ theirs: THEIRS, ours, merged: PHONE }, async ({ run, files }) => {
    const before = await files();
    const { code, stderr } = await run("rebase");
    assert.equal(code, 3, stderr);
    assert.match(stderr, /duplicate column name "phone"/);
    assert.deepEqual(await files(), before);
  });
});

Deno.test("rebase needs a main branch, and says how to name one", async () => {
  await inProject(START, async ({ run }) => {
    const { code, stderr } = await run("rebase");
    assert.equal(code, 3);
    assert.match(stderr, /git/);
  });
  await inProject(START, async (project) => {
    await git(project, "init", "-q", "-b", "trunk");
    await commit(project);
    const { code, stderr } = await project.run("rebase");
    assert.equal(code, 2);
    assert.match(stderr, /hint: Name it with --base/);
    assertRan(await project.run("rebase --base trunk"), {
      stderr: 'Nothing to do: "trunk" has every migration\n',
    });
  });
});
