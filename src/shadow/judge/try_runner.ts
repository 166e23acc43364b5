import { append } from "../../base/append.ts";
import { fold } from "../../sql/names.ts";
import { possibleNames } from "../../sql/tokens.ts";
import { failed, failedForOne, isAboutJson, isAboutRows, isRaised } from "./blame/failures.ts";
import type { Effect, RowsLost, RowTrait } from "./effect.ts";
import type { Way } from "./request.ts";
import { allowedByTriggers, IGNORE_CHECKS, type Prepared, type Rows } from "./rows/prepare.ts";
import type { RareRow } from "./rows/rare_rows.ts";
import { copiesValues } from "./statements/copies.ts";
import { onlyAddsValues } from "./statements/harmless.ts";
import { withLowLimits } from "./statements/low_limits.ts";
import { type Trial, tryRows } from "./try_rows.ts";

/** The effects of files on rows if they are run in this way; undefined if they cannot be. */
export async function tryRunner(
  way: Way,
  prepared: Prepared,
): Promise<readonly Effect[] | undefined> {
  const usual = await tryAllRows(way, prepared);
  if (usual === undefined) return undefined;
  const effects = [...usual, ...await tryUnchecked(way, prepared, usual)];
  const others = prepared.isSelective
    ? [...await tryOtherRows(way, prepared), ...await tryLowLimits(way, prepared)]
    : [];
  const all = withDivided(withDoubtful(effects, others));
  // That a row of ours is in the way of one that a file writes says nothing about a database.
  return all.filter((it) => !(it.kind === "failed" && onlyAddsValues(it.statement)));
}

/**
 * The effects without those tables as dropped whose rows several copies divide by literals: that none of
 * our usual rows has such a value makes it a loss of all rows but those.
 */
function withDivided(effects: readonly Effect[]): readonly Effect[] {
  const dropped = effects.flatMap((it) => it.kind === "table-dropped" ? it.table : []);
  const divided = Map.groupBy(
    effects.filter((it) =>
      it.kind === "rows-lost" && it.trait?.has === "value" && dropped.includes(it.table) &&
      it.cause.kind === "copy" && it.cause.isDivided
    ),
    (it) => (it as RowsLost).table,
  );
  return effects.flatMap((effect) => {
    const losses = "table" in effect ? divided.get(effect.table) ?? [] : [];
    if (effect === losses[0]) return { ...withoutTrait(effect), dependsOnRows: true };
    const isSame = losses.includes(effect) || effect.kind === "table-dropped";
    return losses.length > 0 && isSame ? [] : effect;
  });
}

function withoutTrait({ trait: _, ...effect }: Effect): Effect {
  return effect;
}

/**
 * What else is lost without CHECKs, if a table accepts none of our rows with them, or if one stops a
 * statement, so that the next ones never run. What depends on the CHECKs themselves is left out.
 */
async function tryUnchecked(
  way: Way,
  prepared: Prepared,
  usual: readonly Effect[],
): Promise<readonly Effect[]> {
  const isRefused = usual.some((it) => it.kind === "failed" && /^CHECK constraint/.test(it.reason));
  const inserts = prepared.unchecked ??
    (isRefused ? [IGNORE_CHECKS, ...prepared.inserts] : undefined);
  if (inserts === undefined) return [];
  const known = subjectsOf(usual);
  const { effects, refused } = await tryRows(way, prepared, { inserts });
  // The files may have gates, which are CHECKs.
  if (refused.length > 0) return [];
  return effects.filter((it) => isTold(it, prepared) && !known.has(subjectOf(it)));
}

/**
 * What happens to rows that violate a constraint that is new, or that the files treat unlike others: a
 * statement is refused, and more is lost if the runner continues. Each row is tried by itself, with
 * others that are not refused.
 */
