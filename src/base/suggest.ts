/**
 * The candidate that was most likely meant, or undefined if none is similar: at most a third of the
 * letters differ, or one letter of a short word, ignoring case. Of several that are equally near, one
 * with the same letters or more wins, then the first. A word that is longer than any name was not
 * mistyped.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  return suggester(candidates)(word);
}

/** Returns what was most likely meant by a word, as `suggest` does. */
export type Suggester = (word: string) => string | undefined;

/**
 * Returns a function that suggests the candidates for one word after another. After very many it has
 * no suggestion: nobody has mistyped all of them.
 */
export function suggester(candidates: Iterable<string>): Suggester {
  const known = [...candidates];
  let steps = 0;
  return (word) => {
    if (word.length > LONGEST) return undefined;
    let best: string | undefined;
    const farthest = word.length < 2 ? 0 : Math.max(1, Math.floor(word.length / 3));
    let bestDistance = farthest + 1;
    for (const candidate of known) {
      if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
      // Comparing takes the product of both lengths.
      steps += word.length * candidate.length;
      if (steps > MOST_STEPS) return undefined;
      const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  };
}

/** How long a word may be that is compared. */
const LONGEST = 200;

/** A fraction of a second: a hundred words of ten letters, each compared with a thousand others. */
const MOST_STEPS = 10_000_000;

/** What a letter of the word that is wrong counts, compared with one that is missing or swapped. */
const WRONG = 1.001;

/**
 * The number of insertions, deletions, replacements and swaps of neighbours that turn one word into
 * the other; deletions and replacements count slightly more.
 */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row * WRONG];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        last[column]! + WRONG,
        current[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : WRONG),
      );
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] &&
        from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length]!;
}
