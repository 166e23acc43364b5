import type { Diagnostic } from "../base/diagnostic.ts";
import { type FileOf, placeInRepository } from "./place.ts";

/** A diagnostic, or one that stands for several, at the place of the first. */
export interface Grouped extends Diagnostic {
  /** Whether its message already names places. */
  readonly isGroup?: true;
}

/**
 * The diagnostics, in order, with similar ones merged: those that differ only in names. A merged
 * one has their number and the first places. `fileOf` names the places.
 */
export function groupAlike(
  diagnostics: readonly Diagnostic[],
  fileOf: FileOf = (name) => name,
): readonly Grouped[] {
  const groups = Map.groupBy(diagnostics, kindOf);
  const told = new Set<string>();
  return diagnostics.flatMap((diagnostic) => {
    const kind = kindOf(diagnostic);
    const alike = groups.get(kind)!;
    if (alike.length <= MOST_ALIKE) return diagnostic;
    if (told.has(kind)) return [];
    told.add(kind);
    return groupOf(alike, fileOf);
  });
}

/** The number of similar diagnostics that are listed separately, and of places named for more. */
const MOST_ALIKE = 3;

/** A key for similar diagnostics: the differences are in quotes. */
function kindOf({ code, severity, message, hint = "" }: Diagnostic): string {
  return JSON.stringify([code, severity, hint, message.replace(/"[^"]*"/g, '""')]);
}

function groupOf(alike: readonly Diagnostic[], fileOf: FileOf): Grouped {
  // The notes are only about the first one.
  const { notes: _, ...first } = alike[0]!;
  const places = alike.flatMap(({ span }) => {
    const place = placeInRepository(span, fileOf);
    return place === undefined ? [] : `${place.file}:${place.line}`;
  }).slice(0, MOST_ALIKE);
  const named = places.length === 0
    ? ""
    : `: ${places.join(", ")} and ${alike.length - places.length} more`;
  const words = `${alike.length} like this${named}; --verbose lists them`;
  return { ...first, message: `${first.message} (${words})`, isGroup: true };
}
