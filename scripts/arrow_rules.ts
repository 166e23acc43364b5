/** The rooms of the house, ground floor first: a room imports itself and those before it. */
const ROOMS: readonly string[] =
  ("base runner sql schema diff plan host migrations entities sources shadow lint database report " +
    "commands cli").split(" ");

/** The rooms that hold nothing but data and functions, up to this one. */
const LAST_PURE_ROOM = "plan";

/** The rooms that may touch files, processes, the clock and the terminal. */
const ROOMS_WITH_EFFECTS = ["host", "cli"];

/** The room that applications bundle: it imports itself alone. */
const BUNDLED_ROOM = "runner";

/** The barrels: one for the tool and its library, one for schemas, one for what applications bundle. */
export const FRONT_DOORS: readonly string[] = [
  "mod.ts",
  "src/entities/mod.ts",
  "src/runner/mod.ts",
];

/** The one file that hands an npm package on under our own roof. */
const NPM_DOOR = "src/base/match.ts";

/** A file of the house, as far as the arrows care. */
export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Why the file could not be read or understood. */
  readonly problem?: string;
}

export interface Import {
  /** The path of a file of ours, or a specifier such as `npm:…` and `node:…`. */
  readonly target: string;
  /** Where it is written, from 1. */
  readonly line: number;
}