async function tryOtherRows(way: Way, prepared: Prepared): Promise<readonly Effect[]> {
  for (const style of ["full", "json"] as const) {
    const { inserts, violations, rare } = await prepared.rowsOf(style);
    if (violations.length + rare.length === 0) continue;
    const usual = await tryRows(way, prepared, { inserts });
    if (usual.refused.length > 0) continue;
    const effectsWith = async (others: readonly string[]): Promise<Effect[]> => {
      const more = { inserts: [...inserts, ...others], earlier: usual };
      const trial = await tryRows(way, prepared, more);
      return [...trial.refused.slice(0, 1).map(failedForOne), ...trial.effects];
    };
    const found = usual.effects.filter((it) => isTold(it, prepared));
    for (const violation of violations) {
      const known = subjectsOf(found);
      append(found, (await effectsWith(violation)).filter((it) => !known.has(subjectOf(it))));
    }
    let known = subjectsOf([...usual.effects, ...found]);
    const emptied = usual.effects.flatMap((it) =>
      it.kind === "rows-lost" && it.after === 0 ? it.table : []
    );
    const isNew = (effect: Effect) =>
      !known.has(subjectOf(effect)) &&
      !(effect.kind === "table-dropped" && emptied.includes(effect.table));
    /**
     * Adds what is new with these rows, with the row that it takes. Halves of them are tried as long as
     * something is new, or hidden by a failure.
     */
    const search = async (rows: readonly RareRow[]): Promise<void> => {
      const effects = await effectsWith(rows.flatMap((it) => it.inserts));
      const fresh = effects.filter((it) => isTold(it, prepared) && isNew(it));
      const [row, ...others] = rows;
      if (row === undefined) return;
      if (others.length > 0) {
        if (fresh.length === 0 && !effects.some((it) => it.kind === "failed")) return;
        const middle = rows.length >> 1;
        await search(rows.slice(0, middle));
        return await search(rows.slice(middle));
      }
      const { trait } = row;
      for (const effect of fresh.filter((it) => !isUsual(it, trait))) {
        known.add(subjectOf(effect));
        const isNull = effect.kind === "failed" && { needsNull: /^nulls?$/.test(trait.has) };
        found.push({ ...effect, ...isNull, trait });
      }
    };
    // Rows with values that a statement leaves out may hide what happens to others.
    const { any = [], value = [], nulls = [] } = Object.groupBy(rare, (it) => groupOf(it));
    await search(any);
    await search(value);
    // That equal rows become one says nothing about those that only have NULL in common.
    known = subjectsOf([...usual.effects, ...found.filter(({ trait }) => trait?.has === "null")]);
    await search(nulls);
    return found;
  }
  return [];
}

function groupOf({ trait: { has } }: RareRow): "any" | "value" | "nulls" {
  return has === "value" || has === "nulls" ? has : "any";
}

/** Whether an effect says nothing, since it was to be expected of rows with the trait. */
function isUsual(effect: Effect, { table, has, columns }: RowTrait): boolean {
  // A condition on the dropped column itself says which of its values are not needed.
  if (effect.kind === "column-dropped") {
    return has === "value" && effect.table === table && columns.includes(effect.column);
  }
  // A key that is taken stops any INSERT. Texts that are parsed are JSON, if no index demands it.
  return effect.kind === "failed" &&
    (has === "taken" ||
      ((has === "malformed" || isAboutJson(effect)) && copiesValues(effect.statement)));
}

/** The rows and values that copies with a LIMIT leave behind if the tables have more rows than ours. */
async function tryLowLimits(way: Way, prepared: Prepared): Promise<readonly Effect[]> {
  const varied = withLowLimits(way.files);
  if (varied === undefined) return [];
  // Runs are remembered for each of these.
  const own = { ...prepared };
  const tryIn = (mode: Way["mode"]) => tryRows({ mode, files: varied.files }, own, prepared);
  const first = await tryIn(way.mode);
  // The rows beyond the LIMIT need not have children.
  const { effects, refused } = first.refused.some(({ reason }) => /^FOREIGN KEY/.test(reason))
    ? await tryIn({ ...way.mode, foreignKeys: "off" })
    : first;
  if (refused.length > 0) return [];
  return effects.flatMap((effect): Effect[] => {
    if (effect.kind !== "rows-lost" && effect.kind !== "column-dropped") return [];
    const isLeftOut = effect.kind === "rows-lost"
      ? effect.cause.kind === "copy"
      : effect.isPartial === true;
    if (!isLeftOut) return [];
    const trait = { table: effect.table, columns: [], has: "more" } as const;
    return [{ ...effect, statement: varied.originOf(effect.statement), trait }];
  });
}

/** Whether an effect is certain, although a row has no value of its own by which to follow it. */
function isTold(effect: Effect, { before }: Prepared): boolean {
  if (effect.kind === "failed") return !isRaised(effect, before);
  if (effect.kind === "column-dropped") return !effect.isConverted;
  return !("cause" in effect) || effect.cause.kind !== "unexplained";
}

