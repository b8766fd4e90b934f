import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { ShadowPlan } from "../../contract/shadow.ts";
import { countedText } from "../../core/wording/count.ts";
import { cutText } from "./cut-text.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { type Column, renderTable } from "./table.ts";

const COLUMNS: readonly Column[] = [
  { head: "NAME", align: "left" },
  { head: "TYPE", align: "left" },
  { head: "ID", align: "left", expendable: 1 },
  { head: "POLICY", align: "left" },
  { head: "TTL", unit: "s", align: "right", expendable: 2 },
  { head: "HEALTH CHECK", align: "left", expendable: 3 },
  { head: "LEADS TO", align: "left" },
];

/** Names of load balancers are long, and start with what tells them apart. */
const LONGEST_TARGET = 28;
const LONGEST_ID = 16;

/** Each record set that would be written to try a design, where, and that it goes again. */
export function shadowLines(plan: ShadowPlan, page: Page): string[] {
  const { records, zone, zoneName, account, name, shadowName } = plan;
  const head = `${countedText(records.length, "record set")} would be created in hosted zone ${zone} (${bare(zoneName)}) of account ${account}, asked about in place of ${bare(name)}, and deleted again. Nothing else is touched.`;
  const rows = records.map((set) => [
    { text: shortName(set.name, plan) },
    { text: set.type },
    { text: cutText(set.setIdentifier ?? "—", LONGEST_ID) },
    { text: policyText(set.routing) },
    { text: set.ttlS === undefined ? "—" : String(set.ttlS) },
    { text: set.healthCheckId ?? "—", paint: page.style.dim },
    { text: targetText(set, plan), paint: page.style.green },
  ]);
  const { lines, dropped } = renderTable(COLUMNS, rows, page);
  const hidden = dropped.map((column) => column.head.toLowerCase()).join(", ");
  return [
    ...sentenceLines(head, page),
    "",
    ...lines,
    "",
    ...sentenceLines(`@ is ${bare(shadowName)}`, page),
    ...(hidden === "" ? [] : sentenceLines(`… too narrow for ${hidden}: --width, or --json`, page)),
  ];
}

function bare(name: string): string {
  return name.replace(/\.$/, "");
}

function shortName(name: string, { shadowName }: ShadowPlan): string {
  if (name === shadowName) return "@";
  const below = `.${shadowName}`;
  return name.endsWith(below) ? `${name.slice(0, -below.length)}.@` : bare(name);
}

/** `weighted 10`, `latency us-east-1`, `geolocation EU`. */
function policyText({ policy, ...fields }: RecordSet["routing"]): string {
  const values = Object.values(fields).flatMap((value: unknown) =>
    typeof value === "object" && value !== null
      ? [Object.values(value).join("/")]
      : value === undefined
        ? []
        : [String(value)],
  );
  return [policy, ...values].join(" ");
}

function targetText({ alias, values = [] }: RecordSet, plan: ShadowPlan): string {
  const all = alias === undefined ? values : [alias.dnsName];
  const [first = "", ...more] = all.map((target) => shortName(target, plan));
  const text = cutText(first, LONGEST_TARGET);
  return more.length === 0 ? text : `${text}, +${more.length}`;
}
