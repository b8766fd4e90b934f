import type { Verdict } from "../../contract/status.ts";
import { countedText, durationText } from "../wording/count.ts";
import { namesText } from "../wording/names.ts";
import { affectedScope, outageScope, unaffectedText } from "./affected-scope.ts";
import { behindText } from "./behind-text.ts";
import { confidenceText, sizeText, spanText } from "./evidence-text.ts";
import { isOutdated, isTooQuiet } from "./judge.ts";
import type { Picture } from "./picture.ts";

const NO_BASELINE = "No baseline yet: slower answers are not judged.";

/**
 * State · scope · size · since · confidence · next step, in this order on screen and command line.
 * Parts that do not apply are left out.
 */
export function statusSentence(verdict: Verdict, picture: Picture): string {
  return SENTENCES[verdict](picture)
    .filter((part) => part !== "")
    .join(" ");
}

const SENTENCES: Record<Verdict, (picture: Picture) => string[]> = {
  starting: startingParts,
  outage: (picture) => [
    "Outage.",
    `${outageScope(picture)}${spanText(picture)}.`,
    unaffectedText(picture),
    confidenceText(picture.bad),
    unheardText(picture),
    behindText(picture),
    nextMatrix(picture),
  ],
  degraded: (picture) => [
    "Degraded.",
    `${affectedScope(picture)}: ${sizeText(picture.bad)}${spanText(picture)}.`,
    unaffectedText(picture),
    confidenceText(picture.bad),
    unheardText(picture),
    behindText(picture),
    NO_BASELINE,
    nextMatrix(picture),
  ],
  "cannot-tell": cannotTellParts,
  healthy: (picture) => [
    "Healthy.",
    `${reachText(picture)}: ${sizeText(picture.paths)}${spanText(picture)}.`,
    confidenceText(picture.paths),
    unheardText(picture),
    behindText(picture),
    NO_BASELINE,
  ],
};

function startingParts({ vantages }: Picture): string[] {
  const heard = vantages.filter((vantage) => vantage.probe === "measuring").length;
  const probes = countedText(vantages.length, "probe");
  if (heard === 0) {
    return ["Starting.", `None of ${probes} has reported yet.`, "Next: start a probe, or wait."];
  }
  return [
    "Starting.",
    `${heard} of ${probes} measuring; the first minute is not complete.`,
    "Next: wait a minute.",
  ];
}

function cannotTellParts(picture: Picture): string[] {
  if (isOutdated(picture)) {
    const age =
      picture.newestAtMs === null
        ? `There is no measurement${spanText(picture)}.`
        : `The newest measurement is ${durationText(picture.atMs - picture.newestAtMs)} old.`;
    return ["Cannot tell.", age, "Next: see whether the probes run."];
  }
  const others = `${reachText(picture)}: ${sizeText(picture.paths)}${spanText(picture)}.`;
  const next = "Next: see why those probes are silent.";
  if (isTooQuiet(picture)) return [unheardText(picture), others, NO_BASELINE, next];
  return [
    "Cannot tell.",
    `${picture.seriesMeasured} of ${picture.seriesAssigned} assigned series have measurements.`,
    others,
    NO_BASELINE,
    "Next: see what the probes refuse to measure.",
  ];
}

/** `All 14 vantages reach all 5 endpoints of checkout`, or as much of it as holds. */
function reachText(picture: Picture): string {
  const measuring = picture.vantages.filter((vantage) => vantage.probe === "measuring");
  const who =
    measuring.length === picture.vantages.length
      ? `All ${countedText(measuring.length, "vantage")}`
      : `${measuring.length} of ${countedText(picture.vantages.length, "vantage")}`;
  const endpoints = picture.services.reduce((sum, { endpoints }) => sum + endpoints.length, 0);
  const [only, ...others] = picture.services;
  const whose =
    only !== undefined && others.length === 0
      ? only.id
      : countedText(picture.services.length, "service");
  const reached = new Set(
    picture.paths
      .filter((path) => path.state === "good" && path.endpoint !== null)
      .map((path) => `${path.vantage}/${path.service}/${path.endpoint}`),
  ).size;
  const possible = measuring.length * endpoints;
  if (reached >= possible)
    return `${who} reach all ${countedText(endpoints, "endpoint")} of ${whose}`;
  return `${who} reach ${reached} of ${possible} pairs of vantage and endpoint of ${whose}`;
}

/** The part of the picture that is missing is told even when the rest is well. */
function unheardText({ vantages, atMs }: Picture): string {
  const silent = vantages.filter((vantage) => vantage.probe === "silent");
  const fresh = vantages.filter((vantage) => vantage.probe === "new");
  const unheard = [...silent, ...fresh];
  if (unheard.length === 0) return "";
  const quietest = Math.min(...silent.map((vantage) => atMs - (vantage.newestBatchAtMs ?? atMs)));
  const why = [
    silent.length > 0
      ? `silent for ${durationText(quietest)}${silent.length > 1 ? " or more" : ""}`
      : "",
    fresh.length > 0 ? "not heard yet" : "",
  ].filter((part) => part !== "");
  const names = namesText(unheard.map((vantage) => vantage.id));
  const probes = unheard.length === 1 ? "probe" : "probes";
  return `Cannot tell for ${unheard.length} of ${countedText(vantages.length, "vantage")} (${names}): ${probes} ${why.join(" or ")}.`;
}

function nextMatrix({ bad, services }: Picture): string {
  const entries = new Set(bad.map((path) => path.entry));
  const [worst] = [...bad].sort((a, b) => b.lost + b.failed - (a.lost + a.failed));
  const service = worst?.service ?? services[0]?.id ?? "";
  const entry = entries.size === 1 ? `, entry ${worst?.entry}` : "";
  return `Next: look at the matrix of ${service}${entry}.`;
}
