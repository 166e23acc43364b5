import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { describeChange } from "../../diff/describe.ts";
import type { RenameHint } from "../../schema/text/rename_hints.ts";
import type { AnswerOptions } from "./answer_options.ts";
import type { Question } from "./question.ts";
import { resolveChanges } from "./resolve.ts";

interface Case extends Partial<AnswerOptions> {
  readonly before: string;
  readonly after: string;
  readonly hints?: readonly RenameHint[];
  /** A person's answers, in order; without them there is nobody to ask. */
  readonly says?: readonly (string | undefined)[];
}

/** The resolution in sentences, and the questions asked. */
async function resolved(given: Case) {
  const asked: Question[] = [];
  const says = [...given.says ?? []];
  const { renames = [], noRenames = false, fills = [] } = given;
  const result = await resolveChanges({
    current: await snapshotAfter(given.before),
    desired: await snapshotAfter(given.after),
    hints: given.hints ?? [],
    answers: { renames, noRenames, fills },
    columnOrder: "any",
    target: "any",
    ask: given.says && ((question) => {
      asked.push(question);
      return Promise.resolve(says.shift());
    }),
  });
  const told = result.diagnostics.map(({ code, message, hint }) => ({ code, message, hint }));
  if (!result.ok) return { asked, told, reason: result.reason };
  const { changes, fills: filled } = result.value;
  const sentences = [...result.value.renames, ...changes].map(describeChange);
  return { asked, told, sentences, fills: Object.fromEntries(filled) };
}

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";
const LABELLED = USERS.replace("name", "label");
const RENAME = 'Rename column "name" of "users" to "label"';
const PEOPLE = USERS.replace("users", "people");

Deno.test("resolveChanges() resolves what needs no question", async () => {
  const { sentences, asked } = await resolved({
    before: USERS,
    after: `${USERS.replace("TEXT", "TEXT, bio TEXT")} CREATE TABLE logs (x);`,
    says: [],
  });
  assert.deepEqual([sentences, asked], [
    ['Add column "bio" to "users"', 'Create table "logs"'],
    [],
  ]);
});

Deno.test("resolveChanges() asks about a similar drop and add", async () => {
  const renamed = await resolved({ before: USERS, after: LABELLED, says: ["name"] });
  assert.deepEqual([renamed.sentences, renamed.asked], [[RENAME], [{
    kind: "rename",
    subject: "column",
    table: "users",
    after: "label",
    candidates: ["name"],
  }]]);
  const neither = await resolved({ before: USERS, after: LABELLED, says: [undefined] });
  assert.deepEqual(neither.sentences, [
    'Drop column "name" of "users"',
    'Add column "label" to "users"',
  ]);
});

Deno.test("resolveChanges() asks about tables first, and then about their columns", async () => {
  const two = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, born TEXT, died TEXT);";
  const { sentences, asked } = await resolved({
    before: two,
    after: two.replace("users", "people").replace("name", "label"),
    says: ["users", "name"],
  });
  const asks = { kind: "rename" } as const;
  assert.deepEqual(asked, [
    { ...asks, subject: "table", after: "people", candidates: ["users"] },
    {
      ...asks,
      subject: "column",
      table: "people",
      tableBefore: "users",
      after: "label",
      candidates: ["name"],
    },
  ]);
  assert.deepEqual(sentences, [
    'Rename table "users" to "people"',
    'Rename column "name" of "people" to "label"',
  ]);
});

Deno.test("resolveChanges() does not offer a taken candidate again", async () => {
  const before = "CREATE TABLE t (a TEXT, b TEXT);";
  const after = "CREATE TABLE t (c TEXT, d TEXT);";
  const { sentences, asked } = await resolved({ before, after, says: ["a", "b"] });
  assert.deepEqual(asked.map((it) => it.kind === "rename" && it.candidates), [["a", "b"], ["b"]]);
  assert.equal(sentences?.length, 2);
});

