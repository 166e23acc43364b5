import { RELEASE } from "../address.ts";
import { bundleForUrl } from "../bundle.ts";
import { type Loopback, serve } from "../../tests/distribution/loopback.ts";
import { fetchNode, findNode } from "../npm/node.ts";
import { runProcess } from "../run_process.ts";
import { serveNpmRegistry } from "./npm_registry.ts";
import { programFromSource, serveRelease } from "./release.ts";

/** A session: what a user types in an empty folder, and how penumbra gets there. */
export interface Session {
  readonly name: string;
  /** The document that shows it, relative to the repository. */
  readonly document: string;
  /** The programs that it runs, besides a POSIX shell and GNU `sed`. */
  readonly needs: readonly string[];
  readonly lines: readonly Typed[];
  prepare(place: Place): Promise<Prepared>;
}

/** One typed line. Its output to both streams is shown. */
export interface Typed {
  readonly line: string;
  /** Whether it must fail. */
  readonly fails?: boolean;
}

/** The environment of a session. */
export interface Place {
  readonly home: string;
  readonly project: string;
  /** The packed npm package. */
  npmPackage(): Promise<string>;
}

/** What a session needs besides its commands. */
export interface Prepared {
  /** Variables in addition to those of every session. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A folder of programs, first on the PATH. */
  readonly programs?: string;
  /** The URL of the release, if one is served. */
  readonly release?: string;
  /** What it asks, until the session ends. */
  readonly server?: Loopback;
}

const PAGE = "tests/distribution/SESSIONS.md";

const EDIT = "sed -i 's/UNIQUE$/&,\\n  bio TEXT/' schema.sql";

const BINARY: Session = {
  name: "binary",
  document: "README.md",
  needs: ["curl", "gzip", "awk", "git"],
  lines: [
    { line: `curl -fsSL ${RELEASE}/install.sh | sh` },
    { line: "penumbra init" },
    { line: "penumbra generate" },
    { line: "penumbra hook install" },
    { line: "git add . && git commit -qm 'Users'" },
    { line: EDIT },
    { line: "git commit -qam 'A bio'", fails: true },
    { line: "penumbra generate && git add ." },
    { line: "git commit -qm 'A bio' && tail -n 2 migrations/*_bio.sql" },
  ],
  async prepare({ project }) {
    await runProcess(["git", "init", "-q", project]);
    const release = serveRelease();
    return { release: release.url, server: release };
  },
};

const NPM: Session = {
  name: "npm",
  document: PAGE,
  needs: ["npm", "tar"],
  lines: [
    { line: "npm install --save-dev penumbra" },
    { line: "npx penumbra init" },
    { line: "npx penumbra generate" },
    { line: EDIT },
    { line: "npx penumbra check", fails: true },
    { line: "npx penumbra generate" },
    { line: "npx penumbra check && tail -n 2 migrations/*_bio.sql" },
  ],
  async prepare({ home, npmPackage }) {
    const found = await findNode();
    const fetched = found?.isFit ? undefined : await fetchNode();
    if (fetched?.ok === false) throw new Error(fetched.reason);
    const registry = await serveNpmRegistry(await npmPackage());
    return {
      environment: {
        npm_config_registry: registry.url,
        npm_config_cache: `${home}/cache`,
        npm_config_audit: "false",
        npm_config_fund: "false",
        npm_config_update_notifier: "false",
      },
      ...(fetched === undefined ? {} : { programs: fetched.folder }),
      server: registry,
    };
  },
};

/** The deno.json of a Deno project. */
const DENO_JSON = `{
  "imports": { "penumbra": "${RELEASE}/penumbra.js" },
  "tasks": {
    "penumbra": "deno run --allow-read=. --allow-write=. --allow-ffi penumbra"
  }
}
`;

const DENO: Session = {
  name: "Deno",
  document: PAGE,
  needs: [],
  lines: [
    { line: "cat deno.json" },
    { line: "deno task -q penumbra init" },
    { line: "deno task -q penumbra generate" },
    { line: EDIT },
    { line: "deno task -q penumbra check", fails: true },
    { line: "deno task -q penumbra generate" },
    { line: "deno task -q penumbra check && tail -n 2 migrations/*_bio.sql" },
  ],
  async prepare({ home, project }) {
    const { text: bundle } = await bundleForUrl("");
    const release = serve((path) => Promise.resolve(path === "penumbra.js" ? bundle : undefined));
    await Deno.writeTextFile(
      `${project}/deno.json`,
      DENO_JSON.replace(RELEASE, release.url.slice(0, -1)),
    );
    await Deno.mkdir(`${home}/bin`);
    await Deno.symlink(Deno.execPath(), `${home}/bin/deno`);
    return {
      release: release.url,
      programs: `${home}/bin`,
      server: release,
    };
  },
};

const HOOK: Session = {
  name: "hook",
  document: PAGE,
  needs: ["git"],
  lines: [
    { line: "git init -q" },
    { line: "penumbra init" },
    { line: "penumbra hook install" },
    { line: "git add . && git commit -qm 'Users'", fails: true },
    { line: "penumbra generate && git add migrations schema.sql" },
    { line: "git commit -qm 'Users' && git ls-files migrations" },
  ],
  async prepare({ home }) {
    await Deno.mkdir(`${home}/bin`);
    await Deno.writeTextFile(`${home}/bin/penumbra`, programFromSource(), { mode: 0o755 });
    return { programs: `${home}/bin` };
  },
};

/** The sessions that the documents show. */
export const SESSIONS: readonly Session[] = [BINARY, NPM, DENO, HOOK];
