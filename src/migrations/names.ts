import type { Migration } from "./directory.ts";

/**
 * The version of the next migration, greater than all there are: it counts on where the last one is
 * a number (`0007`, `0008`), in as many digits; else it is the time in UTC, `20261122140000`, or the
 * second after the last one when the clock is behind it. Every version must be of digits alone.
 */
export function nextVersion(
  existing: readonly Pick<Migration, "version">[],
  now: Date,
): string {
  const last = existing.map(({ version }) => version).reduce<string | undefined>(
    (greatest, version) =>
      greatest === undefined || BigInt(version) > BigInt(greatest) ? version : greatest,
    undefined,
  );
  if (last === undefined) return timestamp(now);
  if (last.length !== TIMESTAMP_DIGITS) return countOn(last);
  const current = timestamp(now);
  return current > last ? current : secondAfter(last);
}

/**
 * A name as it can stand in a file name on every system: words in lower case with `_` between them,
 * letters of all alphabets kept, at most 100 bytes. Empty when it holds no letter and no digit.
 */
export function slugFor(name: string): string {
  const words = name.normalize("NFC")
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1_$2")
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  return shorten(words);
}

/** A version and what comes behind it, `0007_add_bio`; the version alone where the name says nothing. */
export function versionedName(version: string, name: string): string {
  const slug = slugFor(name);
  return slug === "" ? version : `${version}_${slug}`;
}

const TIMESTAMP_DIGITS = 14;

/** Leaves room for a version and an ending in the 255 bytes that file systems take. */
const LONGEST_SLUG = 100;

/** As many whole words as fit, and of a first word that does not, as many characters. */
function shorten(words: readonly string[]): string {
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word : `${slug}_${word}`;
    if (byteLength(longer) > LONGEST_SLUG) break;
    slug = longer;
  }
  if (slug !== "") return slug;
  for (const character of words[0] ?? "") {
    if (byteLength(slug + character) > LONGEST_SLUG) break;
    slug += character;
  }
  return slug;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function countOn(version: string): string {
  return String(BigInt(version) + 1n).padStart(version.length, "0");
}

/** The time as `YYYYMMDDHHMMSS` in UTC. */
function timestamp(time: Date): string {
  return time.toISOString().replace(/\D/g, "").slice(0, TIMESTAMP_DIGITS);
}

function secondAfter(version: string): string {
  const [, ...parts] = version.match(/(....)(..)(..)(..)(..)(..)/) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Fourteen digits that are no date, or the last second of the year 9999, can only be counted on.
  if (timestamp(time) !== version || year === 9999) return countOn(version);
  return timestamp(new Date(time.getTime() + 1000));
}
