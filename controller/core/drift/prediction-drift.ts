import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { ClientGroup } from "../../contract/client-group.ts";
import type { PathEvidence } from "../advise/path-evidence.ts";
import { canonicalName } from "../routing/names.ts";
import type { Assumed } from "../routing/routing-world.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { hostOf } from "../url/url-parts.ts";
import { percentText } from "../wording/count.ts";
import { entryName } from "../wording/names.ts";
import { DRIFT_RULES } from "./drift-rules.ts";
import { latencyFinding, latencySubject } from "./latency-prediction.ts";
import { type NamedDoor, type RoutingModel, type Servings, servedBy } from "./routing-model.ts";
import { type Compared, type Finding, type SenseFindings, sumUp } from "./sense-findings.ts";
import {
  type MeasuredShares,
  measuredShares,
  predictedShares,
  type Shares,
  sharesText,
} from "./served-shares.ts";
import { affectedOf } from "./who-is-affected.ts";

export type PredictionInput = {
  readonly endpoints: readonly string[];
  readonly model: RoutingModel;
  /** What stands, in canonical form. */
  readonly design: RoutingDesign;
  readonly health: Assumed;
  /** New connections (`ttfb_new`), by the ways in that choose the endpoint. */
  readonly connections: readonly PathEvidence[];
  /** Times on warm connections (`echo_rtt`), also straight to each endpoint. */
  readonly times: readonly PathEvidence[];
  readonly fromMs: number;
  readonly toMs: number;
};

/** Who serves each client group, and how fast, against what the model makes of what stands. */
export function predictionDrift(input: PredictionInput): SenseFindings {
  const { model, design, health } = input;
  const servings = servedBy(model, design, health);
  return sumUp(
    "prediction",
    model.doors.flatMap((door, at) => comparedBy(door, servings[at] ?? [], input)),
  );
}

function comparedBy(
  door: NamedDoor,
  spreads: Servings[number],
  input: PredictionInput,
): Compared[] {
  const { model, connections, times } = input;
  const endpoints = new Set(input.endpoints);
  return model.audiences.flatMap(({ group }, at): Compared[] => {
    const own = ({ vantage, entry }: PathEvidence) =>
      group.vantages.includes(vantage) && entry === door.entry;
    const who = `who serves ${group.label} by ${entryName(door.entry)}`;
    const predicted = predictedShares(spreads[at] ?? []);
    // By which times a group should go depends on who serves it.
    const subjects = door.entry === "dns" ? [who, latencySubject(group)] : [who];
    if ("unknown" in predicted) {
      const { why, mend } = predicted.unknown;
      return subjects.map((what) => cannotTell(what, why, mend));
    }
    const measured = measuredShares(connections.filter(own), endpoints);
    if (measured === null) return subjects.map((what) => cannotTell(what, FEW, MEASURE_MEND));
    const served = servedFinding(who, group, door, predicted.shares, measured, input);
    if (door.entry !== "dns") return [{ finding: served }];
    const [endpoint, ...others] = predicted.shares.keys();
    const isOne = endpoint !== undefined && endpoints.has(endpoint) && others.length === 0;
    if (served !== null || !isOne) return [{ finding: served }];
    const straight = times.filter(
      (path) =>
        path.entry === "direct" &&
        path.endpoint === endpoint &&
        group.vantages.includes(path.vantage),
    );
    return [{ finding: null }, latencyFinding(group, endpoint, straight, times.filter(own))];
  });
}

const FEW = `fewer than ${DRIFT_RULES.fewestAnswers} new connections since what stands was seen say who served them`;
const MEASURE_MEND =
  "Wait for more measurements, or see that probes of these vantages measure and that answers name their endpoint.";

function cannotTell(what: string, why: string, mend: string): Compared {
  return { unread: { sense: "prediction", what, why, mend } };
}

function servedFinding(
  who: string,
  group: ClientGroup,
  { entry, door }: NamedDoor,
  predicted: Shares,
  measured: MeasuredShares,
  { design, fromMs, toMs }: PredictionInput,
): Finding | null {
  const perVantage =
    entry === "dns"
      ? Math.max(1, Math.floor((toMs - fromMs) / longestTtlMs(design, door.host)))
      : Number.POSITIVE_INFINITY;
  const trials = Math.min(measured.answers, measured.vantages * perVantage);
  const moved = surplus(predicted, measured.shares);
  if (moved < DRIFT_RULES.leastMovedShare) return null;
  const isBeyondChance = [...new Set([...predicted.keys(), ...measured.shares.keys()])].some((id) =>
    isOtherShare(predicted.get(id) ?? 0, measured.shares.get(id) ?? 0, trials),
  );
  if (!isBeyondChance) return null;
  const [was, is] = [sharesText(predicted), sharesText(measured.shares)];
  const { id, label, share } = group;
  return {
    id: `prediction served ${entry} ${id}`,
    sense: "prediction",
    severity: moved >= DRIFT_RULES.graveShare ? "high" : "medium",
    change: "changed",
    subject: who,
    setting: "served by",
    was,
    is,
    affected: affectedOf([{ group: id, label, share, how: "moved", movedShare: moved }]),
    samples: measured.answers,
    sentence: `${label} should be served by ${was} by ${entryName(entry)}, and ${percentText(moved, 1)} are not: ${measured.answers} new connections went to ${is}.`,
    mend: "See what resolvers near them are answered and how Route 53 or the accelerator judges the endpoints' health; go by what was measured, not by the model.",
  };
}

/** Part of the clients that is where it should not be. */
function surplus(predicted: Shares, measured: Shares): number {
  let sum = 0;
  for (const [who, share] of measured) sum += Math.max(0, share - (predicted.get(who) ?? 0));
  return Math.min(1, sum);
}

/** Whether a measured share is beyond what chance makes of the predicted one. */
function isOtherShare(predicted: number, measured: number, trials: number): boolean {
  const interval = clopperPearson(
    Math.round(measured * trials),
    trials,
    DRIFT_RULES.shareConfidence,
  );
  return interval !== null && (predicted < interval.low || predicted > interval.high);
}

const USUAL_TTL_S = 60;

/** A resolver asks again only when what it has is over, so answers within a TTL are one answer. */
function longestTtlMs({ hostedZones }: RoutingDesign, host: string): number {
  const name = canonicalName(hostOf(`http://${host}/`));
  const ttls = hostedZones.flatMap(({ records }) =>
    records.filter((set) => set.name === name).map(({ ttlS }) => ttlS ?? USUAL_TTL_S),
  );
  return 1_000 * Math.max(USUAL_TTL_S, ...ttls);
}