async function tryAllRows(
  way: Way,
  prepared: Prepared,
): Promise<readonly Effect[] | undefined> {
  const first = await tryRows(way, prepared, prepared);
  const [failure] = first.refused;
  if (failure === undefined) return first.effects;
  if (!await prepared.isAble(way)) {
    // A database may have the rows that a constraint demands, but never a table that is missing.
    const rest = isAboutRows(failure) ? await tryRest(way, prepared, prepared) : [];
    return rest.length > 0 ? rest : undefined;
  }
  if (isAboutJson(failure)) return await tryJson(way, prepared);
  if (isRaised(failure, prepared.before)) {
    const allowed = await allowedByTriggers(prepared);
    const again = await tryRows(way, prepared, { inserts: allowed });
    if (again.refused.length === 0) return again.effects;
  }
  const { inserts, suits, hasNulls } = await prepared.rowsOf("full");
  const second = await tryRows(way, prepared, { inserts });
  const [other] = second.refused;
  if (other === undefined) {
    return [
      failed(failure, { suits, needsNull: true }),
      ...withDoubtful(second.effects, first.effects),
    ];
  }
  if (isAboutJson(other)) return await tryJson(way, prepared);
  const needsNull = hasNulls && /^NOT NULL constraint/.test(other.reason);
  return await withFailure(failed(other, { suits, needsNull }), { ...second, inserts }, {
    way,
    prepared,
  });
}

/** A failure, and the losses in spite of it. */
async function withFailure(
  failure: Effect & { readonly kind: "failed" },
  { effects, inserts }: Trial & Pick<Rows, "inserts">,
  { way, prepared }: { readonly way: Way; readonly prepared: Prepared },
): Promise<readonly Effect[]> {
  if (failure.isCertain && effects.length > 0) return [failure, ...effects];
  // Drops are found on empty tables, too.
  const empty = await tryRows(way, prepared, { inserts: [] });
  const rest = await tryRest(way, prepared, { inserts });
  const certain = [...empty.effects, ...rest];
  return [failure, ...withDoubtful(certain, effects)];
}

/**
 * What a drop deletes from other tables if the files run to their end, although a statement fails with
 * our rows: it hides what comes after it, and may not fail with others.
 */
async function tryRest(
  way: Way,
  prepared: Prepared,
  { inserts }: Pick<Rows, "inserts">,
): Promise<readonly Effect[]> {
  const mode = { ...way.mode, atError: "continues" } as const;
  const { effects, refused } = await tryRows({ ...way, mode }, prepared, { inserts });
  // A copy that failed may have been the one that keeps them.
  const names = new Set(refused.flatMap(({ statement }) => possibleNames(statement.tokens)));
  return effects.filter((it) =>
    "cause" in it && it.cause.kind === "drop" && it.cause.isRebuilt && !names.has(fold(it.table))
  ).map((it) => ({ ...it, failedBefore: [] }));
}

/** Certain effects, and others that depend on rows. */
function withDoubtful(certain: readonly Effect[], others: readonly Effect[]): Effect[] {
  const known = subjectsOf(certain);
  const doubtful = others.filter((effect) => !known.has(subjectOf(effect)));
  return [...certain, ...doubtful.map((effect) => ({ ...effect, dependsOnRows: true }))];
}

function subjectsOf(effects: readonly Effect[]): Set<string> {
  return new Set(effects.map(subjectOf));
}

function subjectOf(effect: Effect): string {
  const table = "table" in effect ? effect.table : "";
  const column = "column" in effect ? effect.column : "";
  const reason = "reason" in effect ? effect.reason : "";
  const isConverted = "isConverted" in effect && effect.isConverted;
  const { source, startOffset } = effect.statement;
  return [effect.kind, table, column, reason, isConverted, source.name, startOffset].join("\0");
}

/** The effects with JSON in every text; if that is refused as well, those on empty tables. */
async function tryJson(way: Way, prepared: Prepared): Promise<readonly Effect[]> {
  const { inserts, suits } = await prepared.rowsOf("json");
  const trial = await tryRows(way, prepared, { inserts });
  const [failure] = trial.refused;
  if (failure === undefined) return trial.effects;
  if (isAboutJson(failure)) return (await tryRows(way, prepared, { inserts: [] })).effects;
  return await withFailure(failed(failure, { suits, needsNull: false }), { ...trial, inserts }, {
    way,
    prepared,
  });
}
