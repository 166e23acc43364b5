/**
 * The texts that a configuration gives to a key, in order: of `key: "a"`, `key = 'a'`, `"key": ["a",
 * "b"]`, in whatever of TypeScript, JSON, TOML or HCL it is written. Nothing is run, so what is
 * computed is not found.
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

/** The same, where the texts are paths: without `file://`, and without what changes nothing. */
export function pathsOf(text: string, key: string): string[] {
  return literalsOf(text, key).map(plainPath);
}

/** The path as people name it: `./db/` is `db`. */
export function plainPath(path: string): string {
  return path.replace(/^file:\/\//, "").replace(/\?.*$/s, "").replace(/^\.\//, "")
    .replace(/(?<=.)\/+$/, "");
}

/** The text without what is in comments; those in strings are none. */
export function withoutComments(text: string): string {
  return text.replace(
    new RegExp(`(${STRING})|//.*|/\\*[^]*?(?:\\*/|$)|(?<=^|\\s)#.*`, "g"),
    (_, string = "") => string,
  );
}

/** A string in double or single quotes, or a template without anything to fill in. */
const STRING = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|` + "`[^`$]*`";

const STRINGS = new RegExp(STRING, "g");

function unquoted(string: string): string {
  return string.slice(1, -1).replace(/\\(.)/g, "$1");
}
