import type { Diagnostic, SourceText } from "../base/diagnostic.ts";
import { fold } from "../sql/names.ts";
import { splitStatements } from "../sql/statements.ts";
import type { Token } from "../sql/tokens.ts";

/** A comment that permits something: `-- penumbra: allow data-loss:users.bio the reason`. */
export interface Permission {
  readonly rule: string;
  /** The folded object, `users` or `users.bio`; absent if it is given for the whole file. */
  readonly object?: string;
  readonly comment: Token;
}

/** The permissions in the comments of migrations, and which of them were needed. */
export class Permissions {
  readonly #given = new Map<SourceText, readonly Permission[]>();
  readonly #needed = new Set<Permission>();

  /** Whether a comment in the file permits the rule for the object, or for its table. */
  permits(source: SourceText, rule: string, object: string): boolean {
    const table = fold(object).split(".")[0];
    const found = this.#in(source).filter((it) =>
      it.rule === rule &&
      (it.object === undefined || it.object === fold(object) || it.object === table)
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
    const found = /^--\s*penumbra:\s*allow\s+([a-z][a-z-]*)(?::(\S+))?/i.exec(comment.text);
    if (found === null) return [];
    const [, rule = "", object] = found;
    return { rule, ...(object !== undefined && { object: fold(object) }), comment };
  });
}

function permissionsOf(source: SourceText): Permission[] {
  const script = splitStatements(source);
  if (!script.ok) return [];
  const { statements, trailingComments } = script.value;
  return permissionsIn([...statements.flatMap((it) => it.comments), ...trailingComments]);
}

function unneeded({ rule, object, comment }: Permission, source: SourceText): Diagnostic {
  const { startOffset, endOffset } = comment;
  const about = object === undefined ? rule : `${rule}:${object}`;
  return {
    code: "lint/unused-allow",
    severity: "warning",
    message: `Nothing to allow: no statement of the file needs "allow ${about}"`,
    span: { source, startOffset, endOffset },
    hint: "Remove the comment, or check that it names the right rule and object",
  };
}
