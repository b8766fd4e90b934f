import type { Assumptions } from "../../contract/baseline.ts";
import { percentText } from "../wording/count.ts";
import { DRIFT_RULES } from "./drift-rules.ts";
import type { Compared, Finding } from "./sense-findings.ts";
import { affectedOf } from "./who-is-affected.ts";

type Traffic = NonNullable<Assumptions["traffic"]>[number];

const QUANTITIES = { gbIn: "GB in", gbOut: "GB out", requests: "requests", dnsQueries: "queries" };

const KEEP = "Accept what stands, which keeps what it rests on.";

/** Shares and volumes of the client groups, against the range in which a decision stays where it is. */
export function comparedTraffic(then: Assumptions, now: Assumptions, orElse: string): Compared[] {
  if (then.traffic === null || now.traffic === null) {
    const why = "was not kept with the decision";
    return [{ unread: { sense: "assumptions", what: "traffic", why, mend: KEEP } }];
  }
  const before = new Map(then.traffic.map((each) => [each.group, each]));
  const after = new Map(now.traffic.map((each) => [each.group, each]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((group) =>
    comparedGroup(before.get(group), after.get(group), orElse),
  );
}

function comparedGroup(
  then: Traffic | undefined,
  now: Traffic | undefined,
  orElse: string,
): Compared[] {
  const group = now ?? then;
  if (group === undefined) return [];
  if (then === undefined || now === undefined) {
    return [{ finding: groupFinding(group, now === undefined, orElse) }];
  }
  return [comparedShare(then, now, orElse), ...comparedVolumes(then, now, orElse)];
}

function comparedShare(then: Traffic, now: Traffic, orElse: string): Compared {
  // Shares are written in decimals, whose differences are off by less than this.
  const moved = Math.abs(now.share - then.share) + 1e-9;
  if (moved < DRIFT_RULES.leastShareChange) return { finding: null };
  const [was, is] = [percentText(then.share, 1), percentText(now.share, 1)];
  const sentence = `${now.label} was ${was} of the users when it was decided, and is ${is}.`;
  return { finding: trafficFinding(now, "share", was, is, sentence, orElse) };
}

function comparedVolumes(then: Traffic, now: Traffic, orElse: string): Compared[] {
  return Object.entries(QUANTITIES).flatMap(([name, words]): Compared[] => {
    const quantity = name as keyof typeof QUANTITIES;
    const what = `${words} of ${now.label}`;
    const was = then.trafficPerMonth[quantity];
    const is = now.trafficPerMonth[quantity];
    if (was === undefined && is === undefined) return [];
    if (was === undefined) {
      const unread = { why: "was not known when it was decided", mend: KEEP };
      return [{ unread: { sense: "assumptions", what, ...unread } }];
    }
    if (is === undefined) {
      const unread = { why: "is not known any more", mend: "Declare it in the service file." };
      return [{ unread: { sense: "assumptions", what, ...unread } }];
    }
    if (Math.abs(is - was) <= DRIFT_RULES.leastTrafficChange * was) return [{ finding: null }];
    const range = percentText(DRIFT_RULES.leastTrafficChange, 1);
    const sentence = `${now.label}: ${is} ${words} a month are more than ${range} away from the ${was} that it was decided on.`;
    const finding = trafficFinding(now, quantity, String(was), String(is), sentence, orElse);
    return [{ finding: { ...finding, subject: what } }];
  });
}

function groupFinding(group: Traffic, isGone: boolean, orElse: string): Finding {
  const share = percentText(group.share, 1);
  const sentence = isGone
    ? `${group.label} was ${share} of the users when it was decided, and is no client group any more.`
    : `${group.label} is new, with ${share} of the users.`;
  const finding = trafficFinding(group, "share", share, share, sentence, orElse);
  return isGone
    ? { ...finding, change: "missing", is: null, affected: affectedOf([]) }
    : { ...finding, change: "extra", was: null };
}

function trafficFinding(
  { group, label, share }: Traffic,
  setting: string,
  was: string,
  is: string,
  sentence: string,
  orElse: string,
): Finding {
  return {
    id: `assumptions traffic ${group} ${setting}`,
    sense: "assumptions",
    severity: "medium",
    change: "changed",
    subject: `traffic of ${label}`,
    setting,
    was,
    is,
    affected: affectedOf([{ group, label, share, how: "uses", movedShare: null }]),
    samples: null,
    sentence,
    mend: `Ask for a recommendation on today's traffic, or ${orElse}.`,
  };
}
