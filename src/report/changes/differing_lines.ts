/** A line that only one of two texts has, without white space at its end. */
export interface DifferingLine {
  readonly mark: "-" | "+";
  readonly line: string;
}

/**
 * The lines that only `before` (`-`) or only `after` (`+`) has, in the order of the texts. Lines that
 * differ in white space around them are the same. For very long texts, these are more lines than
 * necessary.
 */
export function differingLines(before: string, after: string): DifferingLine[] {
  const [old, now] = withoutCommonEnds(linesOf(before), linesOf(after));
  const common = old.length * now.length > MOST_PAIRS ? [] : commonLengths(old, now);
  const lengthAt = (from: number, to: number) => common[from]?.[to] ?? 0;
  const found: DifferingLine[] = [];
  for (let [from, to] = [0, 0]; from < old.length || to < now.length;) {
    const [oldLine, newLine] = [old[from], now[to]];
    if (isSame(oldLine, newLine)) {
      from++;
      to++;
    } else if (
      newLine === undefined ||
      (oldLine !== undefined && lengthAt(from + 1, to) >= lengthAt(from, to + 1))
    ) {
      found.push({ mark: "-", line: oldLine! });
      from++;
    } else {
      found.push({ mark: "+", line: newLine });
      to++;
    }
  }
  return found;
}

/** How many pairs of lines are compared. */
const MOST_PAIRS = 1_000_000;

function linesOf(text: string): string[] {
  return text.split(/\r\n|[\r\n]/).map((line) => line.trimEnd());
}

function withoutCommonEnds(old: readonly string[], now: readonly string[]) {
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && isSame(old[start], now[start])) start++;
  let end = 0;
  while (end < shorter - start && isSame(old.at(-1 - end), now.at(-1 - end))) end++;
  return [old.slice(start, old.length - end), now.slice(start, now.length - end)] as const;
}

function isSame(left: string | undefined, right: string | undefined): boolean {
  return left?.trimStart() === right?.trimStart();
}

/** How many lines the texts have in common from each pair of lines on, at most. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
  const lengths = [...old, ""].map(() => [...now, ""].map(() => 0));
  for (let from = old.length - 1; from >= 0; from--) {
    for (let to = now.length - 1; to >= 0; to--) {
      lengths[from]![to] = isSame(old[from], now[to])
        ? lengths[from + 1]![to + 1]! + 1
        : Math.max(lengths[from + 1]![to]!, lengths[from]![to + 1]!);
    }
  }
  return lengths;
}
