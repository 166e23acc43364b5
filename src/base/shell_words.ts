/** The words as one line for a shell, quoted if necessary. */
export function shellWords(words: readonly string[]): string {
  return words.map((word) => /^[\p{L}\p{N}_@%+=:,./-]+$/u.test(word) ? word : shellQuoted(word))
    .join(" ");
}

/** A quoted text, which a shell passes on unchanged. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
