import assert from "node:assert/strict";
import { significant, type Token, tokenize } from "../../sql/tokens.ts";
import { readProgram } from "./trigger_program.ts";

Deno.test("readProgram() reads a trigger whose names are words of its syntax", () => {
  const text = (tokens: readonly Token[]) => tokens.map((token) => token.text).join(" ");
  const program = (sql: string) => {
    const { event, columns, condition, body } = readProgram(significant(tokenize(sql)));
    return { event, columns, condition: text(condition), body: body.map((it) => text(it.tokens)) };
  };
  const body = ["INSERT INTO log VALUES ( 1 )", "SELECT CASE WHEN 1 THEN 2 END"];
  const end = `BEGIN ${body.join("; ")}; END`;
  assert.deepEqual(program(`CREATE TRIGGER begin AFTER DELETE ON begin ${end}`), {
    ...{ event: "delete", columns: undefined, condition: "", body },
  });
  const sql = `CREATE TEMP TRIGGER temp.x BEFORE UPDATE OF begin, B ON t FOR EACH ROW
    WHEN new.begin > CASE WHEN begin THEN 1 END ${end}`;
  assert.deepEqual(program(sql), {
    event: "update",
    columns: ["begin", "b"],
    condition: "new . begin > CASE WHEN begin THEN 1 END",
    body,
  });
});
