import assert from "node:assert/strict";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { loadConfig } from "./config.ts";
import { inFolder } from "../../../tests/support/folders.ts";

/** The errors in a configuration: each message, the marked text, and the hint. */
async function problems(text: string): Promise<[message: string, part?: string, hint?: string][]> {
  let found: readonly Diagnostic[] = [];
  await inFolder({ "penumbra.json": text }, async (folder) => {
    const result = await loadConfig(folder);
    assert(!result.ok && result.reason === "misuse");
    found = result.diagnostics;
  });
  return found.map(({ message, span, hint }) => {
    assert(span === undefined || span.source.name === "penumbra.json");
    const part = span?.source.text.slice(span.startOffset, span.endOffset);
    return [
      message,
      ...(part === undefined ? [] : [part]),
      ...(hint === undefined ? [] : [hint]),
    ] as [string];
  });
}

Deno.test("loadConfig() reads every key", async () => {
  const values = {
    migrations: "db/migrations",
    layout: "plain",
    runner: "sqlx",
    foreignKeys: "off",
    schema: ["a.sql", "b.sql"],
    target: "turso",
    cache: false,
    columnOrder: "strict",
    renames: ["users:people"],
  };
  const text = JSON.stringify({ $schema: "https://example.org/schema.json", ...values });
  await inFolder({ "penumbra.json": `\ufeff${text}` }, async (folder) => {
    const result = await loadConfig(folder);
    assert(result.ok);
    assert.deepEqual(result.value, { folder, file: "penumbra.json", values });
  });
});

Deno.test("loadConfig() accepts a single schema without a list", async () => {
  await inFolder({ "penumbra.json": '{"schema": "a.sql"}' }, async (folder) => {
    const result = await loadConfig(folder);
    assert(result.ok);
    assert.deepEqual(result.value.values, { schema: ["a.sql"] });
  });
});

Deno.test("loadConfig() finds the nearest file upward, and its folder", async () => {
  const files = {
    "penumbra.json": "{}",
    "a/penumbra.json": "{}",
    "a/b/c/x.sql": "",
    "d/x.sql": "",
  };
  await inFolder(files, async (folder) => {
    const found = async (from: string) => {
      const result = await loadConfig(folder + from);
      assert(result.ok);
      return [result.value.folder, result.value.file];
    };
    assert.deepEqual(await found("/a/b/c"), [`${folder}/a`, `${folder}/a/penumbra.json`]);
    assert.deepEqual(await found("/a"), [`${folder}/a`, "penumbra.json"]);
    assert.deepEqual(await found("/d"), [folder, `${folder}/penumbra.json`]);
  });
});

Deno.test("loadConfig() does not look beyond the top of the work tree", async () => {
  const files = {
    "penumbra.json": '{"schema": "command:touch evil"}',
    "repository/.git/HEAD": "ref: refs/heads/main\n",
    "repository/sub/x.sql": "",
    "linked/.git": "gitdir: ../repository/.git/worktrees/linked\n",
  };
  await inFolder(files, async (folder) => {
    for (const below of ["repository", "repository/sub", "linked"]) {
      const result = await loadConfig(`${folder}/${below}`);
      assert(result.ok);
      assert.deepEqual(result.value, { folder: `${folder}/${below}`, values: {} });
    }
    await Deno.writeTextFile(`${folder}/repository/penumbra.json`, "{}");
    const result = await loadConfig(`${folder}/repository/sub`);
    assert(result.ok);
    assert.equal(result.value.file, `${folder}/repository/penumbra.json`);
  });
});

/** Only the superuser can change the owner of a file. */
const MAY_GIVE = Deno.build.os !== "windows" && Deno.uid() === 0;

Deno.test({
  name: `loadConfig() refuses a file of another user${
    MAY_GIVE ? "" : " (skipped: only the superuser can make one)"
  }`,
  ignore: !MAY_GIVE,
  fn: async () => {
    const files = { "penumbra.json": '{"schema": "command:touch evil"}', "sub/x.sql": "" };
    await inFolder(files, async (folder) => {
      await Deno.chown(`${folder}/penumbra.json`, 4321, 4321);
      for (const from of [folder, `${folder}/sub`]) {
        const result = await loadConfig(from);
        assert(!result.ok && result.reason === "misuse");
        const [diagnostic] = result.diagnostics;
        const path = from === folder ? "penumbra.json" : `${folder}/penumbra.json`;
        assert.deepEqual(diagnostic, {
          code: "cli/foreign-config",
          severity: "error",
          message: `Cannot use "${path}": it belongs to another user (4321)`,
          hint: `Read it, then name it with --config "${path}"`,
        });
      }
      assert((await loadConfig(folder, { file: "penumbra.json" })).ok);
    });
  },
});

