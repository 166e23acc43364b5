/** Words as a shell takes them apart again, a space between each; quoted where they have to be. */
export function shellWords(words: readonly string[]): string {
  return words.map((word) => /^[\p{L}\p{N}_@%+=:,./-]+$/u.test(word) ? word : shellQuoted(word))
    .join(" ");
}

/** A text in quotes, which a shell hands on as it is. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
