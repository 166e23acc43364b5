import type { Bundle } from "./bundle.ts";
import type { Driver } from "./driver.ts";
import { query, type Steps } from "./steps.ts";

/** The name of an object in a bundle, and a hash of its SQL that ignores spelling. */
export function objectHash(type: string, name: string, sql: string): [string, string] {
  const words = sql.replace(/--[^\n]*|\/\*[^]*?\*\/|["`[\]\s]+/g, "");
  return [`${type} ${name.toLowerCase()}`, hash(words.toLowerCase())];
}

/**
 * The objects of a bundle's schema that are missing or different in a database, by name; additional
 * ones are ignored.
 */
export function* missingObjects(driver: Driver, { objects }: Bundle): Steps<readonly string[]> {
  const rows = yield* query(driver, "SELECT type, name, sql FROM sqlite_schema WHERE sql <> ''");
  const found = new Map(
    rows.map(({ type, name, sql }) => objectHash(String(type), String(name), String(sql))),
  );
  return Object.keys(objects).filter((name) => found.get(name) !== objects[name]);
}

/**
 * FNV-1a, twice with different seeds: WebCrypto is not available everywhere, and this is no
 * security feature. http://www.isthe.com/chongo/tech/comp/fnv/
 */
function hash(text: string): string {
  let [first, second] = [0x811c9dc5, 0x050c5d1f];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x01000193) + index | 0;
  }
  return [first, second].map((it) => (it >>> 0).toString(16).padStart(8, "0")).join("");
}
