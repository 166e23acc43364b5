import assert from "node:assert/strict";
import { type Script, splitStatements } from "./statements.ts";

const TRIGGER = "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END";

function split(text: string): Script {
  const result = splitStatements({ name: "a.sql", text });
  assert.ok(result.ok, "refused");
  return result.value;
}

function texts(text: string): string[] {
  return split(text).statements.map(({ sql }) => sql);
}

function refusal(text: string) {
  const result = splitStatements({ name: "a.sql", text });
  assert.ok(!result.ok, "accepted");
  const [first, ...more] = result.diagnostics;
  assert.ok(first?.span !== undefined && more.length === 0);
  const { startOffset, endOffset } = first.span;
  return {
    reason: result.reason,
    code: first.code,
    message: first.message,
    at: startOffset,
    text: text.slice(startOffset, endOffset),
    hint: first.hint,
  };
}

Deno.test("splitStatements() returns each statement with its place, its tokens and whether it is closed", () => {
  const source = { name: "a.sql", text: "SELECT 1 ;\n  DROP TABLE /* why */ t" };
  const result = splitStatements(source);
  assert.ok(result.ok);
  assert.deepEqual(
    result.value.statements.map(({ source: from, tokens, comments, ...rest }) => ({
      ...rest,
      sameSource: from === source,
      tokens: tokens.map(({ text }) => text),
      comments: comments.map(({ text }) => text),
    })),
    [
      {
        sql: "SELECT 1",
        startOffset: 0,
        endOffset: 8,
        closed: true,
        sameSource: true,
        tokens: ["SELECT", "1"],
        comments: [],
      },
      {
        sql: "DROP TABLE /* why */ t",
        startOffset: 13,
        endOffset: 35,
        closed: false,
        sameSource: true,
        tokens: ["DROP", "TABLE", "t"],
        comments: ["/* why */"],
      },
    ],
  );
});

Deno.test("splitStatements() attaches comments to the statement below them", () => {
  const script = split("-- one\n/* two */\nSELECT 1; -- three\nSELECT 2;\n-- four\n-- five");
  assert.deepEqual(
    script.statements.map(({ comments }) => comments.map(({ text }) => text)),
    [["-- one", "/* two */"], ["-- three"]],
  );
  assert.deepEqual(script.trailingComments.map(({ text }) => text), ["-- four", "-- five"]);
});

Deno.test("splitStatements() keeps a comment for the next statement across lone semicolons", () => {
  const [only, ...more] = split("-- allowed\n;;\nSELECT 1").statements;
  assert.deepEqual(only?.comments.map(({ text }) => text), ["-- allowed"]);
  assert.deepEqual(more, []);
});

Deno.test.each([
  ["nothing", "", []],
  ["nothing but white space and semicolons", " ;\n; \uFEFF;", []],
  ["nothing but comments", "-- a;\n/* b; */", []],
  ["a last statement without a semicolon", "SELECT 1;\nSELECT 2\n", ["SELECT 1", "SELECT 2"]],
  ["semicolons in quotes", `SELECT ';', ";" FROM [;], \`;\`; X`, [
    `SELECT ';', ";" FROM [;], \`;\``,
    "X",
  ]],
  ["semicolons in comments", "SELECT /*;*/ 1 --;\n; X", ["SELECT /*;*/ 1", "X"]],
  ["CRLF and a byte order mark", "\uFEFFSELECT\r\n1;\r\nX\r\n", ["SELECT\r\n1", "X"]],
  ["CASE and END outside triggers", "SELECT CASE 1 WHEN 1 THEN 2 END; END; BEGIN; X", [
    "SELECT CASE 1 WHEN 1 THEN 2 END",
    "END",
    "BEGIN",
    "X",
  ]],
  ["a trigger", `${TRIGGER}; X`, [TRIGGER, "X"]],
  ["a trigger without a semicolon behind it", TRIGGER, [TRIGGER]],
  ["a trigger in small letters", `${TRIGGER.toLowerCase()}; X`, [TRIGGER.toLowerCase(), "X"]],
  ["EXPLAIN of a trigger", `EXPLAIN ${TRIGGER}; EXPLAIN QUERY PLAN ${TRIGGER}; X`, [
    `EXPLAIN ${TRIGGER}`,
    `EXPLAIN QUERY PLAN ${TRIGGER}`,
    "X",
  ]],
  ["a table named trigger", "CREATE TABLE trigger_begin (begin); X", [
    "CREATE TABLE trigger_begin (begin)",
    "X",
  ]],
  ["a trigger without a body, for the engine to refuse", "CREATE TRIGGER x AFTER INSERT ON t; X", [
    "CREATE TRIGGER x AFTER INSERT ON t",
    "X",
  ]],
])("splitStatements() splits %s", (_, text, expected) => assert.deepEqual(texts(text), expected));

