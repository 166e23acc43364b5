/**
 * The explanation of each code, as a terminal shows it in 80 columns. The first line is one
 * sentence: what the code means. After a blank line follow why, an example with each line indented
 * by four spaces, and what to do.
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
