import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Migration } from "../directory.ts";
import { holdsNoStatement } from "../empty.ts";

/** What a tool does with a text that its markers are not in. */
export interface Marked {
  readonly source: SourceText;
  readonly tool: string;
  /** The line that is missing. */
  readonly marker: string;
}

/** What is in the file of a migration that undoes nothing, under the marker of that part. */
export const NO_WAY_BACK = "-- Empty: penumbra generate --down also writes a down migration\n";

/** The migrations with what is run of their texts. Fails with all that is in the way of that. */
export function withUpParts(
  migrations: readonly Migration[],
  upPart: (source: SourceText) => Result<SourceText>,
): Result<readonly Migration[]> {
  const parts = migrations.map((migration) => ({ migration, up: upPart(migration.source) }));
  const unreadable = parts.filter(({ up }) => !up.ok);
  if (unreadable.length > 0) {
    return fail("unfinished", ...unreadable.flatMap(({ up }) => up.diagnostics));
  }
  return succeed(
    parts.map(({ migration, up }) => up.ok ? { ...migration, source: up.value } : migration),
  );
}

/** A line that the tool cannot do without is not there. */
export function noMarker({ source, tool, marker }: Marked): Diagnostic {
  return {
    code: "migrations/no-marker",
    severity: "error",
    message: `Cannot read "${source.name}" as ${tool} does: it has no "${marker}" line`,
    hint: `Add that line, or move the file out of the folder if ${tool} does not run it`,
  };
}

/** SQL is above the first marker, where the tool does not look for any. */
export function aboveMarker(
  { source, tool, marker }: Marked,
  markerOffset: number,
): Diagnostic | undefined {
  const above = source.text.slice(0, markerOffset);
  if (holdsNoStatement(above)) return undefined;
  return {
    code: "migrations/above-marker",
    severity: "error",
    message: `Cannot read "${source.name}" as ${tool} does: there is SQL above "${marker}"`,
    span: { source, startOffset: markerOffset, endOffset: markerOffset + marker.length },
    hint: "Move it below that line",
  };
}
