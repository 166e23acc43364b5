import assert from "node:assert/strict";
import { type Import, type SourceFile, wrongArrows } from "./arrow_rules.ts";

function file(path: string, imports: readonly (string | Import)[], text = ""): SourceFile {
  return {
    path,
    text,
    imports: imports.map((it, index) =>
      typeof it === "string" ? { target: it, line: index + 1 } : it
    ),
  };
}

function messages(...files: readonly SourceFile[]): string[] {
  return wrongArrows(files).map(({ path, line, message }) => `${path}:${line}: ${message}`);
}

Deno.test("wrongArrows() finds nothing if layers import themselves and earlier ones", () => {
  assert.deepEqual(
    messages(
      file("mod.ts", ["src/cli/main.ts", "src/base/result.ts"], "export * from './x.ts';"),
      file("src/cli/main.ts", ["src/cli/args.ts", "src/sql/tokens.ts", "npm:commander@15.0.0"]),
      file("src/cli/args.ts", ["src/base/result.ts"], "Deno.exit(1);"),
      file("src/sql/tokens.ts", ["src/base/result.ts"]),
      file("src/base/result.ts", ["src/base/match.ts"]),
      file("src/base/match.ts", ["npm:ts-pattern@5.9.2"], 'export { match } from "npm:x";'),
      file("src/host/engine.ts", ["npm:libsql@0.5.29", "node:fs/promises"], "Deno.cwd();"),
    ),
    [],
  );
});

Deno.test("wrongArrows() names an import of a later layer with its line", () => {
  assert.deepEqual(
    messages(
      file("src/plan/plan.ts", [{ target: "src/host/engine.ts", line: 7 }]),
      file("src/host/engine.ts", []),
    ),
    ['src/plan/plan.ts:7: Cannot import src/host/engine.ts: "host" is above "plan"'],
  );
});

Deno.test("wrongArrows() keeps npm packages out of the pure layers and ts-pattern in one file", () => {
  assert.deepEqual(
    messages(
      file("src/diff/change.ts", ["npm:left-pad@1.0.0"]),
      file("src/report/text.ts", ["npm:ts-pattern@5.9.2", "npm:kleur@4.0.0"]),
    ),
    [
      'src/diff/change.ts:1: Cannot import npm:left-pad@1.0.0: "diff" is pure',
      "src/report/text.ts:1: Cannot import npm:ts-pattern@5.9.2: src/base/match.ts exports it",
    ],
  );
});

Deno.test("wrongArrows() finds effects outside host and cli, but not in comments", () => {
  const text = [
    "/**",
    " * Unlike Deno.readFile.",
    " */",
    "const a = 1; // Deno.cwd()",
    "Deno.cwd();",
    'Deno["cwd"]();',
    "const isDenoRegistry = registry.Deno;",
  ].join("\n");
  assert.deepEqual(messages(file("src/lint/lint.ts", ["node:fs"], text)), [
    'src/lint/lint.ts:1: Cannot import node:fs: "lint" has no effects',
    'src/lint/lint.ts:5: Cannot use Deno: "lint" has no effects',
    'src/lint/lint.ts:6: Cannot use Deno: "lint" has no effects',
  ]);
});

Deno.test("wrongArrows() allows re-exports only in the entry points", () => {
  const text = [
    "export const one = 1;",
    "export { one as two };",
    'export * from "./other.ts";',
    "export type {",
    "  Three,",
    '} from "./other.ts";',
    'export { four } from "./other.ts";',
  ].join("\n");
  assert.deepEqual(messages(file("src/diff/change.ts", [], text)), [
    "src/diff/change.ts:3: Cannot re-export: only mod.ts, src/entities/mod.ts, src/runner/mod.ts do",
    "src/diff/change.ts:4: Cannot re-export: only mod.ts, src/entities/mod.ts, src/runner/mod.ts do",
    "src/diff/change.ts:7: Cannot re-export: only mod.ts, src/entities/mod.ts, src/runner/mod.ts do",
  ]);
});

Deno.test("wrongArrows() keeps what applications bundle free of all other layers", () => {
  assert.deepEqual(
    messages(
      file("src/runner/a.ts", ["src/runner/b.ts", "src/base/hash.ts"]),
      file("src/sql/c.ts", ["src/runner/a.ts"]),
      file("src/runner/mod.ts", ["src/runner/a.ts"]),
    ),
    ['src/runner/a.ts:2: Cannot import src/base/hash.ts: applications bundle "runner"'],
  );
});

Deno.test("wrongArrows() reports a cycle of files once, by the shortest way around it", () => {
  assert.deepEqual(
    messages(
      file("src/diff/a.ts", ["src/diff/b.ts"]),
      file("src/diff/b.ts", ["src/sql/x.ts", "src/diff/c.ts"]),
      file("src/diff/c.ts", ["src/diff/a.ts"]),
      file("src/sql/x.ts", ["src/sql/x.ts"]),
    ),
    [
      "src/diff/a.ts:1: Cannot import in a cycle: " +
      "src/diff/a.ts → src/diff/b.ts → src/diff/c.ts → src/diff/a.ts",
      "src/sql/x.ts:1: Cannot import in a cycle: src/sql/x.ts → src/sql/x.ts",
    ],
  );
});

Deno.test("wrongArrows() reports folders that import each other, even if no files do", () => {
  assert.deepEqual(
    messages(
      file("src/plan/rebuild/a.ts", ["src/plan/survey.ts"]),
      file("src/plan/rebuild/b.ts", []),
      file("src/plan/survey.ts", ["src/sql/x.ts", "src/plan/rebuild/b.ts"]),
      file("src/sql/x.ts", []),
    ),
    [
      "src/plan/rebuild/a.ts:1: Cannot import in a cycle: " +
      "src/plan/rebuild → src/plan/survey.ts → src/plan/rebuild",
    ],
  );
  assert.deepEqual(
    messages(
      file("src/plan/rebuild/a/x.ts", ["src/plan/rebuild/b/y.ts"]),
      file("src/plan/rebuild/b/x.ts", ["src/plan/rebuild/a/y.ts"]),
      file("src/plan/rebuild/a/y.ts", ["src/plan/rebuild/a/z.ts"]),
      file("src/plan/rebuild/a/z.ts", []),
      file("src/plan/rebuild/b/y.ts", []),
    ),
    [
      "src/plan/rebuild/a/x.ts:1: Cannot import in a cycle: " +
      "src/plan/rebuild/a → src/plan/rebuild/b → src/plan/rebuild/a",
    ],
  );
});

Deno.test("wrongArrows() refuses a file in no layer, one that cannot be read, and a test as import", () => {
  assert.deepEqual(
    messages(
      { ...file("mod.ts", []), problem: "Module not found" },
      file("src/loose.ts", []),
      file("src/sql/a.ts", ["src/sql/a_test.ts", "scripts/ok.ts"]),
      file("src/sql/a_test.ts", ["src/cli/main.ts", "npm:fast-check@4.10.2"], "Deno.test();"),
    ).map((message) => message.replace(/: the layers are .*/, "")),
    [
      "mod.ts:1: Cannot read the file: Module not found",
      "src/loose.ts:1: Cannot place the file",
      "src/sql/a.ts:1: Cannot import src/sql/a_test.ts: it is a test",
      "src/sql/a.ts:2: Cannot import scripts/ok.ts: it is in no layer",
    ],
  );
});
