import { isBareName } from "../../src/sql/names.ts";
import { type Random, randomFrom } from "../bench/random.ts";

/** Writes an object in one of many styles. The same style always writes the same. */
export interface Pen {
  readonly random: Random;
  /** Whether an optional or alternative spelling is used this time. */
  fancy(share: number): boolean;
  /** Keywords, in upper, lower or mixed case. */
  words(text: string): string[];
  /** A name where it is defined or referenced. */
  name(name: string): string;
  /** A name that is defined elsewhere, so its case may differ. */
  reference(name: string): string;
  /** The tokens as text, with white space and comments between them. */
  join(tokens: readonly string[]): string;
}

/** Keywords that SQLite accepts as names wherever these texts have names. */
const SOFT_NAMES = ["key", "plan", "view", "abort"];

const GAPS = [
  "  ",
  "\n  ",
  "\n\t",
  "\r\n",
  " /* a, (b */ ",
  " -- it's, a comment; with )\n  ",
  '/**/ -- "\n',
];

/** The pen of a style: 0 writes plain SQL, any other number has a style of its own. */
export function penFor(style: number): Pen {
  const random = randomFrom(style * 7919 + 11);
  const plain = style === 0;
  const shares = plain ? { quotes: 0, gaps: 0, lower: 0, cases: 0 } : {
    quotes: random.pick([0, 0.1, 1]),
    gaps: random.pick([0, 0.05, 0.2]),
    lower: random.pick([0, 1, 0.5]),
    cases: random.pick([0, 0, 0.2]),
  };
  const name = (text: string) => {
    const bare = isBareName(text) || SOFT_NAMES.includes(text.toLowerCase());
    if (bare && !random.chance(shares.quotes)) return text;
    const quotes = [`"${text.replaceAll('"', '""')}"`];
    if (!plain) {
      quotes.push(`\`${text.replaceAll("`", "``")}\``);
      if (!text.includes("]")) quotes.push(`[${text}]`);
    }
    return random.pick(quotes);
  };
  return {
    random,
    fancy: (share) => !plain && random.chance(share),
    words: (text) =>
      text.split(" ").map((word) => random.chance(shares.lower) ? word.toLowerCase() : word),
    name,
    reference: (text) =>
      name(random.chance(shares.cases) ? text.replace(/[a-z]/, (it) => it.toUpperCase()) : text),
    join: (tokens) =>
      tokens.reduce((text, token) => {
        if (text === "") return token;
        return text + (random.chance(shares.gaps) ? random.pick(GAPS) : " ") + token;
      }, ""),
  };
}
