import type { SourceText } from "../base/diagnostic.ts";

/** A piece of SQL that is run, and where it stands. */
export interface Place {
  readonly source: SourceText;
  readonly startOffset: number;
  readonly endOffset: number;
}

/** What a thread that may be stuck says of itself, in memory that another thread reads. */
export type Board = SharedArrayBuffer;

/** How many bytes of a source are kept; of a longer one nothing is. */
const MOST_BYTES = 64 * 1024;

/** The numbers in front of the texts. */
const CELLS = ["turn", "startOffset", "endOffset", "nameBytes", "textBytes", "isHeld"] as const;

const TEXT_START = CELLS.length * Int32Array.BYTES_PER_ELEMENT;

/** An empty board. */
export function newBoard(): Board {
  return new SharedArrayBuffer(TEXT_START + MOST_BYTES);
}

/** Has everything that is said in this thread stand on a board. */
export function useBoard(board: Board): void {
  own = { cells: cellsOf(board), bytes: new Uint8Array(board, TEXT_START), source: undefined };
}

let own: OwnBoard | undefined;

interface OwnBoard {
  readonly cells: Int32Array<SharedArrayBuffer>;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  source: SourceText | undefined;
}

/** Whether this thread has a board, so that somebody else looks after it. */
export function isWatched(): boolean {
  return own !== undefined;
}

/** Says what is done from now on. */
export function sayPlace({ source, startOffset, endOffset }: Place): void {
  if (own === undefined) return;
  if (own.source !== source) {
    own.source = source;
    const [name, text] = [source.name, source.text].map((it) => new TextEncoder().encode(it));
    const fits = name!.length + text!.length <= MOST_BYTES;
    if (fits) {
      own.bytes.set(name!);
      own.bytes.set(text!, name!.length);
    }
    set(own, "nameBytes", fits ? name!.length : 0);
    set(own, "textBytes", fits ? text!.length : 0);
  }
  set(own, "startOffset", startOffset);
  set(own, "endOffset", endOffset);
}

/** What the work gives back; while it goes on, the board says so. */
export function atWork<Value>(work: () => Value): Value {
  if (own === undefined) return work();
  Atomics.add(own.cells, CELLS.indexOf("turn"), 1);
  try {
    return work();
  } finally {
    Atomics.add(own.cells, CELLS.indexOf("turn"), 1);
  }
}

/** The same for what no signal may end before it is done. */
export function held<Value>(work: () => Value): Value {
  if (own !== undefined) set(own, "isHeld", 1);
  try {
    return work();
  } finally {
    if (own !== undefined) set(own, "isHeld", 0);
  }
}

/** What a board says. */
export interface Said {
  /** Odd while something goes on, and another number for each such thing. */
  readonly turn: number;
  readonly isHeld: boolean;
  /** Absent where nothing was said, or its source is too long. */
  readonly place?: Place;
}

/** What another thread has written. Only while it is stuck is the place to be trusted, if it is wanted. */
export function readBoard(board: Board, { placed = true } = {}): Said {
  const cells = cellsOf(board);
  const get = (cell: typeof CELLS[number]) => Atomics.load(cells, CELLS.indexOf(cell));
  const [nameBytes, textBytes] = [get("nameBytes"), get("textBytes")];
  const bytes = new Uint8Array(board, TEXT_START);
  // A decoder takes no memory that is shared.
  const decode = (start: number, end: number) => new TextDecoder().decode(bytes.slice(start, end));
  const place = () => ({
    source: {
      name: decode(0, nameBytes),
      text: decode(nameBytes, nameBytes + textBytes),
    },
    startOffset: get("startOffset"),
    endOffset: get("endOffset"),
  });
  return {
    turn: get("turn"),
    isHeld: get("isHeld") === 1,
    ...(placed && textBytes > 0 && { place: place() }),
  };
}

function cellsOf(board: Board): Int32Array<SharedArrayBuffer> {
  return new Int32Array(board, 0, CELLS.length);
}

function set({ cells }: OwnBoard, cell: typeof CELLS[number], value: number): void {
  Atomics.store(cells, CELLS.indexOf(cell), value);
}
