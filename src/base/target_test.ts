import assert from "node:assert/strict";
import {
  alteringDialect,
  enginesOf,
  parseTarget,
  refusesPragmas,
  takesSavepoint,
  type Target,
  TARGETS,
  VERSIONED_TARGET,
} from "./target.ts";

Deno.test("parseTarget() accepts every target, and any version from 3.35 on", () => {
  for (const text of [...TARGETS, "sqlite@3.35", "sqlite@3.45.1", "sqlite@3.100"]) {
    const target = parseTarget(text);
    assert(target.ok, text);
    assert.equal(target.value, text);
    assert(TARGETS.includes(target.value) || new RegExp(VERSIONED_TARGET).test(text));
  }
});

Deno.test.each([
  ["mysql", /no such target$/, /^Use any, /],
  ["", /no such target$/, /^Use any, /],
  ["SQLite", /no such target$/, /^Did you mean "sqlite"\?$/],
  ["sqlite3", /no such target$/, /^Did you mean "sqlite"\?$/],
  ["sqlite@4.x", /"4.x" is not a version of SQLite 3$/, /sqlite@3\.53/],
  ["sqlite@", /"" is not a version of SQLite 3$/, /sqlite@3\.53/],
  ["sqlite@3", /"3" is not a version of SQLite 3$/, /sqlite@3\.53/],
  ["sqlite@3.5e1", /"3.5e1" is not a version of SQLite 3$/, /sqlite@3\.53/],
  ["sqlite@3.34", /for SQLite 3\.35 and later$/, /^Use sqlite/],
])("parseTarget() refuses %j and suggests what to write", (text, message, hint) => {
  const target = parseTarget(text);
  assert(!target.ok);
  assert.equal(target.reason, "misuse");
  assert.equal(target.diagnostics[0]?.code, "cli/unknown-target");
  assert.match(target.diagnostics[0].message, message);
  assert.match(target.diagnostics[0].hint ?? "", hint);
});

Deno.test("a target determines its engines and what they accept", () => {
  const facts = (target: Target) => [
    enginesOf(target).join(" "),
    alteringDialect(target) ?? "none",
    takesSavepoint(target),
    refusesPragmas(target),
  ];
  assert.deepEqual(
    Object.fromEntries([...TARGETS, "sqlite@3.52", "sqlite@3.53.2"].map((it) => [
      it,
      facts(it as Target),
    ])),
    {
      any: ["libsql sqlite", "none", true, true],
      sqlite: ["sqlite", "none", true, false],
      "sqlite@3.52": ["sqlite", "none", true, false],
      "sqlite@3.53": ["sqlite", "sqlite", true, false],
      "sqlite@3.53.2": ["sqlite", "sqlite", true, false],
      d1: ["d1", "none", false, false],
      libsql: ["libsql", "libsql", true, true],
      turso: ["libsql", "none", true, true],
    },
  );
});
