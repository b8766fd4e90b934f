import { Identifier } from "../../../probe/contract/identifier.ts";

/** Which vantages get a probe on this machine. */
export type ProbeChoice =
  | { kind: "none" }
  | { kind: "all" }
  | { kind: "named"; vantages: string[] };

export type ParsedChoice = { ok: true; choice: ProbeChoice } | { ok: false; message: string };

/** Reads `none`, `all` or vantages separated by commas. */
export function parseProbeChoice(text: string): ParsedChoice {
  const word = text.trim();
  if (word === "none" || word === "all") return { ok: true, choice: { kind: word } };
  const vantages = [...new Set(word.split(",").map((name) => name.trim()))];
  const wrong = vantages.find((name) => !Identifier.safeParse(name).success);
  if (wrong !== undefined) {
    return {
      ok: false,
      message: `"${wrong}" is no name of a vantage; give none, all, or names separated by commas`,
    };
  }
  return { ok: true, choice: { kind: "named", vantages } };
}

export type ChosenVantages = { ok: true; vantages: string[] } | { ok: false; unknown: string[] };

/** The chosen vantages in the order of `available`, or the names that are none of them. */
export function chooseVantages(choice: ProbeChoice, available: readonly string[]): ChosenVantages {
  switch (choice.kind) {
    case "none":
      return { ok: true, vantages: [] };
    case "all":
      return { ok: true, vantages: [...available] };
    case "named": {
      const unknown = choice.vantages.filter((name) => !available.includes(name));
      if (unknown.length > 0) return { ok: false, unknown };
      return { ok: true, vantages: available.filter((name) => choice.vantages.includes(name)) };
    }
  }
}
