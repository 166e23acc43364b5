import type { Diagnostic } from "../../base/diagnostic.ts";
import { type FileOf, placeInRepository } from "./place.ts";

/** A diagnostic, or one that stands for several, at the place of the first. */
export interface Grouped extends Diagnostic {
  /** Whether its message already names places. */
  readonly isGroup?: true;
}

/**
 * The diagnostics, in order, with similar ones merged: those that differ only in names. A merged
 * one has their number and the first places, or if there is only one, the first names. `fileOf`
 * names the places.
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

/**
 * A key for similar diagnostics: the differences are in quotes, and in the place of the statement. In
 * a hint only the name of the file may differ: what else it names is other advice.
 */
function kindOf({ code, severity, message, hint = "", span }: Diagnostic): string {
  const quoted = [...message.matchAll(QUOTED)].map(([text]) => text.slice(1, -1));
  const files = [...quoted.filter((text) => FILE.test(text)), ...span ? [span.source.name] : []];
  const stems = files.map((path) => baseOf(path).replace(/\.\w+$/, ""));
  const about = hint.replace(
    QUOTED,
    (text) => stems.some((stem) => text.includes(stem)) ? '""' : text,
  );
  const kind = message.replace(QUOTED, '""').replace(/\bstatement \d+ of [^:]+:/, "statement:");
  return JSON.stringify([code, severity, about, kind]);
}

const QUOTED = /"[^"]*"/g;

/** Matches paths of files. */
const FILE = /[^/]\.\w+$/;

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function groupOf(alike: readonly Diagnostic[], fileOf: FileOf): Grouped {
  const { notes, ...first } = alike[0]!;
  const isAboutAll = alike.every((it) => JSON.stringify(it.notes) === JSON.stringify(notes));
  const places = alike.map(({ span }) => {
    const place = placeInRepository(span, fileOf);
    return place && `${place.file}:${place.line}`;
  });
  const isOnePlace = new Set(places).size === 1;
  const labels = isOnePlace ? differingNames(alike) : places;
  const told = [...new Set(labels.filter((it) => it !== undefined))].slice(0, MOST_ALIKE);
  const others = labels.filter((it) => it === undefined || !told.includes(it)).length;
  const named = told.length === 0
    ? ""
    : `: ${told.join(", ")}${others === 0 ? "" : ` and ${others} more`}`;
  const message = `${first.message} (${alike.length} like this${named}; --verbose lists them)`;
  return {
    ...first,
    ...(notes && isAboutAll && { notes }),
    message,
    ...(!isOnePlace && { isGroup: true }),
  };
}

/** The first name in each of the messages in which they differ. */
function differingNames(alike: readonly Diagnostic[]): readonly (string | undefined)[] {
  const names = alike.map(({ message }) => message.match(QUOTED) ?? []);
  const index = names[0]!.findIndex((name, at) => names.some((it) => it[at] !== name));
  return names.map((it) => it[index]);
}
