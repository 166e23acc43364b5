import { CONFIG_KEYS, formOf } from "./config_keys.ts";

/**
 * The JSON schema of `penumbra.json`, in the draft with the best editor support. It does not
 * describe the inner syntax of texts. https://json-schema.org/draft-07
 */
export async function configSchema(): Promise<Readonly<Record<string, unknown>>> {
  const properties = await Promise.all(
    Object.entries(CONFIG_KEYS).map(async ([name, { config: description, takes }]) =>
      [name, { description, ...(await formOf(takes)).schema }] as const
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
