/** A Worker whose Durable Objects hold the runner's promises, each in a database of its own. */
import { durableObject, type DurableObjectStorage } from "../../src/runner/mod.ts";
import { PROMISES } from "./scenario.ts";

/** What answers for one database. */
export class Holder {
  readonly #storage: DurableObjectStorage;

  constructor(context: { readonly storage: DurableObjectStorage }) {
    this.#storage = context.storage;
  }

  /** "kept", or why the promise in the address is not. */
  async fetch(request: Request): Promise<Response> {
    const promise = decodeURIComponent(new URL(request.url).pathname.slice(1));
    try {
      await PROMISES[promise]!({ driver: durableObject(this.#storage), close: () => {} });
      return new Response("kept");
    } catch (error) {
      return new Response(error instanceof Error ? error.stack : String(error));
    }
  }
}

interface Environment {
  readonly HOLDER: {
    idFromName(name: string): unknown;
    get(id: unknown): { fetch(request: Request): Promise<Response> };
  };
}

export default {
  fetch: (request: Request, { HOLDER }: Environment): Promise<Response> =>
    HOLDER.get(HOLDER.idFromName(request.url)).fetch(request),
};