Deno.test("loadConfig() refuses files outside the project", async () => {
  const config = {
    migrations: "../db",
    schema: ["a.sql", "../b.sql", "/etc/passwd", "file:../app.db", "migrations:../../m", "own.db"],
  };
  const files = {
    "a/penumbra.json": JSON.stringify(config),
    "repository/.git/HEAD": "",
    "repository/a/penumbra.json": JSON.stringify(config),
  };
  await inFolder(files, async (folder) => {
    const messages = async (below: string) => {
      const result = await loadConfig(`${folder}/${below}`);
      return result.diagnostics.map(({ message, hint, span }) => [
        message.replace('Cannot use "penumbra.json": ', ""),
        hint?.replace(folder, "…"),
        span && span.source.text.slice(span.startOffset, span.endOffset),
      ]);
    };
    assert.deepEqual(
      await messages("a"),
      ["../db", "../b.sql", "/etc/passwd", "../app.db", "../../m"].map(
        (path, index) => [
          `"${path}" is outside the project`,
          `Put it below "…/a", or name it on the command line with --${
            index === 0 ? "migrations" : "schema"
          }`,
          JSON.stringify(
            path === "../../m"
              ? `migrations:${path}`
              : path === "../app.db"
              ? `file:${path}`
              : path,
          ),
        ],
      ),
    );
    const inRepository = (await messages("repository/a")).map(([message]) => message);
    assert.deepEqual(inRepository, [
      '"/etc/passwd" is outside the project',
      '"../../m" is outside the project',
    ]);
  });
});

Deno.test("loadConfig() refuses a database that is a link to outside the project", async () => {
  const files = { "a/penumbra.json": '{"schema": ["app.db", "below/app.db"]}', "b/app.db": "" };
  await inFolder(files, async (folder) => {
    await Deno.symlink("../b/app.db", `${folder}/a/app.db`);
    await Deno.symlink("../b", `${folder}/a/below`);
    const { diagnostics } = await loadConfig(`${folder}/a`);
    assert.deepEqual(diagnostics.map(({ message }) => message), [
      'Cannot use "penumbra.json": "app.db" is outside the project',
      'Cannot use "penumbra.json": "below/app.db" is outside the project',
    ]);
  });
});

Deno.test("loadConfig() works without a file", async () => {
  await inFolder({}, async (folder) => {
    const result = await loadConfig(folder);
    assert(result.ok);
    assert.deepEqual(result.value, { folder, values: {} });
  });
});

Deno.test("loadConfig() uses the given file, and fails if it does not exist", async () => {
  const files = { "penumbra.json": '{"target": "d1"}', "sub/other.json": '{"target": "turso"}' };
  await inFolder(files, async (folder) => {
    const result = await loadConfig(folder, { file: "sub/other.json" });
    assert(result.ok);
    assert.deepEqual(result.value.values, { target: "turso" });
    assert.equal(result.value.folder, `${folder}/sub`);
    const missing = await loadConfig(folder, { file: "sub/othr.json" });
    assert(!missing.ok);
    assert.equal(missing.reason, "misuse");
    assert.equal(missing.diagnostics[0]!.code, "files/not-found");
  });
});

Deno.test("loadConfig() reports every error at its place", async () => {
  const text = `{
  "migration": "db",
  "target": "sqlit",
  "schema": ["a.sql", 2],
  "cache": "no",
  "renames": ["a:b", "a:b:c"]
}`;
  assert.deepEqual(await problems(text), [
    [
      'Cannot use "penumbra.json": unknown key "migration"',
      '"migration"',
      'Did you mean "migrations"?',
    ],
    [
      'Cannot use the target "sqlit": there is no such target',
      '"sqlit"',
      'Did you mean "sqlite"?',
    ],
    [
      'Cannot use "penumbra.json": "schema" cannot contain 2',
      "2",
      "Write a source or a list of them",
    ],
    [
      'Cannot use "penumbra.json": "cache" cannot be "no"',
      '"no"',
      "Write true or false",
    ],
    [
      'Cannot read the rename "a:b:c": it is not before:after',
      '"a:b:c"',
      'Write old:new for a table, table.old:table.new for a column; quote a name like "a.b"',
    ],
  ]);
});

