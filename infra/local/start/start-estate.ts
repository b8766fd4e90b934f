import type { Estate } from "../../../controller/contract/estate.ts";
import { LocalProblem } from "../local-problem.ts";
import type { ControllerApi } from "./controller-api.ts";
import type { RunningController } from "./controller-door.ts";
import type { LocalProbes } from "./local-probes.ts";
import { explainProbeKits, type ProbeKits } from "./probe-kit.ts";
import type { Session } from "./session.ts";
import { probedHere } from "./session-parts.ts";

export interface EstateParts {
  controller: RunningController;
  api: ControllerApi;
  probes: LocalProbes;
  kits: ProbeKits;
  /** From a file; null goes on with the one stored before. */
  estate: Estate | null;
}

/** Measures a real estate: from this machine where asked, and from wherever its probes are put. */
export async function measureEstate(session: Session, parts: EstateParts): Promise<void> {
  const { settings, effects, teardown } = session;
  const { say } = effects.terminal;
  const estate = parts.estate ?? (await parts.api.estate());
  if (estate === null && settings.awsFile !== null && settings.runForMs === null) {
    say("Nothing is measured yet: no service is declared. AWS is being read; then");
    say("  isochrone discover     proposes a file for each service found there");
    return;
  }
  if (estate === null) {
    throw new LocalProblem(
      `There is nothing to measure: no estate is stored in ${settings.dataDir}.`,
      "Name a file that describes one: isochrone start --no-lab --estate estate.yaml",
    );
  }
  if (parts.estate !== null) await parts.controller.loadEstate(estate);
  const here = probedHere(
    session,
    estate.vantages.map((vantage) => vantage.id),
  );
  teardown.add({
    name: "probes",
    stop: () => parts.probes.stop(),
    kill: () => parts.probes.kill(),
  });
  await parts.probes.apply({ vantages: here.map((id) => ({ id })), allow: [] });
  say(
    `Estate ${estate.environment.name}: ${counted(estate.services.length, "service")}, ${counted(estate.vantages.length, "vantage")}, ${here.length} probed from this machine.`,
  );
  const elsewhere = estate.vantages.map((vantage) => vantage.id).filter((id) => !here.includes(id));
  for (const vantage of elsewhere) await parts.kits.tokenOf(vantage);
  for (const line of explainProbeKits(parts.kits.folder, elsewhere, settings.host)) say(line);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
