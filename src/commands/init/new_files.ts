import { parseJson } from "../../base/parse_json.ts";
import { presentFields } from "../../base/present_fields.ts";
import type { Failure } from "../../base/result.ts";
import { localDatabase } from "../../database/apply_command.ts";
import { BACKUP_ENDING } from "../../host/database/backup.ts";
import { writeNewFileAtomically } from "../../host/files/write/atomic_files.ts";
import { matchesPattern } from "../../host/files/listed_files.ts";
import { pathFromHere } from "../../host/files/paths.ts";
import { readTextFile } from "../../host/files/read_files.ts";
import { CACHE_FILE } from "../../migrations/cache/cache.ts";
import { CONFIG_FILE, type ProjectOptions } from "../settings/options.ts";
import type { Finding } from "./findings/finding.ts";
import { databaseIn, type NewFile, type Proposal, settingsToKeep, type Setup } from "./setup.ts";

/** A file to write, and what an existing one lacks, as the end of a sentence; `""` if nothing. */
interface WantedFile extends NewFile {
  readonly lacks?: (text: string) => string;
}

/** The files of a project that is set up, as far as they do not exist yet. */
export function filesFor(setup: Setup, around: readonly Finding[]): WantedFile[] {
  const { proposal, schema, files, options } = setup;
  const first = schema.ok ? schema.value : { sources: proposal.schema };
  const { migrations, baseline } = proposal;
  const wanted = { ...wantedValues(options, around), ...(baseline !== undefined && { baseline }) };
  const [source] = first.sources;
  const values = {
    ...inOrder(proposal),
    schema: first.sources.length === 1 ? source : first.sources,
  };
  return [
    {
      name: CONFIG_FILE,
      text: `${JSON.stringify(values, undefined, 2)}\n`,
      lacks: (text) => differencesIn(text, wanted),
    },
    ignoreFile(`${migrations}/.gitignore`, { lines: [CACHE_FILE], ignores: CACHE_FILE }),
    ...databaseFile(setup),
    ...files,
    ...(first.file === undefined ? [] : [first.file]),
  ];
}

/** The values of a configuration: what every project has first, what is about single files last. */
export function inOrder(proposal: Partial<Proposal>): Partial<Proposal> {
  const { migrations, layout, schema, casing, target, runner, opaque, ...others } = proposal;
  const { placeholders, skip, baseline, ...declared } = others;
  return presentFields({
    ...{ migrations, layout, schema, casing, target, runner, opaque },
    ...declared,
    ...{ placeholders, skip, baseline },
  });
}

/** What makes git ignore a database to which penumbra applies the migrations, and what is beside it. */
function databaseFile(setup: Setup): WantedFile[] {
  const { proposal: { target, runner }, directory } = setup;
  const { layout, migrations } = directory.ok
    ? directory.value
    : { layout: "plain", migrations: [] };
  const isRunByOthers = runner !== undefined || migrations.some(({ isOpaque }) => isOpaque);
  const database = isRunByOthers
    ? undefined
    : localDatabase({ layout, target, database: databaseIn(setup) });
  return database === undefined ? [] : [
    ignoreFile(".gitignore", {
      lines: [`${database}*`, "*.penumbra-*"],
      ignores: `${database}.0${BACKUP_ENDING}`,
    }),
  ];
}

/** A .gitignore; an existing one lacks its last line if it does not ignore this file. */
function ignoreFile(
  name: string,
  { lines, ignores }: { readonly lines: readonly string[]; readonly ignores: string },
): WantedFile {
  return {
    name,
    text: lines.map((line) => `${line}\n`).join(""),
    lacks: (text) => {
      const isIgnored = text.split("\n").some((line) =>
        matchesPattern(ignores, line.trim().replace(/^(?:\*\*)?\//, ""))
      );
      return isIgnored ? "" : `: add ${lines.at(-1)} to it`;
    },
  };
}

/**
 * The values that a configuration should have: those of the command line, and the migrations folder
 * that was found if the configured one has no files.
 */
function wantedValues(
  options: ProjectOptions,
  around: readonly Finding[],
): Partial<Proposal> {
  const migrations = foundInstead(options, around);
  return inOrder({ ...(migrations !== undefined && { migrations }), ...settingsToKeep(options) });
}

/** The migrations folder that was found, if the one of the options has no files. */
export function foundInstead(
  { migrations }: ProjectOptions,
  around: readonly Finding[],
): string | undefined {
  const folders = around.filter((it) => !it.isEmpty).flatMap((it) => it.migrations ?? []);
  return folders.includes(migrations) ? undefined : folders[0];
}

/** What a configuration says instead of the wanted values, and which of them it lacks. */
function differencesIn(text: string, wanted: Partial<Proposal>): string {
  const kept = parseJson(text);
  if (typeof kept !== "object" || kept === null) return "";
  const values = new Map<string, unknown>(Object.entries(kept));
  const others: string[] = [];
  const lacking: string[] = [];
  for (const [key, value] of Object.entries(wanted)) {
    if (!values.has(key)) lacking.push(`${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    else if (shown(values.get(key)) !== shown(value)) {
      others.push(`${shown(values.get(key))} for "${key}", not ${shown(value)}`);
    }
  }
  return (others.length === 0 ? "" : `, which says ${others.join(", and ")}`) +
    (lacking.length === 0 ? "" : `: add ${lacking.join(", ")} to it`);
}

/** A single value and a list of only that value are equivalent. */
function shown(value: unknown): string {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((it) => JSON.stringify(it)).join(", ");
}

/** The paths that were written, what was done, and the failure that ended it, if any. */
interface Written {
  readonly written: readonly string[];
  readonly words: readonly string[];
  readonly failure?: Failure;
}

/** Writes the files that do not exist yet. */
export async function writeMissing(
  files: readonly WantedFile[],
  { workingDirectory }: ProjectOptions,
): Promise<Written> {
  const [written, words]: [string[], string[]] = [[], []];
  for (const { name, text, lacks } of files) {
    const path = pathFromHere(workingDirectory, name);
    const result = await writeNewFileAtomically(path, text);
    if (result.ok) {
      words.push(`Wrote ${path}`);
      written.push(path);
    } else if (result.diagnostics[0]?.code === "files/exists") {
      const kept = lacks && await readTextFile(path);
      words.push(`Kept ${path}${kept?.ok ? lacks!(kept.value.text) : ""}`);
    } else return { written, words, failure: result };
  }
  return { written, words };
}