Deno.test.each([
  ["temporary", "CREATE TEMP TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END"],
  ["temporary in full", "CREATE TEMPORARY TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END"],
  ["with comments between its first words", "CREATE/**/TEMP--\nTRIGGER x BEGIN SELECT 1; END"],
  ["named begin", "CREATE TRIGGER begin AFTER INSERT ON t BEGIN SELECT 1; END"],
  ["named end", "CREATE TRIGGER end AFTER INSERT ON t BEGIN SELECT 1; END"],
  ["named with a semicolon", 'CREATE TRIGGER "; END;" AFTER INSERT ON t BEGIN SELECT 1; END'],
  [
    "on columns named begin and end",
    "CREATE TRIGGER x UPDATE OF end, begin ON t BEGIN SELECT 1; END",
  ],
  ["writing to a table named end", "CREATE TRIGGER x DELETE ON t BEGIN DELETE FROM end; END"],
  [
    "with CASE in its condition",
    "CREATE TRIGGER x DELETE ON t WHEN CASE WHEN 1 THEN 2 END BEGIN SELECT 1; END",
  ],
  [
    "with CASE in its body",
    "CREATE TRIGGER x DELETE ON t BEGIN SELECT CASE a WHEN 1 THEN CASE b WHEN 2 THEN 3 END END; END",
  ],
  [
    "with a body that only looks ended",
    "CREATE TRIGGER x DELETE ON t BEGIN SELECT '; END;' /*; END;*/; END",
  ],
  [
    "that reads end as a column",
    "CREATE TRIGGER x DELETE ON t BEGIN SELECT end; SELECT old.end; END",
  ],
])("splitStatements() does not split a trigger that is %s", (_, trigger) => {
  assert.deepEqual(texts(`${trigger}; SELECT 2`), [trigger, "SELECT 2"]);
  assert.deepEqual(texts(`${trigger} -- done\n;\n${trigger}`), [trigger, trigger]);
});

Deno.test.each([
  ["'", "SELECT 'a; SELECT 2", 7, "Close it with '"],
  ['"', 'SELECT "a; SELECT 2', 7, 'Close it with "'],
  ["`", "SELECT `a", 7, "Close it with `"],
  ["[", "SELECT [a", 7, "Close it with ]"],
])("splitStatements() refuses an unclosed %s", (quote, text, at, hint) => {
  assert.deepEqual(refusal(text), {
    reason: "unfinished",
    code: "sql/unterminated",
    message: `Cannot split a.sql into statements: a ${quote} is never closed`,
    at,
    text: quote,
    hint,
  });
});

Deno.test("splitStatements() points at the x of an unclosed blob", () => {
  const { message, text } = refusal("SELECT x'00");
  assert.match(message, /: a ' is never closed$/);
  assert.equal(text, "x");
});

Deno.test.each([
  ["ends with the text", "CREATE TRIGGER x DELETE ON t BEGIN SELECT 1;"],
  ["lacks the semicolon before END", "CREATE TRIGGER x DELETE ON t BEGIN SELECT 1 END; SELECT 2"],
  ["is empty", "CREATE TRIGGER x DELETE ON t BEGIN END; SELECT 2;"],
])("splitStatements() refuses a trigger whose body %s", (_, text) => {
  const { code, at, text: marked, hint } = refusal(text);
  assert.equal(code, "sql/unterminated");
  assert.equal(at, text.indexOf("BEGIN"));
  assert.equal(marked, "BEGIN");
  assert.match(hint!, /then write END;$/);
});

Deno.test("splitStatements() refuses a NUL, after which the engine would not read", () => {
  assert.deepEqual(refusal("SELECT 1; -- \0\nDROP TABLE t").code, "sql/nul-character");
  assert.deepEqual(refusal("SELECT '\0'").at, 8);
});

Deno.test("splitStatements() recognizes merge conflict markers, but not within a string", () => {
  const merge =
    "<<<<<<< HEAD\nCREATE TABLE a (x);\n=======\nCREATE TABLE b (x);\n>>>>>>> feature\n";
  const split = (text: string) => splitStatements({ name: "m.sql", text });
  assert.equal(split(`CREATE TABLE z (x);\n${merge}`).diagnostics[0]?.code, "sql/merge-markers");
  assert.equal(split(`/*\n${merge}*/ SELECT 1;`).ok, true);
  assert.equal(split(`SELECT '\n${merge}';`).ok, true);
});
