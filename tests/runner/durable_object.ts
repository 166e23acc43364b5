/** A Worker that tests the runner in Durable Objects, each with a database of its own. */
import { durableObject, type DurableObjectStorage } from "../../src/runner/mod.ts";
import { PROMISES } from "./scenario.ts";

/** Answers requests for one database. */
export class Holder {
  readonly #storage: DurableObjectStorage;

  constructor(context: { readonly storage: DurableObjectStorage }) {
    this.#storage = context.storage;
  }

  /** "kept", or why the test named in the URL failed. */
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
