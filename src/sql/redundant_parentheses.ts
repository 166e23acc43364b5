/**
 * The canonical tokens of an expression without redundant parentheses: around the whole expression,
 * around a value, and around operators that bind more tightly than their neighbours. Those of
 * lists, calls and subqueries are kept. Runs in linear time, however deeply parentheses are nested.
 * https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes
 */
export function withoutParentheses(tokens: readonly string[]): readonly string[] {
  const closes = closingPlaces(tokens);
  const left: string[] = [];
  /** The token after each pair that was left out, by the index of its `)`. */
  const following = new Map<number, string | undefined>();
  const levels: Level[] = [levelOf(ownTokens({ open: -1, close: tokens.length }, tokens, closes))];
  const keptCloses = new Set<number>();
  tokens.forEach((token, index) => {
    const close = closes.get(index);
    if (following.has(index)) return;
    if (keptCloses.has(index)) levels.pop();
    if (close !== undefined) {
      const own = ownTokens({ open: index, close }, tokens, closes);
      const after = following.has(close + 1) ? following.get(close + 1) : tokens[close + 1];
      const inner = { own, first: tokens[index + 1] };
      if (isRedundant(inner, { left, after, level: levels.at(-1)! })) {
        following.set(close, after);
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

/** The state within one level of parentheses, ignoring those left out. */
interface Level {
  hasBetween: boolean;
}

function levelOf(own: readonly string[]): Level {
  return { hasBetween: own.includes("between") };
}

/** The contents of a pair of parentheses. */
interface Inner {
  /** Its tokens, with each nested pair reduced to one `)`. */
  readonly own: readonly string[];
  readonly first: string | undefined;
}

/** The surroundings of a pair of parentheses. */
interface Around {
  /** The tokens kept so far. */
  readonly left: readonly string[];
  readonly after: string | undefined;
  readonly level: Level;
}

function isRedundant({ own, first = "" }: Inner, { left, after, level }: Around): boolean {
  const isValue = own.length > 0 && !["select", "values", "with"].includes(first) &&
    opensExpression(left.at(-1)) && !own.includes(",");
  if (!isValue) return false;
  const strength = weakest(own);
  if (strength === VALUE) return true;
  const [looseBefore, looseAfter] = [bindingBefore(left), bindingAfter(after)];
  // The AND of a BETWEEN is not the logical operator.
  const isBetween = looseBefore + looseAfter > 2 * NOTHING && level.hasBetween;
  return !isBetween && strength > looseBefore && strength >= looseAfter;
}

/** The precedence of operators, from the loosest to the tightest. */
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

/** Words after which an expression starts that nothing binds to. */
const OPENING: ReadonlySet<string> = new Set(["case", "when", "then", "else"]);

/** Whether a parenthesis after the token opens an expression, not a list or a call. */
function opensExpression(token: string | undefined): boolean {
  if (token === undefined || token === "(" || token === "," || OPENING.has(token)) return true;
  return BINDING.has(token) && !["in", "collate", "isnull", "notnull"].includes(token) ||
    token === "~";
}

/** The precedence with which the last of the tokens would bind to a parenthesis after it. */
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

/** The precedence of the loosest operator among the tokens. */
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

/** Whether the token may end a value, so that a sign after it is a binary operator. */
function endsValue(token: string | undefined): boolean {
  if (token === undefined || token === "(" || token === "," || token === "~") return false;
  return !OPENING.has(token) && (!BINDING.has(token) || token === "isnull" || token === "notnull");
}

/** The tokens between two indexes, with each nested pair of parentheses reduced to one `)`. */
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

/** The index of the closing parenthesis for each opening one, by the index of that. */
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
