import { clockOf } from "./clocks.ts";
import type { Migration } from "../directory.ts";
import { compareVersions, isDotted } from "./versions.ts";

/**
 * The version of the next migration, greater than all existing ones and written like the greatest:
 * the time in UTC if that is a time (`20261122140000`, `2026-11-22`, `1795356000`), or the next
 * possible one if our clock is behind; otherwise the next number with as many digits (`0007`,
 * `0008`), in the last of several parts (`2.9`, `2.10`). A new folder gets `20261122140000`. Every
 * version must contain digits, with anything between them.
 */
export function nextVersion(
  existing: readonly Pick<Migration, "version">[],
  now: Date,
): string {
  const last = existing.map(({ version }) => version).reduce<string | undefined>(
    (greatest, version) =>
      greatest === undefined || compareVersions(version, greatest) > 0 ? version : greatest,
    undefined,
  );
  if (last === undefined) return NEW_CLOCK.digitsAt(now);
  if (isDotted(last)) return last.replace(/\d+$/, countOn);
  const digits = last.replace(/\D/g, "");
  const clock = clockOf(digits);
  const time = clock?.digitsAt(now) ?? "";
  const next = BigInt(time || 0) > BigInt(digits) ? time : clock?.after(digits) ?? countOn(digits);
  return next.length === digits.length ? withSeparatorsOf(last, next) : next;
}

/**
 * A name that is valid in file names on every system: words in lower case joined by `_`, with
 * letters of all alphabets, at most 100 bytes. Empty if it contains no letter or digit.
 */
export function slugFor(name: string): string {
  const words = name.normalize("NFC")
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1_$2")
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  return shorten(words);
}

/** A version and a name, `0007_add_bio`; only the version if the name has no letters or digits. */
export function versionedName(version: string, name: string): string {
  const slug = slugFor(name);
  return slug === "" ? version : `${version}_${slug}`;
}

/** The clock of a new folder, with seconds. */
const NEW_CLOCK = clockOf("20261122140000")!;

/** The digits with the separators of another version. */
function withSeparatorsOf(version: string, digits: string): string {
  let index = 0;
  return version.replace(/\d/g, () => digits[index++]!);
}

/**
 * The maximum length, which leaves room for a version and an extension in the 255 bytes that file
 * systems allow.
 */
const LONGEST_SLUG = 100;

/** As many whole words as fit, or as many characters of the first word as fit. */
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
