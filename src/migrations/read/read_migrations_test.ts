import assert from "node:assert/strict";
import { readMigrations, type ReadMigrationsOptions } from "./read_migrations.ts";

Deno.test("readMigrations() reads a folder, ignoring files of editors and tools", async () => {
  const { folder, result } = await readFrom({
    "0002_b.sql": "SELECT 2;\r\n",
    "0001_größe.sql": "\ufeffSELECT 'é';",
    ".schema.json": "{",
    ".0003_c.sql.swp": "x",
    "0003_c.sql~": "x",
    "#0003_c.sql#": "x",
    "0003_c.sql.orig": "x",
    "README.md": "x",
    ".hidden.sql": "x",
  });
  assert.ok(result.ok);
  assert.deepEqual(result.diagnostics, []);
  const { files, ...directory } = result.value;
  assert.deepEqual(directory, {
    path: folder,
    layout: "plain",
    migrations: [
      {
        id: "0001_größe",
        version: "0001",
        name: "größe",
        source: { name: `${folder}/0001_größe.sql`, text: "\ufeffSELECT 'é';" },
      },
      {
        id: "0002_b",
        version: "0002",
        name: "b",
        source: { name: `${folder}/0002_b.sql`, text: "SELECT 2;\r\n" },
      },
    ],
  });
  assert.deepEqual([...files.keys()], ["0001_größe.sql", "0002_b.sql"]);
});

Deno.test("readMigrations() warns of a last migration that contains no statement", async () => {
  const { folder, result } = await readFrom({
    "0_only_for_postgres.sql": "",
    "1_a.sql": "SELECT 1",
    "2_b.sql": "-- soon\n;",
  });
  assert.ok(result.ok);
  assert.deepEqual(result.diagnostics, [{
    code: "migrations/empty",
    severity: "warning",
    message: `"${folder}/2_b.sql" contains no statement`,
    span: {
      source: { name: `${folder}/2_b.sql`, text: "-- soon\n;" },
      startOffset: 0,
      endOffset: 0,
    },
    hint: "Write its SQL, or delete it if no database has run it",
  }]);
});

Deno.test("readMigrations() refuses names that would add lines to what lists them", async () => {
  const { folder, result } = await readFrom({
    "1_a.sql": "",
    "2_b\nDROP TABLE t; --.sql": "",
    "3_c\r/up.sql": "",
  }, { layout: "diesel" });
  assert.ok(!result.ok);
  assert.deepEqual(
    result.diagnostics.map(({ code, message }) => `${code}: ${message}`),
    [`${folder}/2_b\nDROP TABLE t; --.sql`, `${folder}/3_c\r/up.sql`].map((name) =>
      `migrations/control-character: Cannot read "${name}": its name contains a control character`
    ),
  );
});

Deno.test("readMigrations() treats a missing folder as an error, or as empty on request", async () => {
  const missing = await readMigrations("no/such/folder");
  assert.deepEqual(missing, {
    ok: false,
    reason: "unfinished",
    diagnostics: [{
      code: "migrations/no-folder",
      severity: "error",
      message: 'Cannot read migrations: there is no folder "no/such/folder"',
      hint: "Create it, or name another folder",
    }],
  });
  const none = await readMigrations("no/such/folder", { whenMissing: "empty" });
  assert.deepEqual(none.ok && none.value, {
    path: "no/such/folder",
    layout: "plain",
    migrations: [],
    files: new Map(),
  });
  const { result } = await readFrom({});
  assert.deepEqual(result.ok && result.value.migrations, []);
});

Deno.test("readMigrations() does not mistake another layout for an empty folder", async () => {
  const unknown = { "users/first/users.sql": "CREATE TABLE t (a);" };
  assert.deepEqual(codesOf((await readFrom(unknown)).result), ["migrations/unknown-layout"]);
  const { result } = await readFrom(unknown, { layout: "plain" });
  assert.deepEqual(result.ok && result.value.migrations, []);
});

Deno.test("readMigrations() refuses a layout that it does not know", async () => {
  const meant = await readMigrations("migrations", { layout: "plian" });
  assert.equal(!meant.ok && meant.reason, "misuse");
  assert.equal(meant.diagnostics[0]?.hint, 'Did you mean "plain"?');
  const unknown = await readMigrations("migrations", { layout: "liquibase" });
  assert.match(unknown.diagnostics[0]?.hint ?? "", /^Choose one of these: .*plain/);
});

Deno.test("readMigrations() returns the diagnostics of the layout and the files", async () => {
  assert.deepEqual(
    codesOf((await readFrom({ "1_a.sql": "", "01_b.sql": "", "c.sql": "" })).result),
    [
      "migrations/no-version",
      "migrations/duplicate-version",
    ],
  );
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(`${folder}/1_a.sql`, new Uint8Array([0xe9]));
    assert.deepEqual(codesOf(await readMigrations(folder)), ["files/not-utf8"]);
    assert.deepEqual(codesOf(await readMigrations(`${folder}/1_a.sql`)), ["files/not-a-folder"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** The result for a folder with these files, and its path. */
async function readFrom(
  files: { readonly [path: string]: string },
  options: ReadMigrationsOptions = {},
) {
  const folder = await Deno.makeTempDir();
  try {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(`${folder}/${path}`.replace(/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}`, text);
    }
    return { folder, result: await readMigrations(folder, options) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function codesOf(result: Awaited<ReturnType<typeof readMigrations>>): string[] {
  assert.equal(result.ok, false);
  return result.diagnostics.map(({ code }) => code);
}
