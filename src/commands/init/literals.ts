/**
 * The string literals of a key in a configuration, in order: of `key: "a"`, `key = 'a'`,
 * `"key": ["a", "b"]`, in TypeScript, JSON, TOML or HCL. Nothing is run, so computed values are not
 * found.
 */
export function literalsOf(text: string, key: string): string[] {
  const pattern = new RegExp(
    `(?<![\\w.$-])["']?${key}["']?\\s*[:=]\\s*(?:(${STRING})(?!\\s*\\+)|\\[([^[\\]]*)\\])`,
    "g",
  );
  return Array.from(withoutComments(text).matchAll(pattern)).flatMap(([, one, list = ""]) =>
    one === undefined ? Array.from(list.matchAll(STRINGS), ([it]) => unquoted(it)) : [unquoted(one)]
  );
}

/** The literals of a key that are paths, without `file://` and redundant parts. */
export function pathsOf(text: string, key: string): string[] {
  return literalsOf(text, key).map(plainPath);
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

function unquoted(string: string): string {
  return string.slice(1, -1).replace(/\\(.)/g, "$1");
}
