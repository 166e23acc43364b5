// What a Web worker finds around itself, in a thread of Node's. Everywhere else it is there already.
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
    // Ends the thread alone, whatever the modules that run here put in its place.
    close: process.exit.bind(process),
    onmessage: null,
  });
  parentPort.on("message", ({ data, ports }: ThreadMessage) => {
    const event = new MessageEvent("message", { data, ports: [...ports] });
    (globalThis as { onmessage?: ((event: Event) => void) | null }).onmessage?.(event);
    scope.dispatchEvent(event);
  });
  /** Tells of what nobody caught; where nobody wants to hear of it, it ends the thread. */
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
