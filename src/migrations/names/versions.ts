import { clockOf } from "./clocks.ts";
import { compareText } from "../../base/compare_text.ts";

/** Whether a version has several parts, as `2.10.1` does; a date with dots does not count. */
export function isDotted(version: string): boolean {
  return /^\d+(?:\.\d+)+$/.test(version) && clockOf(version.replaceAll(".", "")) === undefined;
}

/**
 * The numbers of a version as digits without leading zeros: `2`, `10` and `1` of `2.10.1`,
 * otherwise a single one of all its digits. Numbers may exceed the exact range, and BigInt is
 * slower.
 */
export function versionParts(version: string): readonly string[] {
  const known = PARTS.get(version);
  if (known !== undefined) return known;
  const all = isDotted(version) ? version.split(".") : [version.replace(/\D/g, "")];
  const parts = all.map((part) => part.replace(/^0+/, ""));
  PARTS.set(version, parts);
  return parts;
}

/** Read once for each version: a folder is sorted several times in a run. */
const PARTS = new Map<string, readonly string[]>();

/** Negative if the left version comes before the right one; a missing part comes first. */
export function compareVersions(left: string, right: string): number {
  // In most folders, all numbers have the same length.
  if (left.length === right.length && isNumber(left) && isNumber(right)) {
    return compareText(left, right);
  }
  const before = versionParts(left);
  const after = versionParts(right);
  for (let index = 0; index < before.length; index++) {
    const part = before[index]!;
    const other = after[index];
    if (other === undefined) return 1;
    const order = part.length - other.length || compareText(part, other);
    if (order !== 0) return order;
  }
  return before.length - after.length;
}

function isNumber(version: string): boolean {
  return /^\d+$/.test(version);
}
