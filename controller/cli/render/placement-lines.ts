import type { PlacementAdvice } from "../../contract/placement.ts";
import { countedText, percentText } from "../../core/wording/count.ts";
import { millisecondsText, signedMilliseconds } from "../../core/wording/latency.ts";
import { BASIS_TEXT } from "./basis-text.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { usdText } from "./usd-text.ts";

const SITE_COLUMNS: readonly Column[] = [
  { head: "SITE", align: "left" },
  { head: "KIND", align: "left", expendable: 2 },
  { head: "USERS", unit: "%", align: "right" },
  { head: "SOONER BY", unit: "mean ms", align: "right" },
  { head: "IF IT FAILS", unit: "all, ms", align: "right", expendable: 1 },
  { head: "HOW SURE", align: "left" },
  { head: "A MONTH", unit: "USD", align: "right", expendable: 0 },
];

const GROUP_COLUMNS: readonly Column[] = [
  { head: "CLIENTS", align: "left" },
  { head: "SHARE", unit: "%", align: "right", expendable: 2 },
  { head: "NOW AT", align: "left", expendable: 1 },
  { head: "", unit: "ms", align: "right" },
  { head: "THEN AT", align: "left" },
  { head: "", unit: "ms", align: "right" },
  { head: "HOW SURE", align: "left", expendable: 0 },
];

/** Which sites help whom, what hangs on them, and what to do first. */
export function placementLines(advice: PlacementAdvice, page: Page): string[] {
  const { sentence, sites, groups, doFirst } = advice;
  const moved = groups.filter(({ before, after }) => before?.at !== after?.at);
  return [
    ...sentenceLines(sentence, page),
    ...(sites.length === 0 ? [] : ["", ...siteTable(advice, page)]),
    ...(moved.length === 0 ? [] : ["", ...groupTable(moved, page)]),
    ...(sites.length === 0 ? [] : lossLines(advice, page)),
    ...(doFirst.length === 0 ? [] : ["", page.style.bold("Before you build")]),
    ...doFirst.flatMap((text) => sentenceLines(`- ${text}`, page)),
    "",
    ...sentenceLines(searchText(advice), page).map((line) => page.style.dim(line)),
  ];
}

function siteTable({ sites }: PlacementAdvice, page: Page): string[] {
  const { green, yellow } = page.style;
  const rows = sites.map((site): Cell[] => [
    { text: site.place },
    { text: site.kind },
    { text: percentText(site.usersRatio, 1).replace(" %", "") },
    { text: signedMilliseconds(site.gainUs), ...(site.isWorth ? { paint: green } : {}) },
    { text: signedMilliseconds(site.lossUs) },
    { text: BASIS_TEXT[site.basis], ...(site.basis === "modelled" ? { paint: yellow } : {}) },
    { text: site.usdPerMonth === null ? "unknown" : usdText(String(site.usdPerMonth)) },
  ]);
  const costs = [...new Set(sites.map(({ costText }) => costText))];
  return [
    ...renderTable(SITE_COLUMNS, rows, page).lines,
    ...costs.flatMap((text) => sentenceLines(`Cost of a site: ${text}.`, page)).map(page.style.dim),
  ];
}

function groupTable(groups: PlacementAdvice["groups"], page: Page): string[] {
  const shown = groups.slice(0, page.mostRows ?? groups.length);
  const rows = shown.map(({ label, share, before, after }): Cell[] => [
    { text: label },
    { text: percentText(share, 1).replace(" %", "") },
    { text: before?.at ?? "nobody" },
    { text: before === null ? "" : millisecondsText(before.us) },
    { text: after?.at ?? "nobody" },
    { text: after === null ? "" : millisecondsText(after.us) },
    { text: after === null ? "" : BASIS_TEXT[after.basis] },
  ]);
  const hidden = groups.length - shown.length;
  const more = hidden === 0 ? [] : [page.style.dim(`${countedText(hidden, "more group")}: --all`)];
  return [...renderTable(GROUP_COLUMNS, rows, page).lines, ...more];
}

/** The endpoint or site whose failure costs the users most. */
function lossLines({ losses, after }: PlacementAdvice, page: Page): string[] {
  const [worst] = [...losses].sort((a, b) => (b.meanUs ?? Infinity) - (a.meanUs ?? Infinity));
  if (worst === undefined || after === null) return [];
  const text =
    worst.meanUs === null
      ? `When ${worst.lost} fails, nobody is left to serve.`
      : `The worst to lose is ${worst.lost}: the mean then is ${millisecondsText(worst.meanUs)} ms instead of ${millisecondsText(after.us)} ms.`;
  return ["", ...sentenceLines(text, page)];
}

function searchText({ search, optimum, excluded }: PlacementAdvice): string {
  const { candidates, isExact, gapRatio } = search;
  if (candidates === 0) return excludedTexts(excluded).join(" · ");
  const how = isExact
    ? `all choices among ${countedText(candidates, "place")} were looked at`
    : `found by steps and swaps among ${countedText(candidates, "place")}; no choice is better by more than ${gapRatio < 0.0005 ? "0.1 %" : percentText(Math.min(1, gapRatio), 1)}`;
  const best =
    optimum === null || optimum.places.length === 0
      ? []
      : [
          `if everybody went to the best: ${optimum.places.join(", ")}, ${millisecondsText(optimum.meanUs)} ms`,
        ];
  return [how, ...best, ...excludedTexts(excluded)].join(" · ");
}

function excludedTexts(excluded: PlacementAdvice["excluded"]): string[] {
  return excluded.map(({ what, why }) => `not ${what}: ${why}`);
}
