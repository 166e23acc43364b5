import { MAKER } from "../../base/version.ts";
import type { Loss } from "../../diff/losses.ts";
import type { RenderedStep } from "../../plan/text/render.ts";

/** The facts in the head of a migration. */
export interface MigrationHead {
  /** The key of the history it continues, and the fingerprints before and after it. Hints only. */
  readonly parent: string;
  readonly pre: string;
  readonly post: string;
  /** What the engine must support, if only some do. */
  readonly requires?: string | undefined;
  /** The losses without a permission. */
  readonly losses: readonly Loss[];
  /** The permissions: `data-loss`, or `data-loss:users.bio` for one object. */
  readonly permissions: readonly string[];
  /** The tables for which the proof could make no row. */
  readonly unseeded: readonly string[];
  /** The losses of the migration that this one undoes; absent for an up migration. */
  readonly undoes?: readonly Loss[];
}

/** The text of a migration: a head, then its steps with their comments. */
export function renderMigration(steps: readonly RenderedStep[], head: MigrationHead): string {
  return [headLines(head).map(oneLine), ...groups(steps).map(groupLines)]
    .map((lines) => lines.join("\n")).join("\n\n") + "\n";
}

function headLines(head: MigrationHead): string[] {
  const { parent, pre, post, undoes } = head;
  const short = (hash: string) => hash.slice(0, 12) || "none";
  const ends = `pre=${short(pre)} post=${short(post)}`;
  return [
    undoes
      ? `-- Down migration, made by ${MAKER}: ${ends}`
      : `-- Made by ${MAKER}: parent=${short(parent)} ${ends}`,
    ...(head.requires === undefined ? [] : [`-- ${head.requires}`]),
    ...head.permissions.map((permission) => `-- penumbra: allow ${permission}`),
    ...(head.losses.length === 0 ? [] : [lossLine(head)]),
    ...(undoes === undefined || undoes.length === 0 ? [] : [
      `-- Recreates ${namesOf(undoes)} without data`,
    ]),
    ...(head.unseeded.length === 0 ? [] : [
      `-- Not proven with rows: none could be made for ${head.unseeded.join(", ")}`,
    ]),
  ];
}

function lossLine({ losses, undoes }: MigrationHead): string {
  const drops = `-- Drops ${namesOf(losses)} and ${losses.length === 1 ? "its" : "their"} data`;
  return undoes ? drops : `${drops}: "penumbra check" fails until it is allowed`;
}

function namesOf(losses: readonly Loss[]): string {
  return losses.map(({ table, column }) => column === undefined ? table : `${table}.${column}`)
    .join(", ");
}

/** The steps, with consecutive ones merged if they belong together or have the same comment. */
function groups(steps: readonly RenderedStep[]): RenderedStep[] {
  const found: RenderedStep[] = [];
  for (const step of steps) {
    const last = found.at(-1);
    const isSame = last?.comment.join("\n") === step.comment.join("\n");
    if (last === undefined || !(step.joins || isSame)) {
      found.push(step);
      continue;
    }
    const comment = isSame ? last.comment : [...last.comment, ...step.comment];
    const statements = [...last.statements, ...step.statements];
    found.splice(-1, 1, { ...last, comment, statements });
  }
  return found;
}

function groupLines({ comment, statements }: RenderedStep): string[] {
  return [...comment.map((line) => oneLine(`-- ${line}`)), ...statements];
}

/** The comment on one line, whatever its names contain: the next line would be run. */
function oneLine(comment: string): string {
  return comment.replaceAll(/\s+/g, " ");
}
