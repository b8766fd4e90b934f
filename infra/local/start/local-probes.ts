import { join } from "node:path";
import type { ProbeFile } from "../../../probe/contract/probe-file.ts";
import { writePrivateFile } from "../private-file.ts";
import type { BoundedLog } from "../process/bounded-log.ts";
import { type ChildProgram, startChildProgram } from "../process/child-program.ts";
import { type KeptProgram, keepRunning } from "../process/keep-running.ts";
import type { RestartPolicy } from "../process/restart-policy.ts";

export interface LocalProbesOptions {
  script: string;
  dataDir: string;
  controllerUrl: string;
  env: NodeJS.ProcessEnv;
  log: BoundedLog;
  policy: RestartPolicy;
  issueToken: (vantage: string) => Promise<string>;
  report: (line: string) => void;
  onGiveUp: (message: string) => void;
}

/** Where the probes stand and what they may measure. */
interface ProbePlan {
  vantages: readonly { id: string; sourceAddress?: string }[];
  /** Blocks of private or loopback addresses that may be measured. */
  allow: readonly string[];
}

export interface LocalProbes {
  /** Runs one probe process for all vantages of the plan; a plan that has not changed leaves it alone. */
  apply(plan: ProbePlan): Promise<void>;
  stop(): Promise<void>;
  kill(): void;
}

/** A probe delivers its last batch before it ends. */
const GRACE_MS = 10_000;

export function createLocalProbes(options: LocalProbesOptions): LocalProbes {
  const tokens = new Map<string, string>();
  const configPath = join(options.dataDir, "probe.json");
  let current: { plan: string; program: KeptProgram } | null = null;
  let stopped = false;

  const start = (vantages: readonly string[]) => (started: (child: ChildProgram) => void) => {
    started(
      startChildProgram({
        name: "probe",
        script: options.script,
        args: ["run", "--config", configPath, "--vantages", vantages.join(",")],
        env: options.env,
        log: options.log,
      }),
    );
    return Promise.resolve();
  };

  const tokenOf = async (vantage: string): Promise<string> => {
    const token = tokens.get(vantage) ?? (await options.issueToken(vantage));
    tokens.set(vantage, token);
    return token;
  };

  return {
    apply: async (plan) => {
      const text = JSON.stringify(plan);
      if (stopped || current?.plan === text) return;
      await current?.program.stop();
      current = null;
      if (plan.vantages.length === 0) return;
      const file: ProbeFile = {
        controllerUrl: options.controllerUrl,
        vantages: [],
        spoolDir: join(options.dataDir, "spool"),
        allow: [...plan.allow],
        // The data folder lies in the home of whoever started this, where nobody else could write.
        ...(process.geteuid?.() === 0 ? { runAs: "root" } : {}),
      };
      for (const vantage of plan.vantages) {
        file.vantages.push({ ...vantage, token: await tokenOf(vantage.id) });
      }
      await writePrivateFile(configPath, `${JSON.stringify(file, null, 2)}\n`);
      if (stopped) return;
      const program = keepRunning({
        name: "probe",
        start: start(plan.vantages.map((vantage) => vantage.id)),
        policy: options.policy,
        graceMs: GRACE_MS,
        report: options.report,
        onGiveUp: options.onGiveUp,
      });
      current = { plan: text, program };
      await program.ready;
    },
    stop: async () => {
      stopped = true;
      await current?.program.stop();
    },
    kill: () => {
      stopped = true;
      current?.program.kill();
    },
  };
}
