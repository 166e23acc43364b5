import type { SQLOutputValue } from "node:sqlite";

/** A function as `node:sqlite` registers it: integers arrive as bigint, NaN is returned as NULL. */
export type MathFunction = (...values: SQLOutputValue[]) => number | bigint | null;

/**
 * SQLite's mathematical functions by name, with SQLite's argument counts, for a build without them
 * such as the one in Deno 2.9. `log` takes one or two arguments and so is listed twice.
 * https://www.sqlite.org/lang_mathfunc.html
 */
export const MATH_FUNCTIONS: readonly (readonly [name: string, run: MathFunction])[] = [
  ...Object.entries({
    acos: Math.acos,
    acosh: Math.acosh,
    asin: Math.asin,
    asinh: Math.asinh,
    atan: Math.atan,
    atanh: Math.atanh,
    cos: Math.cos,
    cosh: Math.cosh,
    degrees: (x: number) => x * (180 / Math.PI),
    exp: Math.exp,
    radians: (x: number) => x * (Math.PI / 180),
    sin: Math.sin,
    sinh: Math.sinh,
    sqrt: Math.sqrt,
    tan: Math.tan,
    tanh: Math.tanh,
    ln: logarithm(Math.log),
    log: logarithm(Math.log10),
    log10: logarithm(Math.log10),
    log2: logarithm(Math.log2),
  }).map(([name, of]) => [name, ofOne(of)] as const),
  ...Object.entries({
    ceil: Math.ceil,
    ceiling: Math.ceil,
    floor: Math.floor,
    trunc: Math.trunc,
  }).map(([name, of]) => [name, toInteger(of)] as const),
  ...Object.entries({
    atan2: Math.atan2,
    // Like C rather than JavaScript: 1 to any power is 1, even to infinity.
    pow: power,
    power,
    mod: (x: number, y: number) => x % y,
    log: (base: number, x: number) => logarithm(Math.log)(x) / positive(logarithm(Math.log)(base)),
  }).map(([name, of]) => [name, ofTwo(of)] as const),
  ["pi", () => Math.PI],
];

function ofOne(of: (x: number) => number): MathFunction {
  return (x) => {
    const number = numberIn(x);
    return number === undefined ? null : orNull(of(Number(number)));
  };
}

function ofTwo(of: (x: number, y: number) => number): MathFunction {
  return (x, y) => {
    const [left, right] = [numberIn(x), numberIn(y)];
    return left === undefined || right === undefined
      ? null
      : orNull(of(Number(left), Number(right)));
  };
}

/** A function that returns integers of any size unchanged. */
function toInteger(of: (x: number) => number): MathFunction {
  return (x) => {
    const number = numberIn(x);
    if (number === undefined || typeof number === "bigint") return number ?? null;
    return orNull(of(number));
  };
}

/** A logarithm that returns NULL for 0, for which JavaScript returns minus infinity. */
function logarithm(of: (x: number) => number): (x: number) => number {
  return (x) => of(positive(x));
}

function positive(x: number): number {
  return x > 0 ? x : NaN;
}

function power(x: number, y: number): number {
  return x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y;
}

function orNull(result: number): number | null {
  return Number.isNaN(result) ? null : result;
}

/** The value as a number, if it is one or is text that consists of one: SQLite's numeric conversion. */
function numberIn(value: SQLOutputValue | undefined): number | bigint | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value !== "string") return undefined;
  const text = value.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, "");
  if (/^[+-]?\d+$/.test(text)) {
    const integer = BigInt(text.replace("+", ""));
    return BigInt.asIntN(64, integer) === integer ? integer : Number(integer);
  }
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}
