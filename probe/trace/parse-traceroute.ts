import { isIP } from "node:net";
import type { Hop } from "./hop.ts";

const HOP_LINE = /^\s*(\d+)\s+(\S.*)$/;

/**
 * Reads what `traceroute -n` writes (traceroute for Linux 2.1), a line per hop such as
 * `2  192.0.2.1  1.203 ms 192.0.2.5  1.310 ms !N *`. Lines of another form are passed over.
 */
export function parseTraceroute(text: string): Hop[] {
  return text.split("\n").flatMap((line) => {
    const [, hop, answers] = HOP_LINE.exec(line) ?? [];
    return answers === undefined ? [] : [readHop(Number(hop), answers.trim().split(/\s+/))];
  });
}

function readHop(hop: number, tokens: readonly string[]): Hop {
  const addresses = new Set<string>();
  const timesUs: number[] = [];
  let lost = 0;
  let refusal: string | null = null;
  for (const [at, token] of tokens.entries()) {
    if (token === "*") lost += 1;
    else if (token === "ms") timesUs.push(Math.round(Number(tokens[at - 1]) * 1_000));
    else if (isIP(token) !== 0) addresses.add(token);
    else if (token.startsWith("!")) refusal ??= token;
  }
  const sent = timesUs.length + lost;
  return {
    hop,
    addresses: [...addresses],
    sent,
    lossRatio: sent === 0 ? 1 : lost / sent,
    ...statisticsOf(timesUs),
    refusal,
  };
}

function statisticsOf(
  timesUs: readonly number[],
): Pick<Hop, "lastUs" | "avgUs" | "bestUs" | "worstUs" | "stDevUs"> {
  const lastUs = timesUs.at(-1) ?? null;
  if (lastUs === null) {
    return { lastUs, avgUs: null, bestUs: null, worstUs: null, stDevUs: null };
  }
  const mean = timesUs.reduce((sum, us) => sum + us, 0) / timesUs.length;
  const squares = timesUs.reduce((sum, us) => sum + (us - mean) ** 2, 0);
  const stDev = timesUs.length === 1 ? 0 : Math.sqrt(squares / (timesUs.length - 1));
  return {
    lastUs,
    avgUs: Math.round(mean),
    bestUs: Math.min(...timesUs),
    worstUs: Math.max(...timesUs),
    stDevUs: Math.round(stDev),
  };
}
