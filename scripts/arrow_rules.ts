/** The layers of `src`, lowest first: a layer imports itself and those before it. */
const LAYERS: readonly string[] =
  ("base runner sql schema diff plan host migrations entities sources shadow lint database report " +
    "commands cli").split(" ");

/** The layers that contain only data and pure functions, up to this one. */
const LAST_PURE_LAYER = "plan";

/** The layers that may touch files, processes, the clock and the terminal. */
const LAYERS_WITH_EFFECTS = ["host", "cli"];

/** The layer that applications bundle: it imports itself alone. */
const BUNDLED_LAYER = "runner";

/** The barrels: one for the tool and its library, one for schemas, one for what applications bundle. */
export const ENTRY_POINTS: readonly string[] = [
  "mod.ts",
  "src/entities/mod.ts",
  "src/runner/mod.ts",
];

/** The only file that re-exports an npm package. */
const TS_PATTERN_FILE = "src/base/match.ts";

/** A source file and its imports. */
export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Why the file could not be read or understood. */
  readonly problem?: string;
}

export interface Import {
  /** The path of a source file, or a specifier such as `npm:…` and `node:…`. */
  readonly target: string;
  /** Its line, from 1. */
  readonly line: number;
}

/** A forbidden import, word or export. */
export interface WrongArrow {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/**
 * Everything that breaks the order of the layers, and of what each folder of one contains, by path and line.
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
    ...folderCycles(judged),
  ].sort((left, right) =>
    left.path < right.path ? -1 : left.path > right.path ? 1 : left.line - right.line
  );
}

function isTest(path: string): boolean {
  return path.endsWith("_test.ts");
}

/** The layer of a file: the folder under `src/`, or undefined outside. */
function layerOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

function wrongPlace({ path, problem }: SourceFile): WrongArrow[] {
  if (problem !== undefined) {
    return [{ path, line: 1, message: `Cannot read the file: ${problem}` }];
  }
  const layer = layerOf(path);
  if (ENTRY_POINTS.includes(path) || (layer !== undefined && LAYERS.includes(layer))) return [];
  return [{ path, line: 1, message: `Cannot place the file: the layers are ${LAYERS.join(", ")}` }];
}

function wrongImport(path: string, { target, line }: Import): WrongArrow[] {
  const reason = whyNot(path, target);
  return reason === undefined
    ? []
    : [{ path, line, message: `Cannot import ${target}: ${reason}` }];
}

function whyNot(path: string, target: string): string | undefined {
  const layer = layerOf(path);
  // Entry points may import from every layer.
  if (layer === undefined) return undefined;
  if (target.startsWith("npm:")) {
    if (path === TS_PATTERN_FILE) return undefined;
    if (target.startsWith("npm:ts-pattern")) return `${TS_PATTERN_FILE} exports it`;
    return isPure(layer) ? `"${layer}" is pure` : undefined;
  }
  if (target.startsWith("node:")) {
    return LAYERS_WITH_EFFECTS.includes(layer) ? undefined : `"${layer}" has no effects`;
  }
  const targetLayer = layerOf(target);
  if (targetLayer === undefined) return "it is in no layer";
  if (isTest(target)) return "it is a test";
  if (layer === BUNDLED_LAYER && targetLayer !== layer) return `applications bundle "${layer}"`;
  return LAYERS.indexOf(targetLayer) <= LAYERS.indexOf(layer)
    ? undefined
    : `"${targetLayer}" is above "${layer}"`;
}

function isPure(layer: string): boolean {
  return LAYERS.indexOf(layer) <= LAYERS.indexOf(LAST_PURE_LAYER);
}

function wrongWords({ path, text }: SourceFile): WrongArrow[] {
  const layer = layerOf(path);
  if (layer === undefined) return [];
  const found: WrongArrow[] = [];
  for (const [index, code] of codeLines(text).entries()) {
    const line = index + 1;
    if (/\bDeno\s*[.[]/.test(code) && !LAYERS_WITH_EFFECTS.includes(layer)) {
      found.push({ path, line, message: `Cannot use Deno: "${layer}" has no effects` });
    }
  }
  if (path === TS_PATTERN_FILE || ENTRY_POINTS.includes(path)) return found;
  for (const { index } of text.matchAll(/^export\s+(?:type\s+)?(?:\*|\{[^}]*\}\s*from)/gm)) {
    const line = text.slice(0, index).split("\n").length;
    found.push({ path, line, message: `Cannot re-export: only ${ENTRY_POINTS.join(", ")} do` });
  }
  return found;
}

/** The lines without the comments that can be recognized in a single line. */
function codeLines(text: string): string[] {
  return text.split("\n").map((line) =>
    /^\s*(?:\/?\*|\/\/)/.test(line) ? "" : line.replace(/\s\/\/.*$/, "")
  );
}

/** One wrong arrow for each cycle of files, at its first file by name. */
function cycles(files: readonly SourceFile[]): WrongArrow[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const found = new Map<string, readonly string[]>();
  for (const { path } of files) {
    const cycle = shortestCycle(path, byPath);
    const members = cycle?.toSorted().join("\n");
    if (cycle !== undefined && !found.has(members!)) found.set(members!, cycle);
  }
  return [...found.values()].map((cycle) => {
    const [path, next] = [cycle[0]!, cycle[1] ?? cycle[0]!];
    const line = byPath.get(path)!.imports.find((it) => it.target === next)!.line;
    return { path, line, message: `Cannot import in a cycle: ${[...cycle, path].join(" → ")}` };
  });
}

/** One wrong arrow for each cycle among the files and folders of a folder, at an import that closes it. */
function folderCycles(files: readonly SourceFile[]): WrongArrow[] {
  const parents = new Set(files.flatMap(({ path }) => parentsOf(path)));
  return [...parents].flatMap((parent) => cyclesIn(parent, files));
}

function cyclesIn(parent: string, files: readonly SourceFile[]): WrongArrow[] {
  const isInside = (path: string) => path.startsWith(`${parent}/`);
  const memberOf = (path: string) =>
    isInside(path) ? path.slice(0, `${path}/`.indexOf("/", parent.length + 1)) : path;
  const members = Map.groupBy(
    files.filter(({ path }) => isInside(path)),
    ({ path }) => memberOf(path),
  );
  const merged = [...members].map(([path, list]): SourceFile => ({
    path,
    text: "",
    imports: list.flatMap(({ imports }) =>
      imports.map(({ target, line }) => ({ target: memberOf(target), line }))
        .filter(({ target }) => target !== path)
    ),
  }));
  const isFile = (name: string) => name.endsWith(".ts");
  // Cycles of files are reported separately.
  const found = cycles(merged).filter(({ message }) =>
    !message.replace(/^.*cycle: /, "").split(" → ").every(isFile)
  );
  return found.map((cycle) => {
    const next = / → ([^ ]+)/.exec(cycle.message)![1]!;
    const source = members.get(cycle.path)!.find(({ imports }) =>
      imports.some(({ target }) => memberOf(target) === next)
    )!;
    const { line } = source.imports.find(({ target }) => memberOf(target) === next)!;
    return { ...cycle, path: source.path, line };
  });
}

/** The layer that a file is in, and the folders inside the layer. */
function parentsOf(path: string): string[] {
  const names = path.split("/");
  return layerOf(path) === undefined
    ? []
    : names.slice(2).map((_, index) => names.slice(0, index + 2).join("/"));
}

/** The shortest path from a file back to itself, beginning with the file; undefined if there is none. */
function shortestCycle(
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
