import assert from "node:assert/strict";
import {
  BUILD_PLACE,
  loadsBuiltinsAtOnce,
  replaceInOne,
  replaceOnce,
  withLateBuiltins,
  withoutMachine,
  WORKER_PLACE,
  workerPlace,
} from "./bundle_patches.ts";

Deno.test("replaceOnce() replaces the one place there is, and takes its words as they are", () => {
  assert.equal(replaceOnce("a b c", /b/, "$&$1"), "a $&$1 c");
});

Deno.test("replaceOnce() throws where there is no place or more than one", () => {
  assert.throws(() => replaceOnce("a", /b/, "c"), /is in it 0 times/);
  assert.throws(() => replaceOnce("b b", /b/, "c"), /is in it 2 times/);
});

Deno.test("replaceInOne() changes the one module that has the place", () => {
  const modules = new Map([["a.js", 'var BUILD = "";'], ["b.js", "var x;"]]);
  assert.deepEqual(
    [...replaceInOne(modules, BUILD_PLACE, '" (1a2b3c4, linux-x64)"')],
    [["a.js", 'var BUILD = " (1a2b3c4, linux-x64)";'], ["b.js", "var x;"]],
  );
  assert.throws(() => replaceInOne(modules, /var/, ""), /is in 2 of them/);
  assert.throws(() => replaceInOne(modules, /let/, ""), /is in 0 of them/);
});

Deno.test("withoutMachine() leaves no path of this machine's cache", () => {
  const text =
    "// ../../root/.cache/deno/npm/registry.npmjs.org/commander/15.1.0/lib/command.js\n" +
    '  "../../../home/me/npm/npm.example.com/libsql/0.5.29/auth.js"() {}\n' +
    "// src/base/result.ts\n" + 'import("npm:libsql@0.5.29"); x = "a/npm/b.c/d";\n';
  assert.equal(
    withoutMachine(text),
    "// npm:commander/15.1.0/lib/command.js\n" + '  "npm:libsql/0.5.29/auth.js"() {}\n' +
      "// src/base/result.ts\n" + 'import("npm:libsql@0.5.29"); x = "a/npm/b.c/d";\n',
  );
});

const HEAD = `import { createRequire as __deno_internal_createRequire } from "node:module";
var __require = __deno_internal_createRequire(import.meta.url);
var __esm = (run) => () => run && (run[Object.keys(run)[0]](), run = 0);
`;

/** A module as `deno bundle` writes one. */
function moduleText(imports: string, body: string): string {
  return `\n// a.ts\n${imports}\nvar init_a = __esm({\n  "a.ts"() {\n    ${body}\n  }\n});\n`;
}

Deno.test("withLateBuiltins() loads what a module imports when that module runs", () => {
  const imports = [
    'import path, { join as join2, sep } from "node:path";',
    'import * as f$1 from "node:url";',
    'import process from "node:os";',
    'import {\n  tmpdir\n} from "node:os";',
  ].join("\n");
  const body = "globalThis.found = [path.join, join2, sep, f$1.URL, process.tmpdir, tmpdir];";
  const late = withLateBuiltins(`${HEAD}${moduleText(imports, body)}`);
  assert.doesNotMatch(late, /^import /m);
  const asked: string[] = [];
  const getBuiltinModule = (name: string) => {
    asked.push(name);
    return { join: "join", sep: "sep", URL: "URL", tmpdir: "tmpdir" };
  };
  const world: { readonly process: unknown; found?: string[] } = { process: { getBuiltinModule } };
  const run = new Function("globalThis", `${late}; return init_a;`)(world);
  assert.deepEqual(asked, []);
  run();
  assert.deepEqual(asked, ["node:path", "node:path", "node:url", "node:os", "node:os"]);
  assert.deepEqual(world.found, ["join", "join", "sep", "URL", "tmpdir", "tmpdir"]);
});

Deno.test("withLateBuiltins() leaves what is run at once, and loadsBuiltinsAtOnce() sees it", () => {
  const text = `${HEAD}\n// mod.ts\nimport {\n  join\n} from "node:path";\njoin();\n`;
  const late = withLateBuiltins(text);
  assert.match(late, /^import \{\n {2}join\n\} from "node:path";\njoin\(\);$/m);
  assert(loadsBuiltinsAtOnce(late));
  assert(!loadsBuiltinsAtOnce(withLateBuiltins(HEAD)));
});

Deno.test("workerPlace() is where the worker of that name is opened, and no other", () => {
  const opened =
    'new Worker(new URL("./time_limit_worker.ts", import.meta.url), { type: "module" })';
  assert.equal(WORKER_PLACE.exec(opened)?.[1], "time_limit_worker");
  const replaced = replaceOnce(opened, workerPlace("time_limit_worker"), '"data:"');
  assert.equal(replaced, 'new Worker("data:", { type: "module" })');
  assert.throws(() => replaceOnce(opened, workerPlace("entity_worker"), ""), /0 times/);
});
