import { runCommand } from "../run-command.ts";

/** A container engine that answers. */
export interface ContainerEngine {
  /** Command that drives it. */
  command: "docker" | "podman";
}

const INFO_TIMEOUT_MS = 10_000;

/** The first engine whose daemon (where it has one) answers `info`; a mere client does not count. */
export async function findContainerEngine(env: NodeJS.ProcessEnv): Promise<ContainerEngine | null> {
  for (const command of ["docker", "podman"] as const) {
    const result = await runCommand(command, ["info"], { env, timeoutMs: INFO_TIMEOUT_MS });
    // Some clients say "Cannot connect" and still end with 0.
    if (result.code === 0 && !/cannot connect/i.test(result.stdout + result.stderr)) {
      return { command };
    }
  }
  return null;
}