Deno.test("resolveChanges() names every question and its answers if there is nobody to ask", async () => {
  const open = await resolved({
    before: `${USERS} CREATE TABLE "old logs" (a TEXT, b TEXT);`,
    after: `${LABELLED} CREATE TABLE logs (a TEXT, b TEXT);`,
  });
  assert.deepEqual([open.reason, open.told], ["finding", [
    {
      code: "diff/rename-or-drop",
      message: 'Cannot tell whether table "logs" is new or a renamed "old logs"',
      hint: "Pass --rename 'old logs:logs' to keep its data; pass --no-renames to drop " +
        "one and add the other",
    },
    {
      code: "diff/rename-or-drop",
      message: 'Cannot tell whether column "label" of "users" is new or a renamed "name"',
      hint: "Pass --rename users.name:users.label to keep its data; pass --no-renames to " +
        "drop one and add the other",
    },
  ]]);
});

Deno.test("resolveChanges() accepts answers from options and hints, and changes of case", async () => {
  const column = { before: USERS, after: LABELLED };
  assert.deepEqual((await resolved({ ...column, renames: ["users.name:users.label"] })).sentences, [
    RENAME,
  ]);
  const hint: RenameHint = { kind: "column", table: "users", before: "name", after: "label" };
  assert.deepEqual((await resolved({ ...column, hints: [hint] })).sentences, [RENAME]);
  const twice = await resolved({ ...column, hints: [hint], renames: ["users.name:users.label"] });
  assert.deepEqual([twice.sentences, twice.told], [[RENAME], []]);
  const cased = await resolved({ before: USERS, after: USERS.replace("name", "Name") });
  assert.deepEqual(cased.sentences, ['Rename column "name" of "users" to "Name"']);
  const dropped = await resolved({ ...column, noRenames: true });
  assert.equal(dropped.sentences?.length, 2);
});

Deno.test("resolveChanges() can swap two names", async () => {
  const before = "CREATE TABLE a (x TEXT); CREATE TABLE b (y TEXT);";
  const after = "CREATE TABLE b (x TEXT); CREATE TABLE a (y TEXT);";
  const { sentences, told } = await resolved({ before, after, renames: ["a:b", "b:a"] });
  assert.deepEqual([sentences, told], [
    ['Rename table "a" to "b"', 'Rename table "b" to "a"'],
    [],
  ]);
});

Deno.test("resolveChanges() warns of an answer without a match, but not of one that is done", async () => {
  const { told } = await resolved({
    before: USERS,
    after: USERS,
    renames: ["users.nmae:users.label", "people:persons", "users.label:users.name", "logs:users"],
  });
  assert.deepEqual(told.map(({ message, hint }) => [message, hint]), [
    ['Nothing to rename from "nmae" to "label" of "users"', 'Did you mean "name"?'],
    [
      'Nothing to rename from "people" to "persons"',
      "Remove it, or check that both names are right",
    ],
  ]);
});

Deno.test("resolveChanges() takes the table of a column by its name before, or after if that is free", async () => {
  const sides = {
    before: `${USERS} CREATE TABLE posts (id INTEGER PRIMARY KEY, name TEXT);`,
    after: `${
      PEOPLE.replace("name", "label")
    } CREATE TABLE posts (id INTEGER PRIMARY KEY, name TEXT);`,
    noRenames: true,
  };
  const renames = [
    'Rename table "users" to "people"',
    'Rename column "name" of "people" to "label"',
  ];
  for (const column of ["users.name:people.label", "people.name:people.label"]) {
    const { sentences, told } = await resolved({ ...sides, renames: ["users:people", column] });
    assert.deepEqual([sentences, told], [renames, []]);
  }
  const other = await resolved({ ...sides, renames: ["users:people", "posts.name:people.label"] });
  assert.deepEqual(other.told, [{
    code: "diff/unused-rename",
    message: 'Nothing to rename from "name" of "posts" to "label" of "people"',
    hint: "On the left, name the table before: users.name:people.label",
  }]);
  assert.deepEqual(other.sentences?.slice(0, 2), [
    'Rename table "users" to "people"',
    'Drop column "name" of "people"',
  ]);
  const alone = await resolved({ ...sides, renames: ["users.name:people.label"] });
  assert.deepEqual(alone.told[0], {
    code: "diff/unused-rename",
    message: 'Nothing to rename from "name" of "users" to "label" of "people"',
    hint: "Rename the table as well: --rename users:people",
  });
  // Answers may be kept permanently, also if the old name is in use again.
  const kept = await resolved({
    before: `${USERS} ${PEOPLE.replace("name", "label")}`,
    after: `${USERS} ${PEOPLE.replace("name", "label")}`,
    renames: ["users:people", "users.name:people.label"],
  });
  assert.deepEqual(kept.told, []);
});

