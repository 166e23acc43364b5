import type { SourceText } from "../../base/diagnostic.ts";
import { sha256 } from "../../base/hash.ts";

/**
 * The text of `atlas.sum` for these files, in their order: a line for each with the hash of the
 * names and texts up to it, preceded by the hash of those lines.
 */
export async function sumFileOf(files: readonly SourceText[]): Promise<string> {
  const lines: string[] = [];
  for (const [index, file] of files.entries()) {
    if (isIgnored(file)) continue;
    lines.push(`${file.name} h1:${await hashUpTo(files, index)}`);
  }
  return sumOf(lines);
}

/** The first difference between the sum and the files, with the name of a file. */
export type Mismatch =
  /** Its text changed, or the name or text of an earlier one: the hashes are cumulative. */
  | { readonly kind: "changed"; readonly name: string }
  | { readonly kind: "removed"; readonly name: string }
  /** A new file, and the first one after it that is in the sum, if any. */
  | { readonly kind: "added"; readonly name: string; readonly before?: string }
  /** All files match, but the hash of the list does not. */
  | { readonly kind: "head" };

/** The first mismatch between `atlas.sum` and the files; undefined if they match. */
export async function firstMismatch(
  text: string,
  files: readonly SourceText[],
): Promise<Mismatch | undefined> {
  const said = text.trimEnd().split(/\r?\n/);
  const lines = said.slice(1);
  if (await areSame(lines, files)) {
    return await sumOf(lines) === `${said.join("\n")}\n` ? undefined : { kind: "head" };
  }
  const wanted = (await sumFileOf(files)).trimEnd().split("\n").slice(1);
  const index = wanted.findIndex((line, at) => line !== lines[at]);
  const listed = new Set(lines.map(nameIn));
  const present = new Set(files.map(({ name }) => name));
  const [before, name] = [nameIn(lines[index < 0 ? wanted.length : index]), nameIn(wanted[index])];
  if (before !== undefined && !present.has(before)) return { kind: "removed", name: before };
  if (name === undefined) return { kind: "head" };
  if (listed.has(name)) return { kind: "changed", name };
  return { kind: "added", name, ...(before !== undefined && { before }) };
}

/**
 * Whether the files match. The last hash covers everything, so one is enough if nothing has
 * changed.
 */
async function areSame(lines: readonly string[], files: readonly SourceText[]): Promise<boolean> {
  const hashed = files.filter((file) => !isIgnored(file));
  const isListed = hashed.length === lines.length &&
    hashed.every(({ name }, index) => lines[index]!.startsWith(`${name} h1:`));
  if (!isListed || hashed.length === 0) return isListed;
  const last = files.indexOf(hashed.at(-1)!);
  return lines.at(-1) === `${files[last]!.name} h1:${await hashUpTo(files, last)}`;
}

function nameIn(line: string | undefined): string | undefined {
  return /^(.+) h1:[^ ]*$/.exec(line ?? "")?.[1];
}

async function sumOf(lines: readonly string[]): Promise<string> {
  const parts = lines.map((line) => line.replace(/ h1:(?=[^ ]*$)/, ""));
  return [`h1:${base64(await sha256(...parts))}`, ...lines].join("\n") + "\n";
}

/** The cumulative hash of all names and texts up to the index. */
async function hashUpTo(files: readonly SourceText[], index: number): Promise<string> {
  const parts = files.slice(0, index + 1).flatMap((file) =>
    isIgnored(file) ? [file.name] : [file.name, file.text]
  );
  return base64(await sha256(...parts));
}

/** Whether the first line excludes the text from the sum, so that only the name is hashed. */
function isIgnored({ text }: SourceText): boolean {
  return /^[ -~]*atlas:sum +ignore\b/.test(text);
}

function base64(hex: string): string {
  return btoa(hex.replace(/../g, (byte) => String.fromCharCode(parseInt(byte, 16))));
}
