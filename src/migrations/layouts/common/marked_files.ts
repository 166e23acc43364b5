import type { Diagnostic, SourceText } from "../../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../../base/result.ts";
import type { Migration } from "../../directory.ts";
import { hasStatement } from "../../text/has_statement.ts";

/** A file without the markers of its tool. */
export interface Marked {
  readonly source: SourceText;
  readonly tool: string;
  /** The missing line. */
  readonly marker: string;
}

/** The content of the down part of a migration that undoes nothing. */
export const EMPTY_DOWN = "-- Empty: penumbra generate --down also writes a down migration\n";

/**
 * The migrations with only the text that is run. Fails with the diagnostics of all texts that
 * cannot be read.
 */
export function withUpParts(
  migrations: readonly Migration[],
  upPart: (source: SourceText) => Result<SourceText>,
): Result<readonly Migration[]> {
  const parts = migrations.map((migration) => ({ migration, up: upPart(migration.source) }));
  const unreadable = parts.filter(({ up }) => !up.ok);
  if (unreadable.length > 0) {
    return fail("unfinished", unreadable.flatMap(({ up }) => up.diagnostics));
  }
  return succeed(
    parts.map(({ migration, up }) => up.ok ? { ...migration, source: up.value } : migration),
  );
}

/** The diagnostic for a missing marker that the tool requires. */
export function noMarker({ source, tool, marker }: Marked): Diagnostic {
  return {
    code: "migrations/no-marker",
    severity: "error",
    message: `Cannot read "${source.name}" as ${tool} does: it has no "${marker}" line`,
    hint: `Add that line, or move the file out of the folder if ${tool} does not run it`,
  };
}

/** A diagnostic if there is SQL above the first marker, which the tool ignores. */
export function aboveMarker(
  { source, tool, marker }: Marked,
  markerOffset: number,
): Diagnostic | undefined {
  const above = source.text.slice(0, markerOffset);
  if (!hasStatement(above)) return undefined;
  return {
    code: "migrations/above-marker",
    severity: "error",
    message: `Cannot read "${source.name}" as ${tool} does: there is SQL above "${marker}"`,
    span: { source, startOffset: markerOffset, endOffset: markerOffset + marker.length },
    hint: "Move it below that line",
  };
}
