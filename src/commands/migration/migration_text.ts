import type { Loss } from "../../diff/losses.ts";
import type { RenderedStep } from "../../plan/text/render.ts";

/** What the head of a migration says. */
export interface MigrationHead {
  /** What made it: `penumbra 0.1.0`. */
  readonly maker: string;
  /** The key of the history it continues, and the fingerprints before and after it. Hints only. */
  readonly parent: string;
  readonly pre: string;
  readonly post: string;
  /** What only some engines can run of it; mostly absent. */
  readonly requires?: string | undefined;
  /** What is lost without a permission. */
  readonly losses: readonly Loss[];
  /** What somebody permitted: `data-loss`, or `data-loss:users.bio` for one thing. */
  readonly permissions: readonly string[];
  /** Tables the proof could make no row for. */
  readonly unseeded: readonly string[];
  /** What the migration lost that this one undoes; absent where it undoes none. */
  readonly undoes?: readonly Loss[];
}

/** The text of a migration: what made it, what to know of it, and its steps with their reasons. */
export function renderMigration(steps: readonly RenderedStep[], head: MigrationHead): string {
  return [headLines(head).map(oneLine), ...groups(steps).map(groupLines)]
    .map((lines) => lines.join("\n")).join("\n\n") + "\n";
}

function headLines(head: MigrationHead): string[] {
  const { maker, parent, pre, post, undoes } = head;
  const short = (hash: string) => hash.slice(0, 12) || "none";
  const ends = `pre=${short(pre)} post=${short(post)}`;
  return [
    undoes
      ? `-- Down migration, made by ${maker}: ${ends}`
      : `-- Made by ${maker}: parent=${short(parent)} ${ends}`,
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
  return undoes ? drops : `${drops}; "penumbra check" fails until it is allowed`;
}

function namesOf(losses: readonly Loss[]): string {
  return losses.map(({ table, column }) => column === undefined ? table : `${table}.${column}`)
    .join(", ");
}

/** Neighbours that belong together, or say the same, come under one comment. */
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

/** A comment stays one line, whatever names hold: what is behind it would be run. */
function oneLine(comment: string): string {
  return comment.replaceAll(/\s+/g, " ");
}
