import type { Diagnostic } from "../base/diagnostic.ts";
import { type FileOf, placeInRepository } from "./place.ts";

/** A diagnostic, or one that speaks for several; that has the place of the first of them. */
export interface Grouped extends Diagnostic {
  /** Whether its message names places already. */
  readonly isGroup?: true;
}

/**
 * The diagnostics, in order, with one in place of many of a kind: those that say the same of other
 * names. It tells how many there are and where the first are. `fileOf` names the places.
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

/** How many of a kind are listed one by one, and how many places of more are named. */
const MOST_ALIKE = 3;

/** What differs between two of a kind stands in quotes. */
function kindOf({ code, severity, message, hint = "" }: Diagnostic): string {
  return JSON.stringify([code, severity, hint, message.replace(/"[^"]*"/g, '""')]);
}

function groupOf(alike: readonly Diagnostic[], fileOf: FileOf): Grouped {
  // The notes are those of the first alone.
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
