import { match } from "../../base/match.ts";
import { CONFIG_KEYS, SHA256_PATTERN, type Taken } from "./config_keys.ts";

/**
 * The JSON schema of `penumbra.json`, in the draft with the best editor support. It is derived from
 * the keys used for validation, but does not describe the inner syntax of texts.
 * https://json-schema.org/draft-07
 */
export async function configSchema(): Promise<Readonly<Record<string, unknown>>> {
  const properties = await Promise.all(
    Object.entries(CONFIG_KEYS).map(async ([key, { description, takes }]) =>
      [key, { description, ...await formOf(takes) }] as const
    ),
  );
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "The configuration of penumbra",
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}

const TEXT = { type: "string", pattern: "\\S" };
const SHA256 = { type: "string", pattern: SHA256_PATTERN };

async function formOf(takes: Taken): Promise<Readonly<Record<string, unknown>>> {
  return await match(takes)
    .returnType<object | Promise<object>>()
    .with({ kind: "text" }, () => TEXT)
    .with({ kind: "formed" }, ({ known, pattern }) => ({
      anyOf: [{ enum: known }, { type: "string", pattern }],
    }))
    .with({ kind: "values" }, () => ({
      type: "object",
      additionalProperties: { type: "string" },
    }))
    .with({ kind: "functions" }, () => ({
      type: "object",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        properties: {
          arguments: { type: "integer", minimum: 0 },
          deterministic: { type: "boolean" },
        },
      },
    }))
    .with({ kind: "extensions" }, () => ({
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["path", "sha256"],
        properties: {
          path: TEXT,
          sha256: { anyOf: [SHA256, { type: "array", items: SHA256, minItems: 1 }] },
        },
      },
    }))
    .with({ kind: "record" }, ({ keys }) => ({
      type: "object",
      additionalProperties: false,
      required: keys,
      properties: Object.fromEntries(keys.map((key) => [key, TEXT])),
    }))
    .with({ kind: "flag" }, () => ({ type: "boolean" }))
    .with({ kind: "one-of" }, async ({ values }) => ({ enum: await values() }))
    .with({ kind: "texts" }, ({ orOne }) => {
      const list = { type: "array", items: TEXT };
      return orOne ? { anyOf: [TEXT, list] } : list;
    })
    .exhaustive() as Readonly<Record<string, unknown>>;
}
