/**
 * The clock of a version, recognized by its digits: `20261122`, `202611221400`, seconds or
 * milliseconds since 1970. Undefined for a plain counter.
 */
export function clockOf(digits: string): Clock | undefined {
  return CLOCKS.find((clock) => clock.isTime(digits));
}

/** A format for times in digits. */
export interface Clock {
  /** Whether the digits can be a time in this format. */
  isTime(digits: string): boolean;
  /** The time in this format, in UTC. */
  digitsAt(time: Date): string;
  /** The next time that can be written in this format. */
  after(digits: string): string | undefined;
}

/** A clock with the first `digitCount` digits of `YYYYMMDDHHMMSS` and milliseconds. */
function calendar(digitCount: number, tickMs: number): Clock {
  const digitsAt = (time: Date) => time.toISOString().replace(/\D/g, "").slice(0, digitCount);
  return {
    isTime: (digits) => digits.length === digitCount && startOf(digits) !== undefined,
    digitsAt,
    after: (digits) => {
      const start = startOf(digits);
      const next = start === undefined ? undefined : new Date(start + tickMs);
      // After the last second of the year 9999, a date would need more digits.
      return next === undefined || next.getUTCFullYear() > 9999 ? undefined : digitsAt(next);
    },
  };
}

/** The time that the digits denote, in ms; undefined if they are not a date in this format. */
function startOf(digits: string): number | undefined {
  const whole = digits.padEnd(17, "0");
  const [, year, month, day, hour, minute, second, ms] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(whole) ?? [];
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
  const time = Date.parse(text);
  const isReal = !Number.isNaN(time) && new Date(time).toISOString() === text;
  return isReal && Number(year) >= 1970 ? time : undefined;
}

/** A date followed by two digits that number the migrations of a day. */
const NUMBERED_DAYS: Clock = {
  isTime: (digits) => digits.length === 10 && digits.startsWith("20") && isDay(digits.slice(0, 8)),
  digitsAt: (time) => `${DAYS.digitsAt(time)}01`,
  after: () => undefined,
};

function isDay(digits: string): boolean {
  return startOf(digits) !== undefined;
}

/** Seconds or milliseconds since 1970. */
function unix(digitCount: number, tickMs: number): Clock {
  return {
    isTime: (digits) => digits.length === digitCount && digits.startsWith("1"),
    digitsAt: (time) => String(Math.floor(time.getTime() / tickMs)),
    after: (digits) => String(BigInt(digits) + 1n),
  };
}

const DAYS = calendar(8, 86_400_000);

/** Current years cannot be mistaken for a time since 1970 before the year 2034. */
const CLOCKS: readonly Clock[] = [
  calendar(14, 1000),
  calendar(17, 1),
  calendar(12, 60_000),
  DAYS,
  NUMBERED_DAYS,
  unix(10, 1000),
  unix(13, 1),
];

/** The time of a version; undefined if it is a plain counter. */
export function timeOf(version: string): Date | undefined {
  const digits = version.replace(/\D/g, "");
  if (clockOf(digits) === undefined) return undefined;
  if (/^1/.test(digits) && (digits.length === 10 || digits.length === 13)) {
    return new Date(Number(digits) * (digits.length === 10 ? 1000 : 1));
  }
  const start = startOf(digits.slice(0, digits.length === 10 ? 8 : 17));
  return start === undefined ? undefined : new Date(start);
}
