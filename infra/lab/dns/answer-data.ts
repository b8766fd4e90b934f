import type { Answer } from "dns-packet";
import type { AnsweredSet } from "./routing/resolve.ts";

/** One string of a TXT value: between quotes, `\` before a sign or three octal digits. */
const QUOTED = /"((?:[^"\\]|\\.)*)"/g;

/**
 * Records of an answer in the form of the wire's encoder, under the name as it was asked. Values are
 * those of Route 53; a type that the encoder does not write gives no record.
 */
export function answersOf(set: AnsweredSet, askedName: string, ttlS: number): Answer[] {
  const common = { class: "IN" as const, name: askedName, ttl: ttlS };
  return set.values.flatMap((value) => recordOf(set.type, value, common) ?? []);
}

interface Common {
  readonly class: "IN";
  readonly name: string;
  readonly ttl: number;
}

function recordOf(type: string, value: string, common: Common): Answer | undefined {
  const parts = value.trim().split(/\s+/);
  const number = (at: number) => Number(parts[at]);
  switch (type) {
    case "A":
    case "AAAA":
      return { ...common, type, data: value };
    case "CNAME":
    case "NS":
    case "PTR":
      return { ...common, type, data: hostOf(value) };
    case "MX":
      return { ...common, type, data: { preference: number(0), exchange: hostOf(parts[1]) } };
    case "SRV":
      return {
        ...common,
        type,
        data: { priority: number(0), weight: number(1), port: number(2), target: hostOf(parts[3]) },
      };
    case "TXT":
      return {
        ...common,
        type,
        data: [...value.matchAll(QUOTED)].map(([, text]) => unescaped(text)),
      };
    case "SOA":
      return { ...common, type, data: soaOf(parts) };
    default:
      return undefined;
  }
}

function soaOf(parts: readonly string[]) {
  const [mname, rname, ...numbers] = parts;
  const [serial = 1, refresh = 0, retry = 0, expire = 0, minimum = 0] = numbers.map(Number);
  return { mname: hostOf(mname), rname: hostOf(rname), serial, refresh, retry, expire, minimum };
}

function hostOf(name = ""): string {
  return unescaped(name.replace(/\.$/, ""));
}

function unescaped(text = ""): string {
  return text
    .replace(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))
    .replace(/\\(.)/g, "$1");
}