/** An import, a word or an export that stands where the house has no door. */
export interface WrongArrow {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/**
 * Everything that breaks the order of the rooms, and of the folders inside a room, by path and line.
 * Tests may import anything.
 */
export function wrongArrows(files: readonly SourceFile[]): WrongArrow[] {
  const judged = files.filter((file) => !isTest(file.path));
  return [
    ...judged.flatMap((file) => [
      ...wrongPlace(file),
      ...file.imports.flatMap((it) => wrongImport(file.path, it)),
      ...wrongWords(file),
    ]),
    ...cycles(judged),
    ...folderRings(judged),
  ].sort((left, right) =>
    left.path < right.path ? -1 : left.path > right.path ? 1 : left.line - right.line
  );
}

function isTest(path: string): boolean {
  return path.endsWith("_test.ts");
}

/** The room a file stands in: the folder under `src/`, or undefined outside. */
function roomOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

function wrongPlace({ path, problem }: SourceFile): WrongArrow[] {
  if (problem !== undefined) {
    return [{ path, line: 1, message: `Cannot read the file: ${problem}` }];
  }
  const room = roomOf(path);
  if (FRONT_DOORS.includes(path) || (room !== undefined && ROOMS.includes(room))) return [];
  return [{ path, line: 1, message: `Cannot place the file: the rooms are ${ROOMS.join(", ")}` }];
}

function wrongImport(path: string, { target, line }: Import): WrongArrow[] {
  const reason = whyNot(path, target);
  return reason === undefined
    ? []
    : [{ path, line, message: `Cannot import ${target}: ${reason}` }];
}

function whyNot(path: string, target: string): string | undefined {
  const room = roomOf(path);
  // The front door may name whatever it opens to.
  if (room === undefined) return undefined;
  if (target.startsWith("npm:")) {
    if (path === NPM_DOOR) return undefined;
    if (target.startsWith("npm:ts-pattern")) return `${NPM_DOOR} hands it on`;
    return isPure(room) ? `"${room}" is pure` : undefined;
  }
  if (target.startsWith("node:")) {
    return ROOMS_WITH_EFFECTS.includes(room) ? undefined : `"${room}" has no effects`;
  }
  const targetRoom = roomOf(target);
  if (targetRoom === undefined) return "it is in no room";
  if (isTest(target)) return "it is a test";
  if (room === BUNDLED_ROOM && targetRoom !== room) return `applications bundle "${room}"`;
  return ROOMS.indexOf(targetRoom) <= ROOMS.indexOf(room)
    ? undefined
    : `"${targetRoom}" stands above "${room}"`;
}

function isPure(room: string): boolean {
  return ROOMS.indexOf(room) <= ROOMS.indexOf(LAST_PURE_ROOM);
}

function wrongWords({ path, text }: SourceFile): WrongArrow[] {
  const room = roomOf(path);
  if (room === undefined) return [];
  const found: WrongArrow[] = [];
  for (const [index, code] of codeLines(text).entries()) {
    const line = index + 1;
    if (/\bDeno\s*[.[]/.test(code) && !ROOMS_WITH_EFFECTS.includes(room)) {
      found.push({ path, line, message: `Cannot use Deno: "${room}" has no effects` });
    }
  }
  if (path === NPM_DOOR || FRONT_DOORS.includes(path)) return found;
  for (const { index } of text.matchAll(/^export\s+(?:type\s+)?(?:\*|\{[^}]*\}\s*from)/gm)) {
    const line = text.slice(0, index).split("\n").length;
    found.push({ path, line, message: `Cannot re-export: only ${FRONT_DOORS.join(", ")} do` });
  }
  return found;
}

/** The lines without their comments, as far as a line alone can tell a comment. */
function codeLines(text: string): string[] {
  return text.split("\n").map((line) =>
    /^\s*(?:\/?\*|\/\/)/.test(line) ? "" : line.replace(/\s\/\/.*$/, "")
  );
}

/** One wrong arrow for each ring of files, told at the ring's first file by name. */
function cycles(files: readonly SourceFile[]): WrongArrow[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const rings = new Map<string, readonly string[]>();
  for (const { path } of files) {
    const ring = shortestRing(path, byPath);
    const members = ring?.toSorted().join("\n");
    if (ring !== undefined && !rings.has(members!)) rings.set(members!, ring);
  }
  return [...rings.values()].map((ring) => {
    const [path, next] = [ring[0]!, ring[1] ?? ring[0]!];
    const line = byPath.get(path)!.imports.find((it) => it.target === next)!.line;
    return { path, line, message: `Cannot import in a ring: ${[...ring, path].join(" → ")}` };
  });
}

/**
 * One wrong arrow for each ring of folders inside a room, told at an import that closes it. A file that
 * stands in the room itself is a folder of its own here.
 */
function folderRings(files: readonly SourceFile[]): WrongArrow[] {
  const folders = Map.groupBy(files, ({ path }) => folderOf(path));
  const merged = [...folders].map(([path, members]): SourceFile => ({
    path,
    text: "",
    imports: members.flatMap((file) =>
      file.imports.filter(({ target }) =>
        roomOf(target) === roomOf(file.path) && folderOf(target) !== path
      ).map(({ target, line }) => ({ target: folderOf(target), line }))
    ),
  }));
  const isFile = (name: string) => name.endsWith(".ts");
  // A ring of files alone is told as such.
  const rings = cycles(merged).filter(({ message }) =>
    !message.replace(/^.*ring: /, "").split(" → ").every(isFile)
  );
  return rings.map((ring) => {
    const next = / → ([^ ]+)/.exec(ring.message)![1]!;
    const source = folders.get(ring.path)!.find(({ imports }) =>
      imports.some(({ target }) => folderOf(target) === next)
    )!;
    const { line } = source.imports.find(({ target }) => folderOf(target) === next)!;
    return { ...ring, path: source.path, line };
  });
}

/** The room and the folder inside it; the path of a file that stands in the room itself. */
function folderOf(path: string): string {
  return /^src\/[^/]+\/[^/]+(?=\/)/.exec(path)?.[0] ?? path;
}

/** The shortest way from a file back to itself, the file first, or undefined when there is none. */
function shortestRing(
  start: string,
  byPath: ReadonlyMap<string, SourceFile>,
): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const path of queue) {
    for (const { target } of byPath.get(path)?.imports ?? []) {
      if (target === start) return wayTo(path, start, cameFrom);
      if (!byPath.has(target) || cameFrom.has(target)) continue;
      cameFrom.set(target, path);
      queue.push(target);
    }
  }
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [end];
  while (way[0] !== start) way.unshift(cameFrom.get(way[0]!)!);
  return way;
}
