import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import type { Round, Target } from "../../../probe/contract/assignment.ts";
import { attemptsPerSecond } from "../../../probe/run/tune-engine.ts";

const target: Target = {
  service: "shop",
  entry: "direct",
  endpoint: "virginia",
  url: "https://example.com/",
};

function round(targets: number, intervalMs: number): Round {
  return {
    id: "r",
    metric: "echo_rtt",
    intervalMs,
    spreadMs: 0,
    timeoutMs: 500,
    targets: Array.from({ length: targets }, () => target),
  };
}

/** Says of a process whose engine was told these rates whether it optimised a function that ran hot. */
async function optimises(rates: readonly number[]): Promise<boolean> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { EngineTuner, tuneForLittle } from "./probe/run/tune-engine.ts";
        import { setFlagsFromString } from "node:v8";
        tuneForLittle();
        const tuner = new EngineTuner();
        for (const rate of ${JSON.stringify(rates)}) {
          tuner.assigned({ vantage: "v", rounds: [{ targets: Array(rate).fill({}), intervalMs: 1_000 }] });
        }
        setFlagsFromString("--allow-natives-syntax");
        const status = new Function("hot", "return %GetOptimizationStatus(hot)");
        function hot(n) { let sum = 0; for (let i = 0; i < n; i += 1) sum += i % 7; return sum; }
        const until = Date.now() + 1_500;
        let isOptimised = false;
        while (!isOptimised && Date.now() < until) {
          for (let i = 0; i < 200; i += 1) hot(5_000);
          isOptimised = (status(hot) & 64) !== 0;
          await new Promise(setImmediate);
        }
        console.log(isOptimised);`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
  });
  const text = outputFiles[0]?.text ?? "";
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--input-type=module",
    "-e",
    text,
  ]);
  return stdout.trim() === "true";
}

describe("probe/run/tune-engine", () => {
  it("adds up what is planned in a second", () => {
    expect(attemptsPerSecond([])).toBe(0);
    expect(attemptsPerSecond([round(100, 1_000), round(6, 60_000), round(2, 500)])).toBeCloseTo(
      104.1,
    );
  });

  it("optimises for many attempts a second, not for few, and follows a change", async () => {
    expect(await optimises([100])).toBe(false);
    expect(await optimises([100, 1_000])).toBe(true);
    expect(await optimises([1_000, 100])).toBe(false);
  });
});
