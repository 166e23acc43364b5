import type { CodePlace, ThrownError } from "./load_modules.ts";
import { OWN_NAME } from "./own_name.ts";

/** A thrown value as plain data, with the places in its stack and its message. */
export function thrownError(thrown: unknown): ThrownError {
  const [first] = (thrown as { errors?: readonly unknown[] } | null)?.errors ?? [];
  // Bun 1.4 throws parser errors as an AggregateError.
  if (thrown instanceof AggregateError && first !== undefined) return thrownError(first);
  if (!isError(thrown)) return { name: "", message: String(thrown), places: [] };
  const message = withoutColour(thrown.message);
  const stack = withoutColour(thrown.stack ?? "");
  // The place of a syntax error is in its message; its stack only shows who imported the module.
  const places = [positionOf(thrown), message, stack].flatMap(placesIn);
  const [, missing, importer] = MISSING_IMPORT.exec(message) ?? [];
  return {
    name: thrown.name,
    message: withoutPlaces(message),
    places,
    ...(missing !== undefined && {
      missingImport: { name: missing, ...(importer && { url: urlOf(importer) }) },
    }),
    ...(MISSED_MODULE.test(message) && { missesModule: true }),
  };
}

/** The messages of Node, Bun 1.4 and our own lookup for an import that was not found. */
const MISSING_IMPORT =
  /Cannot find (?:package|module) ["']([^"'\n]+)["'](?:(?: imported)? from ["']?|\nRequire stack:\n- )?([^\s"']+)?/;

/** What `MISSING_IMPORT` matches, and the messages of Deno 2.9, which name no module. */
const MISSED_MODULE = new RegExp(
  `${MISSING_IMPORT.source}|^Import "|^Module not found "|^Unsupported scheme |` +
    "\\[ERR_(?:PACKAGE|MODULE|UNSUPPORTED|INVALID)_|^Cannot resolve ",
);

/** Whether a place is in a file of ours, of this program or of the package that the user installed. */
function isOurs({ url }: CodePlace): boolean {
  return url === import.meta.url || url.startsWith(SOURCE) ||
    url.includes(`/node_modules/${OWN_NAME}/`);
}

/** The folder of all layers; in a bundle there is none. */
const SOURCE = import.meta.url.replace(/\/host\/modules\/[^/]+$/, "/");

/** The first line of a message: Deno appends the place, an excerpt of the source, and hints. */
function withoutPlaces(message: string): string {
  const [first = ""] = message.split("\n");
  return first
    .replace(/ at (?:file|https?):\/\/\S+:\d+:\d+$/, "")
    .replace(/^(?:The module's source code could not be parsed: |SyntaxError: )/, "")
    .replace(/\.$/, "");
}

/**
 * The places in lines such as `at f (file:///a.ts:1:2)`, `at async /a.ts:1:2` and
 * `… at file:///a.ts:1:2`.
 */
function placesIn(text: string): CodePlace[] {
  return Array.from(
    text.matchAll(/(?:^|[\s(])((?:file|https?):\/\/[^\s()]+|\/[^\s():]+):(\d+):(\d+)/gm),
    ([, url, line, column]) => ({
      url: urlOf(url!),
      line: Number(line),
      column: Number(column),
    }),
  ).filter((place) => !isOurs(place));
}

function urlOf(place: string): string {
  return place.startsWith("/") ? `file://${place}` : place;
}

/** Whether the value is an error; Bun's internal errors have no known class. */
function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error ||
    (typeof thrown === "object" && thrown !== null && "message" in thrown && "name" in thrown);
}

/** The position that Bun attaches to parser and resolver errors. */
function positionOf(thrown: Error): string {
  const { position } = thrown as { position?: { file?: string; line?: number; column?: number } };
  return position?.file ? ` ${position.file}:${position.line}:${position.column}` : "";
}

/** The text without colour codes, which Deno uses in its messages. */
function withoutColour(text: string): string {
  // deno-lint-ignore no-control-regex -- This starts a colour code.
  return text.replace(/\x1b\[[0-9;]*m/g, "");
}
