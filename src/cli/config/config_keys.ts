import { type JsonSchema, type SettingTable, type Taken, TEXT } from "../../commands/setting.ts";
import { SETTINGS, type SettingValues } from "../../commands/settings/project_settings.ts";

/** The values of a configuration, with paths as written. */
export type ConfigValues = Partial<SettingValues>;

/** Every key. The validation, the JSON schema and the page about them are derived from this. */
export const CONFIG_KEYS: SettingTable = {
  $schema: {
    takes: { kind: "text", words: "the path or the URL of a JSON schema" },
    config: "The JSON schema of this file, for editors",
  },
  ...SETTINGS,
};

/** The form of a value in JSON, and its description: `a list of names`. */
export interface Form {
  readonly words: string;
  readonly schema: JsonSchema;
}

const LIST = { type: "array", items: TEXT } as const;

/** The form of the values of a key. */
export async function formOf(takes: Taken): Promise<Form> {
  switch (takes.kind) {
    case "switch":
      return { words: "true or false", schema: { type: "boolean" } };
    case "path":
      return { words: `the path of a ${takes.to}`, schema: TEXT };
    case "text":
      return { words: takes.words ?? "a text", schema: TEXT };
    case "source":
    case "database":
      return { words: `a ${takes.kind}`, schema: TEXT };
    case "sources":
      return { words: "a source or a list of them", schema: { anyOf: [TEXT, LIST] } };
    case "texts":
      return { words: takes.words ?? "a list of texts", schema: LIST };
    case "one-of":
      return { words: "one of a list", schema: { enum: takes.values } };
    case "name":
      return { words: "a name", schema: { enum: await takes.names() } };
    case "formed": {
      const { words = "a text", known, pattern = "\\S" } = takes;
      return { words, schema: { anyOf: [{ enum: known }, { type: "string", pattern }] } };
    }
    case "json":
      return takes;
  }
}
