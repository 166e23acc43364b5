/** A place in a program: a URL, and a line and a column from 1. */
export interface CodePlace {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

/** A thrown value as plain data. */
export interface ThrownError {
  /** The class of the error, `""` if it is not an error. */
  readonly name: string;
  readonly message: string;
  /** The innermost place first. */
  readonly places: readonly CodePlace[];
  /** The name of an import that was not found, and the importing module if known. */
  readonly missingImport?: { readonly name: string; readonly url?: string };
  /** Whether some import was not found. */
  readonly missesModule?: boolean;
}

/** A module that could not be loaded. */
export interface ModuleFailure {
  readonly url: string;
  readonly error: ThrownError;
}

/** The outcome of loading modules. */
export type ModuleLoading<Found> =
  | { readonly kind: "loaded"; readonly found: Found; readonly failures: readonly ModuleFailure[] }
  /** The program exited, or threw an uncaught error, while loading `url`. */
  | { readonly kind: "exited"; readonly url: string }
  | { readonly kind: "crashed"; readonly url: string; readonly error: ThrownError }
  | { readonly kind: "timed-out"; readonly url: string };

/** The modules to load, and how. */
export interface LoadRequest<Options> {
  /** `file:` URLs, loaded in this order. */
  readonly urls: readonly string[];
  /** Options for the collecting function; plain data. */
  readonly options: Options;
  /** The time limit for everything. */
  readonly limitMs: number;
  /** Texts of files by `file:` URL, used instead of the disk. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** The initial message to a loader. */
export interface LoaderTask<Options> extends Omit<LoadRequest<Options>, "limitMs"> {
  /** Whether bare names are resolved as Node does, and our own to the running program. */
  readonly findsNames: boolean;
}

/** A message from a loader. */
export type LoaderMessage<Found> =
  | { readonly kind: "loading"; readonly url: string }
  | Exclude<ModuleLoading<Found>, { readonly kind: "timed-out" }>;

/**
 * What is found in the user's modules. They run in a worker, which is abandoned if it takes too
 * long: they may loop, wait forever, or end the process. Their output goes to stderr.
 *
 * Names are first resolved as the runtime does for this process, with its import map. If one is not
 * found, everything is loaded again with our names resolving to the running program and, in Deno,
 * others to what `resolveName` finds: a program that runs from a URL knows neither the user's
 * import map nor their packages, and most schemas are written for Node or a bundler.
 *
 * A bundler must build the file that `openLoader` starts as a separate entry point.
 *
 * After "timed-out", a thread of this process may remain in a loop that nothing can stop:
 * `terminate` returns and has no effect (Deno 2.9.6). The process then ends only with `Deno.exit`.
 */
export async function loadModules<Options, Found>(
  openLoader: () => Worker,
  request: LoadRequest<Options>,
): Promise<ModuleLoading<Found>> {
  // If texts are served, Deno has no way to report unresolved names by itself.
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
  // A separate channel, so that nothing the modules post is mistaken for an answer.
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
