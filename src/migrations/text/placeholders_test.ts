import assert from "node:assert/strict";
import { unfilled, withPlaceholders } from "./placeholders.ts";

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return withPlaceholders({ name: "1.sql", text }, values).text;
}

Deno.test("withPlaceholders() fills in known values, in strings as well, and leaves the rest", () => {
  const text = "CREATE TABLE {{.prefix}}lib (a DEFAULT '${user-name}', b DEFAULT ${ other });";
  assert.equal(
    filled(text, { prefix: "app_", "user-name": "me" }),
    "CREATE TABLE app_lib (a DEFAULT 'me', b DEFAULT ${ other });",
  );
  assert.equal(filled("SELECT '{{constructor}}';", {}), "SELECT '{{constructor}}';");
});

Deno.test("unfilled() reports a placeholder outside strings, and how to give its value", () => {
  const told = (text: string) => unfilled({ name: "1.sql", text });
  assert.equal(told("INSERT INTO mails VALUES ('Hello {{name}}'); -- ${x}"), undefined);
  const { message, hint } = told("-- {{if}}\nCREATE TABLE {{.prefix}}lib (a);")!;
  assert.equal(
    message,
    'Cannot replay "1.sql": it is a template, and "{{.prefix}}" is filled in before it runs',
  );
  assert.match(hint!, /^Give its value in penumbra\.json, "placeholders": \{"prefix": "…"\}, or /);
  assert.match(told('CREATE TABLE "${a}" (x);')!.hint!, /"placeholders": \{"a"/);
  assert.equal(
    told("{{if .sqlite}}\nSELECT 1;\n{{end}}")!.hint,
    "Name a folder of rendered files with --migrations",
  );
});
