import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Driver } from "../../runner/driver.ts";
import { objectHash } from "../../runner/objects.ts";

/** A schema as hashes of its objects, by name. */
export type Hashes = ReadonlyMap<string, string>;

/** The schema of a database. */
export async function hashesIn(driver: Driver): Promise<Hashes> {
  const objects = await driver.query({
    sql: `SELECT type, name, sql FROM sqlite_schema WHERE sql <> ''
  AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_penumbra\\_%' ESCAPE '\\'`,
  });
  return new Map(
    objects.map(({ type, name, sql }) => objectHash(String(type), String(name), String(sql))),
  );
}

/** The diagnostic if a database upgraded from a version lacks objects, or has different ones. */
export function differenceOf(
  found: Hashes,
  wanted: Hashes,
  from: string,
): Diagnostic | undefined {
  const odd = [...wanted.keys()].filter((name) => found.get(name) !== wanted.get(name));
  return odd.length === 0 ? undefined : {
    code: "upgrade/differs",
    severity: "error",
    message: `A database upgraded from "${from}" has a different schema than a fresh install`,
    notes: odd,
    hint: "Check whether the schema depends on rows, or on the order of migrations",
  };
}
