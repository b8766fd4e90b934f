import {
  GetHealthCheckCommand,
  type HealthCheck,
  UpdateHealthCheckCommand,
} from "@aws-sdk/client-route-53";
import type { Acts } from "../../failover/inject/acts.ts";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { PreparedInjection } from "../../failover/inject/injection.ts";
import { ROUTE53 } from "../read/route53.ts";
import { isRefusal } from "./aws-call-problem.ts";
import { asFailed, flagsIn, type HealthFlags, lookOfFlags, saidFlags } from "./health-flags.ts";
import type { InjectAccount } from "./inject-account.ts";
import { AWS_PATIENCE, type StepOf, type TargetOf } from "./injector-of.ts";
import { optInOf } from "./opt-in.ts";
import { route53Tags } from "./route53-tags.ts";

/** Others may write at the same time; who loses so often in a row should not go on. */
const MOST_TRIES = 4;

/**
 * A health check counts as failed, whatever its checkers see, while it is disabled and inverted.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_UpdateHealthCheck.html
 *
 * @throws InjectProblem
 */
export async function prepareHealthCheck(
  { healthCheckId }: TargetOf<"health_check">,
  account: InjectAccount,
): Promise<PreparedInjection> {
  const check = await read(account, healthCheckId);
  const flags = flagsIn(check);
  const owner = check.LinkedService?.ServicePrincipal;
  if (owner !== undefined) {
    throw new InjectProblem(
      `injector.healthCheckId: the health check ${healthCheckId} is looked after by ${owner}.`,
      "Choose one of your own; AWS lets nobody else change this one.",
    );
  }
  if (flags.disabled && flags.inverted) {
    throw new InjectProblem(
      `The health check ${healthCheckId} is disabled and inverted, so it counts as failed already.`,
      "Enable it again, and take the inversion away, then prepare anew.",
    );
  }
  const name = `HealthCheckId ${healthCheckId}`;
  return {
    preview: [
      `route53:UpdateHealthCheck in account ${account.id}: ${name}, HealthCheckVersion ${check.HealthCheckVersion}, ${saidFlags(asFailed)} (now ${saidFlags(flags)})`,
      `To restore: route53:UpdateHealthCheck: ${name}, ${saidFlags(flags)}`,
    ],
    restoreSteps: [{ kind: "health_check", account: account.id, healthCheckId, ...flags }],
    permissions: [
      "route53:GetHealthCheck",
      "route53:ListTagsForResource",
      "route53:UpdateHealthCheck",
    ],
    optIn: await optInOf(
      {
        what: "the health check",
        names: [healthCheckId, `arn:aws:route53:::healthcheck/${healthCheckId}`],
      },
      account,
      () => route53Tags(account, "healthcheck", healthCheckId),
    ),
  };
}

export function healthCheckActs(step: StepOf<"health_check">, account: InjectAccount): Acts {
  const { healthCheckId } = step;
  return {
    patience: AWS_PATIENCE,
    async look() {
      return lookOfFlags(step, await flagsNow(account, healthCheckId));
    },
    bringAbout: () =>
      write(account, healthCheckId, asFailed, (now) => lookOfFlags(step, now).state === "restored"),
    async putBack() {
      if ((await flagsNow(account, healthCheckId)) === null) return false;
      await write(account, healthCheckId, step, () => true);
      return true;
    },
  };
}

/**
 * Sets both flags of the version that was read. Where another write came between, it is read again, and
 * written again only while what is there may be written over.
 */
async function write(
  account: InjectAccount,
  healthCheckId: string,
  wanted: HealthFlags,
  mayWriteOver: (now: HealthFlags) => boolean,
): Promise<void> {
  for (let triesLeft = MOST_TRIES; ; triesLeft -= 1) {
    const check = await read(account, healthCheckId);
    const now = flagsIn(check);
    // Also where the answer to an earlier try was lost on its way.
    if (now.disabled === wanted.disabled && now.inverted === wanted.inverted) return;
    if (!mayWriteOver(now)) {
      throw new InjectProblem(
        `The health check ${healthCheckId} was changed meanwhile: ${saidFlags(now)}.`,
        "Find out who changed it; put it back, then prepare anew.",
      );
    }
    const input = {
      HealthCheckId: healthCheckId,
      HealthCheckVersion: check.HealthCheckVersion,
      Disabled: wanted.disabled,
      Inverted: wanted.inverted,
    };
    try {
      await account.call({ ...ROUTE53, action: "UpdateHealthCheck" }, (client, options) =>
        client.send(new UpdateHealthCheckCommand(input), options),
      );
      return;
    } catch (error) {
      if (triesLeft <= 1 || !isRefusal(error, "HealthCheckVersionMismatch")) throw error;
    }
  }
}

async function read(account: InjectAccount, HealthCheckId: string): Promise<HealthCheck> {
  const { HealthCheck } = await account.call(
    { ...ROUTE53, action: "GetHealthCheck" },
    (client, options) => client.send(new GetHealthCheckCommand({ HealthCheckId }), options),
  );
  if (HealthCheck !== undefined) return HealthCheck;
  throw new InjectProblem(`AWS answered without the health check ${HealthCheckId}.`, "Try again.");
}

/** Null where there is no such check any more. */
async function flagsNow(account: InjectAccount, id: string): Promise<HealthFlags | null> {
  try {
    return flagsIn(await read(account, id));
  } catch (error) {
    if (isRefusal(error, "NoSuchHealthCheck")) return null;
    throw error;
  }
}
