import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Affected, DriftSeverity } from "../../contract/drift.ts";
import { affectedSentence } from "./affected-sentence.ts";
import { type ChangedSetting, compareDesigns, type ItemDifference } from "./compare-designs.ts";
import { type DesignItem, keyOf } from "./design-item.ts";
import type { LiveView, Unread } from "./live-view.ts";
import type { RoutingModel } from "./routing-model.ts";
import type { Finding, SenseFindings } from "./sense-findings.ts";
import { whoIsAffected } from "./who-is-affected.ts";

export type ConfigurationInput = {
  /** In canonical form, with the names that AWS gave. */
  readonly declared: RoutingDesign;
  readonly live: LiveView;
  readonly model: RoutingModel;
  /** What else to do than to put it back, such as `accept what stands`. */
  readonly orElse: string;
  /** What of the way that users are led could not be followed. */
  readonly lost: readonly Unread[];
};

/** How what stands in AWS differs from what was declared, setting by setting. */
export function configurationDrift(input: ConfigurationInput): SenseFindings {
  const { declared, live, lost } = input;
  const sense = "configuration" as const;
  const affectedBy = whoIsAffected(input.model, declared, live.design);
  const isUnread = ({ place }: DesignItem) => live.unread(place) !== null;
  const comparison = compareDesigns(declared, live.design, isUnread);
  const unread = new Map(lost.map((each) => [each.what, each]));
  for (const { place } of comparison.unread) {
    const why = live.unread(place);
    if (why !== null) unread.set(why.what, why);
  }
  return {
    sense,
    compared: comparison.compared,
    findings: comparison.differences.flatMap((difference) =>
      findingsOf(difference, affectedBy(difference.item.place), input),
    ),
    unread: [...unread.values()].map((each) => ({ sense, ...each })),
    unreadSubjects: comparison.unread.map(({ title }) => title),
  };
}

function findingsOf(
  difference: ItemDifference,
  affected: Affected,
  { orElse }: ConfigurationInput,
): Finding[] {
  const { item, change } = difference;
  const who = affectedSentence(affected);
  const common = {
    sense: "configuration",
    change,
    subject: item.title,
    affected,
    samples: null,
  } as const;
  const id = `configuration ${keyOf(item.place).replaceAll("\n", " ")}`;
  if (difference.change === "changed") {
    return difference.settings.map((setting) => ({
      ...common,
      id: `${id} ${setting.name}`,
      severity: severityOf(affected, isLessSafe(setting)),
      setting: setting.name,
      was: setting.was,
      is: setting.is,
      sentence: `${item.title}: ${changeText(setting)}. ${who}`,
      mend: `${mendText(setting)}, or ${orElse}.`,
    }));
  }
  const text = [...item.settings].map(([name, value]) => `${name} ${value}`).join("; ");
  const isMissing = change === "missing";
  return [
    {
      ...common,
      id,
      severity: severityOf(affected, isMissing && item.place.kind === "health-check"),
      setting: null,
      was: isMissing ? text : null,
      is: isMissing ? null : text,
      sentence: `${item.title} ${isMissing ? "is not there any more" : "was not declared"}. ${who}`,
      mend: `${isMissing ? "Create it again" : "Delete it"}, or ${orElse}.`,
    },
  ];
}

function changeText({ name, was, is }: ChangedSetting): string {
  if (was === null) return `${name} is ${is}, where none was set`;
  return is === null
    ? `${name} was ${was}, and is not set any more`
    : `${name} was ${was}, is ${is}`;
}

function mendText({ name, was }: ChangedSetting): string {
  return was === null ? `Take ${name} away` : `Set ${name} back to ${was}`;
}

/** What keeps clients from being led to something that is down was taken away or switched off. */
function isLessSafe({ name, was, is }: ChangedSetting): boolean {
  if (name === "healthCheckId") return was !== null && is === null;
  if (name === "alias.evaluateTargetHealth") return is === "false";
  return name === "disabled" && is === "true";
}

function severityOf({ groups }: Affected, lessSafe: boolean): DriftSeverity {
  if (groups.length === 0) return "low";
  return lessSafe || groups.some(({ how }) => how === "moved") ? "high" : "medium";
}
