/** Facts about a module that follow from its text. */
export interface ModuleText {
  /** The specifiers of its imports and re-exports, in order. */
  readonly imports: readonly string[];
  /**
   * Whether it depends only on what it declares and imports: no clock, no environment, no file. False if
   * that is uncertain.
   */
  readonly isPure: boolean;
}

/**
 * The imports of a TypeScript or JavaScript module, and whether anything else can influence its values.
 * Undefined if its tokens are uncertain, or if it may load modules that it does not import: a slash that
 * may begin a regular expression, an escape in a name, `import()`, `require`. The global names are those
 * of the thread in which this is called.
 */
export function readModuleText(text: string): ModuleText | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined || tokens.some(mayLoad)) return undefined;
  const imports = tokens.flatMap((token, index) => {
    const before = tokens[index - 1];
    const isImported = token.kind === "string" && before?.kind === "word" &&
      /^(?:from|import)$/.test(before.text) && tokens[index - 2]?.text !== ".";
    return isImported ? [token.text.slice(1, -1)] : [];
  });
  const reaches = globalNames();
  const isPure = tokens.every((token, index) =>
    !IMPURE.test(token.text) && !(reaches.has(token.text) && isFree(tokens, index))
  );
  return { imports, isPure };
}

interface CodeToken {
  readonly kind: "word" | "string" | "other";
  readonly text: string;
}

/** The tokens without comments, including those within templates; undefined if they are uncertain. */
function tokensOf(text: string): CodeToken[] | undefined {
  const tokens: CodeToken[] = [];
  // One entry for each open template: the number of open braces in it.
  const templates: number[] = [];
  const pattern = new RegExp(TOKEN, "yu");
  for (let offset = 0; offset < text.length; offset = pattern.lastIndex) {
    const inTemplate = templates.at(-1) === 0 && text[offset] === "}";
    pattern.lastIndex = inTemplate ? offset + 1 : offset;
    if (inTemplate || text[offset] === "`") {
      const end = templateEnd(text, offset + 1);
      if (end === undefined) return undefined;
      if (inTemplate) templates.pop();
      const opens = text[end - 1] === "{";
      if (opens) templates.push(0);
      tokens.push({ kind: "other", text: text.slice(offset, end) });
      pattern.lastIndex = end;
      continue;
    }
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) return undefined;
    const { word, string, other } = groups;
    if (word !== undefined) tokens.push({ kind: "word", text: word });
    if (string !== undefined) tokens.push({ kind: "string", text: string });
    if (other === undefined) continue;
    tokens.push({ kind: "other", text: other });
    const open = templates.pop();
    if (open !== undefined) {
      templates.push(open + (other === "{" ? 1 : other === "}" ? -1 : 0));
    }
  }
  return templates.length === 0 ? tokens : undefined;
}

/** Matches every token but a slash that begins no comment, and a backslash outside of strings. */
const TOKEN = [
  /\s+|\/\/[^\r\n\u2028\u2029]*|\/\*[^]*?\*\//u,
  /(?<word>[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*)/u,
  /(?<string>"(?:[^"\\\r\n]|\\\r\n|\\[^])*"|'(?:[^'\\\r\n]|\\\r\n|\\[^])*')/u,
  /(?<other>\.{3}|[0-9][\w.]*|[^\s\w\p{ID_Start}$"'`\\/])/u,
].map(({ source }) => source).join("|");

/** Where the text of a template ends: at its end, or after the next `${`. */
function templateEnd(text: string, start: number): number | undefined {
  for (let offset = start; offset < text.length; offset++) {
    if (text[offset] === "\\") offset++;
    else if (text[offset] === "`") return offset + 1;
    else if (text.startsWith("${", offset)) return offset + 2;
  }
  return undefined;
}

/** Whether the token may load a module without an import. */
function mayLoad({ kind, text }: CodeToken, index: number, tokens: readonly CodeToken[]): boolean {
  if (kind !== "word") return false;
  if (text === "require") return true;
  return text === "import" && ["(", "."].includes(tokens[index + 1]?.text ?? "");
}

/** Whether a name may be a global one: it is neither a property nor a key of an object. */
function isFree(tokens: readonly CodeToken[], index: number): boolean {
  const [before, token, after] = [tokens[index - 1], tokens[index]!, tokens[index + 1]];
  if (token.kind !== "word" || before?.text === ".") return false;
  return !(after?.text === ":" && (before?.text === "{" || before?.text === ","));
}

/**
 * Names that reach the runtime indirectly, or that differ between machines: `f.constructor("…")`,
 * `toLocaleString`. In a `case`, a global name may look like the key of an object.
 */
const IMPURE = /constructor|^(?:localeCompare|toLocale\w*|case|stack)$/;

/** The global names, here or in a worker, except those that are the same everywhere. */
function globalNames(): ReadonlySet<string> {
  const names = new Set([...WORKER_NAMES]);
  for (let it: object | null = globalThis; it !== null; it = Object.getPrototypeOf(it)) {
    for (const name of Object.getOwnPropertyNames(it)) names.add(name);
  }
  for (const name of HARMLESS) names.delete(name);
  return names;
}

/** Names in workers and CommonJS that the main program may not have. */
const WORKER_NAMES =
  ("self name close location navigator postMessage onmessage onmessageerror onerror addEventListener " +
    "importScripts module exports __dirname __filename arguments eval Deno Bun process Buffer " +
    "global globalThis").split(" ");

const HARMLESS =
  ("Array BigInt Boolean Error Infinity JSON Map NaN Number Object Set String Symbol TypeError " +
    "Uint8Array isFinite isNaN parseFloat parseInt undefined").split(" ");
