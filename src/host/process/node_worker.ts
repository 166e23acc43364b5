import type { Worker as Thread } from "node:worker_threads";

/** A message to a Node thread, with the ports that are transferred with it. */
export interface ThreadMessage {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}

/**
 * A Node thread with the interface of a Web worker, which Node 24 lacks. Its entry file must import
 * `node_worker_scope.ts` first, which is the other end.
 * https://nodejs.org/api/worker_threads.html
 */
export class NodeWorker extends EventTarget implements Worker {
  onmessage: Worker["onmessage"] = null;
  onmessageerror: Worker["onmessageerror"] = null;
  onerror: Worker["onerror"] = null;
  readonly #thread: Thread;

  constructor(file: URL) {
    super();
    const { Worker: ThreadOfNode } = threads();
    this.#thread = new ThreadOfNode(file);
    running.add(this.#thread);
    this.#thread.on("exit", () => running.delete(this.#thread));
    this.#thread.on(
      "message",
      (data) => this.#tell("onmessage", new MessageEvent("message", { data })),
    );
    this.#thread.on("error", (error) => {
      const message = error instanceof Error ? error.message : String(error);
      const event = Object.assign(new Event("error", { cancelable: true }), { message, error });
      this.#tell("onerror", event as unknown as ErrorEvent);
    });
  }

  postMessage(data: unknown, options?: Transferable[] | StructuredSerializeOptions): void {
    const transfer = (Array.isArray(options) ? options : options?.transfer) ?? [];
    const ports = transfer.filter((it) => it instanceof MessagePort);
    // A port that is not part of the message would be lost.
    this.#thread.postMessage({ data, ports } satisfies ThreadMessage, transfer as never);
  }

  terminate(): void {
    this.#thread.terminate();
  }

  #tell<Name extends "onmessage" | "onerror">(
    name: Name,
    event: Parameters<NonNullable<Worker[Name]>>[0],
  ): void {
    (this[name] as ((event: Event) => void) | null)?.(event);
    this.dispatchEvent(event);
  }
}

/** The threads that have not ended. */
const running = new Set<Thread>();

/**
 * Ends the process immediately. Node first waits for its threads, even for one stuck in native
 * code; replacing the process avoids this, but Windows does not support it, and the exit code is 1
 * there.
 * https://nodejs.org/api/process.html#processexecvefile-args-env
 */
export function exitNode(process: NodeJS.Process, code: number): never {
  if (running.size === 0) process.exit(code);
  process.emit("exit", code);
  if (process.platform !== "win32") process.execve!("/bin/sh", ["sh", "-c", `exit ${code}`]);
  process.kill(process.pid, "SIGKILL");
  throw new Error("The process has ended");
}

/** Suppresses Node's warnings about experimental features: users cannot act on them. */
export function silenceExperiments(process: NodeJS.Process): void {
  const { emitWarning } = process;
  const silenced = (warning: string | Error, ...rest: readonly unknown[]) => {
    const [first] = rest as readonly (string | { readonly type?: string } | undefined)[];
    const kind = typeof first === "object" ? first.type : first;
    if (kind !== "ExperimentalWarning") Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  process.emitWarning = silenced as typeof emitWarning;
}

/** Loads the module synchronously, since the constructor of a Web worker is synchronous. */
export function threads(): typeof import("node:worker_threads") {
  const { process } = globalThis as unknown as { readonly process: NodeJS.Process };
  return process.getBuiltinModule("node:worker_threads");
}
