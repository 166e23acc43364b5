import type { JsonSchema } from "../../commands/setting.ts";

/** Whether a value has the form that a JSON schema describes. */
export function fits(value: unknown, schema: JsonSchema): boolean {
  if ("anyOf" in schema) return schema.anyOf.some((it) => fits(value, it));
  if ("enum" in schema) return schema.enum.some((it) => it === value);
  switch (schema.type) {
    case "string":
      return typeof value === "string" && new RegExp(schema.pattern ?? "").test(value);
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isInteger(value) && Number(value) >= schema.minimum;
    case "array":
      return Array.isArray(value) && value.length >= (schema.minItems ?? 0) &&
        value.every((it) => fits(it, schema.items));
    case "object":
      return isObject(value) && fitsMembers(value, schema);
  }
}

/** Whether it is an object with members. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fitsMembers(
  value: object,
  { required = [], properties = {}, additionalProperties }: Extract<JsonSchema, { type: "object" }>,
): boolean {
  return required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, member]) => {
      const schema = Object.hasOwn(properties, name) ? properties[name]! : additionalProperties;
      return schema !== false && fits(member, schema);
    });
}
