import assert from "node:assert/strict";
import { readModuleText } from "./module_text.ts";

/** Whether a module is pure; undefined if that is uncertain. */
const isPure = (text: string) => readModuleText(text)?.isPure;

Deno.test("readModuleText() finds what a module imports and re-exports", () => {
  const text = `
    import { entity, type Row } from "penumbra";
    import type { Kind } from './kind.ts';
    import "./side.ts";
    export * from "./all.ts";
    export { users as people } from "./user.ts";
    // import "./comment.ts";
    /* import "./comment.ts"; */
    const words = { from: "./key.ts", text: 'import "./text.ts"' };
    const query = sql\`SELECT \${columns.map((it) => \`"\${it}"\`)} from "./template.ts"\`;
    it.import; Array.from("./call.ts");
  `;
  assert.deepEqual(readModuleText(text)?.imports, [
    "penumbra",
    "./kind.ts",
    "./side.ts",
    "./all.ts",
    "./user.ts",
  ]);
});

Deno.test("readModuleText() regards a schema as pure, whatever its columns are called", () => {
  assert.equal(
    isPure(`
      import { entity, id, index, sql, text } from "penumbra";
      export enum Kind { Person = "person", Robot = "robot" }
      const shared = { createdAt: timestamp("seconds").notNull().defaultNow() };
      export const events = entity("events", {
        id: id(), name: text(), status: text<"a" | "b">().default(Kind["Person"]!), self: text(),
        process: text().check(sql\`length(\${"it's"}) > \${{ a: 1 }.a} AND '}' <> 'new Date()'\`),
        ...shared,
      }, (t) => ({ indexes: [index().on(t.name, t.process.desc())], strict: true }));
    `),
    true,
  );
});

Deno.test("readModuleText() does not regard a module as pure if it reads its environment", () => {
  for (
    const code of [
      "Deno.env.get('A')",
      "process.env.A",
      "globalThis['Deno']",
      "const { env } = process",
      "f({ ...process })",
      "f({ process })",
      "[].constructor.constructor('return 1')",
      "new Date()",
      "Math.random()",
      "const random = Math",
      "crypto.randomUUID()",
      "`${performance.now()}`",
      "`a ${`b ${name}`}`",
      "(1).toLocaleString()",
      "self.Deno",
      "eval('1')",
      "switch (0) { case 1, Deno: }",
      "a ? process : b",
    ]
  ) assert.equal(isPure(`export const it = 1; ${code};`), false, code);
});

Deno.test("readModuleText() returns undefined if the tokens or imports are uncertain", () => {
  for (
    const code of [
      "await import('./a.ts')",
      "import.meta.url",
      "require('./a.ts')",
      "const a = /[`]/, b = `${Deno.env}`",
      "a / b",
      "\\u0044eno",
      "'open",
      "`open ${",
      "`open",
    ]
  ) assert.equal(readModuleText(code), undefined, code);
});
