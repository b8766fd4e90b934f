import { stringify } from "yaml";
import type { ListedPlan } from "../../contract/failover/kept-plan.ts";
import { percentText } from "../../core/wording/count.ts";
import { entryName, namesText } from "../../core/wording/names.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { momentText } from "./time-text.ts";

const LIST: readonly Column[] = [
  { head: "PLAN", align: "left" },
  { head: "SERVICE", align: "left" },
  { head: "ENDPOINT", align: "left", expendable: 2 },
  { head: "FAILURE", align: "left", expendable: 3 },
  { head: "RTO", unit: "s", align: "right", expendable: 1 },
  { head: "WHERE", align: "left", expendable: 4 },
  { head: "NEXT RUN", align: "left" },
];

const CLIENTS: readonly Column[] = [
  { head: "WAY IN", align: "left" },
  { head: "CLIENTS", align: "left" },
  { head: "SHARE", align: "right" },
];

/** Every plan in a row. */
export function planListLines(plans: readonly ListedPlan[], page: Page): string[] {
  if (plans.length === 0) {
    return sentenceLines("No plan is declared yet. Next: isochrone failover add FILE.", page);
  }
  const { rows, more } = shortened(plans, page);
  return [...renderTable(LIST, rows.map(planRow), page).lines, ...more];
}

function planRow({ plan, nextAtMs }: ListedPlan): Cell[] {
  const { id, service, endpoint, failureMode, environment, hypothesis } = plan;
  return [
    id,
    service,
    endpoint,
    words(failureMode),
    String(hypothesis.rtoS),
    environment,
    nextAtMs === null ? "by hand" : momentText(nextAtMs),
  ].map((text) => ({ text }));
}

/** One plan in sentences: what fails and how, what shall hold, who measures, when it runs. */
export function planLines({ plan, planHash, nextAtMs, ...kept }: ListedPlan, page: Page): string[] {
  const { hypothesis, injector, guards } = plan;
  const clients = plan.clients.map(({ entry, class: behaviour, shareRatio }): Cell[] => [
    { text: entryName(entry) },
    { text: words(behaviour) },
    { text: shareRatio === 0 ? "—" : percentText(shareRatio, 1) },
  ]);
  const sentences = [
    `${plan.endpoint} of ${plan.service} (${plan.environment}) is made to fail: ${words(plan.failureMode)}, by ${words(injector.kind)}.`,
    `Shall hold: ${percentText(hypothesis.attainmentRatio, 1)} of the users are back within ${hypothesis.rtoS} s${hypothesis.rpoS === undefined ? "" : `, at most ${hypothesis.rpoS} s of writes lost`}${hypothesis.forbiddenEndpoints.length === 0 ? "" : `, nobody is served by ${namesText(hypothesis.forbiddenEndpoints)}`}.`,
    `Measured by ${namesText(plan.vantages, 5)}, every ${plan.intervalMs} ms with ${plan.timeoutMs} ms of patience.`,
    `Ended at once when ${percentText(guards.errorBudgetRatio, 1)} of the run's requests failed or ${percentText(guards.silentShareRatio, 1)} of the vantages are silent.`,
    whenText(plan, nextAtMs),
    plan.approver === undefined
      ? "Nobody has to approve a run."
      : `Before each run ${plan.approver} must say yes.`,
  ];
  return [
    page.style.bold(`${plan.label} (${plan.id})`),
    ...sentences.flatMap((sentence) => sentenceLines(sentence, page)),
    "",
    ...renderTable(CLIENTS, clients, page).lines,
    "",
    ...sentenceLines(
      `Declared ${momentText(kept.keptAtMs)} by ${kept.by} · hash ${planHash.slice(0, 12)}`,
      page,
    ),
  ];
}

/** The file that declares a plan again. */
export function planFileLines({ plan }: ListedPlan): string[] {
  return stringify(plan).trimEnd().split("\n");
}

function whenText({ schedule, timeZone }: ListedPlan["plan"], nextAtMs: number | null): string {
  if (schedule === undefined) return "Runs begin by hand.";
  const next = nextAtMs === null ? "none comes" : `next ${momentText(nextAtMs)}`;
  return `Runs begin at ${schedule.cron} (${timeZone}), ${next}.`;
}

/** `targets_stopped` as people say it. */
function words(code: string): string {
  return code.replaceAll("_", " ");
}
