/**
 * Whether we read SQL as SQLite does: the same statement boundaries, the same tokens, the same
 * effects.
 */
import assert from "node:assert/strict";
import { tokenize as tokenizeByGrammar } from "npm:sqlite3-parser@0.7.1";
import { ACCEPTED, REFUSED, SETTING } from "../../tests/corpus/tricky_scripts.ts";
import { holds } from "../../tests/support/property.ts";
import { anyText } from "../../tests/support/sql_texts.ts";
import { readBySqlite, statementsByGrammar } from "../../tests/support/statement_oracles.ts";
import { type Engine, openEngine } from "../host/engines/engine.ts";
import { splitStatements, type Statement } from "./statements.ts";
import { tokenize } from "./tokens.ts";

function split(text: string): readonly Statement[] {
  const result = splitStatements({ name: "script.sql", text });
  assert.ok(result.ok, `refused: ${text}`);
  return result.value.statements;
}

async function openSetting(): Promise<Engine> {
  const engine = await openEngine();
  for (const sql of SETTING) assert.equal(engine.run(sql), undefined);
  return engine;
}

/** Runs the statements up to the first that is refused, and returns its message. */
function runAll(engine: Engine, statements: readonly string[]): string | undefined {
  for (const sql of statements) {
    const error = engine.run(sql);
    if (error !== undefined) return error.message;
  }
}

function contents(engine: Engine): unknown[] {
  return ["sqlite_schema", "sqlite_temp_schema", "t", "log"].map((table) =>
    engine.query(`SELECT * FROM ${table}`)
  );
}

for (const [topic, scripts] of Object.entries(ACCEPTED)) {
  Deno.test(`splitStatements() finds the same boundaries as SQLite's grammar: ${topic}`, () => {
    for (const script of scripts) {
      const ours = split(script).map(({ sql }) => sql.replace(/^EXPLAIN (QUERY PLAN )?/, ""));
      assert.deepEqual(ours, statementsByGrammar(script), script);
    }
  });

  Deno.test(`splitStatements() finds the same boundaries as SQLite itself: ${topic}`, () => {
    for (const script of scripts) {
      const { pieces, error } = readBySqlite(SETTING, script);
      assert.equal(error, undefined, script);
      const ours = split(script);
      assert.equal(ours.length, pieces.length, script);
      let offset = 0;
      for (const [index, piece] of pieces.entries()) {
        const { startOffset, endOffset } = ours[index]!;
        assert.ok(offset <= startOffset && endOffset <= offset + piece.length, script);
        offset += piece.length;
      }
    }
  });

  Deno.test(`statements run one by one have the same effect as the whole script: ${topic}`, async () => {
    for (const script of scripts) {
      const [whole, single] = [await openSetting(), await openSetting()];
      assert.equal(whole.run(script), undefined, script);
      assert.equal(runAll(single, split(script).map(({ sql }) => sql)), undefined, script);
      assert.deepEqual(contents(single), contents(whole), script);
      whole.close();
      single.close();
    }
  });
}

Deno.test("statements run one by one are refused like the whole script, with the same message", async () => {
  for (const script of REFUSED) {
    const [whole, single] = [await openSetting(), await openSetting()];
    const expected = whole.run(script)?.message;
    assert.notEqual(expected, undefined, script);
    const told = runAll(single, split(script).map(({ sql }) => sql));
    // A statement is run without its semicolon, so what is missing is reported at its end.
    assert.equal(told === "incomplete input" ? 'near ";": syntax error' : told, expected, script);
    assert.deepEqual(contents(single), contents(whole), script);
    whole.close();
    single.close();
  }
});

Deno.test("tokenize() agrees with SQLite's tokenizer on any text", () => {
  const byGrammar = (text: string) => [...tokenizeByGrammar(text)].map((token) => token.text);
  // That tokenizer does not know the byte order mark, and splits `1_000.5`.
  const readable = anyText.filter((text) => !/\uFEFF|\d_/.test(text));
  holds(readable, (text) => {
    const ours = tokenize(text).filter(({ kind }) => kind !== "comment").map((token) => token.text);
    assert.deepEqual(ours, byGrammar(text));
  });
});
