import { EMPTY_SNAPSHOT } from "../../src/schema/snapshot.ts";
import { loadDdl } from "../../src/shadow/load/load_ddl.ts";
import { readStatements } from "../../src/sql/read_statements.ts";
import { ShadowDatabase } from "../../src/shadow/database/shadow_database.ts";
import { snapshotAfter, snapshotInWindows } from "../../src/shadow/replay/snapshot_after.ts";
import type { EngineName } from "../../src/base/engine_name.ts";
import type { Declared } from "../../src/sql/declared.ts";
import { splitStatements } from "../../src/sql/statements.ts";
import { ATTACKS, ODD_ROWS } from "./attacks.ts";

/** The result of an attack in one way; without a refusal, it is about to run. */
export interface Outcome {
  readonly name: string;
  readonly way: string;
  readonly refusal?: string | undefined;
}

/** Declarations that a pull request may contain, too. */
const DECLARED: Declared = {
  functions: { own: { deterministic: true }, writefile: {}, load_extension: {} },
  collations: ["own"],
  modules: ["own", "using"],
};

/** The ways in which foreign SQL is run; each returns why it was refused. */
const WAYS: Readonly<
  Record<string, (sql: string, engine: EngineName) => Promise<string | undefined>>
> = {
  "a migration": async (text, engine) => {
    await using shadow = await ShadowDatabase.open({ engine });
    const ran = shadow.applyScript({ name: "1.sql", text });
    return ran.ok ? undefined : ran.diagnostics[0]?.message;
  },
  "a migration, where names are declared": async (text, engine) => {
    await using shadow = await ShadowDatabase.open({ engine, declared: DECLARED });
    const ran = shadow.applyScript({ name: "1.sql", text });
    return ran.ok ? undefined : ran.diagnostics[0]?.message;
  },
  "a schema": async (text, engine) => {
    const schema = await loadDdl([{ name: "schema.sql", text }], [], { target: engine });
    return schema.ok ? undefined : schema.diagnostics[0]?.message;
  },
  "a migration behind a cached one": async (text, engine) => {
    const script = splitStatements({ name: "1.sql", text });
    if (!script.ok) return script.diagnostics[0]?.message;
    const { statements } = script.value;
    const first = 1 + statements.findIndex(({ sql }) => /^create virtual/i.test(sql));
    const cached = await snapshotAfter(EMPTY_SNAPSHOT, statements.slice(0, first), { engine });
    if (!cached.ok) return cached.diagnostics[0]?.message;
    const rest = statements.slice(first);
    try {
      const ran = await snapshotAfter(cached.value.snapshot, rest, { engine });
      return ran.ok ? undefined : ran.diagnostics[0]?.message;
    } catch (error) {
      // Objects created in another order cannot be restored.
      return (error as Error).message;
    }
  },
  "migrations beside what they reach": async (text, engine) => {
    const script = splitStatements({ name: "1.sql", text });
    if (!script.ok) return script.diagnostics[0]?.message;
    const files = script.value.statements.map(({ sql }, index) => ({
      name: `${index}.sql`,
      text: sql,
    }));
    const statements = readStatements(files);
    if (!statements.ok) return statements.diagnostics[0]?.message;
    const options = { engine, unloadPolicy: "always" } as const;
    const ran = await snapshotInWindows(EMPTY_SNAPSHOT, statements.value, options);
    return "at" in ran ? "not in windows" : undefined;
  },
  "the texts of a cache": async (text, engine) => {
    await using shadow = await ShadowDatabase.open({ engine });
    const script = splitStatements({ name: "cache", text });
    if (!script.ok) return script.diagnostics[0]?.message;
    const refusals = script.value.statements.map(({ sql }) => shadow.attempt(sql));
    return refusals.find((refusal) => refusal !== undefined);
  },
};

const engine = Deno.args[0] as EngineName;
for (const { name, sql } of [...ATTACKS, ...ODD_ROWS]) {
  for (const [way, run] of Object.entries(WAYS)) {
    console.log(JSON.stringify({ name, way } satisfies Outcome));
    const refusal = await run(sql, engine);
    console.log(JSON.stringify({ name, way, refusal: refusal ?? "" } satisfies Outcome));
  }
}
