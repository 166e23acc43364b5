import type { Migration } from "../../migrations/directory.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import type { Judgement } from "../../shadow/judge/judge.ts";
import { readStatements } from "../../sql/read_statements.ts";
import type { Statement } from "../../sql/statements.ts";

/** What judgements refer to. */
export interface References {
  readonly migrations: readonly Migration[];
  /** The possible runners. */
  readonly candidates: readonly RunnerProfile[];
}

/** A migration by its id and the offset of a statement in it. */
type StatementPlace = readonly [id: string, startOffset: number];

/** A runner by its name, and its transaction, which a judgement may have left out. */
type RunnerPlace = readonly [name: string, transaction: RunnerProfile["transaction"]];

/** Judgements as JSON values, with places instead of statements and runners. */
export function storeJudgements(
  judgements: readonly Judgement[],
  { migrations }: References,
): readonly unknown[] {
  const ids = new Map(migrations.map(({ id, source }) => [source.name, id]));
  const stored = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(stored);
    if (typeof value !== "object" || value === null) return value;
    if (isStatement(value)) return { $statement: [ids.get(value.source.name), value.startOffset] };
    if (isRunner(value)) return { $runner: [value.name, value.transaction] };
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, stored(item)]));
  };
  return judgements.map(stored);
}

/**
 * The judgements in such values, which must be our own; undefined if they refer to something that does
 * not exist.
 */
export function restoreJudgements(
  values: unknown,
  { migrations, candidates }: References,
): readonly Judgement[] | undefined {
  const statements = new Map<string, readonly Statement[]>();
  const statementAt = ([id, startOffset]: StatementPlace) => {
    if (!statements.has(id)) {
      statements.set(
        id,
        statementsOf(migrations.find((it) => it.id === id)),
      );
    }
    return statements.get(id)!.find((it) => it.startOffset === startOffset);
  };
  const runnerAt = ([name, transaction]: RunnerPlace) => {
    const known = candidates.find((it) => it.name === name);
    return known && { ...known, transaction };
  };
  let isMissing = false;
  const found = <Item>(item: Item | undefined): Item | undefined => {
    isMissing ||= item === undefined;
    return item;
  };
  const restored = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(restored);
    if (typeof value !== "object" || value === null) return value;
    if ("$statement" in value) return found(statementAt(value.$statement as StatementPlace));
    if ("$runner" in value) return found(runnerAt(value.$runner as RunnerPlace));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restored(item)]));
  };
  const judgements = restored(values) as readonly Judgement[];
  return isMissing ? undefined : judgements;
}

function statementsOf(migration: Migration | undefined): readonly Statement[] {
  const read = migration && readStatements([migration.source]);
  return read?.ok ? read.value : [];
}

function isStatement(value: object): value is Statement {
  return "tokens" in value && "source" in value;
}

function isRunner(value: object): value is RunnerProfile {
  return "splitter" in value;
}
