import { isIP } from "node:net";
import { nameOfAddress } from "../contract/address-name.ts";
import { IDENTIFIER_PATTERN } from "../contract/identifier-pattern.ts";
import type { ServedBy } from "../contract/served-by.ts";
import type { Exchange } from "../measure/http-request.ts";

/** Tells which endpoint served, as a lane says that it is told. */
export class WhoServed {
  readonly #expect: ServedBy;
  readonly #byPlace: ReadonlyMap<string, string>;

  constructor(expect: ServedBy) {
    this.#expect = expect;
    this.#byPlace = new Map(
      Object.entries(expect.addresses).map(([place, endpoint]) => [plain(place), endpoint]),
    );
  }

  /** Whether the body of an answer has to be read for it. */
  get needsBody(): boolean {
    return this.#expect.bodyField !== undefined;
  }

  /** The endpoint of an answer: as it names itself, or by the address that was connected to. */
  ofAnswer({ headers, body }: Pick<Exchange, "headers" | "body">, address: string): string | null {
    const { header, bodyField } = this.#expect;
    const told = header === undefined ? undefined : headers[header.toLowerCase()];
    return (
      identifier(Array.isArray(told) ? told[0] : told) ??
      (bodyField === undefined ? null : identifier(readField(body ?? "", bodyField))) ??
      this.at([address])
    );
  }

  /** The endpoint at the first of these places that is known: addresses, or names of an answer. */
  at(places: readonly string[]): string | null {
    for (const place of places) {
      const endpoint = this.#byPlace.get(plain(place));
      if (endpoint !== undefined) return endpoint;
    }
    return null;
  }
}

/** Addresses and names have several spellings. */
function plain(place: string): string {
  return isIP(place) === 0 ? place.toLowerCase().replace(/\.$/, "") : nameOfAddress(place);
}

function identifier(value: unknown): string | null {
  return typeof value === "string" && IDENTIFIER_PATTERN.test(value) ? value : null;
}

function readField(body: string, path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return null;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