Deno.test("resolveChanges() tells two swapped tables apart on both sides of a column", async () => {
  const swap = {
    before: "CREATE TABLE a (one, two, x); CREATE TABLE b (three, four, y);",
    after: "CREATE TABLE b (one, two, x2); CREATE TABLE a (three, four, y2);",
    renames: ["a:b", "b:a", "a.x:b.x2", "b.y:a.y2"],
  };
  const { sentences, told } = await resolved(swap);
  assert.deepEqual([sentences?.slice(2), told], [
    ['Rename column "x" of "b" to "x2"', 'Rename column "y" of "a" to "y2"'],
    [],
  ]);
  // Once they are swapped, both sides have the same names.
  const next = await resolved({
    before: swap.after,
    after: swap.after.replace("four", "five"),
    renames: [...swap.renames, "a.four:a.five"],
  });
  assert.deepEqual([next.sentences, next.told], [['Rename column "four" of "a" to "five"'], []]);
});

Deno.test("resolveChanges() says which answer matches nothing, also while a question is open", async () => {
  const { told } = await resolved({
    before: "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)",
    after: "CREATE TABLE users (id INTEGER PRIMARY KEY, full_name TEXT)",
    renames: ["users.name:users.fullname"],
  });
  assert.deepEqual(told.map(({ code, hint }) => [code, hint]).slice(0, 1), [
    ["diff/unused-rename", 'Did you mean "full_name"?'],
  ]);
  assert.deepEqual(told.map(({ code }) => code), ["diff/unused-rename", "diff/rename-or-drop"]);
});

Deno.test("resolveChanges() renames columns of a table whose own hint is done", async () => {
  const { sentences } = await resolved({
    before: "CREATE TABLE users (id, name, bio);",
    after: "CREATE TABLE users (id, label, about);",
    hints: [
      { kind: "table", before: "people", after: "users" },
      { kind: "column", table: "users", before: "name", after: "label" },
    ],
    renames: ["users.bio:users.about"],
    noRenames: true,
  });
  assert.deepEqual(sentences, [
    'Rename column "name" of "users" to "label"',
    'Rename column "bio" of "users" to "about"',
  ]);
});

Deno.test("resolveChanges() drops nothing for a rename to a name that is taken", async () => {
  const sides = {
    before: "CREATE TABLE a (x); CREATE TABLE t (id, name); CREATE TABLE b (x);",
    after: "CREATE TABLE b (x); CREATE TABLE t (name);",
    noRenames: true,
  };
  const answered = await resolved({ ...sides, renames: ["t.id:t.name", "a:b"] });
  assert.deepEqual([answered.reason, answered.told], ["misuse", [
    {
      code: "diff/taken-name",
      message: 'Cannot rename "id" to "name" of "t": the name is taken',
      hint: 'Drop the other "name" in a migration before this one',
    },
    {
      code: "diff/taken-name",
      message: 'Cannot rename "a" to "b": the name is taken',
      hint: 'Drop the other "b" in a migration before this one',
    },
  ]]);
  // A finished hint stays in the schema, and another table may have taken its old name since.
  const hinted = await resolved({
    ...sides,
    hints: [
      { kind: "column", table: "t", before: "id", after: "name" },
      { kind: "table", before: "a", after: "b" },
    ],
  });
  assert.deepEqual([hinted.sentences, hinted.told], [
    ['Drop table "a"', 'Drop column "id" of "t"'],
    answered.told,
  ]);
});

Deno.test("resolveChanges() fails if an answer cannot be parsed", async () => {
  const rename = await resolved({ before: USERS, after: USERS, renames: ["users"] });
  assert.deepEqual([rename.reason, rename.told[0]?.code], ["misuse", "cli/bad-rename"]);
  const fill = await resolved({ before: USERS, after: USERS, fills: ["users.name"] });
  assert.deepEqual([fill.reason, fill.told[0]?.code], ["misuse", "cli/bad-fill"]);
});

