/** A running libSQL server and a token that it accepts, until it is disposed of. */
export interface Server extends AsyncDisposable {
  /** `127.0.0.1:8080`. */
  readonly host: string;
  readonly token: string;
}

/** Starts the server program with an empty folder and a free port, and waits until it answers. */
export async function startServer(program: string): Promise<Server> {
  const folder = await Deno.makeTempDir();
  const { publicKey, token } = await makeToken();
  const host = `127.0.0.1:${freePort()}`;
  await Deno.writeTextFile(`${folder}/key.pem`, publicKey);
  const child = new Deno.Command(program, {
    args: ["--no-welcome", "-d", `${folder}/data`, "--http-listen-addr", host].concat(
      ["--auth-jwt-key-file", `${folder}/key.pem`],
    ),
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  await answers(`http://${host}/health`);
  return {
    host,
    token,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nobody answers at ${url}`);
}

/** A public key for the server, and a token signed with the private one. */
async function makeToken(): Promise<{ publicKey: string; token: string }> {
  const keys = await crypto.subtle.generateKey("Ed25519", true, ["sign"]) as CryptoKeyPair;
  const exported = new Uint8Array(await crypto.subtle.exportKey("spki", keys.publicKey));
  const pem = `-----BEGIN PUBLIC KEY-----\n${exported.toBase64()}\n-----END PUBLIC KEY-----\n`;
  const encode = (bytes: Uint8Array) =>
    bytes.toBase64({ alphabet: "base64url", omitPadding: true });
  const part = (value: unknown) => encode(new TextEncoder().encode(JSON.stringify(value)));
  const signed = `${part({ alg: "EdDSA", typ: "JWT" })}.${part({ a: "rw", exp: 9_999_999_999 })}`;
  const signature = await crypto.subtle.sign(
    "Ed25519",
    keys.privateKey,
    new TextEncoder().encode(signed),
  );
  return { publicKey: pem, token: `${signed}.${encode(new Uint8Array(signature))}` };
}
