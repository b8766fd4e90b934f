import type { Affected, AffectedGroup, AffectedHow } from "../../contract/drift.ts";
import { percentText } from "../wording/count.ts";
import { namesText } from "../wording/names.ts";

const WORDS: readonly [AffectedHow, (who: string, isOne: boolean) => string][] = [
  ["moved", (who, isOne) => `${who} ${isOne ? "is" : "are"} led elsewhere.`],
  ["uses", (who, isOne) => `${who} ${isOne ? "goes" : "go"} through it.`],
  ["on-failure", (who) => `${who} would go through it on a failure.`],
  ["unknown", (who) => `Whether ${who} notice cannot be told.`],
];

/** Who is touched, in words: by how, with the part of all traffic. */
export function affectedSentence({ groups }: Affected): string {
  if (groups.length === 0) return "No client group is known to notice.";
  return WORDS.flatMap(([how, words]) => {
    const own = groups.filter((group) => group.how === how);
    return own.length === 0 ? [] : [words(whoText(own), own.length === 1)];
  }).join(" ");
}

function whoText(groups: readonly AffectedGroup[]): string {
  const share = groups.reduce((sum, each) => sum + each.share * (each.movedShare ?? 1), 0);
  const names = namesText(groups.map(({ label }) => label));
  return `${names} (${percentText(Math.min(1, share), 1)} of the traffic)`;
}
