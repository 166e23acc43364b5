import { match } from "../../base/match.ts";
import { tokenize, unquote } from "../../sql/tokens.ts";
import type { Affinity } from "./affinity.ts";
import { type Bound, type Condition, type Literal, readCondition } from "../text/condition.ts";
import type { Expression } from "../snapshot.ts";

/** What must be known of the columns that checks name. */
export interface ImplicationOptions {
  /** The affinity of a column, undefined where there is none of that name. */
  readonly affinity: (column: string) => Affinity | undefined;
}

/**
 * Whether every row that passes all of these checks passes the other one too: it has fewer conjuncts,
 * more values in a list, a wider range. Whatever is not understood is not implied. A check passes
 * where it is true or NULL, which AND and OR keep: one of two passes where either of them does.
 * https://www.sqlite.org/lang_createtable.html#check_constraints
 */
export function impliesCheck(
  given: readonly Expression[],
  wanted: Expression,
  options: ImplicationOptions,
): boolean {
  // What passed today need not pass tomorrow.
  if (/\bcurrent_(time|date|timestamp)\b/i.test(wanted)) return false;
  const condition: Condition = { kind: "and", parts: given.map(readCondition) };
  return implies(condition, readCondition(wanted), options);
}

function implies(given: Condition, wanted: Condition, options: ImplicationOptions): boolean {
  if (wanted.kind === "and") return wanted.parts.every((part) => implies(given, part, options));
  if (given.kind === "or") return given.parts.every((part) => implies(part, wanted, options));
  if (given.kind === "and" && given.parts.some((part) => implies(part, wanted, options))) {
    return true;
  }
  if (wanted.kind === "or") return wanted.parts.some((part) => implies(given, part, options));
  return given.kind !== "and" && comparisonImplies(given, wanted, options);
}

type Comparison = Exclude<Condition, { readonly kind: "and" | "or" }>;

function comparisonImplies(
  given: Comparison,
  wanted: Comparison,
  options: ImplicationOptions,
): boolean {
  if (given.text === wanted.text) return true;
  if (given.kind === "other" || wanted.kind === "other") return false;
  if (given.operand.join(" ") !== wanted.operand.join(" ")) return false;
  // A comparison of NULL is NULL, which passes.
  if (given.kind === "is-null") return true;
  return match(wanted)
    .returnType<boolean>()
    .with({ kind: "is-null" }, () => false)
    .with({ kind: "in" }, (it) => given.kind === "in" && isWider(given, it))
    .with({ kind: "bound" }, (it) =>
      comparesAsNumber(given.operand, options) && (
        given.kind === "bound" ? given.side === it.side && isWithin(given, it) : !given.negated &&
          given.literals.every((literal) => isWithin({ literal, inclusive: true }, it))
      ))
    .exhaustive();
}

type List = Condition & { readonly kind: "in" };

function isWider(given: List, wanted: List): boolean {
  if (given.negated !== wanted.negated) return false;
  const [less, more] = given.negated ? [wanted, given] : [given, wanted];
  const literals = new Set(more.literals);
  return less.literals.every((literal) => literals.has(literal));
}

/**
 * Whether numbers that the operand is compared with stay numbers. A column of texts compares with
 * their texts, among which '10' is less than '5'. What a function gives has no affinity.
 */
function comparesAsNumber(operand: readonly string[], { affinity }: ImplicationOptions): boolean {
  const [first = "", open, argument = "", close, ...rest] = operand;
  const kindOf = (token: string) => affinity(unquote(tokenize(token)[0]!));
  if (open === undefined) return (kindOf(first) ?? "text") !== "text";
  // Of a number the length is another one before it is stored than after that.
  const isLength = ["length", "octet_length"].includes(first) && open === "(" && close === ")" &&
    rest.length === 0;
  return isLength && ["text", "blob"].includes(kindOf(argument) ?? "");
}

/** Whether all that such a bound lets pass, or the literal itself, is within the other one. */
function isWithin(given: Pick<Bound, "literal" | "inclusive">, wanted: Bound): boolean {
  const direction = wanted.side === "lower" ? 1 : -1;
  const distance = (numberOf(given.literal) - numberOf(wanted.literal)) * direction;
  return distance > 0 || (distance === 0 && (wanted.inclusive || !given.inclusive));
}

/** The number, or NaN, which compares with nothing, for what is none or too long to be read exactly. */
function numberOf(literal: Literal): number {
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(literal) && literal.length <= 15 ? Number(literal) : NaN;
}