Deno.test("resolveChanges() asks for values of rows if there is no default", async () => {
  const after = USERS.replace("TEXT)", "TEXT, bio TEXT NOT NULL, age INTEGER NOT NULL DEFAULT 0)");
  const filled = await resolved({ before: USERS, after, says: ["''"] });
  assert.deepEqual([filled.asked, Object.values(filled.fills ?? {})], [
    [{ kind: "fill", table: "users", column: "bio", type: "TEXT" }],
    ["''"],
  ]);
  const givenUp = await resolved({ before: USERS, after, says: [undefined] });
  assert.deepEqual([givenUp.reason, givenUp.told[0]?.code], ["finding", "plan/fill-needed"]);
  const given = await resolved({ before: USERS, after, fills: ["users.bio=name"], says: [] });
  assert.deepEqual([given.asked, Object.values(given.fills ?? {})], [[], ["name"]]);
});

Deno.test.each([
  ["its default", "n INT DEFAULT 0 CHECK (n > 0)", true],
  ["no default", "n INT CHECK (n IS NOT NULL)", true],
  ["what its affinity makes of the default", "n TEXT DEFAULT 10 CHECK (n > '5')", true],
  ["a default that is computed", "n DEFAULT (abs(-1)) CHECK (n < 1)", true],
  ["what is computed with it", "n DEFAULT 1, m AS (n + 1), CHECK (m < n)", true],
  ["a default that passes", "n INT DEFAULT 1 CHECK (n > 0)", false],
  ["NULL, which passes", "n INT CHECK (n > 0)", false],
  ["a default that is another in every row", "n DEFAULT (random()) CHECK (n > 0)", false],
  ["values that are there", "n INT DEFAULT 0 CHECK (n > id)", false],
])("resolveChanges() asks for values of rows if a check refuses %s", async (_, column, asks) => {
  const after = USERS.replace("TEXT)", `TEXT, ${column})`);
  const nobody = await resolved({ before: USERS, after });
  const codes = nobody.told.map((it) => it.code);
  assert.deepEqual(codes, asks ? ["plan/default-breaks-check"] : []);
  const { asked, fills } = await resolved({ before: USERS, after, says: ["7"] });
  assert.deepEqual(asked.map((it) => it.kind), asks ? ["fill"] : []);
  assert.deepEqual(Object.values(fills ?? {}), asks ? ["7"] : []);
  const given = await resolved({ before: USERS, after, fills: ["users.n=7"], says: [] });
  assert.deepEqual([given.asked, Object.values(given.fills ?? {})], [[], ["7"]]);
});

Deno.test("resolveChanges() recognizes columns that need no fill", async () => {
  const after = `CREATE TABLE users (
    key INTEGER NOT NULL PRIMARY KEY, id INTEGER, name TEXT,
    upper TEXT NOT NULL AS (upper(name)), kind TEXT NOT NULL DEFAULT 'a', bio TEXT
  );`;
  const { reason, told } = await resolved({ before: USERS, after });
  assert.deepEqual([reason, told], [undefined, []]);
  const none = await resolved({
    before: USERS,
    after: USERS.replace("TEXT", "TEXT, b NOT NULL DEFAULT NULL"),
  });
  assert.equal(none.told[0]?.code, "plan/fill-needed");
});

Deno.test("resolveChanges() warns of an unused fill, and leaves it out", async () => {
  const after = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER);";
  const { reason, fills, told } = await resolved({
    before: USERS,
    after,
    fills: ["users.id=1", "users.name=''", "users.age=0"],
  });
  assert.deepEqual([reason, Object.values(fills ?? {})], [undefined, ["''", "0"]]);
  assert.deepEqual(told.map(({ code, message }) => [code, message]), [
    [
      "plan/unused-fill",
      'Nothing to fill in "id" of "users": no row needs a value there',
    ],
  ]);
});

Deno.test("resolveChanges() reports every fill that names nothing", async () => {
  const { reason, told } = await resolved({
    before: USERS,
    after: PEOPLE,
    noRenames: true,
    fills: ["users.name=1", "poeple.name=1", "people.nmae=1"],
  });
  assert.deepEqual([reason, told.map(({ hint }) => hint)], ["misuse", [
    "Name a table and a column of the schema",
    'Did you mean "people"?',
    'Did you mean "name"?',
  ]]);
});
