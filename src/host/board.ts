import type { SourceText } from "../base/diagnostic.ts";

/** A piece of SQL that is being run, and its position. */
export interface Place {
  readonly source: SourceText;
  readonly startOffset: number;
  readonly endOffset: number;
}

/** Shared memory in which a thread that may hang publishes its state for another thread. */
export type Board = SharedArrayBuffer;

/** How many bytes of a source are stored; longer ones are left out. */
const MOST_BYTES = 64 * 1024;

/** The numbers in front of the texts, by index. */
const CELLS = ["turn", "startOffset", "endOffset", "nameBytes", "textBytes", "isHeld"] as const;

const TEXT_START = CELLS.length * Int32Array.BYTES_PER_ELEMENT;

/** An empty board. */
export function newBoard(): Board {
  return new SharedArrayBuffer(TEXT_START + MOST_BYTES);
}

/** Makes this thread publish its state on the board. */
export function useBoard(board: Board): void {
  own = { cells: cellsOf(board), bytes: new Uint8Array(board, TEXT_START), source: undefined };
}

let own: OwnBoard | undefined;

interface OwnBoard {
  readonly cells: Int32Array<SharedArrayBuffer>;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  source: SourceText | undefined;
}

/** Whether this thread has a board, so that another thread watches it. */
export function isWatched(): boolean {
  return own !== undefined;
}

/** Publishes the SQL that runs from now on. */
export function publishPlace({ source, startOffset, endOffset }: Place): void {
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

/** The result of the work, which the board shows as running meanwhile. */
export function atWork<Value>(work: () => Value): Value {
  if (own === undefined) return work();
  Atomics.add(own.cells, CELLS.indexOf("turn"), 1);
  try {
    return work();
  } finally {
    Atomics.add(own.cells, CELLS.indexOf("turn"), 1);
  }
}

/** Like `atWork`, but no signal may end the process before the work is done. */
export function held<Value>(work: () => Value): Value {
  if (own !== undefined) set(own, "isHeld", 1);
  try {
    return work();
  } finally {
    if (own !== undefined) set(own, "isHeld", 0);
  }
}

/** The state on a board. */
export interface BoardState {
  /** Odd while work is running; each piece of work has another number. */
  readonly turn: number;
  readonly isHeld: boolean;
  /** Absent if nothing was published, or if its source is too long. */
  readonly place?: Place;
}

/**
 * The state that another thread has published. The place can be trusted only while that thread
 * hangs; without `placed` it is not read.
 */
export function readBoard(board: Board, { placed = true } = {}): BoardState {
  const cells = cellsOf(board);
  const get = (cell: typeof CELLS[number]) => Atomics.load(cells, CELLS.indexOf(cell));
  const [nameBytes, textBytes] = [get("nameBytes"), get("textBytes")];
  const bytes = new Uint8Array(board, TEXT_START);
  // TextDecoder accepts no shared memory.
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
