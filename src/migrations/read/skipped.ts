import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { splitStatements } from "../../sql/statements.ts";
import type { FolderSettings, Migration } from "../directory.ts";
import type { Layout } from "../layouts/layout.ts";
import { onlyParts } from "../layouts/common/parts.ts";

/**
 * What a layout reads from these files, without those of the paths that are only in its way, such as
 * SQL that no tool runs, and these.
 */
export async function readWithoutStrays(
  layout: Layout,
  files: FolderTexts,
  paths: readonly string[],
): Promise<{ readonly read: LayoutRead; readonly strays: readonly string[] }> {
  let read = await layout.read(files);
  const strays: string[] = [];
  for (const path of paths.filter((it) => files.has(it))) {
    if (read.ok) break;
    const others = new Map([...files].filter(([it]) => it !== path && !strays.includes(it)));
    const without = await layout.read(others);
    if (!without.ok && without.diagnostics.length >= read.diagnostics.length) continue;
    read = without;
    strays.push(path);
  }
  return { read, strays };
}

type LayoutRead = Awaited<ReturnType<Layout["read"]>>;

/**
 * The migrations without skipped statements. Fails with `migrations/no-such-statement` for each
 * that does not exist.
 */
export function withoutSkipped(
  migrations: readonly Migration[],
  skip: NonNullable<FolderSettings["skip"]>,
  files: FolderTexts,
): Result<readonly Migration[]> {
  const entries = Object.keys(skip).map((place) => {
    const [, path = place, number] = /^(.*?)(?::(\d+))?$/.exec(place) ?? [];
    return { place, name: files.get(path)?.name, number: number && Number(number) };
  });
  const missing: Diagnostic[] = entries.filter(({ name }) =>
    !migrations.some((it) => it.source.name === name)
  ).map(({ place }) => noSuchStatement(place));
  const left = migrations.map((migration): Migration => {
    const own = entries.filter(({ name }) => name === migration.source.name);
    const script = own.length === 0 ? undefined : splitStatements(migration.source);
    if (!script?.ok) return migration;
    const { statements } = script.value;
    missing.push(
      ...own.filter(({ number }) => number && !statements[number - 1])
        .map(({ place }) => noSuchStatement(place)),
    );
    const kept = statements.filter((_, index) =>
      !own.some(({ number }) => number === undefined || number === index + 1)
    );
    return { ...migration, source: withStatements(migration.source, kept), isCut: true };
  });
  return missing.length > 0 ? fail("misuse", missing) : succeed(left);
}

function withStatements(
  source: SourceText,
  statements: readonly { readonly startOffset: number; readonly endOffset: number }[],
): SourceText {
  return onlyParts(
    source,
    statements.map(({ startOffset, endOffset }) => {
      // Only comments can precede the semicolon.
      const semicolon = source.text.indexOf(";", endOffset);
      return { startOffset, endOffset: semicolon < 0 ? endOffset : semicolon + 1 };
    }),
  );
}

function noSuchStatement(place: string): Diagnostic {
  return {
    code: "migrations/no-such-statement",
    severity: "error",
    message: `Cannot skip "${place}": there is no such migration or statement`,
    hint:
      'Name the file as it is called in the folder, and a statement by its number: "0012_fix.sql:3"',
  };
}
