/**
 * The canonical tokens of an expression without the parentheses that say nothing: around all of it,
 * around a value, around what binds more tightly than what stands beside it. Those of lists, calls and
 * subqueries stay.
 * https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes
 */
export function withoutParentheses(tokens: readonly string[]): readonly string[] {
  let left = tokens;
  for (let open = left.indexOf("("); open >= 0; open = left.indexOf("(", open)) {
    const close = closing(left, open);
    if (close < 0 || !sayNothing(left, { open, close })) {
      open++;
      continue;
    }
    left = left.filter((_, index) => index !== open && index !== close);
    // What stood within has other neighbours now, and so has what came before.
    open = 0;
  }
  return left;
}

interface Pair {
  readonly open: number;
  readonly close: number;
}

function sayNothing(tokens: readonly string[], { open, close }: Pair): boolean {
  const inner = tokens.slice(open + 1, close);
  const isValue = inner.length > 0 && !["select", "values", "with"].includes(inner[0]!) &&
    mayStandBefore(tokens[open - 1]) && !atThisLevel(inner).includes(",");
  if (!isValue) return false;
  const strength = weakest(inner);
  if (strength === VALUE) return true;
  const [before, after] = [bindingBefore(tokens, open), bindingAfter(tokens[close + 1])];
  // The AND of a BETWEEN is none that joins.
  const isBetween = before + after > 2 * NOTHING && siblings(tokens, open).includes("between");
  return !isBetween && strength > before && strength >= after;
}

/** How tightly operators bind, from the loosest to the tightest. */
const NOTHING = -1;
const NOT = 2;
const EQUAL = 3;
const SIGN = 11;
const VALUE = Infinity;

const BINDING: ReadonlyMap<string, number> = new Map(
  [
    "or",
    "and",
    "not",
    "= == <> != is in like glob match regexp between isnull notnull",
    "< <= > >=",
    "escape",
    "& | << >>",
    "+ -",
    "* / %",
    "|| -> ->>",
    "collate",
  ].flatMap((operators, strength) => operators.split(" ").map((it) => [it, strength] as const)),
);

/** Words behind which an expression begins that nothing binds to. */
const OPENING: ReadonlySet<string> = new Set(["case", "when", "then", "else"]);

/** Whether a parenthesis behind the token opens nothing but an expression: no list, and no call. */
function mayStandBefore(token: string | undefined): boolean {
  if (token === undefined || token === "(" || token === "," || OPENING.has(token)) return true;
  return BINDING.has(token) && !["in", "collate", "isnull", "notnull"].includes(token) ||
    token === "~";
}

/** How tightly what stands before a parenthesis would bind to what is within. */
function bindingBefore(tokens: readonly string[], open: number): number {
  const token = tokens[open - 1];
  if (token === undefined || token === "(" || token === "," || OPENING.has(token)) return NOTHING;
  if (token === "~") return SIGN;
  if (token === "not") return tokens[open - 2] === "is" ? EQUAL : NOT;
  const isSign = (token === "-" || token === "+") && !endsValue(tokens[open - 2]);
  return isSign ? SIGN : BINDING.get(token)!;
}

function bindingAfter(token: string | undefined): number {
  if (token === undefined || [")", ",", "end", "asc", "desc"].includes(token)) return NOTHING;
  if (OPENING.has(token)) return NOTHING;
  return token === "not" ? EQUAL : BINDING.get(token) ?? VALUE;
}

/** How tightly the loosest operator binds that is not within other parentheses. */
function weakest(tokens: readonly string[]): number {
  const own = atThisLevel(tokens);
  const strengths = own.map((token, index) => {
    const isPrefix = !endsValue(own[index - 1]);
    if (token === "~" || (isPrefix && (token === "-" || token === "+"))) return SIGN;
    if (token === "not") return isPrefix ? NOT : EQUAL;
    return OPENING.has(token) ? NOTHING + 1 : BINDING.get(token) ?? VALUE;
  });
  return Math.min(VALUE, ...strengths);
}

/** Whether a value may end with the token, so that a sign behind it is one between two values. */
function endsValue(token: string | undefined): boolean {
  if (token === undefined || token === "(" || token === "," || token === "~") return false;
  return !OPENING.has(token) && (!BINDING.has(token) || token === "isnull" || token === "notnull");
}

/** The tokens that are not within parentheses, each pair of which becomes one. */
function atThisLevel(tokens: readonly string[]): string[] {
  let depth = 0;
  return tokens.filter((token) => {
    if (token === ")") depth--;
    const isOwn = depth === 0;
    if (token === "(") depth++;
    return isOwn && token !== "(";
  });
}

/** The tokens beside a parenthesis, as far as the next ones around both. */
function siblings(tokens: readonly string[], open: number): string[] {
  let start = open;
  for (let depth = 0; start > 0; start--) {
    const token = tokens[start - 1];
    if (token === ")") depth++;
    if (token === "(" && --depth < 0) break;
  }
  const rest = tokens.slice(start);
  let depth = 0;
  const end = rest.findIndex((token) => {
    if (token === "(") depth++;
    return token === ")" && --depth < 0;
  });
  return atThisLevel(end < 0 ? rest : rest.slice(0, end));
}

/** The index of the parenthesis that closes the one at `open`, or -1. */
function closing(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index] === "(") depth++;
    if (tokens[index] === ")" && --depth === 0) return index;
  }
  return -1;
}
