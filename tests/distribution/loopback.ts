/** A local server that runs until it is disposed of. */
export interface Loopback extends AsyncDisposable {
  /** `http://127.0.0.1:8080/`. */
  readonly url: string;
  /** The requested paths, in order. */
  readonly asked: readonly string[];
  /** The `authorization` of each request. */
  readonly tokens: readonly (string | undefined)[];
}

const TYPES: Readonly<Record<string, string>> = {
  ts: "application/typescript",
  js: "text/javascript",
};

/** Serves files by path, without a slash at its start; other paths are not found. */
export function serve(
  read: (path: string) => Promise<string | Uint8Array<ArrayBuffer> | undefined>,
): Loopback {
  const asked: string[] = [];
  const tokens: (string | undefined)[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const path = decodeURIComponent(new URL(request.url).pathname.slice(1));
      asked.push(path);
      tokens.push(request.headers.get("authorization") ?? undefined);
      const content = await read(path);
      if (content === undefined) return new Response("Not found", { status: 404 });
      const type = TYPES[path.split(".").at(-1)!] ?? "application/octet-stream";
      return new Response(content, { headers: { "content-type": type } });
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    asked,
    tokens,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Serves the files below a folder, given as a URL with a slash at its end. */
export function serveFolder(folder: URL): Loopback {
  return serve(async (path) => {
    try {
      return await Deno.readFile(new URL(path, folder));
    } catch {
      return undefined;
    }
  });
}