Deno.test("loadConfig() reports errors within a value at their places", async () => {
  const text = '{ "layout": "plian", "columnOrder": "strikt", "schema": ["a.sql", "comand:x"] }';
  assert.deepEqual(
    (await problems(text)).map(([, ...rest]) => rest),
    [
      ['"plian"', 'Did you mean "plain"?'],
      ['"strikt"', 'Did you mean "strict"?'],
      ['"comand:x"', 'Did you mean "command:"?'],
    ],
  );
  assert.deepEqual((await problems('{ "schema": "comand:x" }'))[0]![1], '"comand:x"');
  assert.deepEqual((await problems('{ "renames": "a:b", "migrations": " " }')).map((it) => it[2]), [
    "Write a list of renames such as old:new",
    "Write the path of a folder",
  ]);
});

Deno.test("loadConfig() lists the keys if none is similar", async () => {
  const [[message, part, hint] = []] = await problems('{"constructor": 1}');
  assert.match(message!, /unknown key "constructor"/);
  assert.equal(part, '"constructor"');
  assert.match(hint!, /^Use one of \$schema, migrations, .* or renames$/);
});

Deno.test("loadConfig() names the option that sets what a configuration cannot", async () => {
  const hints = async (text: string) => (await problems(text)).map((it) => it[2]);
  assert.deepEqual(await hints('{ "db": "app.db", "authToken": "x", "color": "never" }'), [
    "Pass --db <database> on the command line instead",
    "Pass --auth-token <token> on the command line instead",
    "Pass --color <when> on the command line instead",
  ]);
});

Deno.test("loadConfig() points at the first syntax error in JSON", async () => {
  const refused = async (text: string) => {
    let rest: string | undefined;
    await inFolder({ "penumbra.json": text }, async (folder) => {
      const result = await loadConfig(folder);
      assert(!result.ok);
      assert.equal(result.diagnostics[0]!.code, "cli/bad-json");
      const { span } = result.diagnostics[0]!;
      rest = span?.source.text.slice(span.startOffset);
    });
    return rest;
  };
  assert.equal(await refused('{"cache": true,}'), "}");
  assert.equal(await refused('{"cache": yes}'), "yes}");
  assert.equal(await refused("// a comment\n{}"), "// a comment\n{}");
  assert.equal(await refused(""), "");
});

Deno.test("loadConfig() lists the names that a key accepts only in the hint", async () => {
  assert.deepEqual(await problems('{"rebuild": "none"}'), [
    [
      'Cannot use "penumbra.json": "rebuild" cannot be "none"',
      '"none"',
      'Write "family" or "alone"',
    ],
  ]);
});

Deno.test("loadConfig() points at the member of a value that is wrong", async () => {
  const [unknown, bad, ...others] = await problems(
    '{"lint": {"star-view": "off", "bulk-chang": "off", "if-not-exists": "of"}}',
  );
  assert.deepEqual(unknown, [
    'Cannot use "penumbra.json": unknown key "bulk-chang" in "lint"',
    '"bulk-chang"',
    'Did you mean "bulk-change"?',
  ]);
  assert.deepEqual(bad, [
    'Cannot use "penumbra.json": "lint.if-not-exists" cannot be "of"',
    '"of"',
    'Did you mean "off"?',
  ]);
  assert.deepEqual(others, []);
  assert.deepEqual(await problems('{"lint": "off"}'), [
    [
      'Cannot use "penumbra.json": "lint" cannot be "off"',
      '"off"',
      'Write an object such as { "if-not-exists": "off" }',
    ],
  ]);
});

Deno.test("loadConfig() recognizes merge conflict markers", async () => {
  const text = '{\n<<<<<<< HEAD\n  "target": "d1"\n=======\n  "target": "libsql"\n>>>>>>> b\n}\n';
  assert.match((await problems(text))[0]![0], /merge conflict markers/);
});

Deno.test("loadConfig() refuses JSON that is not an object", async () => {
  assert.deepEqual(await problems("[1]"), [
    ['Cannot use "penumbra.json": it is not an object', "[1]", "Start it with {"],
  ]);
});
