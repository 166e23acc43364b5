import { fold } from "../../sql/names.ts";
import type { CreateOutline, NameInStatement } from "../../sql/outline.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { possibleNames } from "../../sql/tokens.ts";

/** An object that statements have created. */
export interface Origin {
  /** The outline of its CREATE: the same one as long as it is the same object. */
  readonly outline: CreateOutline;
  readonly create: Statement;
  /** The last statement that made it what it is. */
  readonly last: Statement;
  /** The folded name of its table or view, for an index or a trigger. */
  readonly table?: string | undefined;
}

/** The objects at one point of a history. All names are folded. */
export interface Origins {
  get(object: string): Origin | undefined;
  has(object: string): boolean;
  /** Whether a statement that made the object what it is contains the name. */
  isNamed(object: string, name: string): boolean;
}

/** An object with its folded name. */
export type Named = readonly [name: string, origin: Origin];

/**
 * The objects that the statements of a history create, at each point of it. Renames are followed;
 * other changes of names in texts are not. Temporary objects are left out.
 */
export class Timeline {
  readonly #states = new Map<string, State[]>();
  readonly #owned = new Map<string, Set<string>>();
  readonly #taken = new Map<Statement, readonly Named[]>();
  readonly #living = new Set<CreateOutline>();
  readonly #temporary = new Set<string>();
  readonly #mentions = new Map<CreateOutline, Map<string, Mention>>();
  readonly #times = new Map<Statement, number>();
  #time = 0;

  /** The objects after all statements so far. More statements do not change them. */
  now(): Origins {
    return this.#at(this.#time);
  }

  /** The objects before a statement. */
  before(statement: Statement): Origins {
    return this.#at(this.#times.get(statement)! - 1);
  }

  #at(time: number): Origins {
    const get = (object: string) => stateAt(this.#states.get(object) ?? [], time)?.origin;
    return {
      get,
      has: (object) => get(object) !== undefined,
      isNamed: (object, name) => {
        const origin = get(object);
        const mention = origin && this.#mentions.get(origin.outline)?.get(name);
        return mention !== undefined && mention.since <= time;
      },
    };
  }

  /** The last statement that made an object what it now is and names the part, or else the last one. */
  lastAbout(object: string, part: string): Statement | undefined {
    const origin = this.#get(fold(object));
    return origin && (this.#mentions.get(origin.outline)?.get(fold(part))?.last ?? origin.last);
  }

  /** The indexes and triggers that now belong to a table or view, given its folded name. */
  ownedBy(table: string): readonly Named[] {
    return [...this.#owned.get(table) ?? []].map((name) => [name, this.#get(name)!]);
  }

  /** The indexes and triggers that a DROP has taken with it. */
  takenBy(statement: Statement): readonly Named[] {
    return this.#taken.get(statement) ?? [];
  }

  /** Whether the object is still there, perhaps under another name. */
  isLiving({ outline }: Origin): boolean {
    return this.#living.has(outline);
  }

  add(statement: Statement): void {
    this.#times.set(statement, ++this.#time);
    const outline = outlineOf(statement);
    if (outline.kind === "create") {
      const { name } = outline.name;
      const table = "table" in outline ? outline.table?.name : undefined;
      if (outline.isTemporary) this.#temporary.add(name);
      else if (!outline.isConditional || this.#get(name) === undefined) {
        this.#mention(outline, statement);
        this.#set(name, { outline, create: statement, last: statement, table });
      }
    } else if (outline.kind === "drop") {
      const { name } = outline.name;
      if (this.#isTemporary(outline.name)) return void this.#temporary.delete(name);
      const taken = this.ownedBy(name);
      this.#taken.set(statement, taken);
      for (const [own] of [[name], ...taken] as const) this.#set(own, undefined);
    } else if (outline.kind === "alter" && !this.#isTemporary(outline.table)) {
      const { table: { name }, action } = outline;
      const origin = this.#get(name);
      if (origin === undefined) return;
      this.#mention(origin.outline, statement);
      const changed = { ...origin, last: statement };
      if (action.kind !== "rename-table") return this.#set(name, changed);
      const owned = this.ownedBy(name);
      this.#set(name, undefined);
      this.#set(action.to.name, changed);
      for (const [own, it] of owned) this.#set(own, { ...it, table: action.to.name });
    }
  }

  #isTemporary({ name, schema }: NameInStatement): boolean {
    return schema === "temp" || schema === undefined && this.#temporary.has(name);
  }

  #mention(outline: CreateOutline, statement: Statement): void {
    const mentions = this.#mentions.get(outline) ?? new Map<string, Mention>();
    this.#mentions.set(outline, mentions);
    for (const name of possibleNames(statement.tokens)) {
      mentions.set(name, { since: mentions.get(name)?.since ?? this.#time, last: statement });
    }
  }

  #get(name: string): Origin | undefined {
    return this.#states.get(name)?.at(-1)?.origin;
  }

  #set(name: string, origin: Origin | undefined): void {
    const previous = this.#get(name);
    if (previous !== undefined) {
      this.#living.delete(previous.outline);
      if (previous.table !== undefined) this.#owned.get(previous.table)?.delete(name);
    }
    if (origin !== undefined) {
      this.#living.add(origin.outline);
      if (origin.table !== undefined) added(this.#owned, origin.table).add(name);
    }
    const states = this.#states.get(name) ?? [];
    states.push({ since: this.#time, origin });
    this.#states.set(name, states);
  }
}

/** Since when a name is in the statements about an object, and the last of them. */
interface Mention {
  readonly since: number;
  readonly last: Statement;
}

/** What has a name from one statement on. */
interface State {
  readonly since: number;
  readonly origin: Origin | undefined;
}

/** The last of the states since then, or before. */
function stateAt(states: readonly State[], time: number): State | undefined {
  let [low, high] = [0, states.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (states[middle]!.since <= time) low = middle + 1;
    else high = middle;
  }
  return states[low - 1];
}

function added(sets: Map<string, Set<string>>, key: string): Set<string> {
  const found = sets.get(key) ?? new Set();
  sets.set(key, found);
  return found;
}
