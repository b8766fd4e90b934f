import { Estate } from "../../../controller/contract/estate.ts";
import { type ControllerOptions, startController } from "../../../controller/main.ts";
import { ESTATE } from "../estate.ts";

/** What a fleet needs before its probes and people come. */
export type Declared = {
  /** Of the probes, by vantage. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly viewer: string;
};

/** Declares an estate of these vantages and one service. */
export async function declareVantages(
  options: ControllerOptions,
  ids: readonly string[],
): Promise<Declared> {
  const nobody = await startController({ ...options, roles: { api: false, worker: false } });
  await nobody.begun;
  const [model] = ESTATE.vantages;
  const vantages = ids.map((id) => ({ ...model, id, label: id }));
  await nobody.loadEstate(Estate.parse({ ...ESTATE, vantages }));
  const viewer = await nobody.issueApiToken("test", "viewer");
  const tokens = new Map<string, string>();
  for (const id of ids) tokens.set(id, await nobody.issueProbeToken(id));
  await nobody.close();
  return { tokens, viewer };
}
