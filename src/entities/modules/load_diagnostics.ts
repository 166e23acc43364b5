import type { Diagnostic, Span } from "../../base/diagnostic.ts";
import type { ModuleFailure, ModuleLoading, ThrownError } from "../../host/modules/load_modules.ts";
import { type ModuleTexts, spanOf } from "./places.ts";

/**
 * Why modules of the user could not be loaded, with file and line. A module that fails makes those fail that
 * import it, which is reported once.
 */
export function failureDiagnostics(
  failures: readonly ModuleFailure[],
  texts: ModuleTexts,
): Diagnostic[] {
  const told = new Map<string, Diagnostic>();
  for (const { url, error } of failures) {
    const diagnostic = thrownDiagnostic(error, { texts, url });
    const { source, startOffset } = diagnostic.span ?? {};
    told.set(`${source?.name}:${startOffset} ${diagnostic.message}`, diagnostic);
  }
  return [...told.values()];
}

/** An error that the user's code threw: in the module at `url`, or in a function that was called later. */
export function thrownDiagnostic(
  error: ThrownError,
  { texts, url, span }: {
    readonly texts: ModuleTexts;
    readonly url?: string;
    /** Where that function is, in case the error names no place in the texts. */
    readonly span?: Span;
  },
): Diagnostic {
  const thrown = importSpan(error, texts) ??
    error.places.map((place) => spanOf(texts, place)).find((it) => it !== undefined);
  const source = url === undefined ? undefined : texts.get(url);
  const place = thrown ?? span ?? (source && { source, startOffset: 0, endOffset: 1 });
  return {
    code: `entities/${slugOf(error)}`,
    severity: "error",
    message: `Cannot load "${place?.source.name ?? "the schema"}": ${words(error)}`,
    ...(place && { span: place }),
    ...hintFor(error, texts),
  };
}

/** The place of an import that cannot be resolved in its module. */
function importSpan({ missingImport }: ThrownError, texts: ModuleTexts): Span | undefined {
  const { name, url } = missingImport ?? {};
  const source = url === undefined ? undefined : texts.get(url);
  if (name === undefined || source === undefined) return undefined;
  // Bun 1.4 names the package instead of the file in it.
  const specifier = new RegExp(
    `(?<=\\b(?:from|import|require)[\\s(]*)(["'])${RegExp.escape(name)}(?:/[^"'\\n]*)?\\1`,
    "g",
  );
  const found = [...source.text.matchAll(specifier)];
  // A type import is never resolved.
  const meant = found.find(({ index }) => !isOfTypes(source.text, index)) ?? found[0];
  const startOffset = meant?.index ?? 0;
  return { source, startOffset, endOffset: startOffset + (meant?.[0].length ?? 1) };
}

/** Whether the name at an offset is that of an `import type`. */
function isOfTypes(text: string, offset: number): boolean {
  const start = Math.max(text.lastIndexOf("import", offset), text.lastIndexOf("export", offset));
  return /^\w+\s+type\b/.test(text.slice(start, offset));
}

/** The diagnostic for modules that did not finish, or that ended the program. */
export function endDiagnostic(
  end: Extract<ModuleLoading<unknown>, { readonly kind: "timed-out" | "exited" }>,
  { texts, limitMs }: { readonly texts: ModuleTexts; readonly limitMs: number },
): Diagnostic {
  const source = texts.get(end.url);
  const name = source?.name ?? "the schema";
  const timedOut = end.kind === "timed-out";
  return {
    code: timedOut ? "entities/time-limit" : "entities/exited",
    severity: "error",
    message: `Cannot load "${name}": ${
      timedOut ? `it was still running after ${limitMs} ms` : "it exits the program"
    }`,
    ...(source && { span: { source, startOffset: 0, endOffset: 1 } }),
    hint: timedOut
      ? "Check for an endless loop, or an await that never resolves"
      : "Remove the call that exits from the file, or move the entities to their own file",
  };
}

function slugOf({ name, missingImport, message }: ThrownError): string {
  if (missingImport !== undefined || MISSING.test(message)) return "import-not-found";
  return name === "SyntaxError" || name === "BuildMessage" || SYNTAX.test(message)
    ? "syntax"
    : "threw";
}

/** Messages about a missing file or export. */
const MISSING = new RegExp(
  "^Module not found|^Cannot find module|does not provide an export named|" +
    "^Export named .* not found",
);

/** Deno 2.9 throws syntax errors as a TypeError. */
const SYNTAX = /^(?:Expected|Unexpected|Unterminated|Expression expected|'.*' (?:is|cannot))\b/;

/** Names of errors that add nothing to the message. */
const PLAIN_NAMES = ["", "Error", "TypeError", "SyntaxError", "BuildMessage", "ResolveMessage"];

function words({ name, message, missingImport }: ThrownError): string {
  if (missingImport) return `it imports "${missingImport.name}", which cannot be found`;
  return PLAIN_NAMES.includes(name) || message.startsWith(name) ? message : `${name}: ${message}`;
}

function hintFor({ missingImport }: ThrownError, texts: ModuleTexts): Pick<Diagnostic, "hint"> {
  const steps = [
    ...(missingImport ? [stepFor(missingImport.name)] : []),
    // Drizzle Kit has its own bundler, which may load what fails here.
    ...(texts.values().some(({ text }) => text.includes("drizzle-orm"))
      ? ['Take the schema from --schema "command:npx drizzle-kit export"']
      : []),
  ];
  return steps.length === 0 ? {} : { hint: steps.join(". Or: ") };
}

/** The hint for making an import of that name work. */
function stepFor(name: string): string {
  if (/^\.{0,2}\//.test(name)) return "Correct the path";
  return name.startsWith("#")
    ? `Add "${name}" to "imports" in the package.json of its folder`
    // "@/env" cannot be the name of a package.
    : /^[@~]\//.test(name)
    ? `Map "${name.slice(0, 2)}*" under "paths" in the tsconfig.json of its folder`
    : `Install the packages of the project, or map "${name}" in its tsconfig.json`;
}
