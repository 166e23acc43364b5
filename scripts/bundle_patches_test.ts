import assert from "node:assert/strict";
import process from "node:process";
import {
  BUILD_PLACE,
  loadsBuiltinsAtOnce,
  replaceInOne,
  replaceOnce,
  withLateBuiltins,
  withLateFunctions,
  withLateLibsql,
  withoutMachine,
  WORKER_PLACE,
  workerPlace,
} from "./bundle_patches.ts";

Deno.test("replaceOnce() replaces the only place, and inserts the text literally", () => {
  assert.equal(replaceOnce("a b c", /b/, "$&$1"), "a $&$1 c");
});

Deno.test("replaceOnce() throws if the place is missing or occurs more than once", () => {
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

Deno.test("withLateLibsql() hides the name from static analysis", () => {
  const late = withLateLibsql('(name) => import("npm:libsql@1.2.3")');
  assert.equal(late, '(name) => import(["npm:libsql@1.2.3"].join())');
  assert.throws(() => withLateLibsql("import(name)"), /is in it 0 times/);
});

const HEAD = `import { createRequire as __deno_internal_createRequire } from "node:module";
var __require = __deno_internal_createRequire(import.meta.url);
var __esm = (run) => () => run && (run[Object.keys(run)[0]](), run = 0);
`;

/** A module as `deno bundle` writes one. */
function moduleText(imports: string, body: string): string {
  return `\n// a.ts\n${imports}\nvar init_a = __esm({\n  "a.ts"() {\n    ${body}\n  }\n});\n`;
}

Deno.test("withLateBuiltins() loads a function when it is called, a class when it is imported, and a module when it is used", () => {
  const imports = [
    'import tty, { isatty as isatty2, ReadStream } from "node:tty";',
    'import * as f$1 from "node:url";',
    'import process from "node:os";',
    'import assert from "node:assert";',
    'import {\n  tmpdir\n} from "node:os";',
  ].join("\n");
  const body = "globalThis.found = () => [tty.isatty(), isatty2(), ReadStream, f$1.URL, " +
    "process.tmpdir(), tmpdir(), (f$1.URL = 1, f$1.URL), assert(2)];";
  const late = withLateBuiltins(`${HEAD}${moduleText(imports, body)}`);
  assert.doesNotMatch(late, /^import /m);
  const asked: string[] = [];
  const builtin = Object.assign((value: number) => value + 1, {
    isatty: () => "isatty",
    ReadStream: "ReadStream",
    URL: "URL",
    tmpdir: () => "tmpdir",
  });
  const getBuiltinModule = (name: string) => {
    asked.push(name);
    return builtin;
  };
  const world: { readonly process: unknown; found?: () => unknown[] } = {
    process: { getBuiltinModule },
  };
  const run = new Function("globalThis", `${late}; return init_a;`)(world);
  assert.deepEqual(asked, []);
  run();
  assert.deepEqual(asked, ["node:tty"]);
  const found = ["isatty", "isatty", "ReadStream", "URL", "tmpdir", "tmpdir", 1, 3];
  assert.deepEqual(world.found?.(), found);
  assert.equal(asked.filter((name) => name === "node:url").length, 3);
});

Deno.test("withLateBuiltins() leaves what runs immediately, and loadsBuiltinsAtOnce() finds it", () => {
  const text = `${HEAD}\n// mod.ts\nimport {\n  isatty\n} from "node:tty";\nisatty(1);\n`;
  const late = withLateBuiltins(text);
  assert.match(late, /^import \{\n {2}isatty\n\} from "node:tty";\nisatty\(1\);$/m);
  assert(loadsBuiltinsAtOnce(late));
  assert(
    loadsBuiltinsAtOnce('import{join as a}from"node:path";import{isatty as b}from"node:tty";'),
  );
  assert(!loadsBuiltinsAtOnce(withLateBuiltins(HEAD)));
});

Deno.test("withLateBuiltins() takes a stand-in from the bundle", () => {
  const standIn = { builtin: "node:path", name: "path-browserify", isPosix: true };
  const text = "\n// npm:path-browserify/1.0.1/index.js\n" +
    'var require_path = () => ({ join: () => "stand-in" });\n' +
    moduleText('import { join } from "node:path";', "globalThis.found = join();");
  const on = (os: string) => {
    const world: { readonly process: unknown; found?: string } = {
      process: { getBuiltinModule: () => ({ join: () => "Node's" }) },
    };
    const late = withLateBuiltins(HEAD + text, [standIn]);
    new Function("globalThis", "Deno", `${late}; init_a();`)(world, { build: { os } });
    return world.found;
  };
  assert.equal(on("linux"), "stand-in");
  assert.equal(on("windows"), "Node's");
  assert.throws(() => withLateBuiltins(HEAD, [standIn]), /path-browserify is not in it/);
});

Deno.test("workerPlace() is where the worker of that name is opened, and no other one", () => {
  const opened =
    'new Worker(new URL("./time_limit_worker.ts", import.meta.url), { type: "module" })';
  assert.equal(WORKER_PLACE.exec(opened)?.[1], "time_limit_worker");
  const replaced = replaceOnce(opened, workerPlace("time_limit_worker"), '"data:"');
  assert.equal(replaced, 'new Worker("data:", { type: "module" })');
  assert.throws(() => replaceOnce(opened, workerPlace("entity_worker"), ""), /0 times/);
});

Deno.test("withLateFunctions() loads only rare modules late, and only if nothing but functions is used", () => {
  const kept = 'import { EventEmitter } from "node:events";\nimport fs from "node:fs";\n' +
    'import { inspect, TextEncoder } from "node:util";\n';
  assert.equal(withLateFunctions(kept), kept);
  const late = withLateFunctions(
    'import { stripVTControlCharacters as plain } from "node:util";\n' +
      'import child from "node:child_process";\n',
  );
  assert(!late.includes("import"));
  const loaded: string[] = [];
  const getBuiltinModule = (name: "node:util") => {
    loaded.push(name);
    return process.getBuiltinModule(name);
  };
  const run = new Function("globalThis", `${late}; return plain("\\x1b[1mx");`);
  assert.equal(run({ process: { getBuiltinModule } }), "x");
  assert.deepEqual(loaded, ["node:util"]);
});
