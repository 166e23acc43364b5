import type { Diagnostic } from "../../base/diagnostic.ts";
import { match } from "../../base/match.ts";
import type { SchemaObject } from "../../schema/snapshot.ts";
import { quoteName } from "../../sql/names.ts";
import { engineOf, type TrialEngine } from "../../base/engine_name.ts";
import type { Declared } from "../../sql/declared.ts";
import { describeObject } from "../../diff/describe.ts";
import { engineWords } from "../explain/explain.ts";
import { brokenObjects } from "../database/broken_objects.ts";
import { ShadowDatabase, type ShadowOptions } from "../database/shadow_database.ts";

/** An engine that has run the schemas, and another one that is to run the migration too. */
interface Engines {
  readonly accepting: TrialEngine;
  readonly refusing: TrialEngine;
  readonly declared: Declared | undefined;
}

/**
 * The diagnostic if the second engine refuses one of these lists of objects, so that no file can
 * run on both. Undefined if it accepts them.
 */
export async function oneEngine(
  { accepting, refusing, declared }: Engines,
  ...schemas: readonly (readonly SchemaObject[])[]
): Promise<Diagnostic | undefined> {
  for (const objects of schemas) {
    const fault = await faultOn({ engine: refusing, declared }, objects);
    // If an object compiles on neither engine, the engine is not the reason.
    if (
      fault !== undefined && await faultOn({ engine: accepting, declared }, objects) === undefined
    ) {
      return refusal({ accepting, refusing, declared }, fault);
    }
  }
}

/** The first of the objects that an engine refuses or cannot run, and its message. */
async function faultOn(
  where: Pick<ShadowOptions, "engine" | "declared">,
  objects: readonly SchemaObject[],
): Promise<string | undefined> {
  await using shadow = await ShadowDatabase.open(where);
  const words = (object: SchemaObject, reason: string) =>
    `${describeObject(object)}: ${engineWords(reason)}`;
  for (const object of objects) {
    const reason = shadow.attempt(object.sql) ?? defaultFault(object, shadow);
    if (reason !== undefined) return words(object, reason);
  }
  const [broken] = brokenObjects(shadow, shadow.introspect());
  return broken && words(broken.object, broken.reason);
}

/** Functions in defaults are looked up when a row is inserted, not when the table is created. */
function defaultFault({ kind, name }: SchemaObject, shadow: ShadowDatabase): string | undefined {
  if (kind !== "table") return undefined;
  const reason = shadow.compile(`INSERT INTO ${quoteName(name)} DEFAULT VALUES`);
  return /function/.test(reason ?? "") ? reason : undefined;
}

function refusal({ accepting, refusing }: Engines, what: string): Diagnostic {
  const name = (engine: TrialEngine) =>
    match(engineOf(engine)).with("libsql", () => "libSQL").with("sqlite", () => "SQLite")
      .exhaustive();
  return {
    code: "plan/one-engine",
    severity: "error",
    message: `Cannot write a migration for both engines: ${name(refusing)} refuses ${what}`,
    hint: `Use --target ${accepting} if nothing but ${name(accepting)} runs the migrations`,
  };
}
