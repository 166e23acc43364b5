import type { Diagnostic, Severity } from "../base/diagnostic.ts";
import { match } from "../base/match.ts";
import { both } from "../base/word_lists.ts";
import type { RunnerProfile } from "../migrations/runners/profile.ts";
import { firstLine } from "../shadow/explain/explain.ts";
import type { RowTrait } from "../shadow/judge/effect.ts";
import type { Judged } from "../shadow/judge/judge.ts";
import { runsInTransaction } from "../shadow/database/run_steps.ts";
import { fold, quoteName } from "../sql/names.ts";
import { switched } from "../sql/pragmas.ts";
import { splitStatements, type Statement } from "../sql/statements.ts";
import { unquote } from "../sql/tokens.ts";
import type { Finding } from "./finding.ts";
import { findingFor } from "./finding_for.ts";
import { nameSpan } from "./name_span.ts";
import { Permissions } from "./permissions.ts";

/**
 * The findings about the effects of files, in the order of the effects. Permitted ones
 * are left out, and only the most severe ones are reported per table and file. `candidates` are all
 * possible runners of the files.
 */
export function lint(
  effects: readonly Judged[],
  candidates: readonly RunnerProfile[],
  permissions: Permissions = new Permissions(),
): Diagnostic[] {
  const found = effects.flatMap((judged): Found[] => {
    const finding = findingFor(judged.effect);
    return finding === undefined ? [] : [{ finding: softened(finding, judged), judged }];
  });
  const open = found.filter(({ finding: { rule, object }, judged }) =>
    !permissions.permits(judged.effect.statement.source, rule, object)
  );
  const worst = new Map<string, number>();
  for (const it of open) {
    worst.set(subjectOf(it), Math.min(worst.get(subjectOf(it)) ?? 2, RANKS[it.finding.severity]));
  }
  return open.filter((it) => RANKS[it.finding.severity] === worst.get(subjectOf(it)))
    .map((it) => diagnosticFor(it, candidates));
}

/** A loss that depends on what the rows hold is a warning at most. */
function softened(finding: Finding, { effect }: Judged): Finding {
  return effect.dependsOnRows && finding.severity === "error"
    ? { ...finding, severity: "warning" }
    : finding;
}

interface Found {
  readonly finding: Finding;
  readonly judged: Judged;
}

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** A table in a file. */
function subjectOf({ finding, judged: { effect } }: Found): string {
  const table = "table" in effect ? effect.table : finding.object;
  return `${fold(table)} ${effect.statement.source.name}`;
}

function diagnosticFor(
  { finding, judged }: Found,
  candidates: readonly RunnerProfile[],
): Diagnostic {
  const { effect, runners } = judged;
  const { statement, failedBefore } = effect;
  const { rule, severity, what, isEvident = false, notes = [], hint } = finding;
  const spared = candidates.filter(({ name }) => runners.every((it) => it.name !== name));
  const isOpen = spared.length > 0;
  const isPlain = isEvident && !isOpen;
  const failures = runners.every(({ atError }) => atError === "continues") ? failedBefore : [];
  return {
    code: `lint/${rule}`,
    severity,
    message: isPlain
      ? what
      : `${what}, at ${statementWords(statement)} (${stateWords(statement, runners)})`,
    span: isEvident ? nameSpan(statement, finding.object) : firstLine(statement),
    notes: [
      ...notes,
      ...(effect.trait === undefined ? [] : [`It takes ${rowsWith(effect.trait)}`]),
      ...failures.slice(0, 1).map(({ statement, reason }) =>
        `${
          statementWords(statement)
        } failed before (${reason}), and the runner continues after errors`
      ),
      ...(isPlain ? [] : pragmaNotes(statement, runners)),
      ...(isOpen ? [`It does not happen with ${listed(spared)}`] : []),
      ...keyNotes(judged),
    ],
    hint: [...(isOpen ? [NAME_IT] : []), failures.length > 0 ? STOP_IT : hint].join(". Or: "),
  };
}

