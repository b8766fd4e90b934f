import type { Service } from "../../contract/estate.ts";
import { countedText, percentText } from "../wording/count.ts";
import { entryName } from "../wording/names.ts";
import { ADVICE_RULES } from "./advice-rules.ts";
import type { GroupOptions, MeasuredOption } from "./group-options.ts";

/** Why the ways in cannot be compared for a group, as the end of a sentence; null where they can. */
export function obstacleTo(
  service: Service,
  options: Pick<GroupOptions, "dns" | "accelerator">,
): string | null {
  for (const entry of ["dns", "accelerator"] as const) {
    const name = entryName(entry);
    if (service[entry] === undefined) return `${service.id} declares no way in by ${name}`;
    const obstacle = obstacleOf(options[entry], name);
    if (obstacle !== null) return obstacle;
  }
  return null;
}

function obstacleOf(option: MeasuredOption | null, name: string): string | null {
  if (option === null) return `nothing was measured by ${name}`;
  const { n, sent, bad, p50 } = option;
  if (n === 0) return `no answer by ${name} in ${countedText(sent, "attempt")}`;
  if (p50 === null) return `n=${n} < ${ADVICE_RULES.fewestValues} by ${name}`;
  if (bad / sent <= ADVICE_RULES.mostBadRatio) return null;
  return `${percentText(bad, sent)} of ${countedText(sent, "attempt")} by ${name} lost or failed`;
}
