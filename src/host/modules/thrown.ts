import type { CodePlace, ThrownError } from "./load_modules.ts";

/** What was thrown, as plain data, with the places that its stack and its message name. */
export function thrownError(thrown: unknown): ThrownError {
  const [first] = (thrown as { errors?: readonly unknown[] } | null)?.errors ?? [];
  // Bun 1.4 gives the errors of its parser as a list.
  if (thrown instanceof AggregateError && first !== undefined) return thrownError(first);
  if (!isError(thrown)) return { name: "", message: String(thrown), places: [] };
  const message = withoutColour(thrown.message);
  const stack = withoutColour(thrown.stack ?? "");
  // A syntax error stands where its message says; its stack only tells who imported the module.
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

/** The words of Node, of Bun 1.4 and of our own lookup for a name that leads nowhere. */
const MISSING_IMPORT =
  /Cannot find (?:package|module) ["']([^"'\n]+)["'](?:(?: imported)? from ["']?|\nRequire stack:\n- )?([^\s"']+)?/;

/** The same, and those of Deno 2.9, which knows less places to look in. */
const MISSED_MODULE = new RegExp(
  `${MISSING_IMPORT.source}|^Import "|^Module not found "|^Unsupported scheme |` +
    "\\[ERR_(?:PACKAGE|MODULE|UNSUPPORTED|INVALID)_|^Cannot resolve ",
);

/** Our own files, in which nobody looks for their mistake. */
const OURS = new URL("../", import.meta.url).href;

/** The first line that says what happened: Deno adds the place, a piece of the source, and hints. */
function withoutPlaces(message: string): string {
  const [first = ""] = message.split("\n");
  return first
    .replace(/ at (?:file|https?):\/\/\S+:\d+:\d+$/, "")
    .replace(/^(?:The module's source code could not be parsed: |SyntaxError: )/, "")
    .replace(/\.$/, "");
}

/** The places in lines such as `at f (file:///a.ts:1:2)`, `at async /a.ts:1:2` and `… at file:///a.ts:1:2`. */
function placesIn(text: string): CodePlace[] {
  return Array.from(
    text.matchAll(/(?:^|[\s(])((?:file|https?):\/\/[^\s()]+|\/[^\s():]+):(\d+):(\d+)/gm),
    ([, url, line, column]) => ({
      url: urlOf(url!),
      line: Number(line),
      column: Number(column),
    }),
  ).filter((place) => !place.url.startsWith(OURS));
}

function urlOf(place: string): string {
  return place.startsWith("/") ? `file://${place}` : place;
}

/** Bun's errors of its own are of no class that a program knows. */
function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error ||
    (typeof thrown === "object" && thrown !== null && "message" in thrown && "name" in thrown);
}

/** The place that Bun gives with an error of its parser and of its lookup. */
function positionOf(thrown: Error): string {
  const { position } = thrown as { position?: { file?: string; line?: number; column?: number } };
  return position?.file ? ` ${position.file}:${position.line}:${position.column}` : "";
}

/** Deno colours the places in its messages. */
function withoutColour(text: string): string {
  // deno-lint-ignore no-control-regex -- This is what begins a colour.
  return text.replace(/\x1b\[[0-9;]*m/g, "");
}
