/** The words as alternatives in a sentence: `a, b or c`. */
export function either(words: readonly string[]): string {
  return joined(words, "or");
}

/** The words together in a sentence: `a, b and c`. */
export function both(words: readonly string[]): string {
  return joined(words, "and");
}

/** The first of the words, at most `most`, and the number of the others: `a, b and 3 more`. */
export function firstOf(words: readonly string[], most: number): string {
  const more = words.length - most;
  const shown = words.slice(0, most).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function joined(words: readonly string[], conjunction: string): string {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}
