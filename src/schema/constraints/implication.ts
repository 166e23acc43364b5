import { match } from "../../base/match.ts";
import { tokenize, unquote } from "../../sql/tokens.ts";
import type { Affinity } from "./affinity.ts";
import { type Bound, type Condition, type Literal, readCondition } from "../text/condition.ts";
import type { Expression } from "../snapshot.ts";

/** What must be known about the columns used in the checks. */
export interface ImplicationOptions {
  /** The affinity of a column, or undefined if there is no such column. */
  readonly affinity: (column: string) => Affinity | undefined;
}

/**
 * Whether every row that passes all of the given checks also passes the wanted one, which has fewer
 * conjuncts, more values in a list or a wider range. Errs on the side of false: conditions that are
 * not understood are never implied. A check passes if it is true or NULL; AND and OR preserve this,
 * so an OR passes if either operand does.
 * https://www.sqlite.org/lang_createtable.html#check_constraints
 */
export function impliesCheck(
  given: readonly Expression[],
  wanted: Expression,
  options: ImplicationOptions,
): boolean {
  // A row that passed today may fail tomorrow.
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
  // A comparison with NULL is NULL, which passes.
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
 * Whether the operand is compared with number literals numerically. A text column compares with
 * them as text, and '10' sorts before '5'. The result of a function has no affinity.
 */
function comparesAsNumber(operand: readonly string[], { affinity }: ImplicationOptions): boolean {
  const [first = "", open, argument = "", close, ...rest] = operand;
  const kindOf = (token: string) => affinity(unquote(tokenize(token)[0]!));
  if (open === undefined) return (kindOf(first) ?? "text") !== "text";
  // The length of a number can change when it is stored.
  const isLength = ["length", "octet_length"].includes(first) && open === "(" && close === ")" &&
    rest.length === 0;
  return isLength && ["text", "blob"].includes(kindOf(argument) ?? "");
}

/** Whether everything within the given bound, or the given literal, is within the wanted bound. */
function isWithin(given: Pick<Bound, "literal" | "inclusive">, wanted: Bound): boolean {
  const direction = wanted.side === "lower" ? 1 : -1;
  const distance = (numberOf(given.literal) - numberOf(wanted.literal)) * direction;
  return distance > 0 || (distance === 0 && (wanted.inclusive || !given.inclusive));
}

/** The number; NaN, which is within no bound, if it is not one or is too long to be read exactly. */
function numberOf(literal: Literal): number {
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(literal) && literal.length <= 15 ? Number(literal) : NaN;
}
