import type { Diagnostic, SourceText } from "../base/diagnostic.ts";
import { readPath } from "../sql/name_path.ts";
import { fold } from "../sql/names.ts";
import { splitStatements } from "../sql/statements.ts";
import type { Token } from "../sql/tokens.ts";

/**
 * A comment that permits something: `-- penumbra: allow data-loss:users.bio the reason`. Names may be
 * quoted as in SQL.
 */
export interface Permission {
  readonly rule: string;
  /** The folded object, `users` or `users.bio`; absent if it is given for the whole file. */
  readonly object?: string;
  /** The rule and the object as written. */
  readonly words: string;
  readonly comment: Token;
}

/** A permission as written after "allow": `data-loss`, `data-loss:users.bio`, `data-loss:"my table"`. */
export function permissionWords(rule: string, names: readonly string[]): string {
  const quoted = names.map((name) =>
    /^[\p{L}\p{N}_$-]+$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`
  );
  return [rule, ...(names.length > 0 ? [quoted.join(".")] : [])].join(":");
}

/** The permissions in the comments of migrations, and which of them were needed. */
export class Permissions {
  readonly #given = new Map<SourceText, readonly Permission[]>();
  readonly #needed = new Set<Permission>();

  /** Whether a comment in the file permits the rule for the object, or for its table. */
  permits(source: SourceText, rule: string, object: string): boolean {
    const found = this.#in(source).filter((it) =>
      it.rule === rule &&
      (it.object === undefined || `${fold(object)}.`.startsWith(`${it.object}.`))
    );
    found.forEach((it) => this.#needed.add(it));
    return found.length > 0;
  }

  /** A warning for each permission in these files that nothing has needed so far. */
  unneeded(sources: readonly SourceText[]): Diagnostic[] {
    return sources.flatMap((source) =>
      this.#in(source).filter((it) => !this.#needed.has(it)).map((it) => unneeded(it, source))
    );
  }

  #in(source: SourceText): readonly Permission[] {
    const known = this.#given.get(source) ?? permissionsOf(source);
    this.#given.set(source, known);
    return known;
  }
}

/** The permissions in these comments, in order. */
export function permissionsIn(comments: readonly Token[]): Permission[] {
  return comments.flatMap((comment) => {
    const { text } = comment;
    const found = /^--\s*penumbra:\s*allow\s+(([a-z][a-z-]*)(:\S+)?)/i.exec(text);
    if (found === null) return [];
    const [all, written = "", rule = "", object] = found;
    if (object === undefined) return { rule, words: written, comment };
    const start = all.length - object.length + 1;
    const { names, endOffset } = readPath(text, { start, stop: /\s/ });
    // What is no name is that of no object.
    const words = names === undefined
      ? written
      : `${rule}:${text.slice(start, endOffset).trimEnd()}`;
    return { rule, object: fold(names?.join(".") ?? object.slice(1)), words, comment };
  });
}

function permissionsOf(source: SourceText): Permission[] {
  const script = splitStatements(source);
  if (!script.ok) return [];
  const { statements, trailingComments } = script.value;
  return permissionsIn([...statements.flatMap((it) => it.comments), ...trailingComments]);
}

function unneeded({ words, comment }: Permission, source: SourceText): Diagnostic {
  const { startOffset, endOffset } = comment;
  return {
    code: "lint/unused-allow",
    severity: "warning",
    message: `Nothing to allow: no statement of the file needs "allow ${words}"`,
    span: { source, startOffset, endOffset },
    hint: "Remove the comment, or check that it names the right rule and object",
  };
}
