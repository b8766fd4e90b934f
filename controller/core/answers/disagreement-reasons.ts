import type { DisagreementReason, SourceAnswer } from "../../contract/answers.ts";
import { predictServed } from "../routing/predict-served.ts";
import { routingWorld } from "../routing/routing-world.ts";
import { agree } from "./agree.ts";
import type { AnswerContext } from "./answer-context.ts";
import type { GroupAsker } from "./askers.ts";
import { ledTo, shareByServer } from "./led-to.ts";

/** Health checks that are tried out one by one; of a design with more none is named. */
const MOST_CHECKS_TRIED = 50;
const OLDER_BY_MS = 60_000;

/** What may explain that two sources differ on somebody. */
interface Difference {
  readonly context: AnswerContext;
  readonly asker: GroupAsker;
  readonly one: SourceAnswer;
  readonly other: SourceAnswer;
}

type Reason = (difference: Difference) => DisagreementReason | undefined;

/** Why two sources may differ, the likeliest first; at least that it is not known. */
export function disagreementReasons(difference: Difference): DisagreementReason[] {
  const found = REASONS.flatMap((reason) => reason(difference) ?? []);
  if (found.length > 0) return found;
  return [{ code: "not-known", sentence: "Nothing that is known explains the difference." }];
}

const unknownAddress: Reason = ({ one, other }) => {
  const strange = [...one.ledTo, ...other.ledTo].flatMap(({ server }) =>
    server.kind === "other" ? server.what : [],
  );
  if (strange.length === 0) return undefined;
  const what = [...new Set(strange)].join(", ");
  const sentence = `No endpoint is known to have ${what}; add it to the addresses of the endpoint that it belongs to.`;
  return { code: "unknown-address", sentence };
};

const ttlRunning: Reason = ({ context, one, other }) => {
  const lookup = [one, other].find(({ source }) => source === "lookup");
  const said = [one, other].find(({ source }) => source !== "lookup");
  if (lookup === undefined || said === undefined || context.longestTtlS === null) return undefined;
  if (context.policies.has("weighted") || context.policies.has("multivalue")) return undefined;
  const [seen, now] = [shareByServer(lookup.ledTo), shareByServer(said.ledTo)];
  const isPassing = seen.size > 1 && [...now.keys()].some((key) => seen.has(key));
  if (!isPassing) return undefined;
  const sentence = `The answer changed while lookups were counted; caches keep the one before for up to ${context.longestTtlS} s.`;
  return { code: "ttl-running", sentence };
};

/** The model says the same once a single health check is taken the other way round. */
const health: Reason = ({ context, asker, one, other }) => {
  const said = one.source === "model" ? other : one;
  const { records, book, door, world } = context;
  if ((one.source === "model") === (other.source === "model") || records === null) return undefined;
  const ids = world.design.healthChecks.map(({ id }) => id);
  if (ids.length > MOST_CHECKS_TRIED) return undefined;
  const found = ids.find((id) => {
    const down = new Set(records.downChecks);
    if (!down.delete(id)) down.add(id);
    const turned = routingWorld(world.design, {
      downChecks: down,
      downResources: records.downResources,
    });
    const would = ledTo(predictServed(turned, book, door, asker.asker));
    return agree({ ledTo: would, answers: null }, said) === true;
  });
  if (found === undefined) return undefined;
  const taken = records.downChecks.has(found) ? "failed" : "passed";
  const sentence = `They would agree if the health check ${found}, which the model takes for ${taken}, were not.`;
  return { code: "health", sentence };
};

const noClientSubnet: Reason = ({ asker, one, other }) => {
  const unseen = [one, other].find(
    ({ source, clientSubnet }) => source !== "model" && clientSubnet === null,
  );
  if (unseen === undefined || asker.vantage === null) return undefined;
  const sentence = `Route 53 was told no client subnet and judged by the resolver of ${asker.vantage.id}, wherever that is.`;
  return { code: "no-client-subnet", sentence };
};

const latencyTable: Reason = ({ context, one, other }) => {
  if (!(isModel(one, other) && context.policies.has("latency"))) return undefined;
  const sentence =
    "Latency records follow AWS's own table of latencies, which is not published; the model takes the nearest Region.";
  return { code: "latency-table", sentence };
};

const locationData: Reason = ({ context, one, other }) => {
  const { policies } = context;
  const byPlace = (["geolocation", "geoproximity"] as const).filter((each) => policies.has(each));
  if (!isModel(one, other) || byPlace.length === 0) return undefined;
  const sentence = `Route 53 finds places by data of its own (${byPlace.join(", ")}); the model takes those that the estate declares.`;
  return { code: "location-data", sentence };
};

const olderRecords: Reason = ({ one, other }) => {
  const [model, said] = one.source === "model" ? [one, other] : [other, one];
  if (model.source !== "model" || model.atMs === null || said.atMs === null) return undefined;
  const aheadMs = said.atMs - model.atMs;
  if (aheadMs < OLDER_BY_MS) return undefined;
  const sentence = `The records were read ${Math.round(aheadMs / 60_000)} min before the answer was given, and may have changed since.`;
  return { code: "older-records", sentence };
};

function isModel(...answers: readonly SourceAnswer[]): boolean {
  return answers.some(({ source }) => source === "model");
}

const REASONS: readonly Reason[] = [
  unknownAddress,
  ttlRunning,
  health,
  noClientSubnet,
  latencyTable,
  locationData,
  olderRecords,
];
