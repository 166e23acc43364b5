/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import type { LoaderMessage, LoaderTask, ModuleFailure } from "./load_modules.ts";
import { type Exports, installNameHooks, type OwnModule } from "./name_hooks.ts";
import { serveTexts } from "./serve_texts.ts";
import { stripTypesInNode } from "./strip_types.ts";
import { thrownError } from "./thrown.ts";

/** A loaded module. */
export interface LoadedModule {
  readonly url: string;
  /** Its exports. */
  readonly exports: Exports;
}

/**
 * Makes this worker load the modules it is sent and answer with what `collect` finds in them, which
 * must be plain data. Imports of our own names resolve to `own` if nothing else is found. Call it
 * once, in the worker's entry file.
 */
export function serveModules<Options, Found>(
  own: OwnModule,
  collect: (modules: readonly LoadedModule[], options: Options) => Found,
): void {
  keepStdoutClean();
  self.onmessage = async ({ data, ports }: MessageEvent<LoaderTask<Options>>) => {
    const port = ports[0]!;
    const tell = (message: LoaderMessage<Found>) => port.postMessage(message);
    let url = "";
    watchForEnd(tell, () => url);
    await stripTypesInNode();
    if (data.findsNames) await installNameHooks(own);
    if (data.texts !== undefined) await serveTexts(data.texts);
    const modules: LoadedModule[] = [];
    const failures: ModuleFailure[] = [];
    for (url of data.urls) {
      tell({ kind: "loading", url });
      try {
        modules.push({ url, exports: await import(url) });
      } catch (error) {
        failures.push({ url, error: thrownError(error) });
      }
    }
    tell({ kind: "loaded", found: collect(modules, data.options), failures });
  };
}

/** Sends the modules' output to stderr, since stdout is for requested data only. */
function keepStdoutClean(): void {
  console.log = console.info = console.debug = console.error;
}

/** Reports if the modules end the process, or throw an uncaught error. */
function watchForEnd(tell: (message: LoaderMessage<never>) => void, at: () => string): void {
  const exit = (): never => {
    tell({ kind: "exited", url: at() });
    self.close();
    // Only the worker ends, and not immediately: the code after this call must not run.
    throw new Error("The program has ended");
  };
  if ("Deno" in globalThis) Deno.exit = exit;
  if ("process" in globalThis) Object.assign(globalThis.process as object, { exit });
  const crash = (event: Event, thrown: unknown) => {
    event.preventDefault();
    tell({ kind: "crashed", url: at(), error: thrownError(thrown) });
  };
  self.addEventListener("unhandledrejection", (event) => crash(event, event.reason));
  self.addEventListener("error", (event) => crash(event, event.error));
}
