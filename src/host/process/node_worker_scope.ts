// Provides the globals of a Web worker in a Node thread. Other runtimes have them already.
import process from "node:process";
import { silenceExperiments, type ThreadMessage, threads } from "./node_worker.ts";

const { parentPort } = threads();

if (!("self" in globalThis) && parentPort !== null) {
  silenceExperiments(process);
  const scope = new EventTarget();
  Object.assign(globalThis, {
    self: globalThis,
    addEventListener: scope.addEventListener.bind(scope),
    removeEventListener: scope.removeEventListener.bind(scope),
    dispatchEvent: scope.dispatchEvent.bind(scope),
    postMessage: parentPort.postMessage.bind(parentPort),
    // Ends only this thread, even if the loaded modules replace `process.exit`.
    close: process.exit.bind(process),
    onmessage: null,
  });
  parentPort.on("message", ({ data, ports }: ThreadMessage) => {
    const event = new MessageEvent("message", { data, ports: [...ports] });
    (globalThis as { onmessage?: ((event: Event) => void) | null }).onmessage?.(event);
    scope.dispatchEvent(event);
  });
  /** Dispatches an uncaught error as an event; without a listener it ends the thread. */
  const tell = (name: string, facts: object, error: unknown) => {
    const event = Object.assign(new Event(name, { cancelable: true }), facts);
    if (scope.dispatchEvent(event)) {
      process.removeAllListeners("uncaughtException");
      queueMicrotask(() => {
        throw error;
      });
    }
  };
  process.on(
    "uncaughtException",
    (error) => tell("error", { error, message: String(error) }, error),
  );
  process.on("unhandledRejection", (reason) => tell("unhandledrejection", { reason }, reason));
}
