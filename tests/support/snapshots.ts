import { openEngine } from "../../src/host/engines/engine.ts";
import { introspect } from "../../src/schema/introspect.ts";
import type { SchemaSnapshot } from "../../src/schema/snapshot.ts";
import { statementsOf } from "./statements.ts";

/** The schema of a database after running these statements. Throws if one is refused. */
export async function snapshotAfter(sql: string): Promise<SchemaSnapshot> {
  const engine = await openEngine();
  try {
    for (const statement of statementsOf(sql)) {
      const refused = engine.run(statement.sql);
      if (refused !== undefined) throw new Error(`${refused.message}: ${statement.sql}`);
    }
    return introspect((query, ...parameters) => engine.query(query, ...parameters));
  } finally {
    engine.close();
  }
}
