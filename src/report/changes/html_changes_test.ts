import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { bodyOf, HOSTILE_TEXT, tagsOf, textOf } from "../../../tests/support/html_page.ts";
import { holdsInTime } from "../../../tests/support/property.ts";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import type { Change } from "../../diff/change.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { quoteName, quoteString } from "../../sql/names.ts";
import { changeGroups } from "./changes.ts";
import { renderHtmlChanges } from "./html_changes.ts";

async function changesBetween(before: string, after: string): Promise<Change[]> {
  return detectChanges(await snapshotAfter(before), await snapshotAfter(after));
}

Deno.test("renderHtmlChanges() shows changes by object, notes and the SQL", async () => {
  const changes = await changesBetween(
    "CREATE TABLE users (id INT, age TEXT, gone TEXT); CREATE VIEW old AS SELECT 1;",
    "CREATE TABLE users (id INT, age INT NOT NULL, bio TEXT); CREATE TABLE tags (id INT);",
  );
  const page = renderHtmlChanges({
    changes: [{ kind: "rename-table", before: "people", after: "users" }, ...changes],
    sql: "DROP VIEW old;\nCREATE TABLE tags (id INT);\n",
    diagnostics: [{ code: "a/b", severity: "warning", message: "Drops a < b", hint: "Keep it" }],
  });
  assert.deepEqual(textOf(page).split("\n").filter((line) => line !== ""), [
    "Changes",
    ...["Contents", "Added", "table tags"],
    ...["Changed", "table users, was people", "Dropped", "view old", "Notes", "SQL"],
    ...["Added", "table tags", "+ column id INT"],
    ...["Changed", "table users, was people"],
    "~ column age: TEXT → INT, + NOT NULL",
    "- column gone",
    "+ column bio TEXT",
    ...["Dropped", "view old"],
    ...["Notes", "warning: Drops a < b", "hint: Keep it"],
    ...["SQL", "DROP VIEW old;", "CREATE TABLE tags (id INT);"],
  ]);
  tagsOf(page);
});

Deno.test("renderHtmlChanges() says so if there is no difference, or no SQL", async () => {
  assert.equal(
    bodyOf(renderHtmlChanges({ changes: [], sql: "", diagnostics: [] })),
    "<h1>Changes</h1>\n<main>\n<p>No difference</p>\n</main>\n",
  );
  const changes = await changesBetween("", "CREATE TABLE t (a);");
  const text = textOf(renderHtmlChanges({ changes, diagnostics: [] }));
  assert.match(text, /\nSQL\nNone: the notes say why\n+$/);
});

/** A schema before and after changes of every kind, with these names and texts in them. */
function schemasWith(names: readonly string[]): [before: string, after: string] {
  const [table, other, column, second, type, view, index, trigger, check] = names
    .map((name, place) => quoteName(`${name}${place}`));
  const text = quoteString(names[0]!);
  const comment = `/* ${names[1]!.replaceAll("*/", "")} */`;
  return [
    `CREATE TABLE ${table} (${column} ${type}, ${second}, CONSTRAINT ${check} CHECK (${second} > 0));
     CREATE TABLE ${other} (${column}); CREATE INDEX ${index} ON ${table} (${second});
     CREATE VIEW ${view} AS SELECT ${text};`,
    `CREATE TABLE ${table} (${column} DEFAULT ${text} ${comment}, ${type} REFERENCES ${check});
     CREATE TABLE ${check} (${column} CHECK (${column} <> ${text}));
     CREATE INDEX ${index} ON ${table} (${column} || ${text});
     CREATE VIEW ${view} AS SELECT 2;
     CREATE TRIGGER ${trigger} AFTER INSERT ON ${table} BEGIN SELECT ${text}; END;`,
  ];
}

const PLAIN = Array.from("abcdefghi");

Deno.test("renderHtmlChanges() has the same elements whatever the names and texts are", async () => {
  const tagsWith = async (names: readonly string[]) => {
    const [before, after] = schemasWith(names);
    const message = names.join(" ");
    const changes = await changesBetween(before, after);
    const page = renderHtmlChanges({
      changes,
      sql: after,
      diagnostics: [{ code: "a/b", severity: "note", message, notes: [message], hint: message }],
    });
    const isOfLine = (tag: string) => /^<\/?(?:ins|mark|del)>$/.test(tag);
    const [lines, others] = [
      tagsOf(page).filter(isOfLine),
      tagsOf(page).filter((it) => !isOfLine(it)),
    ];
    // A replaced object has as many lines as its SQL, in which names may break lines.
    assert.equal(lines.length, 2 * changeGroups(changes).flatMap(({ parts }) => parts).length);
    return others.sort();
  };
  const plain = await tagsWith(PLAIN);
  const names = fc.array(HOSTILE_TEXT, { minLength: PLAIN.length, maxLength: PLAIN.length });
  await holdsInTime(names, 60, async (hostile) => {
    assert.deepEqual(await tagsWith(hostile), plain);
  });
});
