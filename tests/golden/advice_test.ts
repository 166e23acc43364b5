import assert from "node:assert/strict";
import { advise } from "../../src/lint/advice/advise.ts";
import { FILE_RULES } from "../../src/lint/advice/rules.ts";
import { Permissions } from "../../src/lint/permissions.ts";
import { replay } from "../../src/shadow/replay/replay.ts";
import { LINE_BREAKS, readCases, targetOf } from "./golden_case.ts";

const RULES = new Set(FILE_RULES.map(({ name }) => `lint/${name}`));

Deno.test("a generated migration gets no advice on its statements, except on a rename", async () => {
  for (const { name, before, expected, answers } of readCases(new URL(".", import.meta.url))) {
    if (expected === undefined || LINE_BREAKS.includes(name)) continue;
    const sources = [{ name: "before", text: before }, { name: "expected", text: expected }];
    const migrations = sources.map((source, index) => ({
      id: source.name,
      version: `${index}`,
      name: source.name,
      source,
    }));
    const state = await replay(migrations, undefined, { target: targetOf(answers) });
    assert(state.ok, name);
    const found = advise({ sources, schema: state.value.snapshot }, {
      permissions: new Permissions(),
      levels: { "rename-breaks-clients": "off" },
    });
    const own = found.filter(({ code, span }) =>
      RULES.has(code) && span?.source.name === "expected"
    );
    assert.deepEqual(own.map(({ message }) => message), [], name);
  }
});
