import type { PlacementAdvice, PlacementPolicy } from "../../contract/placement.ts";
import { percentText } from "../wording/count.ts";
import { latencyText } from "../wording/latency.ts";
import { namesText } from "../wording/names.ts";

type Told = Omit<PlacementAdvice, "doFirst" | "sentence">;

const LED_BY: Record<PlacementPolicy, string> = {
  latency: "latency records",
  geoproximity: "geoproximity records",
  accelerator: "an accelerator",
};

/** What further sites come to, in a sentence. */
export function placementSentence(told: Told): string {
  const { label, sites, before, after, afterBest, policy } = told;
  if (told.groups.length === 0 || after === null) {
    return `${label}: nobody is known to be served, so no site can be held against another.`;
  }
  if (sites.length === 0) return `${label}: there is no further place of these kinds to look at.`;
  const names = namesText(
    sites.map(({ place }) => place),
    8,
  );
  const from = before === null ? "nobody being served" : latencyText(before.us);
  const best =
    afterBest === null || afterBest.us === after.us
      ? ""
      : ` (${latencyText(afterBest.us)} if everybody went to the best)`;
  const modelled = sites
    .filter(({ basis }) => basis === "modelled")
    .reduce((sum, { usersRatio }) => sum + usersRatio, 0);
  const moved = sites.reduce((sum, { usersRatio }) => sum + usersRatio, 0);
  const trust =
    modelled === 0 || moved === 0
      ? ""
      : ` For ${percentText(Math.min(modelled, moved), moved)} of the users who would move that stands on modelled times.`;
  const worth = sites.some(({ isWorth }) => isWorth)
    ? ""
    : " None of them is worth it: the gain is below what is worth acting on.";
  return `${label}: with ${names} the users' mean goes from ${from} to ${latencyText(after.us)}, led by ${LED_BY[policy]}${best}.${worth}${trust}`;
}

/** What to do before anything is built. */
export function doFirst(told: Told): string[] {
  const { sites, policy, losses, forbiddenRatio, modelCheck } = told;
  const todo = sites
    .filter(({ measureFrom }) => measureFrom.length > 0)
    .map(({ place, measureFrom }) => {
      const from = namesText(measureFrom);
      return `Measure from ${from} to ${place}: a small endpoint there, declared with the service or one of its own, is enough.`;
    });
  if (sites.length > 0 && modelCheck !== null) {
    const { paths, middleRatio } = modelCheck;
    todo.push(
      `Mind that on ${paths} paths with both, what was measured is ${middleRatio.toFixed(2)} times what the model says.`,
    );
  }
  if (sites.length > 0 && policy === "latency") {
    todo.push(
      "Ask Route 53 whom it would lead there: it has a table of latencies of its own, and distance stands for it here.",
    );
  }
  if (sites.length > 0 && policy !== "accelerator") {
    todo.push(
      "Look where the resolvers of these users stand: without EDNS Client Subnet a name is answered for the resolver, and a new site may not get the users behind far ones.",
    );
  }
  if (forbiddenRatio > 0) {
    const share = percentText(forbiddenRatio, 1);
    todo.push(`Keep residency: ${share} of the users would be served where they must not be.`);
  }
  const spills = losses.filter((loss) => loss.forbiddenRatio > forbiddenRatio);
  if (spills.length > 0) {
    const names = namesText(spills.map(({ lost }) => lost));
    todo.push(`Keep residency in failover: when ${names} fails, users go where they must not be.`);
  }
  if (sites.some(({ kind }) => kind === "local-zone")) {
    todo.push("See that the Local Zones offer what the endpoint needs: few services are in all.");
  }
  return todo;
}
