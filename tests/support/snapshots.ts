import { openEngine } from "../../src/host/database/engine.ts";
import { introspect } from "../../src/schema/introspect.ts";
import type { SchemaSnapshot } from "../../src/schema/snapshot.ts";
import { splitStatements } from "../../src/sql/statements.ts";

/** The schema of a database after running these statements. Throws if one is refused. */
export async function snapshotAfter(sql: string): Promise<SchemaSnapshot> {
  const script = splitStatements({ name: "test.sql", text: sql });
  if (!script.ok) throw new Error(script.diagnostics[0]?.message);
  const engine = await openEngine();
  try {
    for (const statement of script.value.statements) {
      const refused = engine.run(statement.sql);
      if (refused !== undefined) throw new Error(`${refused.message}: ${statement.sql}`);
    }
    return introspect((query, ...parameters) => engine.query(query, ...parameters));
  } finally {
    engine.close();
  }
}
