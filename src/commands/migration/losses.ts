import type { Diagnostic } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import { lossMessage, lossNames } from "../../lint/loss_words.ts";
import { permissionWords } from "../../lint/permissions.ts";
import type { Loss } from "../../diff/losses.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { sameName } from "../../sql/names.ts";
import { type Allowance, parseAllowance } from "../answers/parse.ts";

const RULE = "data-loss";

/** The parsed permissions. Fails with the first that is invalid. */
export function readAllowances(texts: readonly string[]): Result<readonly Allowance[]> {
  const allowances: Allowance[] = [];
  for (const text of texts) {
    const allowance = parseAllowance(text);
    if (!allowance.ok) return allowance;
    allowances.push(allowance.value);
  }
  return succeed(allowances);
}

/** The losses of a migration without a permission, and the permissions to write into its text. */
export interface JudgedLosses {
  readonly open: readonly Loss[];
  readonly permissions: readonly string[];
}

/** Splits the losses by permission. */
export function judgeLosses(
  losses: readonly Loss[],
  allowances: readonly Allowance[],
): JudgedLosses {
  const allowed = losses.filter((loss) => allowances.some((it) => allows(it, loss)));
  if (allowed.length === 0) return { open: losses, permissions: [] };
  // A name with a line break cannot be part of a comment.
  const named = allowed.filter((loss) => !/[\r\n]/.test(lossNames(loss).join()));
  const isGeneral = allowances.some(isForAll) ||
    (allowed.length === losses.length && named.length < allowed.length);
  if (isGeneral) return { open: [], permissions: [RULE] };
  return {
    open: losses.filter((loss) => !named.includes(loss)),
    permissions: named.map((loss) => permissionWords(RULE, lossNames(loss))),
  };
}

/** A warning for each permission for an object that is not lost. */
export function unusedAllowances(
  losses: readonly Loss[],
  allowances: readonly Allowance[],
): Diagnostic[] {
  const unused = allowances.filter((it) =>
    it.object !== undefined && !losses.some((loss) => allows(it, loss))
  );
  return unused.map(({ object = [] }) => ({
    code: "lint/unused-allow",
    severity: "warning",
    message: `Nothing to allow for "${object.join(".")}": the migration loses no such data`,
    hint: "Remove that --allow, or check that it names the right object",
  }));
}

/** Whether the permissions cover the loss of everything. */
export function mayLoseAll(current: SchemaSnapshot, allowances: readonly Allowance[]): boolean {
  const tables = current.tables.map(({ name }): Loss => ({ table: name }));
  return allowances.some(isForAll) ||
    (tables.length > 0 && tables.every((loss) => allowances.some((it) => allows(it, loss))));
}

/** The warning for a loss, with how to allow it. */
export function lossWarning(loss: Loss): Diagnostic {
  return {
    code: `lint/${RULE}`,
    severity: "warning",
    message: lossMessage(loss),
    hint: `If that is intended, pass --allow ${RULE}, or write "-- penumbra: allow ${RULE}" ` +
      "into the file; check fails until then",
  };
}

function allows(allowance: Allowance, loss: Loss): boolean {
  const { rule, object } = allowance;
  if (rule !== RULE) return false;
  if (object === undefined) return true;
  const [table, column] = object;
  return sameName(table!, loss.table) &&
    (column === undefined || sameName(column, loss.column ?? ""));
}

function isForAll({ rule, object }: Allowance): boolean {
  return rule === RULE && object === undefined;
}
