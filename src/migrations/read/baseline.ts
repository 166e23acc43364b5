import type { Diagnostic } from "../../base/diagnostic.ts";
import { sha256 } from "../../base/hash.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Baseline, Migration } from "../directory.ts";
import { indexOfMigration } from "../find_migration.ts";

/**
 * The migrations with the schema of a baseline in front, and nothing to run in those that it
 * covers: a hash of each is kept, so that edits are noticed. Fails with `migrations/no-baseline` if
 * the last covered one does not exist.
 */
export async function fromBaseline(
  migrations: readonly Migration[],
  { upTo, schema }: Baseline,
): Promise<Result<readonly Migration[]>> {
  const last = indexOfMigration(migrations, upTo);
  if (last < 0) return fail("unfinished", notThere(upTo, migrations));
  const covered = await Promise.all(
    migrations.slice(0, last + 1).map(async (migration): Promise<Migration> => {
      const { name, text } = migration.source;
      const hash = `-- Covered by the baseline: ${await sha256(text)}\n`;
      return { ...migration, source: { name, text: hash }, isCovered: true };
    }),
  );
  const first = { id: "baseline", version: "0", name: "baseline", source: schema };
  return succeed([first, ...covered, ...migrations.slice(last + 1)]);
}

function notThere(upTo: string, migrations: readonly Migration[]): Diagnostic {
  const last = migrations.at(-1)?.id;
  return {
    code: "migrations/no-baseline",
    severity: "error",
    message: `Cannot start from the baseline: there is no migration "${upTo}"`,
    hint: 'Give a version or a whole name as "upTo" in penumbra.json' +
      (last === undefined ? "" : `, such as "${last}"`),
  };
}
