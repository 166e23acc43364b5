import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, succeed } from "../../base/result.ts";
import { compareText } from "../../schema/snapshot.ts";
import type { Migration } from "../directory.ts";
import { nextVersion, slugFor } from "../names.ts";
import type { Layout } from "./layout.ts";

/**
 * `<version>_<name>.sql` at the top of the folder, ordered by the number that the version is. Files
 * in folders below do not count: people put there what they are done with.
 * Fails with `migrations/no-version` for SQL that would never run, which is more likely a slip than
 * a wish, and with `migrations/duplicate-version` where the order would be a guess.
 */
export const PLAIN: Layout = {
  name: "plain",
  hasDown: false,
  reads: (path) => /\.sql$/i.test(path),
  recognises: () => true,
  read: (files) => {
    const migrations: Migration[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const [path, source] of files) {
      const [, version, name = ""] = path.match(FILE_NAME) ?? [];
      if (version !== undefined) {
        migrations.push({ id: path.slice(0, -".sql".length), version, name, source });
      } else if (PLAIN.reads(path) && !path.includes("/")) {
        diagnostics.push(noVersion(path, source.name));
      }
    }
    migrations.sort(byVersion);
    diagnostics.push(...duplicates(migrations));
    return diagnostics.length === 0 ? succeed(migrations) : fail("unfinished", ...diagnostics);
  },
  write: ({ directory, name, sql, now }) => {
    const slug = slugFor(name);
    const version = nextVersion(directory.migrations, now);
    const path = `${version}${slug === "" ? "" : `_${slug}`}.sql`;
    return succeed([{ path, text: sql, replaces: false }]);
  },
};

/** The separator is free, since a hyphen or a dot would not make the SQL mean less. */
const FILE_NAME = /^(\d+)(?:[ ._-]+([^/]*))?\.sql$/i;

function byVersion(left: Migration, right: Migration): number {
  const [before, after] = [numberOf(left), numberOf(right)];
  return before.length - after.length || compareText(before, after) ||
    compareText(left.id, right.id);
}

/** The digits that count. A version may be longer than a number is exact, and BigInt is slower. */
function numberOf(migration: Migration): string {
  return migration.version.replace(/^0+/, "");
}

function noVersion(path: string, name: string): Diagnostic {
  return {
    code: "migrations/no-version",
    severity: "error",
    message: `Cannot tell when "${name}" runs: its name does not begin with a version`,
    hint: `Name it "<version>_${path}", or move it out of the folder`,
  };
}

/** A diagnostic for each version that more than one of the migrations has. */
function duplicates(migrations: readonly Migration[]): Diagnostic[] {
  const groups = [...Map.groupBy(migrations, numberOf).values()].filter((same) => same.length > 1);
  return groups.map((same) => ({
    code: "migrations/duplicate-version",
    severity: "error",
    message: `Cannot order ${same.map(({ source }) => `"${source.name}"`).join(" and ")}: ` +
      `the version of each is ${numberOf(same[0]!) || 0}`,
    hint: "Give a later version to the one that no database has run yet",
  }));
}
