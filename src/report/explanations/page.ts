/**
 * What there is to say of each code, as a terminal shows it in 80 columns. The first line is one
 * sentence that says what the code means. Below a blank line: why, an example with four spaces before
 * each line, and what to do.
 */
export type Pages = { readonly [Code in `${string}/${string}`]: string };

/** The page of one code. */
export interface Explanation {
  readonly code: string;
  /** What it means, in one sentence. */
  readonly summary: string;
  /** The whole page, the summary first, without a line break at its end. */
  readonly text: string;
}

/** The explanation that a page makes. */
export function explanationOf(code: string, page: string): Explanation {
  const text = page.trim();
  return { code, summary: text.split("\n", 1)[0]!, text };
}
