import type { SchemaObject } from "../../schema/snapshot.ts";
import type { KnownEnd, Statement } from "../../sql/statements.ts";
import { afterSpace } from "../../sql/tokens.ts";

/** Recognizes known objects in the text of a schema. */
export interface KnownObjects {
  /** The end of a CREATE whose text is that of a known object. */
  readonly endOf: KnownEnd;
  /** The object that a statement creates, if its text is known and `endOf` was asked about it. */
  of(statement: Statement): SchemaObject | undefined;
}

/**
 * Recognizes objects whose text from the name on appears word for word in a schema, up to a
 * semicolon. The engine stores that part as it was written, and has accepted it as one whole
 * statement before.
 */
export function knownObjects(objects: readonly SchemaObject[]): KnownObjects {
  const byName = new Map<string, Known>();
  for (const object of objects) {
    const head = headAt(object.sql, 0);
    if (head !== undefined) {
      byName.set(head.key, { object, text: object.sql.slice(head.nameOffset) });
    }
  }
  /** What was found in each text, by offset. */
  const found = new Map<string, Map<number, Place>>();
  return {
    endOf(text, startOffset) {
      const head = byName.size === 0 ? undefined : headAt(text, startOffset);
      const known = head && byName.get(head.key);
      if (known === undefined || !text.startsWith(known.text, head!.nameOffset)) return undefined;
      const endOffset = head!.nameOffset + known.text.length;
      if (!found.has(text)) found.set(text, new Map());
      found.get(text)!.set(startOffset, { object: known.object, endOffset });
      const next = afterSpace(text, endOffset);
      const isWhole = next === text.length || (next === endOffset && text[next] === ";");
      return isWhole ? endOffset : undefined;
    },
    of: ({ source, startOffset, endOffset }) => {
      const place = found.get(source.text)?.get(startOffset);
      return place?.endOffset === endOffset ? place.object : undefined;
    },
  };
}

/** A known object in a text, and where it ends. */
interface Place {
  readonly object: SchemaObject;
  readonly endOffset: number;
}

interface Known {
  readonly object: SchemaObject;
  /** The text from the name on. */
  readonly text: string;
}

/**
 * The start of a CREATE up to the name, without a schema: SQLite stores this part in its own
 * spelling. Any other white space, such as a no-break space, is part of a name to SQLite.
 */
const HEAD =
  /create[\t\n\f\r ]+(?:(unique|virtual)[\t\n\f\r ]+)?(table|index|view|trigger)[\t\n\f\r ]+(?:if[\t\n\f\r ]+not[\t\n\f\r ]+exists[\t\n\f\r ]+)?(?=("(?:[^"]|"")+"|`(?:[^`]|``)+`|\[[^\]]+\]|[a-z_][\w$]*))/iy;

/** The kind and the name, as written, of the object created at an offset, and the offset of its name. */
function headAt(text: string, offset: number) {
  HEAD.lastIndex = offset;
  const found = HEAD.exec(text);
  if (found === null) return undefined;
  const kind = `${found[1] ?? ""} ${found[2]} `.toLowerCase();
  return { key: kind + found[3], nameOffset: offset + found[0].length };
}