const STOP_IT = "Run the file with sqlite3 -bail, which stops at the error, or let penumbra " +
  "generate write the rebuild";

const NAME_IT = 'Name what runs these files as "runner" in penumbra.json ("transaction" or ' +
  '"autocommit" for your own code)';

/** `foreign keys on, in a transaction: wrangler runs it that way`. */
function stateWords({ source }: Statement, runners: readonly RunnerProfile[]): string {
  const first = runners[0]!;
  const inTransaction = runsInTransaction(source, first);
  const place = inTransaction ? "in a transaction" : "outside of a transaction";
  const same = runners.filter((it) =>
    it.foreignKeys === first.foreignKeys && runsInTransaction(source, it) === inTransaction
  );
  const verb = same.length === 1 ? "runs" : "run";
  return `foreign keys ${first.foreignKeys}, ${place}: ${listed(same)} ${verb} it that way`;
}

/** `two rows of "users" with the same email`. */
function rowsWith({ table, columns, has, values = [], other }: RowTrait): string {
  const row = `a row of "${table}"`;
  const two = `two rows of "${table}"`;
  const own = both(columns);
  // The other row may be one of another table.
  const rows = other === undefined ? two : `rows of "${table}" and "${other}"`;
  return match(has)
    .returnType<string>()
    .with("null", () => `${row} with NULL in ${own}`)
    .with("nulls", () => `${two} with NULL in ${own}`)
    .with("equal", () => `${rows} with the same ${own}`)
    .with("alike", () => `${rows} whose ${own} differs only in case`)
    .with("taken", () => `${row} that already has this ${own}`)
    .with("number", () => `${row} with a text like '007' in ${own}`)
    .with("long", () => `${row} with a number of 16 digits or more in ${own}`)
    .with("malformed", () => `${row} with a text that is not JSON in ${own}`)
    .with("value", () => `${row} with ${both(columns.map((it, at) => `${it} = ${values[at]}`))}`)
    .with("alone", () => `${row} without a matching row of "${other}"`)
    .with("more", () => `more rows of "${table}" than the LIMIT`)
    .exhaustive();
}

function listed(runners: readonly RunnerProfile[]): string {
  return both(runners.map((it) => it.words));
}

/** Notes for files that rely on a pragma at their top. */
function pragmaNotes({ source }: Statement, runners: readonly RunnerProfile[]): string[] {
  const script = splitStatements(source);
  const hasPragma = script.ok &&
    script.value.statements.some((it) => switched(it, "foreign_keys") !== undefined);
  const first = runners[0]!;
  const isIgnored = first.foreignKeys === "on" && runsInTransaction(source, first);
  return hasPragma && isIgnored ? ["PRAGMA foreign_keys has no effect inside a transaction"] : [];
}

/** What determines whether foreign keys are on, if the runner does not. */
function keyNotes({ effect, runners }: Judged): string[] {
  const isByKeys = "cause" in effect
    ? effect.cause.kind === "drop"
    : effect.kind === "failed" && /FOREIGN KEY/i.test(effect.reason);
  const isOpen = runners.every((it) => it.foreignKeys === "on" && it.foreignKeysBy === "driver");
  return isByKeys && isOpen
    ? [
      'If your application turns foreign keys off first, set "foreignKeys": "off" in penumbra.json',
    ]
    : [];
}

/** The maximum length of a statement within a message. */
const MOST_CHARACTERS = 60;

/** The statement on one line, names unquoted where possible. */
function statementWords(statement: Statement): string {
  const { source, startOffset, endOffset, tokens } = statement;
  let words = "";
  let doneOffset = startOffset;
  for (const token of tokens) {
    words += source.text.slice(doneOffset, token.startOffset) +
      (token.kind === "name" ? quoteName(unquote(token)) : token.text);
    doneOffset = token.endOffset;
  }
  words = (words + source.text.slice(doneOffset, endOffset)).replace(/\s+/g, " ").trim();
  return words.length > MOST_CHARACTERS ? `${words.slice(0, MOST_CHARACTERS).trimEnd()}…` : words;
}
