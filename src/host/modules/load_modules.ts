/** Where a program was: a URL, and a line and a column as people count, from 1. */
export interface CodePlace {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

/** What a program threw, as plain data. */
export interface ThrownError {
  /** The class of the error, `""` for what is none. */
  readonly name: string;
  readonly message: string;
  /** The innermost place first. */
  readonly places: readonly CodePlace[];
  /** The name in an import that led nowhere, and the module that holds it where that is known. */
  readonly missingImport?: { readonly name: string; readonly url?: string };
  /** Whether some import led nowhere. */
  readonly missesModule?: boolean;
}

/** A module that could not be loaded. */
export interface ModuleFailure {
  readonly url: string;
  readonly error: ThrownError;
}

/** How the loading of modules ended. */
export type ModuleLoading<Found> =
  | { readonly kind: "loaded"; readonly found: Found; readonly failures: readonly ModuleFailure[] }
  /** The program ended itself, or threw where nobody could catch it, while loading `url`. */
  | { readonly kind: "exited"; readonly url: string }
  | { readonly kind: "crashed"; readonly url: string; readonly error: ThrownError }
  | { readonly kind: "timed-out"; readonly url: string };

/** What to load, and how. */
export interface LoadRequest<Options> {
  /** `file:` URLs, in the order in which they are to be loaded. */
  readonly urls: readonly string[];
  /** Handed on to what collects from the modules; plain data. */
  readonly options: Options;
  /** How long all of it may take. */
  readonly limitMs: number;
  /** What stands in files, by their `file:` URLs, whatever the disk holds. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** What a loader is told at its start. */
export interface LoaderTask<Options> extends Omit<LoadRequest<Options>, "limitMs"> {
  /** Whether bare names are looked up as Node does, and ours leads to ourselves. */
  readonly findsNames: boolean;
}

/** What a loader says on its way. */
export type LoaderMessage<Found> =
  | { readonly kind: "loading"; readonly url: string }
  | Exclude<ModuleLoading<Found>, { readonly kind: "timed-out" }>;

/**
 * What is found in modules of the user's own, which are run in a worker and given up when they take
 * too long: they may loop, wait for ever, or end the process. What they print goes to stderr.
 *
 * Names are first looked up as the runtime does it for this process, with its import map. Where one
 * leads nowhere, all is loaded once more with ours leading to the running program and, in Deno,
 * others to what `resolveName` finds: a program that runs from a URL knows neither the user's import
 * map nor their packages, and most schemas are written for Node or a bundler.
 *
 * A bundler must build the file that `openLoader` starts as an entry of its own.
 *
 * After "timed-out" a thread of this process may be left in a loop that nothing stops: `terminate`
 * returns and changes nothing (Deno 2.9.6). The process then ends only by `Deno.exit`.
 */
export async function loadModules<Options, Found>(
  openLoader: () => Worker,
  request: LoadRequest<Options>,
): Promise<ModuleLoading<Found>> {
  // Where texts are served, Deno has no chance to find out by itself what names lead nowhere.
  const findsNames = request.texts !== undefined;
  const first = await runLoader<Options, Found>(openLoader, { ...request, findsNames });
  if (findsNames || first.kind !== "loaded") return first;
  if (!first.failures.some(({ error }) => error.missesModule)) return first;
  return await runLoader<Options, Found>(openLoader, { ...request, findsNames: true });
}

function runLoader<Options, Found>(
  openLoader: () => Worker,
  { limitMs, ...task }: LoadRequest<Options> & LoaderTask<Options>,
): Promise<ModuleLoading<Found>> {
  const worker = openLoader();
  // A channel of its own, so that nothing the modules post is taken for an answer.
  const { port1: ours, port2: theirs } = new MessageChannel();
  const { promise, resolve, reject } = Promise.withResolvers<ModuleLoading<Found>>();
  let url = task.urls[0] ?? "";
  ours.onmessage = ({ data }: MessageEvent<LoaderMessage<Found>>) => {
    if (data.kind === "loading") url = data.url;
    else resolve(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(`The worker that loads modules failed: ${event.message}`));
  };
  const timer = setTimeout(() => resolve({ kind: "timed-out", url }), limitMs);
  worker.postMessage(task satisfies LoaderTask<Options>, [theirs]);
  return promise.finally(() => {
    clearTimeout(timer);
    ours.close();
    worker.terminate();
  });
}
