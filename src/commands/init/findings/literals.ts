/**
 * The string literals of a key in a configuration, in order: of `key: "a"`, `key = 'a'`,
 * `"key": ["a", "b"]`, in TypeScript, JSON, TOML or HCL. Nothing is run, so computed values are not
 * found.
 */
export function literalsOf(text: string, key: string): string[] {
  const pattern = keyed(key, `(?:(${STRING})(?!\\s*\\+)|\\[([^[\\]]*)\\])`);
  return Array.from(withoutComments(text).matchAll(pattern)).flatMap(([, one, list = ""]) =>
    one === undefined ? Array.from(list.matchAll(STRINGS), ([it]) => unquoted(it)) : [unquoted(one)]
  );
}

/**
 * The literals of a key that are paths, without `file://` and redundant parts; of
 * `path.join("src", "db")`, the path that it makes.
 */
export function pathsOf(text: string, key: string): string[] {
  const joined = Array.from(
    withoutComments(text).matchAll(keyed(key, JOINED)),
    ([, parts = ""]) => Array.from(parts.matchAll(STRINGS), ([it]) => unquoted(it)).join("/"),
  );
  return [...literalsOf(text, key), ...joined].map(plainPath);
}

/** Whether the key has a value, even one that is computed. */
export function hasKey(text: string, key: string): boolean {
  return keyed(key, "").test(withoutComments(text));
}

function keyed(key: string, value: string): RegExp {
  return new RegExp(`(?<![\\w.$-])["']?${key}["']?\\s*[:=]\\s*${value}`, "g");
}

/** The path as people write it: `./db/` is `db`. */
export function plainPath(path: string): string {
  return path.replace(/^file:\/\//, "").replace(/\?.*$/s, "").replace(/^\.\//, "")
    .replace(/(?<=.)\/+$/, "");
}

/** The text without comments; strings are respected. */
export function withoutComments(text: string): string {
  return text.replace(
    new RegExp(`(${STRING})|//.*|/\\*[^]*?(?:\\*/|$)|(?<=^|\\s)#.*`, "g"),
    (_, string = "") => string,
  );
}

/** A string in double or single quotes, or a template without substitutions. */
const STRING = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|` + "`[^`$]*`";

const STRINGS = new RegExp(STRING, "g");

/** `path.join("src", "db")` or `resolve(__dirname, "src/db")`. */
const JOINED = "(?:path\\.)?(?:join|resolve)\\(\\s*" +
  "(?:(?:__dirname|import\\.meta\\.dirname|process\\.cwd\\(\\))\\s*,\\s*)?" +
  `((?:(?:${STRING})\\s*,?\\s*)+)\\)`;

function unquoted(string: string): string {
  return string.slice(1, -1).replace(/\\(.)/g, "$1");
}
