/**
 * The canonical tokens of an expression without the parentheses that say nothing: around all of it,
 * around a value, around what binds more tightly than what is beside it. Those of lists, calls and
 * subqueries stay. Each token is looked at a few times, however many parentheses there are.
 * https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes
 */
export function withoutParentheses(tokens: readonly string[]): readonly string[] {
  const closes = closingPlaces(tokens);
  const left: string[] = [];
  /** The token behind each pair that was left out, by the place of its `)`. */
  const behind = new Map<number, string | undefined>();
  const levels: Level[] = [levelOf(ownTokens({ open: -1, close: tokens.length }, tokens, closes))];
  const keptCloses = new Set<number>();
  tokens.forEach((token, index) => {
    const close = closes.get(index);
    if (behind.has(index)) return;
    if (keptCloses.has(index)) levels.pop();
    if (close !== undefined) {
      const own = ownTokens({ open: index, close }, tokens, closes);
      const after = behind.has(close + 1) ? behind.get(close + 1) : tokens[close + 1];
      const inner = { own, first: tokens[index + 1] };
      if (saysNothing(inner, { left, after, level: levels.at(-1)! })) {
        behind.set(close, after);
        levels.at(-1)!.hasBetween ||= own.includes("between");
        return;
      }
      levels.push(levelOf(own));
      keptCloses.add(close);
    }
    left.push(token);
  });
  return left;
}

/** What is beside each other within the same parentheses, those left out not counted. */
interface Level {
  hasBetween: boolean;
}

function levelOf(own: readonly string[]): Level {
  return { hasBetween: own.includes("between") };
}

/** What stands in a pair of parentheses. */
interface Inner {
  /** The tokens that are in no other parentheses within, each pair of which is one `)`. */
  readonly own: readonly string[];
  readonly first: string | undefined;
}

/** What stands around a pair of parentheses. */
interface Around {
  /** All that is kept of what is before. */
  readonly left: readonly string[];
  readonly after: string | undefined;
  readonly level: Level;
}

function saysNothing({ own, first = "" }: Inner, { left, after, level }: Around): boolean {
  const isValue = own.length > 0 && !["select", "values", "with"].includes(first) &&
    mayStandBefore(left.at(-1)) && !own.includes(",");
  if (!isValue) return false;
  const strength = weakest(own);
  if (strength === VALUE) return true;
  const [looseBefore, looseAfter] = [bindingBefore(left), bindingAfter(after)];
  // The AND of a BETWEEN is none that joins.
  const isBetween = looseBefore + looseAfter > 2 * NOTHING && level.hasBetween;
  return !isBetween && strength > looseBefore && strength >= looseAfter;
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

/** How tightly the last of the tokens would bind to a parenthesis behind it. */
function bindingBefore(left: readonly string[]): number {
  const token = left.at(-1);
  if (token === undefined || token === "(" || token === "," || OPENING.has(token)) return NOTHING;
  if (token === "~") return SIGN;
  if (token === "not") return left.at(-2) === "is" ? EQUAL : NOT;
  const isSign = (token === "-" || token === "+") && !endsValue(left.at(-2));
  return isSign ? SIGN : BINDING.get(token)!;
}

function bindingAfter(token: string | undefined): number {
  if (token === undefined || [")", ",", "end", "asc", "desc"].includes(token)) return NOTHING;
  if (OPENING.has(token)) return NOTHING;
  return token === "not" ? EQUAL : BINDING.get(token) ?? VALUE;
}

/** How tightly the loosest operator binds of those tokens. */
function weakest(own: readonly string[]): number {
  return own.reduce(
    (weakest, token, index) => Math.min(weakest, strengthOf(token, own[index - 1])),
    VALUE,
  );
}

function strengthOf(token: string, before: string | undefined): number {
  const isPrefix = !endsValue(before);
  if (token === "~" || (isPrefix && (token === "-" || token === "+"))) return SIGN;
  if (token === "not") return isPrefix ? NOT : EQUAL;
  return OPENING.has(token) ? NOTHING + 1 : BINDING.get(token) ?? VALUE;
}

/** Whether a value may end with the token, so that a sign behind it is one between two values. */
function endsValue(token: string | undefined): boolean {
  if (token === undefined || token === "(" || token === "," || token === "~") return false;
  return !OPENING.has(token) && (!BINDING.has(token) || token === "isnull" || token === "notnull");
}

/** The tokens between two places that are in no other parentheses; each of those pairs is one `)`. */
function ownTokens(
  { open, close }: { readonly open: number; readonly close: number },
  tokens: readonly string[],
  closes: ReadonlyMap<number, number>,
): string[] {
  const own: string[] = [];
  for (let index = open + 1; index < close; index++) {
    index = closes.get(index) ?? index;
    own.push(tokens[index]!);
  }
  return own;
}

/** The place of the parenthesis that closes each one that is closed, by the place of that. */
function closingPlaces(tokens: readonly string[]): ReadonlyMap<number, number> {
  const closes = new Map<number, number>();
  const open: number[] = [];
  tokens.forEach((token, index) => {
    if (token === "(") open.push(index);
    const opened = token === ")" ? open.pop() : undefined;
    if (opened !== undefined) closes.set(opened, index);
  });
  return closes;
}
